"""Lays out the lines of an article: notes beside or under them, one line in place of each fold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.cells import cell_len

from tui.view_model.article import MarginNote
from tui.view_model.styled_text import Fragment
from tui.widgets.wrap import TextLine, line_of, wrap

_LONGEST_PARAGRAPH = 40
"""Lines after which a paragraph is taken to end."""


def beside(lines: list[TextLine], notes: Sequence[MarginNote]) -> dict[int, tuple[Fragment, ...]]:
    """Return the notes by line: the line of each, or the next that is free."""
    placed: dict[int, tuple[Fragment, ...]] = {}
    for note in notes:
        line = line_of(lines, note.at)
        while line in placed:
            line += 1
        placed[line] = note.fragments
    return placed


def beneath(
    text: str, lines: list[TextLine], notes: Sequence[MarginNote], width: int
) -> tuple[list[TextLine], dict[int, tuple[Fragment, ...]]]:
    """Return the lines with more for each note, under its paragraph, and the notes by line. A note
    takes as many lines of `width` cells as it needs.

    An added line is an empty range at the end of the line above it.
    """
    under: dict[int, list[MarginNote]] = {}
    for note in notes:
        under.setdefault(_last_of_paragraph(text, lines, line_of(lines, note.at)), []).append(note)
    every: list[TextLine] = []
    placed: dict[int, tuple[Fragment, ...]] = {}
    for at, line in enumerate(lines):
        every.append(line)
        for note in under.get(at, ()):
            for fragments in note_lines(note.fragments, width):
                placed[len(every)] = fragments
                every.append(TextLine(line.end, line.end))
    return every, placed


def note_lines(fragments: Sequence[Fragment], width: int) -> list[tuple[Fragment, ...]]:
    """Return a note in lines of `width` cells: the words of its last fragment are wrapped under
    each other."""
    *head, (words, role) = fragments
    indent = sum(cell_len(text) for text, _ in head)
    parts = [words[each.start : each.end] for each in wrap(words, max(width - indent, 1))]
    first, *others = parts or [""]
    blank: Fragment = (" " * indent, "plain")
    return [(*head, (first, role)), *((blank, (part, role)) for part in others)]


def _last_of_paragraph(text: str, lines: list[TextLine], at: int) -> int:
    """Return the last line of a paragraph, which ends before a blank or indented line."""
    last = min(at + _LONGEST_PARAGRAPH, len(lines) - 1)
    while at < last:
        following = lines[at + 1]
        words = text[following.start : following.end]
        if not words.strip() or words[0].isspace():
            break
        at += 1
    return at


def folded_ranges(text: str, folds: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return ranges in order, each widened over the blanks around it; neighbours are joined."""
    joined: list[tuple[int, int]] = []
    for first, last in sorted(folds):
        start = 0 if text[:first].isspace() else first
        end = next((at for at in range(last, len(text)) if not text[at].isspace()), len(text))
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def fold(
    lines: Sequence[TextLine],
    margin: Mapping[int, tuple[Fragment, ...]],
    folds: Sequence[tuple[int, int]],
) -> tuple[list[TextLine], dict[int, tuple[Fragment, ...]], dict[int, int]]:
    """Return the lines with one in place of those of each fold, the notes by line, and how many
    lines with words each of these lines stands for.

    A line is hidden when all of it is in a fold. A single line at the beginning, such as the
    headline again, leaves nothing in its place.
    """
    kept: list[TextLine] = []
    placed: dict[int, tuple[Fragment, ...]] = {}
    stands_for: dict[int, int] = {}
    rest = list(reversed(folds))
    at_fold = False
    for at, line in enumerate(lines):
        while rest and rest[-1][1] <= line.start:
            rest.pop()
            at_fold = False
        if rest and rest[-1][0] <= line.start and line.end <= rest[-1][1]:
            if not at_fold:
                stands_for[len(kept)] = 0
                kept.append(TextLine(line.start, line.start))
                at_fold = True
            stands_for[len(kept) - 1] += line.end > line.start
            continue
        if at in margin:
            placed[len(kept)] = margin[at]
        kept.append(line)
    if stands_for.get(0) == 1:
        del kept[0]
        placed = {at - 1: note for at, note in placed.items()}
        stands_for = {at - 1: count for at, count in stands_for.items() if at}
    return kept, placed, stands_for
