"""The parts of the main screen, and how each is made from those that it uses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from textual.app import App

from tui.keys import Command
from tui.main_screen.arranging import ListArranging, TimelineArranging
from tui.main_screen.comparing import Comparing
from tui.main_screen.corrector import Corrector
from tui.main_screen.exporting import Exporting
from tui.main_screen.fields import Fields
from tui.main_screen.filtering import Filtering
from tui.main_screen.focus import PaneFocus
from tui.main_screen.following import CursorFollower
from tui.main_screen.guide import Guide
from tui.main_screen.host import Host
from tui.main_screen.imports import Imports
from tui.main_screen.loading import PaintHold, SnapshotLoader
from tui.main_screen.marking import Marking
from tui.main_screen.names import Names
from tui.main_screen.navigation import Navigation
from tui.main_screen.notes import Notes
from tui.main_screen.own import OwnCommands
from tui.main_screen.panes import Panes
from tui.main_screen.reading import ArticleReading
from tui.main_screen.review import Review
from tui.main_screen.selecting import Selecting
from tui.main_screen.session import SessionKeeper
from tui.main_screen.status import StatusLine, Tour
from tui.own_commands import OwnCommand
from tui.view_model.session import SessionFile
from tui.view_model.snapshot import ViewSnapshot
from tui.view_model.store_thread import StoreThread


class PartsHost(Host, Protocol):
    """The screen while its parts are made: a host with the widgets that they work on."""

    store_thread: StoreThread
    panes: Panes
    status: StatusLine
    tour: Tour
    hold: PaintHold
    changed_keys: dict[str, str]

    def show(self, snapshot: ViewSnapshot) -> None:
        """Show a snapshot in all panes."""

    async def run(self, id_: str) -> None:
        """Run the command of an id."""


class Parts:
    """One attribute for each part. `Command.call` names a part and its method."""

    def __init__(
        self,
        host: PartsHost,
        sessions: SessionFile | None = None,
        own_commands: Sequence[OwnCommand] = (),
        *,
        fresh: bool = False,
    ) -> None:
        """Make every part after those that it uses. The arguments are those of `MainScreen`."""
        self._host = host
        store_thread, hold, tour, run = host.store_thread, host.hold, host.tour, host.run

        # The panes, and what they show
        self.panes = panes = host.panes
        self.loader = SnapshotLoader(
            host, store_thread, panes, lambda: self.navigation.state, host.show, hold
        )
        self.navigation = navigation = Navigation(host, panes.capture, self.loader.load)
        self.session = SessionKeeper(host, store_thread, panes, navigation, sessions, fresh=fresh)
        self.reading = reading = ArticleReading(host, store_thread, panes, navigation, run)
        self.follower = CursorFollower(host, store_thread, panes, navigation, reading, hold)
        self.pane_focus = PaneFocus(host, panes, self.follower, tour)
        self.filtering = Filtering(host, store_thread, panes, navigation, reading)
        self.lists = ListArranging(host, panes, navigation)
        self.timeline = TimelineArranging(host, store_thread, panes, navigation)

        self.comparing = Comparing(host, store_thread, panes, navigation, reading)

        # What comes in and goes out
        self.exporting = Exporting(host, store_thread, panes, navigation)
        self.imports = Imports(host, store_thread, navigation, self.loader, host.status)
        self.own = OwnCommands(host, store_thread, panes, reading, own_commands)

        # Corrections of what was read
        self.marking = Marking(host, panes)
        self.corrector = corrector = Corrector(host, store_thread, panes, navigation, reading)
        self.names = Names(host, store_thread, panes, corrector)
        self.fields = Fields(host, store_thread, panes, corrector, self.names)
        self.notes = Notes(host, store_thread, panes, corrector)
        self.selecting = Selecting(host, store_thread, panes, corrector)
        self.review = Review(host, store_thread, reading, corrector, self.names)

        # Help
        own = list(self.own.as_commands.values())
        self.guide = Guide(host, self.pane_focus, tour, host.changed_keys, own, run)

    @property
    def app(self) -> App[Any]:
        """The application: a few commands call it."""
        return self._host.app

    def call(self, command: Command) -> Any:
        """Call the method of a command, and return its result, which may be awaitable."""
        part, method = command.target
        return getattr(getattr(self, part), method)(*command.arguments)
