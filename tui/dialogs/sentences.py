"""A dialog to mark sentences: those of a name that is two, or of a row that is two events."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from tui.dialogs.basic import Dialog, PromptDialog
from tui.safe import one_line
from tui.view_model.mentions import Sentence, sentence_line
from tui.view_model.snapshot import ListPage
from tui.view_model.store_thread import StoreThread
from tui.view_model.styled_text import arrange_hints, key_hints
from tui.widgets.bar import Bar
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from store import Views


class SentencesDialog(Dialog[tuple[Sentence, ...]]):
    """Sentences to mark with Space. Its result is those that are marked, or None."""

    # Priority: a key typed after the one that closes this is meant for the screen below.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "down", priority=True),
        Binding("up,k", "move(-1)", "up", priority=True),
        Binding("pagedown,ctrl+d", "page(1)", "page down", priority=True),
        Binding("pageup,ctrl+u", "page(-1)", "page up", priority=True),
        Binding("home,g", "top", "top", priority=True),
        Binding("end,G", "bottom", "bottom", priority=True),
        Binding("space", "mark", "mark", priority=True),
        Binding("a", "mark_article", "mark those of this article", priority=True),
        Binding("slash", "find", "mark those with a word", priority=True),
        Binding("enter", "take", "go on", priority=True),
        Binding("escape,q", "leave", "leave", priority=True),
    ]

    def __init__(
        self, store_thread: StoreThread, title: str, find: Callable[[Views], Sequence[Sentence]]
    ) -> None:
        """`find` returns the sentences; it runs in the store thread."""
        self._rows: Rows[Sentence] = Rows(sentence_line, _sentence_id)
        super().__init__(self._rows)
        self._store_thread, self._find, self._words = store_thread, find, one_line(title)
        self._sentences: Sequence[Sentence] = ()
        self._title = Bar(classes="dialog-title")
        self._foot = Bar(classes="dialog-note", arrange=arrange_hints)

    def compose(self) -> ComposeResult:
        with Vertical(classes="card-dialog"):
            yield self._title
            yield self._rows
            yield self._foot

    def on_mount(self) -> None:
        self._foot.say(
            key_hints(
                ("Space", "mark"), ("a", "its article"), ("/", "with a word"),
                ("Enter", "move the marked"),
                ("Esc", "cancel"),
            )
        )  # fmt: skip
        self.set_focus(self._rows)
        self._say()
        self._load()

    @work(exclusive=True, group="sentences", exit_on_error=False)
    async def _load(self) -> None:
        self._sentences = found = await self._store_thread.ask(self._find)
        self._rows.show(ListPage(len(found), 0, found))
        self._say()

    def _say(self) -> None:
        marked, total = len(self._rows.marked), len(self._sentences)
        self._title.say([(f" {self._words}", "strong")], [(f"{marked}/{total} marked ", "dim")])

    def action_mark(self) -> None:
        self._rows.toggle_mark()
        self._rows.move(1)
        self._say()

    def action_mark_article(self) -> None:
        """Mark all sentences of the article of this one, or unmark them."""
        here = self._rows.current
        if here is None:
            return
        same = [each for each in self._sentences if each.number == here.number]
        self._rows.set_marks(same, on=here.id not in self._rows.marked)
        self._say()

    def action_find(self) -> None:
        """Ask for words, and mark every sentence that has them."""
        self.app.push_screen(
            PromptDialog("Mark the sentences with these words", "government"), self._mark_with
        )

    def _mark_with(self, words: str | None) -> None:
        if words is None:
            return
        wanted = words.casefold()
        found = [each for each in self._sentences if wanted in each.text.casefold()]
        self._rows.set_marks(found, on=True)
        self._say()

    def action_top(self) -> None:
        self._rows.move_to(0)

    def action_bottom(self) -> None:
        self._rows.move_to(self._rows.total - 1)

    def action_take(self) -> None:
        marked = self._rows.marked
        if not marked and self._rows.current is not None:
            self._rows.toggle_mark()
        if len(marked) == len(self._sentences):
            self._foot.say([(" All are marked: leave those that stay.", "bad")])
            return
        self.dismiss(tuple(each for each in self._sentences if each.id in marked))


def _sentence_id(row: Sentence) -> str:
    return row.id
