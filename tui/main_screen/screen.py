"""The main screen: it composes the widgets, runs commands, and passes messages to its parts."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping, Sequence
from functools import partial
from inspect import isawaitable
from typing import Any, ClassVar, Self

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.screen import ModalScreen, Screen
from textual.worker import Worker, WorkerState

from tui.keys import (
    BY_ID,
    KEYS,
    binding_keys,
    command_for,
    format_keys,
    is_pressed,
    wrong_pane_message,
)
from tui.main_screen.loading import PaintHold
from tui.main_screen.panes import Panes
from tui.main_screen.parts import Parts
from tui.main_screen.sizing import Sizing
from tui.main_screen.status import StatusLine, Tour
from tui.own_commands import OwnCommand
from tui.panes.pane import Pane
from tui.safe import one_line
from tui.themes import DIALOG_STYLES
from tui.view_model.row_words import row_words
from tui.view_model.session import SessionFile
from tui.view_model.snapshot import ViewSnapshot
from tui.view_model.state import LISTS, PaneName, filter_bar
from tui.view_model.store_thread import StoreThread
from tui.view_model.styled_text import Role, arrange_newest, plural
from tui.widgets.article_text import ArticleText
from tui.widgets.bar import Bar
from tui.widgets.histogram import Histogram
from tui.widgets.rows import Rows

_AFTER_FIRST_PAINT = 0.3
"""Seconds after the first paint until what only commands need is made."""
_REMOVED = 0.1
"""Seconds after which the widgets of a closed dialog are removed, and the screen below painted."""
_OF_NO_ROW = frozenset({"Panes", "Help"})
"""Groups of commands that do not depend on the rows of the lists."""


class MainScreen(Screen[None]):
    """Filter bar above, status line below, the panes between."""

    AUTO_FOCUS = ""
    # Priority: a key that was typed ahead is meant for the dialog that the key before it opens.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            binding_keys(key.keys), f"run({key.id!r})", key.name,
            show=False, priority=True, id=key.id, tooltip=key.tip,
        )
        for key in KEYS
    ]  # fmt: skip

    def __init__(
        self,
        store_thread: StoreThread,
        sessions: SessionFile | None = None,
        *,
        changed_keys: Mapping[str, str] | None = None,
        own_commands: Sequence[OwnCommand] = (),
        first_time: bool = False,
        fresh: bool = False,
    ) -> None:
        """Without `sessions` no session is kept; `fresh` does not restore the last one.

        `changed_keys` are the keys of the config file, by the ids of their commands, and
        `own_commands` the commands of the config file.
        `first_time` begins the tour.
        """
        self.hold = PaintHold(self)
        super().__init__()
        self.changed_keys = dict(changed_keys or {})
        self.store_thread = store_thread
        self._is_first_time = first_time
        self._is_store_empty = False
        self.filter_bar = Bar(id="filters", arrange=arrange_newest)
        self.status = StatusLine()
        self.panes = Panes()
        self.tour = Tour()
        self._sizing = Sizing(self)
        self.parts = Parts(self, sessions, own_commands, fresh=fresh)
        self._commands = BY_ID | self.parts.own.as_commands

    def compose(self) -> ComposeResult:
        if self._sizing.is_too_small:
            yield self._sizing.notice
        yield self.filter_bar
        yield self.panes.space
        yield self.tour
        yield self.status

    # Commands

    async def run(self, id_: str) -> None:
        """Run a command of the key table; where it does not work in this pane, say so."""
        key = command_for(self._commands[id_], self.panes.front, self.changed_keys)
        if key is None:
            self.say(wrong_pane_message(BY_ID[id_], self.changed_keys))
            return
        if key.group not in _OF_NO_ROW:
            await self.parts.loader.settled()
        self.say("")
        result = self.parts.call(key)
        if isawaitable(result):
            await result
        self.tour.happened(id_)

    action_run = run  # by this name Textual finds it

    async def on_key(self, event: events.Key) -> None:
        """Run a command of the user's own, or say that a key does nothing: the others have
        bindings.
        """
        for id_, command in self.parts.own.as_commands.items():
            if is_pressed(command.keys, event.key, event.character):
                await self.run(id_)
                return
        key = event.character or event.key if event.is_printable else format_keys(event.key)
        name = one_line(key)
        if name:
            help_ = format_keys(self.changed_keys.get("help", BY_ID["help"].keys)).split()[0]
            self.say(f"{name} does nothing here; {help_} lists the keys that do.")

    # What the parts may ask for (`Host`)

    def say(self, message: str, role: Role = "plain") -> None:
        self.status.show_message(message, role)

    def describe_row(self) -> None:
        pane = self.panes.front_list
        row = pane.rows.current if pane else None
        words = row_words(self.panes.front, row) if row is not None else ()
        marked = len(pane.rows.marked) if pane else 0
        told = (f"{plural(marked, 'row')} marked (Esc unmarks)",) if marked else ()
        self.status.show_chosen((*told, *words))

    def bring(self, pane: PaneName, *, zoomed: bool | None = None) -> None:
        self.panes.bring(pane, zoomed=zoomed)
        self.set_class(self.panes.space.zoomed, "-zoomed")
        self.set_focus(self.panes.target, scroll_visible=False)
        self._show_keys()
        self.describe_row()
        opened = self.panes.reader.opened
        self.tour.happened(f"pane:{pane}")
        if pane == "reader" and opened is not None and opened.event is not None:
            self.tour.happened("sentence")
        self.say("")
        self.parts.session.keep_soon()

    def start[*A](
        self,
        group: str,
        work: Callable[[*A], Coroutine[Any, Any, None]],
        *arguments: *A,
        exclusive: bool = True,
    ) -> Worker[None]:
        call = partial(work, *arguments)
        return self.run_worker(call, group=group, exclusive=exclusive, exit_on_error=False)

    async def open_dialog[R](
        self, dialog: ModalScreen[R], then: Callable[[R | None], Any] | None = None
    ) -> None:
        await self.app.push_screen(dialog, then)

    # Snapshots

    def on_mount(self) -> None:
        """Load the first snapshot; the first paint waits for it."""
        self.watch(self.panes.reader.text, "scroll_y", self._scrolled, init=False)
        if self.parts.session.problem:
            self.call_after_refresh(self.say, self.parts.session.problem, "warn")
        self.hold.begin(self._painted)
        self.bring(self.parts.navigation.state.focus)
        self.parts.guide.greet(first_time=self._is_first_time)
        boxes = self.panes.space.boxes_in(self.app.size)
        self.parts.loader.load([name for name in LISTS if name in boxes and boxes[name].height > 1])
        self.parts.imports.begin()

    def _scrolled(self) -> None:
        """The reader shows another part of its article."""
        self.panes.reader.show_place()
        self.parts.session.keep_soon()

    def _painted(self) -> None:
        """The first snapshot is on the screen."""
        self.parts.loader.first_paint()
        self.set_timer(_AFTER_FIRST_PAINT, self._prepare_commands)
        self.parts.imports.update(opening=True)

    def _prepare_commands(self) -> None:
        """Make what commands need, so that the first one need not wait for it.

        A dialog that reads its style sheet itself lets Textual parse all others again.
        """
        self.parts.complete()
        sheet = self.app.stylesheet
        if not sheet.has_source(str(DIALOG_STYLES)):
            sheet.read(DIALOG_STYLES)
            sheet.parse()

    def show(self, snapshot: ViewSnapshot) -> None:
        """Show a snapshot in all panes, in one frame."""
        is_first = not self.parts.loader.has_shown
        with self.app.batch_update():
            self.panes.show(snapshot)
            self.filter_bar.say(filter_bar(snapshot.state, self.parts.navigation.names))
            self._is_store_empty = snapshot.empty
            self._show_keys()
        self.parts.loader.shown()
        self.tour.happened("filtered" if snapshot.state.filter else "unfiltered")
        if self.panes.front == "reader":
            # The article stays, and no cursor is followed.
            self.hold.end()
        if is_first:
            self.parts.session.begin()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Report what failed; the panes stay as they were. Without a store, exit."""
        if self.store_thread.trouble is not None:
            self.app.exit(self.store_thread.trouble.status)
            return
        error = event.worker.error
        if event.state is not WorkerState.ERROR or error is None:
            return
        is_first = event.worker.group == "snapshot" and not self.parts.loader.has_shown
        if is_first and self.parts.session.give_up():
            self.parts.loader.load()
            return
        self.status.show_error(error)

    def on_screen_resume(self) -> None:
        """A dialog was closed, and its widgets are being removed."""
        from tui.terminal.textual_internals import release_removed_widgets  # loaded by the driver

        if self.parts.loader.has_shown:
            self.set_timer(_REMOVED, release_removed_widgets)

    def on_unmount(self) -> None:
        self.parts.imports.stop()
        self.parts.session.keep()

    # Messages of widgets

    @on(Rows.PageNeeded)
    def _page_needed(self, event: Rows.PageNeeded) -> None:
        self.parts.loader.fetch(event.rows, event.offset, event.generation)

    @on(Rows.CursorMoved)
    def _cursor_moved(self, event: Rows.CursorMoved) -> None:
        self.parts.session.keep_soon()
        if event.rows is self.panes.target:
            self._show_keys()
            self.parts.follower.cursor_moved(event.rows)

    @on(Rows.RowActivated)
    async def _row_activated(self) -> None:
        await self.run("open")

    @on(Histogram.BucketClicked)
    def _bucket_clicked(self, event: Histogram.BucketClicked) -> None:
        self.parts.timeline.select(event.index)

    @on(ArticleText.Clicked)
    async def _text_clicked(self, event: ArticleText.Clicked) -> None:
        await self.parts.reading.card_at(event.offset)

    @on(Pane.HeadingClicked)
    def _heading_clicked(self, event: Pane.HeadingClicked) -> None:
        self.bring(event.pane)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A click gave another pane the focus; an event about the past is ignored."""
        name = self.panes.pane_of(event.widget)
        if event.widget is self.focused and name not in (None, self.panes.front):
            self.bring(name)

    # Layout

    def prepare(self, size: Size) -> None:
        """Take the look of a size before anything is mounted: styles are then applied once."""
        self._sizing.apply(size, update=False)
        self.panes.all[self.parts.navigation.state.focus].add_class("-front", update=False)

    def on_resize(self, event: events.Resize) -> None:
        if self.hold.is_on:
            event.prevent_default()  # the paint that follows arranges everything anyway
        if not self.panes.space.shows("reader"):
            self.call_after_refresh(self._follow_in_reader)
        self._sizing.resize(event.size)
        self._show_keys()

    def _follow_in_reader(self) -> None:
        """Show the row under the cursor in the reader, if a larger terminal has brought it up."""
        if self.panes.space.shows("reader") and not self.hold.is_on:
            self.parts.follower.follow()

    def _show_keys(self) -> None:
        """Show the keys that matter where the cursor is."""
        context: str = self.panes.front
        if self._is_store_empty:
            context = "nothing"
        elif self.panes.front == "timeline" and self.panes.heading:
            context = "heading"
        self.status.show_keys(context, self.changed_keys)

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Do nothing while painting is held: the paint that follows shows everything."""
        if self.hold.is_on:
            return self
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def update_node_styles(self, animate: bool = True) -> None:
        """Not again when the screen is first resumed: what is mounted has just got its styles."""
        if animate or not self.hold.is_on:
            super().update_node_styles(animate)

    def _compositor_refresh(self) -> None:
        """Render nothing while painting is held: Textual would render all and send none of it."""
        if not self.hold.is_on:
            super()._compositor_refresh()
