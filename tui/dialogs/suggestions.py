"""The dialog that goes through what may be wrong, one question at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui.dialogs.basic import Dialog
from tui.safe import one_line
from tui.view_model.mentions import Sentence, sentence_line
from tui.view_model.snapshot import ListPage
from tui.view_model.store_thread import Job, StoreThread, Then
from tui.view_model.styled_text import Fragment, arrange_hints, heading_rule, key_hints
from tui.view_model.suggested import (
    NO,
    YES,
    SuggestionPage,
    acts_of_no,
    acts_of_yes,
    suggestion_page,
)
from tui.widgets.bar import Bar
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from store import AnyAct, Batch, Corrections, Suggestion, SuggestionFinder, Views

_SLICE = 0.1
"""Seconds of search in the store thread, between which the panes can ask."""


class SplitCheck(NamedTuple):
    """The entity whose sentences are to be marked, because it looks like two."""

    key: str


class SuggestionsDialog(Dialog[SplitCheck]):
    """Asks one question after the other: y, n, s to skip, u to undo.

    Nothing is changed without an answer. Its result is an entity to split, or None.
    """

    # Priority: a key typed after the one that closes this is meant for the screen below.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "down", priority=True),
        Binding("up,k", "move(-1)", "up", priority=True),
        Binding("pagedown,ctrl+d", "page(1)", "page down", priority=True),
        Binding("pageup,ctrl+u", "page(-1)", "page up", priority=True),
        Binding("y", "answer(True)", "yes", priority=True),
        Binding("n", "answer(False)", "no", priority=True),
        Binding("s,right", "skip(1)", "skip", priority=True),
        Binding("left", "skip(-1)", "the one before", priority=True),
        Binding("u", "undo", "undo", priority=True),
        Binding("escape,q,R", "leave", "leave", priority=True),
    ]

    def __init__(self, store_thread: StoreThread, apply: Callable[[Job, Then], None]) -> None:
        """`apply` changes the log, and shows in the panes what that changed."""
        self._rows: Rows[Sentence | str] = Rows(_line, _identity)
        super().__init__(self._rows)
        self._store_thread, self._apply = store_thread, apply
        self._finder: SuggestionFinder | None = None
        self._found: Sequence[Suggestion] = ()
        self._answered: list[str] = []
        """The ids of what was answered, in order."""
        self._skipped: list[str] = []
        self._page: SuggestionPage | None = None
        self._title = Static(classes="dialog-title")
        self._why = Static(classes="dialog-warnings")
        self._said = Bar()
        self._foot = Bar(classes="dialog-note", arrange=arrange_hints)

    def compose(self) -> ComposeResult:
        with Vertical(classes="card-dialog"):
            yield self._title
            yield self._why
            yield self._rows
            yield self._said
            yield self._foot

    def on_mount(self) -> None:
        self._title.update(Content("Looking for what may be wrong …"))
        self._foot.say(key_hints(("Esc", "close")))
        self.set_focus(self._rows)
        self._search()

    @work(exclusive=True, group="suggest", exit_on_error=False)
    async def _search(self) -> None:
        """Search in slices; the first question is shown as soon as a few are known. It stays: an
        answer that is being typed is meant for it."""
        is_complete = False
        while not is_complete:
            is_complete = await self._store_thread.ask(self._step)
            if self._is_asking:
                self._say_count()
            else:
                await self._show()

    def _step(self, views: Views) -> bool:
        from store import SuggestionFinder

        if self._finder is None:
            self._finder = SuggestionFinder(views)
        self._found = self._finder.step(_SLICE)
        return self._finder.is_complete

    @property
    def _is_asking(self) -> bool:
        return self._page is not None and self._page.suggestion.id not in self._answered

    @property
    def _left(self) -> list[Suggestion]:
        """What was not answered: first what was not skipped either."""
        open_ = [each for each in self._found if each.id not in self._answered]
        skipped = [each for each in open_ if each.id in self._skipped]
        skipped.sort(key=lambda each: self._skipped.index(each.id))
        return [*(each for each in open_ if each.id not in self._skipped), *skipped]

    async def _show(self) -> None:
        """Show the most useful question that is left."""
        while left := self._left:
            first = left[0]
            if self._page is not None and self._page.suggestion.id == first.id:
                return
            page = await self._store_thread.ask(partial(_page_of, first))
            if page is not None:
                self._show_page(page)
                return
            self._answered.append(first.id)
        if self._finder is not None and self._finder.is_complete:
            self._page = None
            self._title.update(Content("Nothing more looks wrong."))
            self._why.update(Content(""))
            self._rows.show(ListPage(0, 0, ()))
            self._foot.say(key_hints(("u", "undo"), ("Esc", "close")))

    def _show_page(self, page: SuggestionPage) -> None:
        self._page, found = page, page.suggestion
        self._title.update(Content(one_line(found.title)))
        lines = [f"! {line}" for line in found.against]
        self._why.update(
            Content("\n".join([one_line("; ".join(found.why)), *map(one_line, lines)]))
        )
        self._why.set_class(bool(found.against), "-warns")
        headings = [at for at, line in enumerate(page.lines) if isinstance(line, str)]
        self._rows.show(ListPage(len(page.lines), 0, page.lines, 1, headings=headings))
        self._say_count()

    def _say_count(self) -> None:
        if self._page is None:
            return
        kind = self._page.suggestion.kind
        self._foot.say(
            key_hints(
                ("y", YES[kind]), ("n", NO[kind]), ("s", "skip"), ("u", "undo"), ("Esc", "close")
            ),
            [(f" {len(self._left)} left ", "dim")],
        )

    def action_skip(self, by: int) -> None:
        """Go on to the next question, or back to the one that was skipped last."""
        if self._page is None:
            return
        here = self._page.suggestion.id
        if by > 0:
            self._skipped = [*(each for each in self._skipped if each != here), here]
        elif self._skipped:
            self._skipped.pop()
        self._go_on()

    def action_answer(self, yes: bool) -> None:
        if self._page is None:
            return
        suggestion = self._page.suggestion
        if yes and suggestion.kind == "two":
            self.dismiss(SplitCheck(suggestion.keys[0]))
            return
        self._answered.append(suggestion.id)
        self._record(suggestion, yes)

    def _record(self, suggestion: Suggestion, yes: bool) -> None:
        acts = acts_of_yes if yes else acts_of_no

        def job(log: Corrections, views: Views) -> Batch | None:
            made: Sequence[AnyAct] = acts(views, suggestion)
            return log.record(*made) if made else None

        self._apply(job, self._say_and_go_on)

    def action_undo(self) -> None:
        """Take back the last answer, and ask again."""
        if not self._answered:
            self._said.say([(" Nothing was answered here yet.", "dim")])
            return
        self._answered.pop()
        self._apply(lambda log, _: log.undo(), self._undone)

    async def _undone(self, said: str, done: bool) -> None:
        await self._say_and_go_on(f"undone: {said}" if done else said, done)

    async def _say_and_go_on(self, said: str, done: bool) -> None:
        if self.is_attached:
            self._said.say([(f" {one_line(said)}", "good" if done else "bad")])
            await self._show()

    @work(exclusive=True, group="next", exit_on_error=False)
    async def _go_on(self) -> None:
        await self._show()


def _page_of(suggestion: Suggestion, views: Views) -> SuggestionPage | None:
    return suggestion_page(views, suggestion)


def _line(row: Sentence | str, width: int) -> list[Fragment]:
    if isinstance(row, str):
        return heading_rule(one_line(row), width)
    return sentence_line(row, width)


def _identity(row: Sentence | str) -> object:
    return row if isinstance(row, str) else row.id
