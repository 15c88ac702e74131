"""The search dialog: names, headlines and text, as you type."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.cells import cell_len
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tui.dialogs.basic import BoxScreen
from tui.safe import one_line
from tui.view_model.lines import Typed, hit_line
from tui.view_model.snapshot import ListStart
from tui.view_model.store_thread import Archive
from tui.view_model.styled_text import Piece, fit, hints
from tui.widgets.bar import Bar
from tui.widgets.line_input import LineInput
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from store import Completion, Filter, Hit, QueryError, Views


_HITS = 50


_FOOT = hints(("↑↓", "choose"), ("Enter", "take"), ("Esc", "leave"))


_AWAY = hints(("Esc", "leave"))


_NOTHING_TYPED = ("Type to search.",)


_HINT = "a name, words, who: type:consult event:2024-07"


class Search(BoxScreen["Hit | str"]):
    """Dismissed with a hit, with the typed query to filter by, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", priority=True),
        Binding("down,ctrl+n", "move(1)", "next hit", priority=True),
        Binding("up,ctrl+p", "move(-1)", "hit before", priority=True),
        Binding("tab", "complete", "complete", priority=True),
        Binding("pagedown", "page(1)", "page down", priority=True),
        Binding("pageup", "page(-1)", "page up", priority=True),
    ]

    def __init__(self, archive: Archive, filter_: Filter) -> None:
        """`filter_` is the one that what is typed would be added to."""
        self._rows: Rows[Hit | Typed] = Rows(hit_line, _identity)
        super().__init__(self._rows)
        self._archive = archive
        self._filter = filter_
        self._rows.can_focus, self._rows.leads = False, True
        self._wrong = Static(classes="search-wrong")
        self._note = Bar(classes="search-note")
        self._completions: list[Completion] = []
        self._broken = False
        self._answered = ""
        """What the rows are the answer to."""
        self._hasty = False
        """Whether Enter came before the answer."""

    def compose(self) -> ComposeResult:
        with Vertical(classes="search-box"):
            yield LineInput(_HINT)
            yield self._rows
            yield self._wrong
            yield self._note

    def on_mount(self) -> None:
        self._rows.empty = _NOTHING_TYPED
        self._note.say(_FOOT)
        self.set_focus(self.query_one(LineInput))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._look(event.value)

    @work(exclusive=True, group="search", exit_on_error=False)
    async def _look(self, typed: str) -> None:
        """Ask for hits; what was typed stands with them, as a filter of its own.

        While it cannot be read the last good hits stay, and the foot says where it breaks.
        """
        if not (wanted := typed.strip()):
            self._answered = ""
            self._say_wrong(None)
            self._rows.empty = _NOTHING_TYPED
            self._rows.start(ListStart(0, 0, ()))
            return
        if self._rows.empty:
            self._rows.empty = ()
            self._rows.refresh()
        cursor = self.query_one(LineInput).cursor_position
        # One question: while an index is made, each waits for its turn.
        answer = await self._archive.ask(lambda views: _answer(views, self._filter, typed, cursor))
        found = answer.completions
        self._completions = [each for each in found if each.text != typed[each.start : each.end]]
        self._offer()
        self._answered = wanted
        self._broken = answer.error is not None
        if answer.error is not None:
            self._hasty = False
            self.query_one(LineInput).go_on()
            self._say_wrong(_broken(wanted, answer.error.message, answer.error.position))
            return
        self._say_wrong(None)
        self._rows.start(ListStart(len(answer.rows), 0, answer.rows))
        if self._hasty:
            self._take()

    def _say_wrong(self, words: Content | None) -> None:
        """Say above the foot what is wrong with the query, on as many lines as that takes."""
        self._wrong.display = words is not None
        if words is not None:
            self._wrong.update(words)

    def _offer(self) -> None:
        """Say which completions there are, beside as much of the foot as has room."""
        width = self._note.size.width
        if offered := _offered(self._completions, width - _cells(_AWAY)):
            roomy = _cells(offered) + _cells(_FOOT) <= width
            self._note.say(offered, _FOOT if roomy else _AWAY)
        else:
            self._note.say(_FOOT)

    @on(LineInput.Entered)
    def _take(self) -> None:
        """Take the hit under the cursor; of what was typed fast, once it is there."""
        line = self.query_one(LineInput)
        self._hasty = self._answered != line.value.strip()
        if self._hasty:
            return
        if self._broken:
            line.go_on()
        else:
            row = self._rows.current
            self.dismiss(row.query if isinstance(row, Typed) else row)

    def action_complete(self) -> None:
        """Put the likeliest completion in the place of the word at the cursor."""
        if not self._completions:
            return
        line, first = self.query_one(LineInput), self._completions[0]
        line.value = line.value[: first.start] + first.text + line.value[first.end :]
        line.cursor_position = first.start + len(first.text)


def _cells(pieces: Sequence[Piece]) -> int:
    return sum(cell_len(text) for text, _ in pieces)


def _offered(completions: Sequence[Completion], width: int) -> list[Piece]:
    """The likeliest completion, and of those that come after it as many as fit as a whole."""
    if not completions:
        return []
    first, *others = (one_line(each.text) for each in completions[:4])
    pieces: list[Piece] = [(" Tab", "strong")]
    room = width - cell_len(" Tab  ")
    pieces.append((f" {fit(first, min(cell_len(first), max(room, 8)))} ", "accent"))
    room -= cell_len(first)
    for other in others:
        room -= cell_len(other) + 2
        if room >= 0:
            pieces.append((f" {other} ", "dim"))
    return pieces


def _broken(typed: str, message: str, position: int) -> Content:
    """The place in a query that is wrong, and what is wrong with it."""
    before, after = one_line(typed[:position])[-20:], one_line(typed[position:])[:12]
    return Content.assemble(before, (after or "…", "bold underline"), f"  {one_line(message)}")


class _Answer(NamedTuple):
    """What is known of what was typed."""

    completions: Sequence[Completion]
    rows: Sequence[Hit | Typed]
    error: QueryError | None = None
    """Why it cannot be read."""


def _answer(views: Views, filter_: Filter, typed: str, cursor: int) -> _Answer:
    """What may be meant, what fits, and what was typed; runs in the archive's thread."""
    from store import QueryError

    completions = views.complete(typed, cursor)
    try:
        return _Answer(completions, _found(views, filter_, typed.strip()))
    except QueryError as error:
        return _Answer(completions, (), error)


def _found(views: Views, filter_: Filter, wanted: str) -> list[Hit | Typed]:
    """What fits, with what was typed: before the others where it is meant as a filter, else
    after the likeliest."""
    from store import Term

    rows: list[Hit | Typed] = [*views.find(wanted, limit=_HITS)]
    if not _is_query(wanted):
        rows.insert(1, Typed(wanted))
        return rows
    left = views.counts(filter_.add(Term("query", wanted)))
    return [Typed(wanted, (left.articles[0], left.events[0])), *rows]


def _is_query(typed: str) -> bool:
    """Whether the words of the search language are in it: then it is meant as a filter."""
    return any(mark in typed for mark in (":", '"', " OR ", "(")) or typed.startswith("-")


def _identity(row: object) -> object:
    return row
