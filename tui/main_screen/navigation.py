"""The history of view states: every command that changes what is shown ends here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from msgspec.structs import replace

from store import Filter
from tui.main_screen.host import Host
from tui.view_model.state import (
    PaneName,
    RowKey,
    ViewHistory,
    ViewState,
    heading_term,
    story_key,
)

if TYPE_CHECKING:
    from store import Heading


class Captures(Protocol):
    """Adds focus and cursors to a view state (`Panes.capture`)."""

    def __call__(self, state: ViewState, *, initial: bool = True) -> ViewState: ...


class Reloads(Protocol):
    """Loads the snapshot of the current view state (`SnapshotLoader.load`)."""

    def __call__(self, *, hold: bool = False) -> None: ...


class Navigation:
    """Where the user is. Each change captures the cursors first, and then reloads."""

    def __init__(self, host: Host, capture: Captures, reload: Reloads) -> None:
        self._host = host
        self._capture = capture
        self._reload = reload
        self.history = ViewHistory([ViewState(Filter())])
        self.names: dict[str, str] = {}
        """Names of the entities in the filters, by key."""

    @property
    def state(self) -> ViewState:
        """The current view state."""
        return self.history.current

    def captured(self, *, initial: bool = True) -> ViewState:
        """The current view state with the cursors where they are now."""
        return self._capture(self.state, initial=initial)

    def go(self, state: ViewState, towards: tuple[PaneName, RowKey] | None = None) -> None:
        """Go to another state, which `back` returns from.

        Each cursor stays on its row; with `towards`, the cursor of one pane goes to that row.
        """
        left = self.captured()
        self.history.replace_current(left)
        cursors = dict(left.cursors)
        if towards is not None:
            cursors[towards[0]] = towards[1]
        if self.history.push(replace(state, cursors=tuple(cursors.items()))):
            self._reload(hold=True)

    def amend(
        self,
        state: ViewState,
        *,
        initial: bool = True,
        towards: tuple[PaneName, RowKey] | None = None,
    ) -> None:
        """Show the current state another way: sorted, zoomed, pinned. History gains no step.

        With `towards`, the cursor of one pane goes to that row.
        """
        cursors = dict(self.captured(initial=initial).cursors)
        if towards is not None:
            cursors[towards[0]] = towards[1]
        self.history.replace_current(replace(state, cursors=tuple(cursors.items())))
        self._reload()

    def add_entity(self, key: str, name: str, state: ViewState | None = None) -> None:
        """Filter `state` (the current one) by an entity too; the cursor of the entities goes to
        it."""
        from store import Term

        self.names[key] = name
        filtered = (state or self.state).with_term(Term("entity", key))
        self.go(filtered, towards=("entities", key))

    def add_story(self, story: int, label: str) -> None:
        """Filter by a story too."""
        from store import Term

        self.names[story_key(str(story))] = label
        self.go(self.state.with_term(Term("story", str(story))))

    def add_heading(self, heading: Heading, *, exclude: bool) -> None:
        """Filter by a heading too: its span of time, or its story."""
        if heading.story is not None:
            self.names[story_key(str(heading.story))] = heading.label
        self.go(self.state.with_term(heading_term(heading, self.state.zoom, exclude=exclude)))

    def restart(self) -> None:
        """Forget the history, and show everything."""
        self.history = ViewHistory([ViewState(Filter())])

    # Commands

    def back(self) -> None:
        self._step(-1, "There is nothing to go back to.")

    def forward(self) -> None:
        self._step(1, "There is nothing to go forward to.")

    def _step(self, by: int, at_the_end: str) -> None:
        self.history.replace_current(self.captured())
        if self.history.step(by):
            self._reload(hold=True)
            self._host.bring(self.state.focus)
        else:
            self._host.say(at_the_end)
