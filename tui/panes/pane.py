"""What the four panes have in common, and their layout on a screen of a given size."""

from __future__ import annotations

from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.geometry import Offset, Region, Size, Spacing
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.message import Message
from textual.widget import Widget

from tui.view_model.state import LISTS, PANES, PaneName
from tui.view_model.styled_text import Fragment, arrange_without_right
from tui.widgets.bar import Bar

WIDE, MEDIUM = 160, 100
"""Columns from which three panes are side by side, and from which two are."""
SMALLEST = (40, 12)
"""Columns and rows that the dashboard needs at least."""


class PaneHeading(Bar):
    """The first line of a pane; its dim text is not dim in the pane in front."""

    COMPONENT_CLASSES = {"role--dim"}  # noqa: RUF012 - as Textual has it


class Pane(Vertical):
    """A heading and a body. A pane of one row shows its heading only."""

    class HeadingClicked(Message):
        """The heading of a pane was clicked."""

        def __init__(self, pane: PaneName) -> None:
            super().__init__()
            self.pane: PaneName = pane

    def __init__(self, name: PaneName, number: int) -> None:
        super().__init__(id=name)
        self.pane: PaneName = name
        self.number = number
        self.pinned = False
        self._heading = PaneHeading(classes="heading", arrange=arrange_without_right)

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
        """The text of the heading, without style."""
        return self._heading.text

    def set_heading(self, count: str, right: str) -> None:
        """Show the name and count, `2 Entities 24/310`, and at the right how the pane is sorted."""
        pin = [(" pinned ", "warn")] if self.pinned else []
        title: list[Fragment] = [(f" {self.number} {self.pane.capitalize()} ", "strong")]
        self._heading.say([*title, (count, "plain"), *pin], [(right + " ", "dim")])  # type: ignore[list-item]

    def on_click(self) -> None:
        self.post_message(self.HeadingClicked(self.pane))


class PaneBox(NamedTuple):
    """Position and size of a pane in cells; a box of one row is a folded pane."""

    x: int
    y: int
    width: int
    height: int


def pane_layout(
    width: int, height: int, focus: PaneName, *, zoomed: bool = False
) -> dict[PaneName, PaneBox]:
    """Return a box for each visible pane; `width` and `height` are without the two bars."""
    if zoomed:
        return {focus: PaneBox(0, 0, width, height)}
    if width >= WIDE:
        return _wide(width, height)
    if width >= MEDIUM:
        return _medium(width, height)
    return _narrow(width, height, focus)


def _wide(width: int, height: int) -> dict[PaneName, PaneBox]:
    top = height - max(height * 2 // 5, 6)
    articles = width * 3 // 10
    entities = width // 5
    timeline = width - articles - entities
    return {
        "articles": PaneBox(0, 0, articles, top),
        "entities": PaneBox(articles, 0, entities, top),
        "timeline": PaneBox(articles + entities, 0, timeline, top),
        "reader": PaneBox(0, top, width, height - top),
    }


def _medium(width: int, height: int) -> dict[PaneName, PaneBox]:
    left, upper = width * 2 // 5, height // 2
    right = width - left
    return {
        "articles": PaneBox(0, 0, left, upper),
        "entities": PaneBox(0, upper, left, height - upper),
        "timeline": PaneBox(left, 0, right, upper),
        "reader": PaneBox(left, upper, right, height - upper),
    }


def _narrow(width: int, height: int, focus: PaneName) -> dict[PaneName, PaneBox]:
    """The pane with the focus gets the room; the other lists are folded, in their order."""
    folded = [name for name in LISTS if name != focus]
    room = height - len(folded)
    boxes: dict[PaneName, PaneBox] = {}
    y = 0
    for name in PANES:
        if name != focus and name not in folded:
            continue
        tall = room if name == focus else 1
        boxes[name] = PaneBox(0, y, width, tall)
        y += tall
    return boxes


class _PaneLayout(Layout):
    """Places each pane in its box; a pane without a box is not shown."""

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
    """Holds the panes; knows which one is in front, and whether it is zoomed."""

    def __init__(self, *panes: Widget) -> None:
        super().__init__(*panes, id="space")
        self._layout_of_panes = _PaneLayout(self)
        self.front: PaneName = "articles"
        self.zoomed = False

    @property
    def layout(self) -> Layout:
        return self._layout_of_panes

    def bring(self, front: PaneName, *, zoomed: bool) -> None:
        """Put a pane in front, zoomed or in its place."""
        if (front, zoomed) != (self.front, self.zoomed):
            before = self.boxes
            self.front, self.zoomed = front, zoomed
            if before != self.boxes:
                # A child that needs a layout makes its parent arrange all of them.
                self.children[0].refresh(layout=True)

    @property
    def boxes(self) -> dict[PaneName, PaneBox]:
        """The boxes of the panes now."""
        return self.boxes_in(self.size)

    def boxes_in(self, size: Size) -> dict[PaneName, PaneBox]:
        """Return the boxes of the panes in a space of another size."""
        return pane_layout(size.width, size.height, self.front, zoomed=self.zoomed)

    def shows(self, name: PaneName) -> bool:
        """Return whether more of a pane is visible than its heading."""
        box = self.boxes.get(name)
        return box is not None and box.height > 1

    @staticmethod
    def name_of(pane: Widget) -> PaneName:
        return pane.id  # type: ignore[return-value]
