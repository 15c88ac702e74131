"""WARC: the pages of a crawl, each with the link and the day that it was fetched from and on."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from store.intake.draft import Draft, Failure
from store.intake.hints import Hints
from store.intake.limits import FILE_BYTES, Refused
from store.intake.opened import Opened

_PAGES = re.compile(r"(?:text/(?:html|plain)|application/(?:xhtml\+xml|pdf))\b", re.IGNORECASE)
_CHARSET = re.compile(r"charset=[\"']?([\w.:-]+)", re.IGNORECASE)

_DAMAGE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, EOFError)
"""What warcio raises beside its own error where a header is not as it ought to be."""


def drafts(opened: Opened, hints: Hints) -> Iterator[Draft | Failure | Opened | None]:  # noqa: ARG001
    """Every page that was fetched well; what else a crawl holds is passed over."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        for record in ArchiveIterator(opened.stream):
            yield _page(record, opened)
    except (ArchiveLoadFailed, *_DAMAGE) as error:
        raise Refused(f"the crawl is damaged here: {error}"[:300]) from error


def _page(record: Any, opened: Opened) -> Opened | Failure | None:
    kind = _content_type(record)
    if kind is None or not _PAGES.match(kind):
        return None
    headers = record.rec_headers
    url = headers.get_header("WARC-Target-URI") or ""
    origin = f"{opened.name} {url}"
    data = record.content_stream().read(FILE_BYTES + 1)
    if len(data) > FILE_BYTES:
        return Failure(origin, f"the page has more than {FILE_BYTES:,} bytes, which is the limit")
    if not data.strip():
        return None
    charset = _CHARSET.search(kind)
    return Opened(
        origin,
        io.BytesIO(data),
        url=url or None,
        charset=charset[1] if charset else None,
        fetched=headers.get_header("WARC-Date"),
        layers=(*opened.layers, "crawl"),
    )


def _content_type(record: Any) -> str | None:
    """The type of what a record holds, when it is something that was fetched well."""
    if record.rec_type == "response":
        http = record.http_headers
        if http is None or http.get_statuscode() != "200":
            return None
        return str(http.get_header("Content-Type") or "")
    if record.rec_type in {"resource", "conversion"}:
        return str(record.rec_headers.get_header("Content-Type") or "")
    return None
