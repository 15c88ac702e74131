"""What was read from a text, placed: beside it, or under each paragraph where it is narrow."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from tui.widgets.roles import Piece
from tui.widgets.wrap import Line, line_of

_LONGEST = 40
"""Lines after which a paragraph that does not end is taken for ended."""


class Note(Struct, frozen=True):
    """What was read from the text at an offset."""

    at: int
    pieces: tuple[Piece, ...]


def beside(lines: list[Line], notes: Sequence[Note]) -> dict[int, tuple[Piece, ...]]:
    """The notes by the line that each stands beside: its own, or the next that is free."""
    placed: dict[int, tuple[Piece, ...]] = {}
    for note in notes:
        line = line_of(lines, note.at)
        while line in placed:
            line += 1
        placed[line] = note.pieces
    return placed


def beneath(
    text: str, lines: list[Line], notes: Sequence[Note]
) -> tuple[list[Line], dict[int, tuple[Piece, ...]]]:
    """The lines with one for each note put in under its paragraph, and the notes by line.

    A line that was put in is an empty range at the end of the line above it.
    """
    under: dict[int, list[Note]] = {}
    for note in notes:
        under.setdefault(_last_of_paragraph(text, lines, line_of(lines, note.at)), []).append(note)
    every: list[Line] = []
    placed: dict[int, tuple[Piece, ...]] = {}
    for at, line in enumerate(lines):
        every.append(line)
        for note in under.get(at, ()):
            placed[len(every)] = note.pieces
            every.append(Line(line.end, line.end))
    return every, placed


def _last_of_paragraph(text: str, lines: list[Line], at: int) -> int:
    """A paragraph ends before a blank line, and before one that is indented."""
    last = min(at + _LONGEST, len(lines) - 1)
    while at < last:
        following = lines[at + 1]
        words = text[following.start : following.end]
        if not words.strip() or words[0].isspace():
            break
        at += 1
    return at
