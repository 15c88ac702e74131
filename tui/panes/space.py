"""The room for the four panes, laid out by `plan`."""

from __future__ import annotations

from textual.containers import Container
from textual.geometry import Offset, Region, Size, Spacing
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.widget import Widget

from tui.panes.plan import Box, PaneName, plan


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
