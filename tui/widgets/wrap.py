"""The text of an article, broken into lines of a given width.

Lines are half-open ranges of code points of the text, so that marks (mentions, sentences, page
furniture) are drawn by offset and nothing is copied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from rich.cells import get_character_cell_size

_PIECE = re.compile(r"\S+|\s+")
_HARD = 100
"""Cells of the longest line of a text that was broken into lines by hand."""
_FULL = 0.75
"""A line is full when it has this part of the longest, with the first word of the next."""
_NEW = re.compile(r"[\s\-*•>|#]|\d+[.)]|$")
"""How a line begins that does not continue the one before."""
_FIRST_WORD = re.compile(r"\S+")


class TextLine(NamedTuple):
    """One line of the reader: `text[start:end]`, without its line break."""

    start: int
    end: int


def wrap(text: str, width: int) -> list[TextLine]:
    """Break `text` at newlines, and between words where a line would pass `width` cells.

    A word longer than a line, and text without spaces (Chinese), is broken anywhere. Blank lines
    stay. Full lines of a text that came in lines (a wire, a mail) longer than `width` are joined
    with the next: otherwise every other line would hold a word or two. The time is linear in the
    length of the text.
    """
    width = max(width, 1)
    lines: list[TextLine] = []
    for start, end in _joined(text, list(_as_it_came(text)), width):
        lines.extend(_paragraph(text, start, end, width))
    return lines


def _as_it_came(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield start, _without_return(text, start, end)
        start = end + 1


def _joined(text: str, came: list[tuple[int, int]], width: int) -> Iterator[tuple[int, int]]:
    """Yield the lines of the text; full lines longer than `width` are joined with the next."""
    longest = max(end - start for start, end in came)
    if not width < longest <= _HARD:
        yield from came
        return
    start, last = came[0]
    for line, following in pairwise(came):
        if not _has_phrase_prefix(text, line, following, longest):
            yield start, last
            start = following[0]
        last = following[1]
    yield start, last


def _has_phrase_prefix(
    text: str, line: tuple[int, int], following: tuple[int, int], longest: int
) -> bool:
    """Return whether the next line continues this one, which was full."""
    if following[0] != line[1] + 1 or _NEW.match(text, *following):
        return False
    words = text[slice(*line)]
    first = _FIRST_WORD.match(text, *following)
    full = len(words) + 1 + (len(first[0]) if first else 0) > longest * _FULL
    return full and "   " not in words.strip()


def _without_return(text: str, start: int, end: int) -> int:
    """Return the end of a line without its CR: CRLF is one break."""
    return end - 1 if end > start and text[end - 1] == "\r" else end


_MARKER = re.compile(r"(?:[-*•]|\d{1,3}[.)]) +(?=\S)")
_INDENT = 4
"""Cells that an item of a list leaves free: its other lines are indented."""


def _paragraph(text: str, start: int, end: int, width: int) -> Iterator[TextLine]:
    if end - start > width > 2 * _INDENT and _MARKER.match(text, start, end):
        width -= _INDENT
    if end - start <= width and text[start:end].isascii():
        yield TextLine(start, end)
        return
    line_start, line_end, taken = start, start, 0
    for piece in _PIECE.finditer(text, start, end):
        first, last = piece.span()
        cells = _cells(text, first, last)
        if taken + cells <= width:
            taken, line_end = taken + cells, last
            continue
        if text[first].isspace():
            # The break takes the place of the space, which is not carried over.
            yield _trimmed(text, line_start, line_end)
            line_start, line_end, taken = last, last, 0
            continue
        if line_end > line_start:
            yield _trimmed(text, line_start, line_end)
        line_start = first
        for cut in _cuts(text, first, last, width):
            yield TextLine(line_start, cut)
            line_start = cut
        line_end, taken = last, _cells(text, line_start, last)
    if line_end > line_start or line_start == start:
        yield TextLine(line_start, line_end)


def _trimmed(text: str, start: int, end: int) -> TextLine:
    while end > start and text[end - 1].isspace():
        end -= 1
    return TextLine(start, end)


def _cells(text: str, start: int, end: int) -> int:
    piece = text[start:end]
    return end - start if piece.isascii() else sum(map(get_character_cell_size, piece))


def _cuts(text: str, start: int, end: int, width: int) -> Iterator[int]:
    """Yield the offsets at which a word longer than a line is cut."""
    taken = 0
    for at in range(start, end):
        cells = get_character_cell_size(text[at])
        if taken + cells > width and taken:
            yield at
            taken = 0
        taken += cells


def line_of(lines: list[TextLine], offset: int) -> int:
    """Return the index of the line of `offset`: the last that starts at or before it."""
    low, high = 0, len(lines)
    while low < high:
        middle = (low + high) // 2
        if lines[middle].start <= offset:
            low = middle + 1
        else:
            high = middle
    return max(low - 1, 0)
