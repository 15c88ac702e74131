"""One link fetched: redirects followed one by one, each checked, and the body held to its limits.

No cookies, no credentials, no Referer. The certificates that are trusted are the system's.
httpx (100 ms) is loaded with the first link that is asked for. Bodies that come packed are
unpacked no further than their limit.
"""

from __future__ import annotations

import re
import ssl
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

from store.intake.answers import Answer, Deadline, Unfetched, Validators
from store.intake.fetch.addresses import Resolve, WhyNot, resolve, why_not
from store.intake.fetch.robots import NAME
from store.intake.links import Link, parsed_link

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
        from store.intake.fetch.addresses import proxy_for
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


Headers = Mapping[str, str]
"""By names in small letters."""

_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,10})", re.IGNORECASE)
_SECONDS = re.compile(r"\d{1,10}")


def kind_of(headers: Headers) -> str | None:
    """The media type, without its parameters."""
    return headers.get("content-type", "").partition(";")[0].strip().lower() or None


def charset_of(headers: Headers) -> str | None:
    """The encoding of the text."""
    found = _CHARSET.search(headers.get("content-type", ""))
    return found[1] if found else None


def fresh_for(headers: Headers) -> float | None:
    """Seconds for which nothing will have changed: `max-age` before `Expires` (RFC 9111)."""
    found = _MAX_AGE.search(headers.get("cache-control", ""))
    if found:
        return max(0.0, float(found[1]) - _number(headers.get("age", "")))
    return _until(headers.get("expires"), since=headers.get("date"))


def retry_after(headers: Headers) -> float | None:
    """Seconds for which a host asks to be left alone (RFC 9110, 10.2.3)."""
    said = headers.get("retry-after", "")
    return float(said) if _SECONDS.fullmatch(said) else _until(said)


def _number(said: str) -> float:
    return float(said) if _SECONDS.fullmatch(said) else 0.0


def _until(said: str | None, since: str | None = None) -> float | None:
    """Seconds to a moment, from the host's own clock where it tells the time."""
    moment = _moment(said)
    if moment is None:
        return None
    return max(0.0, moment - (_moment(since) or time.time()))


def _moment(said: str | None) -> float | None:
    try:
        found: datetime = parsedate_to_datetime(said or "")
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


ACCEPTED = "gzip, deflate"


class Unpacking:
    """A body that grows piece by piece, up to `limit` bytes of what it unpacks to.

    Raises `Unfetched` for a packing that was not asked for.
    """

    def __init__(self, packing: str, limit: int) -> None:
        packing = packing.strip().lower()
        if packing not in {"", "identity", "gzip", "x-gzip", "deflate"}:
            raise Unfetched(f"the answer is packed with {packing[:20]!r}, which is not read")
        self._is_packed = packing not in {"", "identity"}
        self._unpacker = zlib.decompressobj(_EITHER)
        self._begun = False
        self._limit = limit
        self._body = bytearray()

    def take(self, piece: bytes) -> None:
        """Raises `Unfetched` when the body gets too large, or cannot be unpacked."""
        if not self._is_packed:
            self._body += piece
            self._check()
        while self._is_packed and piece:
            self._body += self._unpacked(piece)
            self._check()
            piece = self._unpacker.unused_data
            if piece:  # a gzip file may be followed by another
                self._unpacker = zlib.decompressobj(_EITHER)

    def whole(self) -> bytes:
        """The body. Raises `Unfetched` when its end is missing."""
        if self._is_packed and self._begun and not self._unpacker.eof:
            raise Unfetched("the packed answer is cut short")
        return bytes(self._body)

    def _unpacked(self, piece: bytes) -> bytes:
        room = self._limit - len(self._body) + 1
        try:
            try:
                return self._unpacker.decompress(piece, room)
            except zlib.error:
                if self._begun:
                    raise
                # Some hosts mean by "deflate" the bare stream, without zlib's head.
                self._unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
                return self._unpacker.decompress(piece, room)
        except zlib.error as error:
            raise Unfetched(f"the packed answer cannot be unpacked: {error}") from error
        finally:
            self._begun = True

    def _check(self) -> None:
        if len(self._body) > self._limit:
            raise too_large(self._limit)


def too_large(limit: int) -> Unfetched:
    """What is said of a body that is larger than it may be."""
    return Unfetched(
        f"it is larger than {limit:,} bytes, which is the limit: save it and name the file",
        final=True,
    )


_EITHER = zlib.MAX_WBITS | 32
"""gzip's head or zlib's, whichever is there."""
