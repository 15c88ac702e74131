"""PDF: the text without running heads, with its lines joined into paragraphs."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from store.intake.draft import ArticleDraft
from store.intake.formats.press_file import articles_in
from store.intake.fragments import normalised
from store.intake.limits import TEXT_POINTS, InputRejected
from store.intake.opened import Hints, Opened

_EDGE = 4
"""How many lines at the top and bottom of a page can be running heads."""
_LONGEST = 120
_SHARE = 0.4
"""The share of pages that must have the line. Left and right pages may have different heads."""
_NUMBER = re.compile(r"\d+")
_PAGE = re.compile(r"\W*(?:page\s*)?0(?:\s*(?:of|/)\s*0)?\W*", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2}")
_SENTENCE_ENDS = (".", "!", "?", ":", '"', "”", "’", ")")


def without_running_heads(pages: Sequence[str]) -> list[str]:
    """Remove the lines that recur at the same edge of other pages, ignoring numbers.

    The first page keeps its own, which may name the source and the day. Page numbers are removed
    from all pages.
    """
    page_lines = [page.strip().splitlines() for page in pages]
    edges = [[_known_as(line) for line in lines if line.strip()] for lines in page_lines]
    counted = Counter(
        line for names in edges for line in {*names[:_EDGE], *names[-_EDGE:]} if _can_be_head(line)
    )
    fewest = max(2.0, _SHARE * len(pages))
    running = {line for line, count in counted.items() if count >= fewest}
    if not running:
        return list(pages)
    first, *others = page_lines
    last = len(first) - _EDGE
    kept = [
        [line for n, line in enumerate(first) if _EDGE <= n < last or not _is_number(line, running)]
    ]
    kept += [_without(_without(lines, running)[::-1], running)[::-1] for lines in others]
    return ["\n".join(lines) for lines in kept]


def _without(lines: list[str], running: set[str]) -> list[str]:
    """Return the lines after the running heads."""
    heads = 0
    for number, line in enumerate(lines):
        if heads == _EDGE or (line.strip() and _known_as(line) not in running):
            return lines[number:]
        heads += bool(line.strip())
    return []


def _is_number(line: str, running: set[str]) -> bool:
    name = _known_as(line)
    return name in running and bool(_PAGE.fullmatch(name))


def _known_as(line: str) -> str:
    """Return the line with 0 for each number."""
    return _NUMBER.sub("0", " ".join(line[: 2 * _LONGEST].split()).casefold())


def _can_be_head(line: str) -> bool:
    """Return whether the line has words or is a page number, and not a row of a table."""
    return len(line) <= _LONGEST and bool(_WORD.search(line) or _PAGE.fullmatch(line))


def join_pages(pages: Sequence[str]) -> str:
    """Join the paragraphs of all pages. A paragraph that continues on the next page becomes one."""
    text = ""
    for page in filter(None, pages):
        goes_on = text and page[0].islower() and not text.endswith(_SENTENCE_ENDS)
        if goes_on and text.endswith("-") and text[-2:-1].islower():
            text = text[:-1] + page
        elif text:
            text += (" " if goes_on else "\n\n") + page
        else:
            text = page
    return text


# Joining the lines of a page into paragraphs.

_END = re.compile(r"[.!?:;][\"”’»)\]]*$")
_HYPHEN = re.compile(r"(?<=[a-z])[-\u00ad\u2010]$")
_FULL = 0.75
"""A line shorter than this part of the longest lines was not broken to fit the page."""


def joined(text: str) -> str:
    """Return paragraphs, separated by blank lines.

    A line ends a paragraph if it is short and ends a sentence, or if a blank line follows.
    Hyphenated words are joined.
    """
    lines = [line.strip() for line in text.replace("\r", "").split("\n")]
    lengths = sorted(len(line) for line in lines if line)
    if not lengths:
        return ""
    width = lengths[int(0.9 * (len(lengths) - 1))]
    pieces: list[str] = []
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        pieces.append(_with_join(line, after, width))
    return normalised("".join(pieces))


def _with_join(line: str, after: str, width: int) -> str:
    if not line or not after:
        return f"{line}\n\n"
    if _HYPHEN.search(line) and after[0].islower():
        return line[:-1]
    if after[0].islower():
        return f"{line} "
    short = len(line) < _FULL * width
    return f"{line}\n\n" if short or (_END.search(line) and len(line) < 0.9 * width) else f"{line} "


# The parser.

_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?(?:(Z|[+-]\d\d)'?(\d\d)?)?")
_NO_TITLE = re.compile(
    r"^(?:microsoft word|untitled|document\d*$|.*\.(?:docx?|pdf|indd|qxd|tmp)$)", re.I
)

_DAMAGE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, OSError)
"""What pypdf raises, besides its own errors, for an object of an unexpected type."""


def drafts(opened: Opened, hints: Hints) -> Iterator[ArticleDraft]:  # noqa: ARG001 - a reader's signature
    """Yield the article of a PDF, or those of a press database's file."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(opened.whole()))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputRejected("the PDF is locked with a password")
        text = _text(reader)
        about = {name: str(value) for name, value in (reader.metadata or {}).items()}
    except DependencyError as error:
        raise InputRejected(
            "the PDF is encrypted: `pip install cryptography` to read it"
        ) from error
    except (PyPdfError, *_DAMAGE) as error:
        raise InputRejected(f"the PDF cannot be read: {error}"[:300]) from error
    if not text:
        raise InputRejected("the PDF contains no text: it may be a scan")
    if articles := articles_in(text, opened.name):
        yield from articles
        return
    title = about.get("/Title")
    yield ArticleDraft(
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
            raise InputRejected(
                f"the PDF has more than {TEXT_POINTS:,} characters, which is the limit"
            )
    return join_pages([joined(page) for page in without_running_heads(pages)])


def _date(value: object) -> str | None:
    """Convert `D:20240709003000+04'00'` to ISO 8601."""
    found = _DATE.match(str(value or ""))
    if found is None:
        return None
    year, month, day, hour, minute, second, zone, minutes = found.groups()
    if hour is None:
        return f"{year}-{month}-{day}"
    offset = "Z" if zone == "Z" else f"{zone}:{minutes or '00'}" if zone else ""
    return f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{offset}"
