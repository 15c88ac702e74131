"""One link fetched: redirects followed one by one, each checked, and the body held to its limits.

No cookies, no credentials, no Referer. The certificates that are trusted are the system's.
httpx (100 ms) is loaded with the first link that is asked for.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

from store.intake.fetch.addresses import Resolve, WhyNot, resolve, why_not
from store.intake.fetch.answers import Answer, Deadline, Unfetched, Validators
from store.intake.fetch.headers import charset_of, fresh_for, kind_of, retry_after
from store.intake.fetch.links import Link, parsed_link
from store.intake.fetch.robots import NAME
from store.intake.fetch.unpacking import ACCEPTED, Unpacking, too_large

if TYPE_CHECKING:
    import httpx

REDIRECTS = 5
BODY_BYTES = 10_000_000
"""The largest body, packed or not."""
SECONDS = 20
"""For one link, from the first look-up to the last byte, redirects included."""
_PERMANENT = frozenset({301, 308})

Permit = Callable[[Link], None]
"""Asked before each request. Raises `Unfetched` for what is not to be asked for."""


def user_agent() -> str:
    """What hosts are told of who asks, and by which name their robots.txt may speak of it."""
    from importlib.metadata import version

    return f"dateline/{version('dateline')} (a reader of news; in robots.txt: {NAME})"


class Client:
    """Fetches links one by one; may be used by several threads."""

    def __init__(
        self,
        *,
        why_not: WhyNot = why_not,
        resolve: Resolve = resolve,
        seconds: float = SECONDS,
    ) -> None:
        self._why_not = why_not
        self._resolve = resolve
        self._seconds = seconds
        self._trusted = ssl.create_default_context()
        self._agent = user_agent()

    def get(
        self,
        url: str,
        validators: Validators | None = None,
        *,
        permit: Permit | None = None,
        limit: int = BODY_BYTES,
    ) -> Answer:
        """What the link leads to. Raises `Unfetched` with the reason where that is nothing."""
        from store.intake.fetch.transport import redirect

        deadline = Deadline(self._seconds)
        link = parsed_link(url)
        moved = True
        for hop in range(REDIRECTS + 1):
            with _led_to(link, hop):
                if permit is not None:
                    permit(link)
                with self._asked(link, validators or Validators(), deadline) as response:
                    onward = redirect(response, link)
                    if onward is None:
                        return _answer(response, link, moved=moved and hop > 0, limit=limit)
                    moved = moved and response.status_code in _PERMANENT
            link = onward
        raise Unfetched(f"it redirects more than {REDIRECTS} times")

    def _asked(
        self, link: Link, validators: Validators, deadline: Deadline
    ) -> AbstractContextManager[httpx.Response]:
        """The response to one request, its body still to be read."""
        from store.intake.fetch.proxies import proxy_for
        from store.intake.fetch.transport import CheckedNetwork, CheckedTransport, sent

        proxy = proxy_for(link)
        network = CheckedNetwork(
            deadline, self._resolve, self._why_not, trusted=proxy.host if proxy else None
        )
        transport = CheckedTransport(network, deadline, self._trusted, proxy)
        return sent(link, self._headers(link, validators), transport)

    def _headers(self, link: Link, validators: Validators) -> dict[str, str]:
        headers = {
            "Host": link.origin.partition("://")[2],
            "User-Agent": self._agent,
            "Accept": "*/*",
            "Accept-Encoding": ACCEPTED,
            "Connection": "close",
            "If-None-Match": validators.etag,
            "If-Modified-Since": validators.modified,
        }
        return {name: value for name, value in headers.items() if value}


@contextmanager
def _led_to(link: Link, hop: int) -> Iterator[None]:
    """What goes wrong behind a redirect is said of where it led."""
    try:
        yield
    except Unfetched as failed:
        if hop:
            failed.args = (f"it redirects to {link.url}: {failed}",)
        raise


def _answer(response: httpx.Response, link: Link, *, moved: bool, limit: int) -> Answer:
    """Raises `Unfetched` for a status that is none of success."""
    headers, status = response.headers, response.status_code
    unchanged = status == HTTPStatus.NOT_MODIFIED
    if not unchanged and not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        wait = retry_after(headers)
        raise Unfetched(
            _status_words(status) + (f"; it wants {wait:,.0f} s of rest" if wait else ""),
            status=status,
            wait=wait,
            final=status == HTTPStatus.GONE,
        )
    return Answer(
        url=link.url,
        body=b"" if unchanged else _body(response, limit),
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        content_type=kind_of(headers),
        charset=charset_of(headers),
        validators=Validators(headers.get("etag"), headers.get("last-modified")),
        fresh_for=fresh_for(headers),
        moved=moved,
        unchanged=unchanged,
    )


def _status_words(status: int) -> str:
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        phrase = "an unknown status"
    return f"the host answered {status} ({phrase})"


def _body(response: httpx.Response, limit: int) -> bytes:
    """Unpacked here and not by httpx, which unpacks a piece whole before it can be counted."""
    length = response.headers.get("content-length", "")
    if length.isdecimal() and int(length) > limit:
        raise too_large(limit)
    body = Unpacking(response.headers.get("content-encoding", ""), limit)
    for piece in response.iter_raw():
        body.take(piece)
    return body.whole()
