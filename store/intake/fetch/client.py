"""One link fetched: redirects followed by hand, each checked, and the body held to its limits.

No cookies, no credentials, no Referer. The certificates that are trusted are the system's.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from http import HTTPStatus
from urllib.parse import urljoin

import httpcore

from store.intake.fetch.addresses import WhyNot, why_not
from store.intake.fetch.answers import Answer, Unfetched, Validators
from store.intake.fetch.headers import charset_of, fresh_for, kind_of, retry_after
from store.intake.fetch.links import Link, parsed_link
from store.intake.fetch.network import CheckedNetwork, Deadline, Resolve, resolve
from store.intake.fetch.proxies import proxy_for
from store.intake.fetch.robots import NAME
from store.intake.fetch.unpacking import ACCEPTED, Unpacking, too_large

REDIRECTS = 5
BODY_BYTES = 10_000_000
"""The largest body, packed or not."""
SECONDS = 20
"""For one link, from the first look-up to the last byte, redirects included."""
_REDIRECT = frozenset({301, 302, 303, 307, 308})
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
        deadline = Deadline(self._seconds)
        link = parsed_link(url)
        moved = True
        for hop in range(REDIRECTS + 1):
            with _led_to(link, hop):
                if permit is not None:
                    permit(link)
                with self._asked(link, validators or Validators(), deadline) as response:
                    onward = _redirect(response, link)
                    if onward is None:
                        return _answer(response, link, moved=moved and hop > 0, limit=limit)
                    moved = moved and response.status in _PERMANENT
            link = onward
        raise Unfetched(f"it redirects more than {REDIRECTS} times")

    @contextmanager
    def _asked(
        self, link: Link, validators: Validators, deadline: Deadline
    ) -> Iterator[httpcore.Response]:
        """The response to one request, its body still to be read."""
        proxy = proxy_for(link)
        network = CheckedNetwork(
            deadline,
            self._resolve,
            self._why_not,
            trusted=proxy.host if proxy else None,
        )
        pool = httpcore.ConnectionPool(
            ssl_context=self._trusted,
            proxy=proxy.for_connection() if proxy else None,
            network_backend=network,
            max_connections=1,
        )
        target = httpcore.URL(
            scheme=link.scheme, host=link.host, port=link.port, target=link.target
        )
        with closing(pool), _in_words(deadline):
            if proxy is not None:
                network.check_literal(link.host)
            with pool.stream("GET", target, headers=self._headers(link, validators)) as response:
                yield response

    def _headers(self, link: Link, validators: Validators) -> list[tuple[str, str]]:
        headers = {
            "Host": link.origin.partition("://")[2],
            "User-Agent": self._agent,
            "Accept": "*/*",
            "Accept-Encoding": ACCEPTED,
            "Connection": "close",
            "If-None-Match": validators.etag,
            "If-Modified-Since": validators.modified,
        }
        return [(name, value) for name, value in headers.items() if value]


@contextmanager
def _led_to(link: Link, hop: int) -> Iterator[None]:
    """What goes wrong behind a redirect is said of where it led."""
    try:
        yield
    except Unfetched as failed:
        if hop:
            failed.args = (f"it redirects to {link.url}: {failed}",)
        raise


@contextmanager
def _in_words(deadline: Deadline) -> Iterator[None]:
    """What the library raises, as a person would say it."""
    try:
        yield
    except httpcore.TimeoutException as error:
        raise deadline.passed() from error
    except httpcore.ConnectError as error:
        raise Unfetched(_connection_words(str(error))) from error
    except httpcore.ProxyError as error:
        raise Unfetched(f"the proxy did not connect: {error}") from error
    except (httpcore.ProtocolError, httpcore.NetworkError, httpcore.UnsupportedProtocol) as error:
        raise Unfetched(f"its answer is broken: {error}"[:300]) from error


def _connection_words(said: str) -> str:
    if "CERTIFICATE_VERIFY_FAILED" in said:
        reason = said.partition("verify failed:")[2].partition("(_ssl")[0].strip()
        return f"its certificate cannot be trusted: {reason}"
    return f"no connection: {said.partition('] ')[2] or said}"[:300]


def _redirect(response: httpcore.Response, link: Link) -> Link | None:
    where = _headers_of(response).get("location")
    if response.status not in _REDIRECT or where is None:
        return None
    return parsed_link(urljoin(link.url, where))


def _answer(response: httpcore.Response, link: Link, *, moved: bool, limit: int) -> Answer:
    """Raises `Unfetched` for a status that is none of success."""
    headers = _headers_of(response)
    unchanged = response.status == HTTPStatus.NOT_MODIFIED
    if not unchanged and not HTTPStatus.OK <= response.status < HTTPStatus.MULTIPLE_CHOICES:
        wait = retry_after(headers)
        raise Unfetched(
            _status_words(response.status) + (f"; it wants {wait:,.0f} s of rest" if wait else ""),
            status=response.status,
            wait=wait,
            final=response.status == HTTPStatus.GONE,
        )
    return Answer(
        url=link.url,
        body=b"" if unchanged else _body(response, headers, limit),
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


def _body(response: httpcore.Response, headers: Mapping[str, str], limit: int) -> bytes:
    if headers.get("content-length", "").isdecimal() and int(headers["content-length"]) > limit:
        raise too_large(limit)
    body = Unpacking(headers.get("content-encoding", ""), limit)
    for piece in response.iter_stream():
        body.take(piece)
    return body.whole()


def _headers_of(response: httpcore.Response) -> dict[str, str]:
    """The headers by their names in small letters; of several with one name, the last."""
    return {
        name.decode("ascii", "replace").lower(): value.decode("utf-8", "replace").strip()
        for name, value in response.headers
    }
