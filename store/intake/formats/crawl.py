"""WARC: the pages of a crawl, each with its link and the day on which it was fetched.

The lengths that records state are not trusted. A record that contains the next one is split, and
missing or surplus bytes are reported.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParser

from store.intake.draft import ArticleDraft, Failure
from store.intake.limits import FILE_BYTES, InputRejected
from store.intake.opened import Hints, Opened, full_read

_PAGES = re.compile(r"(?:text/(?:html|plain)|application/(?:xhtml\+xml|pdf))\b", re.IGNORECASE)
_CHARSET = re.compile(r"charset=[\"']?([\w.:-]+)", re.IGNORECASE)
_HEADER_BYTES = 1_000_000
"""The maximum size of a record's header, and of the HTTP header in it."""
_RECORD = re.compile(rb"WARC/1\.[01]\r?\n(?:[\w-]{1,100}:[^\n]{0,8000}\n){3,60}\r?\n")
_MANY = 10**15
_INSIDE = "record"
_DEEPEST = 50
"""The limit of records within records. Genuine records contain none."""

_DAMAGE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, EOFError)
"""What warcio raises, besides its own error, for a malformed header."""

Found = ArticleDraft | Failure | Opened | None


def drafts(opened: Opened, hints: Hints) -> Iterator[Found]:  # noqa: ARG001
    """Yield every page that was fetched successfully. Other records are skipped."""
    if opened.layers.count(_INSIDE) > _DEEPEST:
        raise InputRejected(f"more than {_DEEPEST} records of the crawl say that they are larger")
    records = ArchiveIterator(opened.stream, no_record_parse=True)
    records.loader.warc_parser = _BoundedParser(records.loader.WARC_TYPES)
    errors = 0
    try:
        for record in records:
            if records.err_count > errors:
                yield Failure(
                    opened.name, f"bytes between two records are left, before {_of(record)}"
                )
                errors = records.err_count
            yield from _found(record, opened)
    except (ArchiveLoadFailed, InputRejected, *_DAMAGE) as error:
        raise InputRejected(f"the crawl is damaged here: {error}"[:300]) from error


def _found(record: Any, opened: Opened) -> Iterator[Found]:
    """Yield the page of a record, and the records that its stated length includes."""
    origin = f"{opened.name} {_of(record)}"
    try:
        kind = _content_type(record)
    except EOFError:
        yield Failure(origin, "the head of this page is missing")
        return
    except InputRejected as refused:
        yield Failure(origin, str(refused))
        return
    is_page = kind is not None and _PAGES.match(kind) is not None
    held = full_read(record.raw_stream, FILE_BYTES + 1)
    if len(held) > FILE_BYTES:
        what = "page" if is_page else "record"
        reason = f"the {what} has more than {FILE_BYTES:,} bytes, which is the limit"
        yield Failure(origin, reason, passed_over=not is_page)
        return
    own, missing = _length_of_own(held), getattr(record.raw_stream, "limit", 0)
    record.raw_stream = io.BytesIO(held[:own])
    yield _page(record, opened, origin, kind or "") if is_page else None
    if own < len(held):
        inside = io.BytesIO(held[own:].lstrip(b"\r\n"))
        yield Opened(opened.name, inside, layers=(*opened.layers, _INSIDE))
    elif missing:
        count = f"{missing:,}" if missing < _MANY else "very many"
        yield Failure(origin, f"the crawl is cut short: {count} bytes of this record are missing")


def _page(record: Any, opened: Opened, origin: str, kind: str) -> Opened | Failure | None:
    data = record.content_stream().read(FILE_BYTES + 1)
    if len(data) > FILE_BYTES:
        return Failure(origin, f"the page has more than {FILE_BYTES:,} bytes, which is the limit")
    if not data.strip():
        return None
    headers = record.rec_headers
    charset = _CHARSET.search(kind)
    return Opened(
        origin,
        io.BytesIO(data),
        url=headers.get_header("WARC-Target-URI") or None,
        charset=charset[1] if charset else None,
        fetched=headers.get_header("WARC-Date"),
        layers=(*opened.layers, "crawl"),
    )


def _of(record: Any) -> str:
    return str(record.rec_headers.get_header("WARC-Target-URI") or "")


def _content_type(record: Any) -> str | None:
    """Return the media type of a successful response, or None. Raise `EOFError` for a truncated
    record, and `InputRejected`.
    """
    if record.rec_type == "response":
        if not _of(record).startswith(("http:", "https:")):
            return None
        http = record.http_headers = _BoundedParser(["HTTP/"], verify=False).parse(
            record.raw_stream
        )
        if http.get_statuscode() != "200":
            return None
        return str(http.get_header("Content-Type") or "")
    if record.rec_type in {"resource", "conversion"}:
        return str(record.rec_headers.get_header("Content-Type") or "")
    return None


def _length_of_own(held: bytes) -> int:
    """Return the offset of another record within the content, or the whole length."""
    at = held.find(b"\nWARC/1.")
    while at >= 0:
        head = _RECORD.match(held, at + 1)
        if head and b"\nwarc-type:" in head[0].lower() and b"\nwarc-record-id:" in head[0].lower():
            return at + 1
        at = held.find(b"\nWARC/1.", at + 1)
    return len(held)


class _BoundedParser:
    """Parses a header of limited size. Raises `InputRejected` for a larger one."""

    def __init__(self, begins: list[str], *, verify: bool = True) -> None:
        self._parser = StatusAndHeadersParser(begins, verify)

    def parse(self, stream: Any, full_statusline: Any = None) -> Any:
        """Parse as warcio's own parser does."""
        return self._parser.parse(_Bounded(stream), full_statusline)


class _Bounded:
    """The lines of a header."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._left = _HEADER_BYTES

    def readline(self) -> bytes:
        line: bytes = self._stream.readline(self._left + 1)
        self._left -= len(line)
        if self._left < 0:
            raise InputRejected(
                f"the head of a record has more than {_HEADER_BYTES:,} bytes, which is the limit"
            )
        return line
