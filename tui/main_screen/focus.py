"""Commands that move the focus between panes, zoom one, and leave."""

from __future__ import annotations

from tui.main_screen.following import CursorFollower
from tui.main_screen.host import Host
from tui.main_screen.panes import Panes
from tui.main_screen.status import Tour
from tui.view_model.state import PANES, PaneName


class PaneFocus:
    """Which pane has the focus."""

    def __init__(
        self,
        host: Host,
        panes: Panes,
        follower: CursorFollower,
        tour: Tour,
    ) -> None:
        self._host = host
        self._panes = panes
        self._follower = follower
        self._tour = tour

    @property
    def front(self) -> PaneName:
        """The pane that has the focus."""
        return self._panes.front

    def go(self, name: PaneName) -> None:
        """Go to a pane."""
        before = self._panes.front
        self._host.bring(name)
        if name == "reader":
            if self._panes.reader.opened is None and before != "reader":
                self._follower.fill_reader(before)
        elif before not in ("reader", name):
            # From the reader, the article that is open stays.
            self._follower.follow()

    def cycle(self, by: int) -> None:
        """Go to the next pane, or the previous one."""
        self.go(PANES[(PANES.index(self._panes.front) + by) % len(PANES)])

    def zoom(self) -> None:
        """Give the pane the whole screen, or its place again."""
        self._zoom(on=not self._panes.space.zoomed)

    def _zoom(self, *, on: bool) -> None:
        self._host.bring(self._panes.front, zoomed=on)
        self._follower.follow()

    def leave(self) -> None:
        """Leave the reader or the zoom; otherwise the application."""
        if not self._step_out():
            self._host.app.exit(0)

    def escape(self) -> None:
        """Leave the reader or the zoom."""
        if not self._step_out():
            self._host.say("Press q to quit.")

    def _step_out(self) -> bool:
        """Leave the marks, the zoom, the reader or the tour; False where there is nothing."""
        if self._panes.clear_marks():
            self._host.describe_row()
        elif self._panes.space.zoomed:
            self._zoom(on=False)
        elif self._panes.front == "reader":
            self._host.bring(self._panes.last_list, zoomed=False)
        elif self._tour.running:
            self._tour.end()
        else:
            return False
        return True
