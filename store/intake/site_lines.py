"""The lines with which a site's articles begin and end: its name, menus, appeals.

A line at the top or end of one article may belong to it. A line at the top or end of many articles
of one site belongs to the site.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from store.intake.copies import hashed
from store.reading import Article, Span

FIRST, LAST = 4, 6
"""Lines at the top and at the end of a text that are examined."""
_LONGEST = 300
_SHORTEST = 40
"""The minimum code points of an article without the lines of its site."""
_HOST = re.compile(r"https?://(?:www\.)?([^/:?#]+)", re.IGNORECASE)
_LINE = re.compile(r"[^\r\n]*\S[^\r\n]*")
_NUMBER = re.compile(r"\d+")


class EndLine(NamedTuple):
    """A line near an end of a text, and a hash that ignores its numbers."""

    span: Span
    known_by: int


def site(article: Article) -> int | None:
    """Return the hash of an article's site or feed, or None if it is unknown."""
    host = _HOST.match(article.url or "")
    name = host[1] if host else article.source
    return hashed(name.casefold()) if name else None


def end_lines(text: str) -> list[EndLine]:
    """Return the lines at both ends, in order."""
    lines = list(_LINE.finditer(text))
    near = lines if len(lines) <= FIRST + LAST else [*lines[:FIRST], *lines[-LAST:]]
    return [
        EndLine(Span(*line.span()), _known_by(line[0]))
        for line in near
        if len(line[0].strip()) <= _LONGEST
    ]


def body(text: str) -> int:
    """Return the hash of a text without its ends, which is that of its longest line. A text and its
    update have the same hash and so count once.
    """
    return hashed(max(text.splitlines(), key=len, default="").strip())


def furniture(text: str, of_site: Collection[int]) -> Iterator[Span]:
    """Yield the spans of lines that belong to the site, unless nothing else would remain."""
    found = [line.span for line in end_lines(text) if line.known_by in of_site]
    if sum(span.end - span.start for span in found) <= len(text.strip()) - _SHORTEST:
        yield from found


def _known_by(line: str) -> int:
    return hashed(_NUMBER.sub("0", " ".join(line.casefold().split())))
