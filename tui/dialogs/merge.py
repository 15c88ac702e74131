"""The dialog that merges names: who becomes another name of whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui.dialogs.basic import Dialog
from tui.safe import one_line
from tui.view_model.mentions import MergePage, Sentence, merge_page, sentence_line
from tui.view_model.snapshot import ListPage
from tui.view_model.store_thread import StoreThread
from tui.view_model.styled_text import Fragment, arrange_hints, heading_rule, key_hints
from tui.widgets.bar import Bar
from tui.widgets.rows import Rows


class MergeDialog(Dialog[MergePage]):
    """Shows sentences of each name and what speaks against a merge; a key turns it round.

    Its result is the merge to make, or None.
    """

    # Priority: a key typed after the one that closes this is meant for the screen below.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "down", priority=True),
        Binding("up,k", "move(-1)", "up", priority=True),
        Binding("pagedown,ctrl+d", "page(1)", "page down", priority=True),
        Binding("pageup,ctrl+u", "page(-1)", "page up", priority=True),
        Binding("tab,x,M", "flip", "the other way round", priority=True),
        Binding("enter,y", "take", "merge", priority=True),
        Binding("escape,q,n", "leave", "leave", priority=True),
    ]

    def __init__(self, store_thread: StoreThread, keys: Sequence[str], at: int) -> None:
        """`keys` are those of the entities; all become the one at index `at`."""
        self._rows: Rows[Sentence | str] = Rows(_line, _identity)
        super().__init__(self._rows)
        self._store_thread = store_thread
        self._keys, self._into = keys, at
        self._page: MergePage | None = None
        self._is_hasty = False
        """Whether Enter was pressed before the page was there."""
        self._title = Static(classes="dialog-title")
        self._warnings = Static(classes="dialog-warnings")
        self._foot = Bar(classes="dialog-note", arrange=arrange_hints)

    def compose(self) -> ComposeResult:
        with Vertical(classes="card-dialog"):
            yield self._title
            yield self._warnings
            yield self._rows
            yield self._foot

    def on_mount(self) -> None:
        self._foot.say(
            key_hints(("Enter", "merge"), ("Tab", "the other way round"), ("Esc", "cancel"))
        )
        self.set_focus(self._rows)
        self._load()

    @work(exclusive=True, group="merge", exit_on_error=False)
    async def _load(self) -> None:
        keys, at = self._keys, self._into
        self._page = page = await self._store_thread.ask(lambda views: merge_page(views, keys, at))
        others = ", ".join(one_line(ref.name) for ref in page.others)
        verb = "becomes another name" if len(page.others) == 1 else "become other names"
        self._title.update(Content(f"{others}  {verb} of  {one_line(page.into.name)}"))
        lines = [*(f"! {line}" for line in page.warnings), f"This touches {page.touches}."]
        self._warnings.update(Content("\n".join(map(one_line, lines))))
        self._warnings.set_class(bool(page.warnings), "-warns")
        headings = [at for at, line in enumerate(page.lines) if isinstance(line, str)]
        self._rows.show(ListPage(len(page.lines), 0, page.lines, 1, headings=headings))
        if self._is_hasty:
            self.action_take()

    def action_flip(self) -> None:
        self._into = (self._into + 1) % len(self._keys)
        self._page = None
        self._load()

    def action_take(self) -> None:
        self._is_hasty = self._page is None
        if self._page is not None:
            self.dismiss(self._page)


def _line(row: Sentence | str, width: int) -> list[Fragment]:
    if isinstance(row, str):
        return heading_rule(one_line(row), width)
    return sentence_line(row, width)


def _identity(row: Sentence | str) -> object:
    return row if isinstance(row, str) else row.id
