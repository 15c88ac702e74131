"""A PDF's text, its lines joined into paragraphs again, without the heads of its pages."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from typing import Any

from store.intake.draft import Draft
from store.intake.formats.paragraphs import joined
from store.intake.formats.press_file import articles_in
from store.intake.formats.running_heads import stitched, without_running_heads
from store.intake.hints import Hints
from store.intake.limits import TEXT_POINTS, Refused
from store.intake.opened import Opened

_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?(?:(Z|[+-]\d\d)'?(\d\d)?)?")
_NO_TITLE = re.compile(
    r"^(?:microsoft word|untitled|document\d*$|.*\.(?:docx?|pdf|indd|qxd|tmp)$)", re.I
)

_DAMAGE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, OSError)
"""What pypdf raises beside its own errors where an object of a PDF is not of the kind that it
ought to be."""


def drafts(opened: Opened, hints: Hints) -> Iterator[Draft]:  # noqa: ARG001 - a reader's signature
    """The one article that a PDF is, or those of a press database's file."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(opened.whole()))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused("the PDF is locked with a password")
        text = _text(reader)
        about = {name: str(said) for name, said in (reader.metadata or {}).items()}
    except DependencyError as error:
        raise Refused("the PDF is encrypted: `pip install cryptography` to read it") from error
    except (PyPdfError, *_DAMAGE) as error:
        raise Refused(f"the PDF cannot be read: {error}"[:300]) from error
    if not text:
        raise Refused("the PDF holds no text: it may be a scan")
    if articles := articles_in(text, opened.name):
        yield from articles
        return
    title = about.get("/Title")
    yield Draft(
        text=text,
        origin=opened.name,
        title=title if title and not _NO_TITLE.match(title) else None,
        author=about.get("/Author"),
        file_date=_date(about.get("/CreationDate")),
        fetched=opened.fetched,
    )


def _text(reader: Any) -> str:
    pages: list[str] = []
    size = 0
    for page in reader.pages:
        pages.append(page.extract_text())
        size += len(pages[-1])
        if size > TEXT_POINTS:
            raise Refused(f"the PDF has more than {TEXT_POINTS:,} characters, which is the limit")
    return stitched([joined(page) for page in without_running_heads(pages)])


def _date(said: object) -> str | None:
    """`D:20240709003000+04'00'` as ISO 8601."""
    found = _DATE.match(str(said or ""))
    if found is None:
        return None
    year, month, day, hour, minute, second, zone, minutes = found.groups()
    if hour is None:
        return f"{year}-{month}-{day}"
    offset = "Z" if zone == "Z" else f"{zone}:{minutes or '00'}" if zone else ""
    return f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{offset}"
