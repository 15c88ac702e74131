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

from tui.dialogs.basic import Dialog
from tui.safe import one_line
from tui.view_model.lines import TypedQuery, hit_line
from tui.view_model.snapshot import ListPage
from tui.view_model.store_thread import StoreThread
from tui.view_model.styled_text import Fragment, fit, key_hints, plural
from tui.widgets.bar import Bar
from tui.widgets.line_input import LineInput
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from store import Completion, Filter, Hit, QueryError, Views


_HITS = 50


_FOOT = key_hints(("↑↓", "choose"), ("Enter", "open"), ("Esc", "close"))


_AWAY = key_hints(("Esc", "close"))


_NOTHING_TYPED = ("Type to search.",)


_HINT = "a name, words, who: type:consult event:2024-07"


class SearchChoice(NamedTuple):
    """What was chosen: a hit, or the typed query to filter by."""

    what: Hit | str
    replaces: bool = False
    """Whether it replaces the filter that was set before, instead of adding to it."""


class SearchDialog(Dialog[SearchChoice]):
    """Search as you type. Its result is what was chosen, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", priority=True),
        Binding("down,ctrl+n", "move(1)", "next hit", priority=True),
        Binding("up,ctrl+p", "move(-1)", "hit before", priority=True),
        Binding("tab", "complete", "complete", priority=True),
        Binding("ctrl+o", "replace", "replace the filter", priority=True),
        Binding("pagedown", "page(1)", "page down", priority=True),
        Binding("pageup", "page(-1)", "page up", priority=True),
    ]

    def __init__(
        self, store_thread: StoreThread, filter_: Filter, terms: Sequence[str], *, minor: bool
    ) -> None:
        """`filter_` is the filter that a hit would be added to, and `terms` are its labels.
        With `minor`, counts of events include the minor and unsure ones, as the timeline does.
        """
        self._rows: Rows[Hit | TypedQuery] = Rows(hit_line, _identity)
        super().__init__(self._rows)
        self._store_thread = store_thread
        self._filter, self._terms, self._minor = filter_, terms, minor
        self._replaces = False
        self._addition = Bar(classes="search-note")
        self._rows.can_focus, self._rows.leads = False, True
        self._wrong = Static(classes="search-wrong")
        self._note = Bar(classes="search-note")
        self._completions: list[Completion] = []
        self._broken = False
        self._answered = ""
        """The query that the rows belong to."""
        self._hasty = False
        """Whether Enter was pressed before the rows were there."""

    def compose(self) -> ComposeResult:
        with Vertical(classes="search-dialog"):
            yield LineInput(_HINT)
            if self._terms:
                yield self._addition
            yield self._rows
            yield self._wrong
            yield self._note

    def on_mount(self) -> None:
        self._rows.empty_lines = _NOTHING_TYPED
        self._note.say(_FOOT)
        self._show_addition()
        self.set_focus(self.query_one(LineInput))

    @property
    def _base(self) -> Filter:
        """The filter that a hit is added to."""
        from store import Filter

        return Filter() if self._replaces else self._filter

    def _show_addition(self) -> None:
        """Show what a hit is added to, and the box by which it replaces that instead."""
        words = "replaces" if self._replaces else "adds to"
        box = "[x]" if self._replaces else "[ ]"
        self._addition.say(
            [(f" {words} ", "dim"), (" › ".join(self._terms), "accent")],
            [(f"  {box} replace", "plain"), (" ^o ", "strong")],
        )

    def action_replace(self) -> None:
        """Tick the box, or clear it: what is chosen replaces the filter, or adds to it."""
        if self._terms:
            self._replaces = not self._replaces
            self._show_addition()
            self._look(self.query_one(LineInput).value)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._look(event.value)

    @work(exclusive=True, group="search", exit_on_error=False)
    async def _look(self, typed: str) -> None:
        """Load the hits of what was typed; the first rows also offer it as a filter.

        While it cannot be parsed, the last hits stay, and a message says where the error is.
        """
        if not (wanted := typed.strip()):
            self._answered = ""
            self._say_wrong(None)
            self._rows.empty_lines = _NOTHING_TYPED
            self._rows.show(ListPage(0, 0, ()))
            return
        if self._rows.empty_lines:
            self._rows.empty_lines = ()
            self._rows.refresh()
        cursor = self.query_one(LineInput).cursor_position
        # One call: while the index is being built, each call waits for its turn.
        answer = await self._store_thread.ask(
            lambda views: _answer(views, _Query(typed, self._base, self._minor), cursor)
        )
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
        self._say_wrong(Content(answer.hint) if answer.hint else None)
        self._rows.show(ListPage(len(answer.rows), 0, answer.rows))
        if self._hasty:
            self._take()

    def _say_wrong(self, words: Content | None) -> None:
        """Show above the foot what is wrong with the query, on as many lines as it takes."""
        self._wrong.display = words is not None
        if words is not None:
            self._wrong.update(words)

    def _offer(self) -> None:
        """Show the completions, and as much of the foot as has room."""
        width = self._note.size.width
        if offered := _offered(self._completions, width - _cells(_AWAY)):
            roomy = _cells(offered) + _cells(_FOOT) <= width
            self._note.say(offered, _FOOT if roomy else _AWAY)
        else:
            self._note.say(_FOOT)

    @on(LineInput.Entered)
    def _take(self) -> None:
        """Choose the hit under the cursor; when its rows are not there yet, as soon as they are."""
        line = self.query_one(LineInput)
        self._hasty = self._answered != line.value.strip()
        if self._hasty:
            return
        if self._broken:
            line.go_on()
        else:
            row = self._rows.current
            what = row.query if isinstance(row, TypedQuery) else row
            self.dismiss(None if what is None else SearchChoice(what, self._replaces))

    def action_complete(self) -> None:
        """Replace the word at the cursor with the likeliest completion."""
        if not self._completions:
            return
        line, first = self.query_one(LineInput), self._completions[0]
        line.value = line.value[: first.start] + first.text + line.value[first.end :]
        line.cursor_position = first.start + len(first.text)


def _cells(fragments: Sequence[Fragment]) -> int:
    return sum(cell_len(text) for text, _ in fragments)


def _offered(completions: Sequence[Completion], width: int) -> list[Fragment]:
    """Return the likeliest completion, and as many of the others as fit."""
    if not completions:
        return []
    first, *others = (one_line(each.text) for each in completions[:4])
    fragments: list[Fragment] = [(" Tab", "strong")]
    room = width - cell_len(" Tab  ")
    fragments.append((f" {fit(first, min(cell_len(first), max(room, 8)))} ", "accent"))
    room -= cell_len(first)
    for other in others:
        room -= cell_len(other) + 2
        if room >= 0:
            fragments.append((f" {other} ", "dim"))
    return fragments


def _broken(typed: str, message: str, position: int) -> Content:
    """Return where the error in a query is, and what it is."""
    before, after = one_line(typed[:position])[-20:], one_line(typed[position:])[:12]
    return Content.assemble(before, (after or "…", "bold underline"), f"  {one_line(message)}")


class _Answer(NamedTuple):
    """The completions and hits of what was typed."""

    completions: Sequence[Completion]
    rows: Sequence[Hit | TypedQuery]
    error: QueryError | None = None
    """Why the query cannot be parsed."""
    hint: str = ""
    """What a query that leaves nothing would leave without one of its terms."""


class _Query(NamedTuple):
    """What was typed, the filter that it is added to, and whether minor events are counted."""

    typed: str
    base: Filter
    minor: bool


def _answer(views: Views, query: _Query, cursor: int) -> _Answer:
    """Return completions and hits of what was typed. Runs in the store thread."""
    from store import QueryError

    completions = views.search.complete(query.typed, cursor)
    try:
        rows = _found(views, query)
        return _Answer(completions, rows, hint=_hint(views, query, rows))
    except QueryError as error:
        return _Answer(completions, (), error)


def _found(views: Views, query: _Query) -> list[Hit | TypedQuery]:
    """Return the hits, and what was typed as a filter.

    The filter comes first if it is written in the search language, else after the first hit.
    """
    from store import Term

    wanted = query.typed.strip()
    rows: list[Hit | TypedQuery] = [*views.search.find(wanted, limit=_HITS)]
    if not _is_query(wanted):
        rows.insert(1, TypedQuery(wanted))
        return rows
    left = query.base.add(Term("query", wanted))
    counts = views.article_count(left), views.event_count(left, minor=query.minor)
    return [TypedQuery(wanted, counts), *rows]


def _hint(views: Views, query: _Query, rows: Sequence[Hit | TypedQuery]) -> str:
    """Return that nothing was found, and what a query would leave with a term less."""
    first = rows[0] if rows else None
    if not isinstance(first, TypedQuery) or first.leaves not in (None, (0, 0)):
        return ""
    nothing = f"Nothing matches {one_line(query.typed.strip())}." if first.leaves is None else ""
    fewer = views.search.without_each(query.typed.strip(), query.base, minor=query.minor)
    words = "; ".join(
        f"without {one_line(term)}: {plural(events, 'event')}, {plural(articles, 'article')}"
        for term, events, articles in fewer
    )
    return " ".join(filter(None, (nothing, words[:1].upper() + words[1:])))


def _is_query(typed: str) -> bool:
    """Return whether what was typed uses the search language."""
    return any(mark in typed for mark in (":", '"', " OR ", "(")) or typed.startswith("-")


def _identity(row: object) -> object:
    return row
