"""Marks on rows: the next command acts on all that are marked."""

from __future__ import annotations

from tui.main_screen.host import Host
from tui.main_screen.panes import NO_ROW, Panes


class Marking:
    """Space marks a row and goes on to the next."""

    def __init__(self, host: Host, panes: Panes) -> None:
        self._host = host
        self._panes = panes

    def toggle(self) -> None:
        """Mark the row under the cursor, or remove its mark; go on to the next row."""
        pane = self._panes.front_list
        if pane is None or self._panes.row is None:
            self._host.say(NO_ROW)
            return
        pane.rows.toggle_mark()
        pane.rows.move(1)
        self._host.describe_row()
