"""How what was found looks in the search box. Pure: a hit in, pieces out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from rich.cells import cell_len

from tui.panes.lines import SIGNS, STATES, TYPE_LETTERS, counted
from tui.panes.when import short
from tui.safe import one_line
from tui.widgets.bar import arranged
from tui.widgets.cells import MORE, fit
from tui.widgets.roles import Piece

if TYPE_CHECKING:
    from store import EventRow, Hit

_TITLE = 40
"""Cells for what it is called, where something stands beside it."""
_BESIDE_FROM = 50
"""Cells from which something can."""
_WORDS_FROM = 24
"""Cells from which the words that matched can stand behind source and date."""
_COUNTS_FROM = 60
"""Cells of a line from which there is room for what a query would leave."""


class Typed(Struct, frozen=True):
    """What was typed, as a filter of its own, and how many articles and events it leaves."""

    query: str
    leaves: tuple[int, int] | None = None


def hit_line(row: Hit | Typed, width: int) -> list[Piece]:
    """A hit: what it is, its name or headline, and why it is here."""
    if isinstance(row, Typed):
        return _typed_line(row, width)
    if row.event is not None:
        return _event_line(row.event, width)
    letter = TYPE_LETTERS.get(row.type or "", "≡") if row.kind == "entity" else "≡"
    count = f" {row.total} " if row.total else ""
    room = width - 4 - len(count)
    beside = max(room - _TITLE, room // 2) if room >= _BESIDE_FROM else 0
    why = _why(row, beside - 1) if beside else []
    if not why:
        beside = 0
    line: list[Piece] = [
        (f" {letter}  ", "accent"),
        (fit(one_line(row.title), room - beside), "plain"),
    ]
    if why:
        line += [(" ", "plain"), *arranged(why, (), beside - 1)]
    return [*line, (count, "dim")]


def _why(row: Hit, width: int) -> list[Piece]:
    """Why it is here: source and date, the words that matched, or both where there is room; with
    the words that matched in the headline, where and when it was printed says more."""
    note, words = one_line(row.note), _matched(row, width)
    if not words:
        return [(note, "dim")] if note else []
    if not note:
        return words
    if width - cell_len(note) - 2 >= _WORDS_FROM:
        return [(f"{note}  ", "dim"), *_matched(row, width - cell_len(note) - 2)]
    title = row.title.casefold()
    if any(row.snippet[start:end].casefold() in title for start, end in row.marks):
        return [(note, "dim")]
    return words


def _matched(row: Hit, width: int) -> list[Piece]:
    """The snippet, from a little before the first word that matched where all of it has no room."""
    if not row.marks:
        return []
    text, at = one_line(row.snippet), 0
    first, end_of_first = row.marks[0]
    if end_of_first > width - 2:
        at = text.find(" ", max(first - width // 3, 0), first) + 1 or first
    pieces: list[Piece] = [(MORE, "dim")] if at else []
    for start, end in row.marks:
        if at <= start:
            pieces += [(text[at:start], "dim"), (text[start:end], "strong")]
            at = end
    return [*pieces, (text[at:], "dim")]


def _typed_line(row: Typed, width: int) -> list[Piece]:
    """The query itself, to filter by, and what that would leave."""
    leaves = ""
    if row.leaves is not None and width >= _COUNTS_FROM:
        articles, events = row.leaves
        leaves = f" {counted(articles, 'article')}, {counted(events, 'event')} "
    words = fit(f"filter by: {one_line(row.query)}", width - 4 - len(leaves))
    return [(" /  ", "accent"), (words, "strong"), (leaves, "dim")]


def _event_line(event: EventRow, width: int) -> list[Piece]:
    sign, role = SIGNS.get(event.type, ("· ", "accent"))
    date = f" {one_line(short(event.from_, event.to, event.precision))} "
    state = f"{mark} " if (mark := STATES.get(event.modality)) else ""
    title = fit(one_line(event.label), width - 4 - len(state + date))
    return [(f" {sign} ", role), (state, "warn"), (title, "plain"), (date, "date")]
