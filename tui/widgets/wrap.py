"""An article's text, broken into lines of a given width, each knowing where it came from.

Lines are half-open ranges of code points into the text, so that marks (mentions, the lit
sentence, furniture) are laid over them by offset and nothing is copied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from rich.cells import get_character_cell_size

_PIECE = re.compile(r"\S+|\s+")
_HARD = 100
"""Cells of the longest line of a text that somebody broke into lines by hand."""
_FULL = 0.75
"""The part of that which a line has, with the first word of the next, where it was full."""
_NEW = re.compile(r"[\s\-*•>|#]|\d+[.)]|$")
"""How a line begins that does not go on with the one before."""
_FIRST_WORD = re.compile(r"\S+")


class Line(NamedTuple):
    """What one row of the reader shows: `text[start:end]`, without the line's own break."""

    start: int
    end: int


def wrap(text: str, width: int) -> list[Line]:
    """Break `text` at newlines, and between words where a line would pass `width` cells.

    A word longer than a line, and text without spaces (Chinese), is broken where it must.
    The time is linear in the text. Blank lines stay. Where a text came in lines (a wire, a
    mail) that are longer than `width`, full lines go on in the next, else every other line
    would hold a word or two.
    """
    width = max(width, 1)
    lines: list[Line] = []
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
    """The lines as they came, or several as one where full lines are longer than `width`."""
    longest = max(end - start for start, end in came)
    if not width < longest <= _HARD:
        yield from came
        return
    start, last = came[0]
    for line, following in pairwise(came):
        if not _goes_on(text, line, following, longest):
            yield start, last
            start = following[0]
        last = following[1]
    yield start, last


def _goes_on(text: str, line: tuple[int, int], following: tuple[int, int], longest: int) -> bool:
    """Whether the next line only begins where this one was full."""
    if following[0] != line[1] + 1 or _NEW.match(text, *following):
        return False
    words = text[slice(*line)]
    first = _FIRST_WORD.match(text, *following)
    full = len(words) + 1 + (len(first[0]) if first else 0) > longest * _FULL
    return full and "   " not in words.strip()


def _without_return(text: str, start: int, end: int) -> int:
    """CRLF is one break: the CR is not shown."""
    return end - 1 if end > start and text[end - 1] == "\r" else end


def _paragraph(text: str, start: int, end: int, width: int) -> Iterator[Line]:
    if end - start <= width and text[start:end].isascii():
        yield Line(start, end)
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
            yield Line(line_start, cut)
            line_start = cut
        line_end, taken = last, _cells(text, line_start, last)
    if line_end > line_start or line_start == start:
        yield Line(line_start, line_end)


def _trimmed(text: str, start: int, end: int) -> Line:
    while end > start and text[end - 1].isspace():
        end -= 1
    return Line(start, end)


def _cells(text: str, start: int, end: int) -> int:
    piece = text[start:end]
    return end - start if piece.isascii() else sum(map(get_character_cell_size, piece))


def _cuts(text: str, start: int, end: int, width: int) -> Iterator[int]:
    """Where a word that is longer than a line has to be cut."""
    taken = 0
    for at in range(start, end):
        cells = get_character_cell_size(text[at])
        if taken + cells > width and taken:
            yield at
            taken = 0
        taken += cells


def line_of(lines: list[Line], offset: int) -> int:
    """The index of the line that shows `offset`: the last that starts at or before it."""
    low, high = 0, len(lines)
    while low < high:
        middle = (low + high) // 2
        if lines[middle].start <= offset:
            low = middle + 1
        else:
            high = middle
    return max(low - 1, 0)
