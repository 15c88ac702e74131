"""An article's text, broken into lines of a given width, each knowing where it came from.

Lines are half-open ranges of code points into the text, so that marks (mentions, the lit
sentence, furniture) are laid over them by offset and nothing is copied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from rich.cells import get_character_cell_size

_PIECE = re.compile(r"\S+|[^\S\n]+")


class Line(NamedTuple):
    """What one row of the reader shows: `text[start:end]`, without the line's own break."""

    start: int
    end: int


def wrap(text: str, width: int) -> list[Line]:
    """Break `text` at newlines, and between words where a line would pass `width` cells.

    A word longer than a line, and text without spaces (Chinese), is broken where it must.
    The time is linear in the text. Blank lines stay.
    """
    width = max(width, 1)
    lines: list[Line] = []
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        lines.extend(_paragraph(text, start, _without_return(text, start, end), width))
        start = end + 1
    return lines


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
