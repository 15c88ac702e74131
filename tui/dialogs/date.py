"""The dialogs that correct a date: of an event, and of an article."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from store import UserError
from tui.dialogs.basic import Modal
from tui.safe import one_line
from tui.view_model.event_dates import FORMS, DatePage, preview
from tui.view_model.styled_text import arrange_hints, key_hints, plural
from tui.widgets.bar import Bar
from tui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from store import SetPublished, WrittenDate


_PAUSE = 0.5
"""Seconds without a key after which words are read: that starts a process."""
_READING = "The words are being read …"


class NewDate(NamedTuple):
    """What the dialog ends with: a date, and how far it holds (`row`, `words`). With `article`, the
    date is the article's own; None if no other was typed."""

    date: WrittenDate | None
    scope: str


class DateDialog(Modal[NewDate | None]):
    """Asks for the date of an event, and shows what was typed as the timeline will.

    Words ("last thursday") are read by another process, once the typing pauses. Tab changes how far
    the date holds.
    """

    # Priority: a key typed after the one that closes this is meant for the screen below.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "scope(1)", "next scope", priority=True),
        Binding("shift+tab", "scope(-1)", "scope before", priority=True),
        Binding("escape", "leave", "leave", priority=True),
    ]

    def __init__(self, page: DatePage, scopes: Sequence[tuple[str, str]]) -> None:
        """`scopes` are how far the date may hold: the id of each, and its words."""
        super().__init__()
        self._page, self._scopes, self._scope = page, scopes, 0
        self._date: WrittenDate | None = None
        """What was typed, once it is read."""
        self._is_hasty = False
        """Whether Enter was pressed before it was read."""
        self._title = Bar(classes="dialog-title")
        self._sentence = Static(_sentence(page), classes="dialog-sentence")
        self._line = LineInput(FORMS, page.now if page.now != "undated" else "?")
        self._preview = Bar()
        self._scope_line = Bar()
        self._foot = Bar(classes="dialog-note", arrange=arrange_hints)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield self._title
            yield self._sentence
            for line in self._page.basis:
                bar = Bar()
                bar.say([(f" {one_line(line)}", "dim")])
                yield bar
            yield self._line
            yield self._preview
            yield self._scope_line
            yield self._foot

    def on_mount(self) -> None:
        self._title.say([(f" When: {one_line(self._page.label)}", "strong")])
        tab = [("Tab", "scope")] if len(self._scopes) > 1 else []
        self._foot.say(key_hints(("Enter", "save"), *tab, ("Esc", "cancel")))
        self._say_scope()
        self.set_focus(self._line)
        self._line.select_all()

    def _say_scope(self) -> None:
        words = one_line(self._scopes[self._scope][1])
        more = f"{self._scope + 1}/{len(self._scopes)} " if len(self._scopes) > 1 else ""
        self._scope_line.say([(" For: ", "dim"), (words, "accent")], [(more, "dim")])

    # What is typed

    @on(Input.Changed)
    def _typed(self) -> None:
        from store import QueryError, numeric_date

        typed, self._date = self._line.value.strip(), None
        self._words_worker(None)
        if not typed:
            self._preview.say([(f" {FORMS}", "dim")])
            return
        try:
            self._take(numeric_date(typed))
        except QueryError as error:
            self._say_wrong(error.message)
            return
        if self._date is None:
            self._preview.say([(f" {_READING}", "dim")])
            self._words_worker(typed)

    def _take(self, date: WrittenDate | None) -> None:
        self._date = date
        if date is not None:
            self._preview.say([(f" = {one_line(preview(date))}", "good")])

    def _say_wrong(self, why: str) -> None:
        self._preview.say([(f" {one_line(why)}", "bad")])

    @work(exclusive=True, group="words", exit_on_error=False)
    async def _words_worker(self, typed: str | None) -> None:
        """Read words after a pause; None only ends the reading of others."""
        from store import parse_date

        if typed is None:
            return
        if not self._is_hasty:
            await asyncio.sleep(_PAUSE)
        try:
            self._take(await asyncio.to_thread(parse_date, typed, self._page.published))
        except UserError as error:
            self._say_wrong(error.title)
            self._is_hasty = False
            self._line.go_on()
        if self._is_hasty:
            self._save()

    @on(LineInput.Entered)
    def _entered(self) -> None:
        if self._scopes[self._scope][0] == "article":
            self._is_hasty = False
            typed = self._line.value.strip()
            self.dismiss(NewDate(None if typed == self._page.now else self._date, "article"))
        elif self._date is not None:
            self._save()
        elif typed := self._line.value.strip():
            self._is_hasty = True
            self._words_worker(typed)
        else:
            self._line.go_on()

    def _save(self) -> None:
        self.dismiss(NewDate(self._date, self._scopes[self._scope][0]))

    def action_scope(self, by: int) -> None:
        self._scope = (self._scope + by) % len(self._scopes)
        self._say_scope()

    def action_leave(self) -> None:
        self.dismiss(None)


def _sentence(page: DatePage) -> Content:
    if page.sentence is None:
        return Content("")
    row = page.sentence
    text = one_line(row.text)
    end = row.at + row.end - row.start
    return Content.assemble(text[: row.at], (text[row.at : end], "bold"), text[end:])


type Redates = Callable[[str], SetPublished]
"""Returns what a new date of the article moves. Takes seconds: a process reads the dates again.

Raises:
    UserError: when this is no date.
"""


class ArticleDateDialog(Modal["SetPublished | None"]):
    """Asks for the date of an article; Enter says how many dates move, Enter again saves it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", priority=True),
    ]

    def __init__(self, title: str, about: Sequence[str], value: str, redate: Redates) -> None:
        super().__init__()
        self._words, self._about, self._redate = one_line(title), about, redate
        self._found: tuple[str, SetPublished] | None = None
        self._line = LineInput("2024-07-19", value)
        self._preview = Bar()
        self._title = Bar(classes="dialog-title")
        self._foot = Bar(classes="dialog-note", arrange=arrange_hints)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield self._title
            for line in self._about:
                bar = Bar()
                bar.say([(f" {one_line(line)}", "dim")])
                yield bar
            yield self._line
            yield self._preview
            yield self._foot

    def on_mount(self) -> None:
        self._title.say([(f" {self._words}", "strong")])
        self._say_keys()
        self.set_focus(self._line)
        self._line.select_all()

    @on(Input.Changed)
    def _typed(self) -> None:
        self._preview.say([])
        self._say_keys()

    def _say_keys(self) -> None:
        self._foot.say(key_hints(("Enter", "show what moves"), ("Esc", "cancel")))

    @on(LineInput.Entered)
    def _entered(self, event: LineInput.Entered) -> None:
        if self._found is not None and self._found[0] == event.value:
            self.dismiss(self._found[1])
        elif not event.value:
            self._line.go_on()
        else:
            self._preview.say([(" The dates are being resolved again …", "dim")])
            self._look(event.value)
            self._line.go_on()

    @work(exclusive=True, thread=True, group="redate", exit_on_error=False)
    def _look(self, typed: str) -> None:
        try:
            found = self._redate(typed)
        except UserError as error:
            self.app.call_from_thread(self._say, typed, one_line(f"{error.title} {error.hint}"))
            return
        self.app.call_from_thread(self._say, typed, found)

    def _say(self, typed: str, found: SetPublished | str) -> None:
        """Show what was found for a date, or what is wrong, unless another was typed meanwhile."""
        if self._line.value.strip() != typed.strip():
            return
        if isinstance(found, str):
            self._preview.say([(f" {found}", "bad")])
            return
        self._found = (typed, found)
        self._preview.say([(f" {plural(len(found.moved), 'date')} will move.", "good")])
        self._foot.say(key_hints(("Enter", "save"), ("Esc", "cancel")))

    def action_leave(self) -> None:
        self.dismiss(None)
