"""The dialog that shows the card of an entity."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import ClassVar, NamedTuple

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from tui.dialogs.basic import Dialog
from tui.view_model.card import CardLine, CardPage, card_line, card_page
from tui.view_model.snapshot import ListPage
from tui.view_model.store_thread import StoreThread
from tui.view_model.styled_text import arrange_hints, key_hints
from tui.widgets.bar import Bar
from tui.widgets.rows import Rows


class CardChoice(NamedTuple):
    """An entity to filter by, or the article to open (`number`), at a sentence about it."""

    key: str
    name: str
    number: int | None = None
    span: tuple[int, int] | None = None


class CardDialog(Dialog[CardChoice]):
    """The card of an entity. Its result is what was chosen on it, or None."""

    # Priority: a key typed after the one that closes this is meant for the screen below.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "down", priority=True),
        Binding("up,k", "move(-1)", "up", priority=True),
        Binding("pagedown,ctrl+d", "page(1)", "page down", priority=True),
        Binding("pageup,ctrl+u", "page(-1)", "page up", priority=True),
        Binding("home,g", "top", "top", priority=True),
        Binding("end,G", "bottom", "bottom", priority=True),
        Binding("enter", "follow", "go there", priority=True),
        Binding("backspace,comma", "back", "back", priority=True),
        Binding("f", "filter", "only this", priority=True),
        Binding("v", "every", "unsure ones too", priority=True),
        Binding("escape,q,i", "leave", "leave", priority=True),
    ]

    def __init__(self, store_thread: StoreThread, key: str, *, every: bool = False) -> None:
        self._rows: Rows[CardLine] = Rows(card_line, _identity)
        super().__init__(self._rows)
        self._store_thread = store_thread
        self._keys = [key]
        self._every = every
        self._page: CardPage | None = None
        self._note = Bar(classes="dialog-note", arrange=arrange_hints)

    def compose(self) -> ComposeResult:
        with Vertical(classes="card-dialog"):
            yield self._rows
            yield self._note

    def on_mount(self) -> None:
        self._say_keys()
        self.set_focus(self._rows)
        self._load()

    def _say_keys(self) -> None:
        unsure = [("v", "only sure offices" if self._every else "all offices")]
        keys = unsure if self._page is not None and self._page.has_unsure else []
        self._note.say(
            key_hints(("Enter", "open"), ("f", "filter"), *keys, ("Bksp", "back"), ("Esc", "close"))
        )

    @work(exclusive=True, group="card", exit_on_error=False)
    async def _load(self, *, stays: bool = False) -> None:
        """Show the card of the last key. With `stays` it is the same card, and so is the line."""
        key, before = self._keys[-1], self._page
        self._page = await self._store_thread.ask(
            lambda views: card_page(views, key, every=self._every)
        )
        lines = self._page.lines if self._page else ()
        self._rows.empty_lines = ("There is no card of this entity.",)
        cursor = _same_line(before.lines, lines, self._rows.cursor) if stays and before else 0
        self._rows.show(ListPage(len(lines), 0, lines, cursor))
        self._say_keys()

    def action_follow(self) -> None:
        line, page = self._rows.current, self._page
        if line is None or page is None:
            return
        if line.number is not None:
            self.dismiss(CardChoice(page.key, page.name, line.number, line.span))
        elif line.key is not None and line.key != self._keys[-1]:
            self._keys.append(line.key)
            self._load()

    def action_back(self) -> None:
        if len(self._keys) > 1:
            self._keys.pop()
            self._load()

    def action_filter(self) -> None:
        self.dismiss(CardChoice(self._page.key, self._page.name) if self._page else None)

    def action_every(self) -> None:
        """Show the unsure offices too, or hide them."""
        self._every = not self._every
        self._load(stays=True)

    def action_top(self) -> None:
        self._rows.move_to(0)

    def action_bottom(self) -> None:
        self._rows.move_to(self._rows.total - 1)


def _same_line(before: Sequence[CardLine], after: Sequence[CardLine], index: int) -> int:
    """Return where a line stands afterwards, or what stands in its place."""
    place = 0
    # Blocks of lines that are in both, in order.
    for old, new, size in SequenceMatcher(
        None, before, after, autojunk=False
    ).get_matching_blocks():
        if index < old:
            break
        if index < old + size:
            return new + index - old
        place = new + size
    return max(min(place, len(after) - 1), 0)


def _identity(line: CardLine) -> object:
    return line
