"""The dialog on one event: who reports it, and what they contradict each other in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import ClassVar, NamedTuple

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from store import EventRow
from tui.dialogs.basic import Dialog
from tui.view_model.styled_text import arrange_hints, key_hints
from tui.view_model.voices import Voices, voices_page
from tui.widgets.bar import Bar
from tui.widgets.side_by_side import SideBySide

Walks = Callable[[str, int], Awaitable[Voices | None]]
"""Returns the next disputed event after that of an id (or, by -1, the one before)."""


class VoicesChoice(NamedTuple):
    """The event that was shown last, and whether to open it."""

    row: EventRow
    opens: bool


class VoicesDialog(Dialog[VoicesChoice]):
    """Disagreements side by side, then all evidence by source and date."""

    # Priority: a key typed after the one that closes this is meant for the screen below.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "down", priority=True),
        Binding("up,k", "move(-1)", "up", priority=True),
        Binding("pagedown,ctrl+d,space", "page(1)", "page down", priority=True),
        Binding("pageup,ctrl+u", "page(-1)", "page up", priority=True),
        Binding("n,exclamation_mark", "walk(1)", "next disagreement", priority=True),
        Binding("N", "walk(-1)", "disagreement before", priority=True),
        Binding("enter,o", "open", "open the article", priority=True),
        Binding("escape,q,V", "leave", "leave", priority=True),
    ]

    def __init__(self, voices: Voices, walk: Walks) -> None:
        self._text = SideBySide()
        super().__init__(self._text)
        self._voices, self._walk = voices, walk
        self._title = Bar(classes="dialog-title")
        self._foot = Bar(classes="dialog-note", arrange=arrange_hints)

    def compose(self) -> ComposeResult:
        with Vertical(classes="card-dialog"):
            yield self._title
            yield self._text
            yield self._foot

    def on_mount(self) -> None:
        self._foot.say(
            key_hints(
                ("n N", "next disagreement"), ("Enter", "open"), ("↑↓", "scroll"), ("Esc", "close")
            )
        )
        self._show()

    def _show(self) -> None:
        count = len(self._voices.disagreements)
        words = f"{count} disagreement{'s' * (count != 1)}" if count else "no disagreement"
        self._title.say(
            [(" Who reports it", "strong")], [(f"{words} ", "warn" if count else "dim")]
        )
        self._text.show(*voices_page(self._voices))

    @work(exclusive=True, group="walk", exit_on_error=False)
    async def action_walk(self, by: int) -> None:
        found = await self._walk(self._voices.row.id, by)
        if found is not None:
            self._voices = found
            self._show()

    def action_open(self) -> None:
        self.dismiss(VoicesChoice(self._voices.row, opens=True))

    def action_leave(self) -> None:
        self.dismiss(VoicesChoice(self._voices.row, opens=False))
