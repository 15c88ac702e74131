"""The parts of the main screen, and how each is made from those that it uses."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from textual.app import App

from tui.keys import Command
from tui.main_screen.focus import PaneFocus
from tui.main_screen.following import CursorFollower
from tui.main_screen.guide import Guide
from tui.main_screen.host import Host
from tui.main_screen.imports import Imports
from tui.main_screen.loading import PaintHold, SnapshotLoader
from tui.main_screen.navigation import Navigation
from tui.main_screen.own import OwnCommands
from tui.main_screen.panes import Panes
from tui.main_screen.reading import ArticleReading
from tui.main_screen.session import SessionKeeper
from tui.main_screen.status import StatusLine, Tour
from tui.own_commands import OwnCommand
from tui.view_model.session import SessionFile
from tui.view_model.snapshot import ViewSnapshot
from tui.view_model.store_thread import StoreThread

if TYPE_CHECKING:
    from tui.main_screen.arranging import ListArranging, TimelineArranging
    from tui.main_screen.comparing import Comparing
    from tui.main_screen.corrector import Corrector
    from tui.main_screen.exporting import Exporting
    from tui.main_screen.fields import Fields
    from tui.main_screen.filtering import Filtering
    from tui.main_screen.marking import Marking
    from tui.main_screen.names import Names
    from tui.main_screen.notes import Notes
    from tui.main_screen.review import Review
    from tui.main_screen.selecting import Selecting


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
    """One attribute for each part. `Command.call` names a part and its method.

    The parts that only commands need are imported and made by the first command, or by
    `complete`, so that the first paint does not wait for them.
    """

    def __init__(
        self,
        host: PartsHost,
        sessions: SessionFile | None = None,
        own_commands: Sequence[OwnCommand] = (),
        *,
        fresh: bool = False,
    ) -> None:
        """Make the parts that the first paint needs, each after those that it uses. The arguments
        are those of `MainScreen`.
        """
        self._host = host
        store_thread, hold, tour, run = host.store_thread, host.hold, host.tour, host.run
        self._store_thread = store_thread

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

        # What comes in
        self.imports = Imports(host, store_thread, navigation, self.loader, host.status)

        # Help, and the user's own commands
        self.own = OwnCommands(host, store_thread, panes, reading, own_commands)
        own = list(self.own.as_commands.values())
        self.guide = Guide(host, self.pane_focus, tour, host.changed_keys, own, run)

    @cached_property
    def filtering(self) -> Filtering:
        from tui.main_screen.filtering import Filtering

        return Filtering(self._host, self._store_thread, self.panes, self.navigation, self.reading)

    @cached_property
    def lists(self) -> ListArranging:
        from tui.main_screen.arranging import ListArranging

        return ListArranging(self._host, self.panes, self.navigation)

    @cached_property
    def timeline(self) -> TimelineArranging:
        from tui.main_screen.arranging import TimelineArranging

        return TimelineArranging(self._host, self._store_thread, self.panes, self.navigation)

    @cached_property
    def comparing(self) -> Comparing:
        from tui.main_screen.comparing import Comparing

        return Comparing(self._host, self._store_thread, self.panes, self.navigation, self.reading)

    @cached_property
    def exporting(self) -> Exporting:
        from tui.main_screen.exporting import Exporting

        return Exporting(self._host, self._store_thread, self.panes, self.navigation)

    # Corrections of what was read

    @cached_property
    def marking(self) -> Marking:
        from tui.main_screen.marking import Marking

        return Marking(self._host, self.panes)

    @cached_property
    def corrector(self) -> Corrector:
        from tui.main_screen.corrector import Corrector

        return Corrector(self._host, self._store_thread, self.panes, self.navigation, self.reading)

    @cached_property
    def names(self) -> Names:
        from tui.main_screen.names import Names

        return Names(self._host, self._store_thread, self.panes, self.corrector)

    @cached_property
    def fields(self) -> Fields:
        from tui.main_screen.fields import Fields

        return Fields(self._host, self._store_thread, self.panes, self.corrector, self.names)

    @cached_property
    def notes(self) -> Notes:
        from tui.main_screen.notes import Notes

        return Notes(self._host, self._store_thread, self.panes, self.corrector)

    @cached_property
    def selecting(self) -> Selecting:
        from tui.main_screen.selecting import Selecting

        return Selecting(self._host, self._store_thread, self.panes, self.corrector)

    @cached_property
    def review(self) -> Review:
        from tui.main_screen.review import Review

        return Review(self._host, self._store_thread, self.reading, self.corrector, self.names)

    def complete(self) -> None:
        """Make the parts that are still missing, so that the first command need not."""
        for name, value in vars(Parts).items():
            if isinstance(value, cached_property):
                getattr(self, name)

    @property
    def app(self) -> App[Any]:
        """The application: a few commands call it."""
        return self._host.app

    def call(self, command: Command) -> Any:
        """Call the method of a command, and return its result, which may be awaitable."""
        part, method = command.target
        return getattr(getattr(self, part), method)(*command.arguments)
