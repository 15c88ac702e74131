"""How what was found looks in the search box. Pure: a hit in, pieces out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from tui.panes.lines import SIGNS, STATES, TYPE_LETTERS, counted
from tui.panes.when import short
from tui.safe import one_line
from tui.widgets.cells import fit
from tui.widgets.roles import Piece

if TYPE_CHECKING:
    from store import EventRow, Hit

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
    note = "  ".join(one_line(words) for words in (row.note, row.snippet) if words)
    count = f" {row.total} " if row.total else ""
    room = width - 4 - len(count)
    name_width = max(min(room, 40), room // 2) if note else room
    return [
        (f" {letter}  ", "accent"),
        (fit(one_line(row.title), name_width), "plain"),
        (fit(" " + note, room - name_width) if note else "", "dim"),
        (count, "dim"),
    ]


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
