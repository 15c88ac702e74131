"""The card of a person, a body or a place."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from tui.story.archive import Archive
from tui.story.card_lines import CardLine, CardPage, card_page
from tui.widgets.bar import Bar, hints
from tui.widgets.pages import ListStart
from tui.widgets.roles import Piece
from tui.widgets.rows import Rows


class CardBox(ModalScreen["tuple[str, str] | None"]):
    """Dismissed with key and name of the entity to filter by, or None."""

    # Priority: a key that was typed after the one that leaves is for the screen below.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "down", priority=True),
        Binding("up,k", "move(-1)", "up", priority=True),
        Binding("pagedown,ctrl+d", "page(1)", "page down", priority=True),
        Binding("pageup,ctrl+u", "page(-1)", "page up", priority=True),
        Binding("enter", "follow", "its card", priority=True),
        Binding("backspace,comma", "back", "back", priority=True),
        Binding("f", "filter", "only this", priority=True),
        Binding("escape,q,i", "leave", "leave", priority=True),
    ]

    def __init__(self, archive: Archive, key: str) -> None:
        super().__init__()
        self._archive = archive
        self._keys = [key]
        self._page: CardPage | None = None
        self._rows: Rows[CardLine] = Rows(_pieces, _identity)
        self._note = Bar(classes="box-note")

    def compose(self) -> ComposeResult:
        with Vertical(classes="card-box"):
            yield self._rows
            yield self._note

    def on_mount(self) -> None:
        self._note.say(
            hints(("Enter", "its card"), ("f", "only this"), ("Bksp", "back"), ("Esc", "leave"))
        )
        self.set_focus(self._rows)
        self._load()

    @work(exclusive=True, group="card", exit_on_error=False)
    async def _load(self) -> None:
        key = self._keys[-1]
        self._page = await self._archive.ask(lambda views: card_page(views, key))
        lines = self._page.lines if self._page else ()
        self._rows.empty = ("Nothing is known of this one.",)
        self._rows.start(ListStart(len(lines), 0, lines))

    def action_follow(self) -> None:
        line = self._rows.current
        if line is not None and line.key is not None and line.key != self._keys[-1]:
            self._keys.append(line.key)
            self._load()

    def action_back(self) -> None:
        if len(self._keys) > 1:
            self._keys.pop()
            self._load()

    def action_filter(self) -> None:
        self.dismiss((self._page.key, self._page.name) if self._page else None)

    def action_move(self, by: int) -> None:
        self._rows.move(by)

    def action_page(self, by: int) -> None:
        self._rows.page(by)

    def action_leave(self) -> None:
        self.dismiss(None)


def _pieces(line: CardLine, width: int) -> list[Piece]:
    del width
    return list(line.pieces)


def _identity(line: CardLine) -> object:
    return line
