"""Fetches one link: follows redirects one by one, checks each, and limits the body.

No cookies, credentials or Referer are sent. The system's certificates are trusted. httpx (100 ms)
is loaded with the first link. Compressed bodies are unpacked only up to the limit.
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
from store.intake.fetch.addresses import RejectionReason, Resolve, rejection_reason, resolve
from store.intake.fetch.robots import NAME
from store.intake.links import Link, parsed_link

if TYPE_CHECKING:
    import httpx

REDIRECTS = 5
BODY_BYTES = 10_000_000
"""The maximum size of a body in bytes, compressed or not."""
SECONDS = 20
"""Seconds for one link, from the first look-up to the last byte, including redirects."""
_PERMANENT = frozenset({301, 308})

Permit = Callable[[Link], None]
"""Called before each request. Raises `Unfetched` for links that may not be requested."""


def user_agent() -> str:
    """Return the User-Agent header, which includes the name that robots.txt can use."""
    from importlib.metadata import version

    return f"dateline/{version('dateline')} (a reader of news; in robots.txt: {NAME})"


class Client:
    """Fetches links one by one. It can be used from several threads."""

    def __init__(
        self,
        *,
        rejection_reason: RejectionReason = rejection_reason,
        resolve: Resolve = resolve,
        seconds: float = SECONDS,
    ) -> None:
        self._why_not = rejection_reason
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
        """Fetch a link.

        Raises:
            Unfetched: There is no answer. The message is the reason.
        """
        from store.intake.fetch.transport import redirect

        deadline = Deadline(self._seconds)
        link = parsed_link(url)
        moved = True
        for hop in range(REDIRECTS + 1):
            with _naming_redirect(link, hop):
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
        """Return the response to one request, before its body is read."""
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
def _naming_redirect(link: Link, hop: int) -> Iterator[None]:
    """Name the redirect's target in errors that occur after a redirect."""
    try:
        yield
    except Unfetched as failed:
        if hop:
            failed.args = (f"it redirects to {link.url}: {failed}",)
        raise


def _answer(response: httpx.Response, link: Link, *, moved: bool, limit: int) -> Answer:
    """Return the answer. Raise `Unfetched` for an unsuccessful status."""
    headers, status = response.headers, response.status_code
    unchanged = status == HTTPStatus.NOT_MODIFIED
    if not unchanged and not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        wait = retry_after(headers)
        raise Unfetched(
            _status_words(status) + (f"; retry after {wait:,.0f} s" if wait else ""),
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
    """The body is unpacked here because httpx unpacks a whole chunk before its size can
    be checked.
    """
    length = response.headers.get("content-length", "")
    if length.isdecimal() and int(length) > limit:
        raise too_large(limit)
    body = Unpacking(response.headers.get("content-encoding", ""), limit)
    for piece in response.iter_raw():
        body.feed(piece)
    return body.whole()


Headers = Mapping[str, str]
"""Headers by their names in lower case."""

_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,10})", re.IGNORECASE)
_SECONDS = re.compile(r"\d{1,10}")


def kind_of(headers: Headers) -> str | None:
    """Return the media type without parameters."""
    return headers.get("content-type", "").partition(";")[0].strip().lower() or None


def charset_of(headers: Headers) -> str | None:
    """Return the charset of a text."""
    found = _CHARSET.search(headers.get("content-type", ""))
    return found[1] if found else None


def fresh_for(headers: Headers) -> float | None:
    """Return for how many seconds the answer is fresh: `max-age` before `Expires` (RFC 9111)."""
    found = _MAX_AGE.search(headers.get("cache-control", ""))
    if found:
        return max(0.0, float(found[1]) - _number(headers.get("age", "")))
    return _until(headers.get("expires"), since=headers.get("date"))


def retry_after(headers: Headers) -> float | None:
    """Return for how many seconds the host asks for no requests (RFC 9110, 10.2.3)."""
    declared = headers.get("retry-after", "")
    return float(declared) if _SECONDS.fullmatch(declared) else _until(declared)


def _number(declared: str) -> float:
    return float(declared) if _SECONDS.fullmatch(declared) else 0.0


def _until(declared: str | None, since: str | None = None) -> float | None:
    """Return the seconds to a moment, by the host's clock if it sends one."""
    moment = _moment(declared)
    if moment is None:
        return None
    return max(0.0, moment - (_moment(since) or time.time()))


def _moment(declared: str | None) -> float | None:
    try:
        found: datetime = parsedate_to_datetime(declared or "")
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


ACCEPTED = "gzip, deflate"


class Unpacking:
    """Collects and unpacks a body, up to `limit` unpacked bytes.

    Raises:
        Unfetched: The encoding was not requested.
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

    def feed(self, piece: bytes) -> None:
        """Add a chunk.

        Raises:
            Unfetched: The body is too large or cannot be unpacked.
        """
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
        """Return the body.

        Raises:
            Unfetched: The end is missing.
        """
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
                # Some hosts send the bare stream as "deflate", without the header of zlib.
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
    """Return the error for a body that is too large."""
    return Unfetched(
        f"it is larger than {limit:,} bytes, which is the limit: save it and name the file",
        final=True,
    )


_EITHER = zlib.MAX_WBITS | 32
"""Accepts a gzip or a zlib header."""
