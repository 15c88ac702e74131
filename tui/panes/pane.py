"""What the four panes have in common: a heading with the counts, and a body under it.

A pane of one row shows its heading only: that is the folded strip.
"""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget

from tui.panes.plan import PaneName
from tui.widgets.bar import Bar, fitting
from tui.widgets.roles import Piece


class Heading(Bar):
    """A pane's first line; what is faint on it is not so in the pane in front."""

    COMPONENT_CLASSES = {"role--dim"}  # noqa: RUF012 - as Textual has it


class Pane(Vertical):
    """A heading, and whatever a kind of pane puts under it."""

    class Picked(Message):
        """The pane was clicked: it wants to be in front."""

        def __init__(self, pane: PaneName) -> None:
            super().__init__()
            self.pane: PaneName = pane

    def __init__(self, name: PaneName, number: int) -> None:
        super().__init__(id=name)
        self.pane: PaneName = name
        self.number = number
        self.pinned = False
        self._heading = Heading(classes="heading", arrange=fitting)

    def compose(self) -> ComposeResult:
        yield self._heading
        yield from self.body()

    def body(self) -> ComposeResult:
        """The widgets under the heading."""
        yield from ()

    @property
    def target(self) -> Widget:
        """The widget that takes the focus when the pane does."""
        raise NotImplementedError

    @property
    def heading(self) -> str:
        """What the heading says, without style."""
        return self._heading.text

    def head(self, count: str, right: str) -> None:
        """Say what is shown: `2 Entities 24/310`, and at the right how it is sorted."""
        pin = [(" pinned ", "warn")] if self.pinned else []
        title: list[Piece] = [(f" {self.number} {self.pane.capitalize()} ", "strong")]
        self._heading.say([*title, (count, "plain"), *pin], [(right + " ", "dim")])  # type: ignore[list-item]

    def on_click(self) -> None:
        self.post_message(self.Picked(self.pane))
