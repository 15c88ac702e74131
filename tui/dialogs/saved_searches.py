"""The dialog that saves the filter as a search, and lists the saved ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from msgspec.structs import replace
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from store import UserError
from tui.dialogs.basic import Dialog
from tui.safe import one_line
from tui.view_model.snapshot import ListPage
from tui.view_model.store_thread import StoreThread
from tui.view_model.styled_text import Fragment, Role, arrange, arrange_hints, key_hints
from tui.widgets.bar import Bar
from tui.widgets.line_input import LineInput
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from store import SavedSearch, SavedSearches

_NO_FILTER = "Nothing to save: there is no filter."
_ALERT = {True: "Alert on: new matches are reported", False: "Alert off"}

_OF_LIST = frozenset({"open", "delete", "restore", "step", "close"})
"""Actions whose keys write on the line."""


class SavedChoice(NamedTuple):
    """What the dialog ends with: a search to show, or one that was just saved."""

    search: SavedSearch
    is_new: bool


class SavedSearchesDialog(Dialog[SavedChoice]):
    """A line for the name of the current filter, and below it the saved searches.

    Enter on the line saves, and Enter on a saved one chooses it. Tab switches the alert of either.
    """

    # Priority: a key typed after the one that closes this is meant for the screen below.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", priority=True),
        Binding("down,ctrl+n", "move(1)", "down", priority=True),
        Binding("up,ctrl+p", "move(-1)", "up", priority=True),
        Binding("pagedown", "page(1)", "page down", priority=True),
        Binding("pageup", "page(-1)", "page up", priority=True),
        Binding("tab,shift+tab", "alert", "alert", priority=True),
        Binding("enter", "open", "open", priority=True),
        Binding("d,delete", "delete", "delete", priority=True),
        Binding("u", "restore", "bring back", priority=True),
        Binding("j", "step(1)", "down", priority=True),
        Binding("k", "step(-1)", "up", priority=True),
        Binding("q,A", "close", "leave", priority=True),
    ]

    def __init__(self, store_thread: StoreThread, search: SavedSearch | None) -> None:
        """`search` is the current filter under the proposed name; None if there is no filter."""
        self._rows: Rows[SavedSearch] = Rows(_search_line, _name_of)
        super().__init__(self._rows)
        self._store_thread, self._search = store_thread, search
        self._rows.empty_lines = ("No search was saved yet.",)
        self._deleted: SavedSearch | None = None
        self._on_line = True
        """Whether keys are for the line, and not for the list."""
        self._title = Bar(classes="dialog-title")
        self._line = LineInput("a name", search.name if search is not None else "")
        self._said = Bar()
        self._foot = Bar(classes="dialog-note", arrange=arrange_hints)

    def compose(self) -> ComposeResult:
        with Vertical(classes="search-dialog"):
            yield self._title
            if self._search is not None:
                yield self._line
            yield self._said
            yield self._rows
            yield self._foot

    def on_mount(self) -> None:
        words = f"Save: {self._search.query}" if self._search is not None else "Saved searches"
        self._title.say([(f" {one_line(words)}", "strong")])
        self._focus(on_line=self._search is not None)
        self._line.select_all()
        self._say_alert()
        self._run()

    # The line, and the list below it

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Letters are typed on the line, and are commands in the list."""
        return not (self._on_line and action in _OF_LIST)

    def _focus(self, *, on_line: bool) -> None:
        self._on_line = on_line
        self.set_focus(self._line if on_line else self._rows)
        keys = (
            [("Enter", "save"), ("Tab", "alert"), ("↓", "saved ones"), ("Esc", "close")]
            if on_line
            else [("Enter", "show"), ("d", "delete"), ("Tab", "alert"), ("Esc", "close")]
        )
        self._foot.say(key_hints(*keys))

    def action_move(self, by: int) -> None:
        """Move in the list; the line is above its first row."""
        if self._on_line:
            if by > 0 and self._rows.total:
                self._focus(on_line=False)
        elif by < 0 and self._rows.cursor == 0 and self._search is not None:
            self._focus(on_line=True)
        else:
            super().action_move(by)

    def action_step(self, by: int) -> None:
        self.action_move(by)

    def action_close(self) -> None:
        self.action_leave()

    def action_alert(self) -> None:
        """Switch the alert of the filter that is being saved, or of the saved one."""
        current = self._rows.current
        if self._on_line and self._search is not None:
            self._search = replace(self._search, alert=not self._search.alert)
            self._say_alert()
        elif current is not None:
            changed = replace(current, alert=not current.alert)
            self._run(lambda searches: searches.put(changed), f"{_ALERT[changed.alert]}.")

    def _say_alert(self) -> None:
        if self._search is None:
            self._say(_NO_FILTER, "warn")
        else:
            self._say(_ALERT[self._search.alert], "accent" if self._search.alert else "dim")

    def _say(self, words: str, role: Role) -> None:
        self._said.say([(f" {one_line(words)}", role)])

    # What is done

    @on(LineInput.Entered)
    def _save(self, event: LineInput.Entered) -> None:
        if self._search is None:
            return
        named = replace(self._search, name=event.value or self._search.query)
        self._run(
            lambda searches: searches.put(named),
            then=lambda: self.dismiss(SavedChoice(named, True)),
        )

    @on(Rows.RowActivated)
    def action_open(self) -> None:
        if self._rows.current is not None:
            self.dismiss(SavedChoice(self._rows.current, is_new=False))

    def action_delete(self) -> None:
        search = self._rows.current
        if search is not None:
            self._deleted = search
            name = search.name
            self._run(lambda searches: searches.remove(name), f"Deleted {name}; u brings it back.")

    def action_restore(self) -> None:
        search, self._deleted = self._deleted, None
        if search is not None:
            self._run(lambda searches: searches.put(search), f"{search.name} is back.")

    @work(exclusive=True, group="saved", exit_on_error=False)
    async def _run(
        self,
        change: Callable[[SavedSearches], object] = list,
        done: str = "",
        then: Callable[[], object] | None = None,
    ) -> None:
        """Change the saved searches in the store thread, and list them again."""

        def job(searches: SavedSearches) -> list[SavedSearch]:
            change(searches)
            return list(searches)

        try:
            found = await self._store_thread.saved_searches(job)
        except UserError as trouble:
            self._say(str(trouble), "bad")
            self._line.go_on()
            return
        if then is not None:
            then()
            return
        cursor = max(min(self._rows.cursor, len(found) - 1), 0)
        self._rows.show(ListPage(len(found), 0, found, cursor))
        if done:
            self._say(done, "good")


def _search_line(search: SavedSearch, width: int) -> list[Fragment]:
    """Return the line of a saved search: `!` for an alert, its name, and its filter if the name
    does not say it.
    """
    about = [search.query] if search.query != search.name else []
    right = f"  {one_line(search.who)} {search.at[:10]} " if width >= _WIDE else ""
    left: list[Fragment] = [
        (" ! " if search.alert else "   ", "warn"),
        (one_line(search.name), "plain"),
        *((f"  {one_line(words)}", "dim") for words in about),
    ]
    return arrange(left, [(right, "dim")] if right else [], width)


_WIDE = 60
"""Columns from which the list says who saved a search, and when."""


def _name_of(search: SavedSearch) -> str:
    return search.name
