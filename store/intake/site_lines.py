"""The lines that a site's articles begin and end with: its name, its menus, its appeals.

What stands at the top or the end of one article may be the article; what stands there in many
articles of one site is the site's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from store.intake.copies import hashed
from store.reading import Article, Span

FIRST, LAST = 4, 6
"""Lines at the top and at the end of a text that are looked at."""
_LONGEST = 300
_SHORTEST = 40
"""Code points that an article has at least, beside the lines of its site."""
_HOST = re.compile(r"https?://(?:www\.)?([^/:?#]+)", re.IGNORECASE)
_LINE = re.compile(r"[^\r\n]*\S[^\r\n]*")
_NUMBER = re.compile(r"\d+")


class EndLine(NamedTuple):
    """A line near an end of a text, and what it is known by in other texts."""

    span: Span
    known_by: int


def site(article: Article) -> int | None:
    """What the site or feed of an article is known by; None where nothing says whose it is."""
    host = _HOST.match(article.url or "")
    name = host[1] if host else article.source
    return hashed(name.casefold()) if name else None


def end_lines(text: str) -> list[EndLine]:
    """The lines at both ends, in order; the numbers in them do not count."""
    lines = list(_LINE.finditer(text))
    near = lines if len(lines) <= FIRST + LAST else [*lines[:FIRST], *lines[-LAST:]]
    return [
        EndLine(Span(*line.span()), _known_by(line[0]))
        for line in near
        if len(line[0].strip()) <= _LONGEST
    ]


def body(text: str) -> int:
    """What a text is known by, its ends aside: its longest line. A text and its update have
    the same, and so count once."""
    return hashed(max(text.splitlines(), key=len, default="").strip())


def furniture(text: str, of_site: Collection[int]) -> Iterator[Span]:
    """The lines of a text that are its site's; none where nothing else would be left."""
    found = [line.span for line in end_lines(text) if line.known_by in of_site]
    if sum(span.end - span.start for span in found) <= len(text.strip()) - _SHORTEST:
        yield from found


def _known_by(line: str) -> int:
    return hashed(_NUMBER.sub("0", " ".join(line.casefold().split())))
