"""What the four panes have in common, and where they stand on a screen of a given size."""

from __future__ import annotations

from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.geometry import Offset, Region, Size, Spacing
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.message import Message
from textual.widget import Widget

from tui.view_model.state import LISTS, PANES, PaneName
from tui.view_model.styled_text import Piece, fitting
from tui.widgets.bar import Bar

WIDE, MEDIUM = 160, 100
"""Columns from which three panes stand side by side, and from which two do."""
SMALLEST = (40, 12)
"""Columns and rows below which nothing sensible can be shown."""


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


class Box(NamedTuple):
    """A pane's place; a box of one row is a folded strip."""

    x: int
    y: int
    width: int
    height: int


def plan(width: int, height: int, focus: PaneName, *, zoomed: bool = False) -> dict[PaneName, Box]:
    """A box for each pane that is shown, in `width` by `height` cells without the two bars."""
    if zoomed:
        return {focus: Box(0, 0, width, height)}
    if width >= WIDE:
        return _wide(width, height)
    if width >= MEDIUM:
        return _medium(width, height)
    return _narrow(width, height, focus)


def _wide(width: int, height: int) -> dict[PaneName, Box]:
    top = height - max(height * 2 // 5, 6)
    articles = width * 3 // 10
    entities = width // 5
    timeline = width - articles - entities
    return {
        "articles": Box(0, 0, articles, top),
        "entities": Box(articles, 0, entities, top),
        "timeline": Box(articles + entities, 0, timeline, top),
        "reader": Box(0, top, width, height - top),
    }


def _medium(width: int, height: int) -> dict[PaneName, Box]:
    left, upper = width * 2 // 5, height // 2
    right = width - left
    return {
        "articles": Box(0, 0, left, upper),
        "entities": Box(0, upper, left, height - upper),
        "timeline": Box(left, 0, right, upper),
        "reader": Box(left, upper, right, height - upper),
    }


def _narrow(width: int, height: int, focus: PaneName) -> dict[PaneName, Box]:
    """The pane with the focus has the room; the lists without it are strips, in their order."""
    folded = [name for name in LISTS if name != focus]
    room = height - len(folded)
    boxes: dict[PaneName, Box] = {}
    y = 0
    for name in PANES:
        if name != focus and name not in folded:
            continue
        tall = room if name == focus else 1
        boxes[name] = Box(0, y, width, tall)
        y += tall
    return boxes


class _PlanLayout(Layout):
    """Puts each pane where the plan says; a pane without a box is not shown."""

    name = "plan"

    def __init__(self, space: PaneSpace) -> None:
        self._space = space

    def arrange(
        self,
        parent: Widget,  # noqa: ARG002
        children: list[Widget],
        size: Size,
        greedy: bool = True,  # noqa: ARG002
    ) -> ArrangeResult:
        boxes = self._space.boxes_in(size)
        return [
            WidgetPlacement(Region(*boxes[name]), Offset(0, 0), Spacing(), child)
            for child in children
            if (name := PaneSpace.name_of(child)) in boxes
        ]


class PaneSpace(Container):
    """Holds the panes, and knows which one is in front."""

    def __init__(self, *panes: Widget) -> None:
        super().__init__(*panes, id="space")
        self._plan = _PlanLayout(self)
        self.front: PaneName = "articles"
        self.zoomed = False

    @property
    def layout(self) -> Layout:
        return self._plan

    def bring(self, front: PaneName, *, zoomed: bool) -> None:
        """Put a pane in front, on the whole screen or in its place."""
        if (front, zoomed) != (self.front, self.zoomed):
            before = self.boxes
            self.front, self.zoomed = front, zoomed
            if before != self.boxes:
                # A child that asks for room makes its parent arrange them all anew.
                self.children[0].refresh(layout=True)

    @property
    def boxes(self) -> dict[PaneName, Box]:
        """Where the panes stand now."""
        return self.boxes_in(self.size)

    def boxes_in(self, size: Size) -> dict[PaneName, Box]:
        """Where the panes would stand in a space of another size."""
        return plan(size.width, size.height, self.front, zoomed=self.zoomed)

    def shows(self, name: PaneName) -> bool:
        """Whether more of the pane can be seen than its heading."""
        box = self.boxes.get(name)
        return box is not None and box.height > 1

    @staticmethod
    def name_of(pane: Widget) -> PaneName:
        return pane.id  # type: ignore[return-value]
