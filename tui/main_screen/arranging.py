"""Commands that arrange the lists: order, pins, copies, and the timeline's spans and headings."""

from __future__ import annotations

from msgspec.structs import replace

from tui.main_screen.host import Host
from tui.main_screen.navigation import Navigation
from tui.main_screen.panes import NO_ROW, Panes
from tui.view_model.dates import EXAMPLES, parse_day
from tui.view_model.snapshot import first_row_on
from tui.view_model.state import bucket_term, current_order, order_choices, with_order
from tui.view_model.store_thread import StoreThread


class ListArranging:
    """How a list is sorted, whether it is pinned, and which copies it shows."""

    def __init__(self, host: Host, panes: Panes, navigation: Navigation) -> None:
        self._host = host
        self._panes = panes
        self._navigation = navigation

    async def sort(self) -> None:
        """Choose how this pane is sorted; each choice is previewed."""
        from tui.dialogs.basic import ChoiceDialog, Option

        navigation, pane = self._navigation, self._panes.front

        def preview(order: str) -> None:
            navigation.amend(with_order(navigation.state, pane, order))

        options = [Option(*each) for each in order_choices(pane).items()]
        now = current_order(navigation.state, pane)
        await self._host.open_dialog(ChoiceDialog(f"Sort the {pane}", options, now, preview))

    def pin(self) -> None:
        """Keep this pane as it is while the others change, or let it change again."""
        if self._panes.front_list:
            self._navigation.amend(self._navigation.state.toggle_pin(self._panes.front))

    def unfold(self) -> None:
        """Show the copies of this article as rows under it, or hide them."""
        row = self._panes.row
        if row is None:
            self._host.say(NO_ROW)
        elif row.copies or row.under:
            self._navigation.amend(self._navigation.state.toggle_copies(row.family))
        else:
            self._host.say("This article has no copies here.")


class TimelineArranging:
    """The timeline: its span, headings and minor events, and jumps to a date."""

    def __init__(
        self, host: Host, store_thread: StoreThread, panes: Panes, navigation: Navigation
    ) -> None:
        self._host = host
        self._store_thread = store_thread
        self._timeline = panes.timeline
        self._navigation = navigation

    def zoom(self, steps: int) -> None:
        """Group the timeline by a longer (positive) or shorter span."""
        state = self._navigation.state
        zoomed = state.with_zoom(steps)
        if zoomed.zoom != state.zoom:
            self._navigation.amend(zoomed)
        else:
            finer = "shorter" if steps < 0 else "longer"
            self._host.say(f"There is no {finer} span than a {zoomed.zoom}.")

    def headings(self) -> None:
        """Show the headings, or hide them."""
        state = self._navigation.state
        self._navigation.amend(replace(state, grouped=not state.grouped))

    def minor_events(self) -> None:
        """Show minor and unsure events, or hide them."""
        state = replace(self._navigation.state, minor=not self._navigation.state.minor)
        self._navigation.amend(state)
        self._host.say(
            "All events and names are shown, minor and unsure ones too."
            if state.minor
            else "Minor and unsure events and unsure names are hidden."
        )

    def select_neighbour(self, by: int) -> None:
        """Select the next span of the histogram, or the previous one."""
        self.select(self._timeline.histogram.neighbour(by))

    def select(self, index: int) -> None:
        """Select a span; the cursor goes to its heading, or to the first event from then on."""
        bucket = self._timeline.choose(index)
        if bucket is None:
            return
        grouped = self._timeline.grouped
        line = grouped.line_of_span(bucket.from_, bucket.to) if grouped else None
        if line is None:
            self._jump_to(bucket.from_)
        else:
            self._timeline.rows.move_to(line, onto_heading=True)

    def only_span(self) -> None:
        """Show only the selected span."""
        bucket = self._timeline.histogram.bucket
        if bucket is None or not bucket.total:
            self._host.say("There are no events in this span.")
        else:
            self._navigation.go(self._navigation.state.with_term(bucket_term(bucket)))

    async def jump(self) -> None:
        """Ask for a date and jump to it."""
        from tui.dialogs.basic import PromptDialog

        def wrong(typed: str) -> str:
            return "" if parse_day(typed) else f"This is not a date: type {EXAMPLES}."

        dialog = PromptDialog("Jump to a date", EXAMPLES, wrong=wrong)
        await self._host.open_dialog(dialog, self._take_date)

    def _take_date(self, typed: str | None) -> None:
        day = parse_day(typed or "")
        if day is None:
            return
        self._host.bring("timeline")
        self._timeline.histogram.choose_date(day)
        self._jump_to(day)

    def _jump_to(self, day: str | None) -> None:
        """Move the cursor to the first event on that day or later; None: the undated events."""
        self._host.start("jump", self._move_to, day)

    async def _move_to(self, day: str | None) -> None:
        state = self._navigation.state
        row = await self._store_thread.ask(lambda views: first_row_on(views, state, day))
        grouped = self._timeline.grouped
        self._timeline.rows.move_to(grouped.line_of_row(row) if grouped else row)
