"""The main screen: timing."""

from __future__ import annotations

from textual import on, work

from tui.main_screen.finding import Finding
from tui.view_model.dates import EXAMPLES, day_of
from tui.view_model.snapshot import row_at
from tui.view_model.state import bucket_term
from tui.widgets.histogram import Histogram


class Timing(Finding):
    """Zoom, spans and jumps of the timeline."""

    def action_zoom_time(self, steps: int) -> None:
        zoomed = self.place.zoomed(steps)
        if zoomed.zoom != self.place.zoom:
            self.amend(zoomed)
        else:
            finer = "shorter" if steps < 0 else "longer"
            self.say(f"There is no {finer} span than a {zoomed.zoom}.")

    def action_bucket(self, by: int) -> None:
        self._choose_bucket(self.timeline.histogram.neighbour(by))

    @on(Histogram.Chosen)
    def _bucket_clicked(self, event: Histogram.Chosen) -> None:
        self._choose_bucket(event.index)

    def _choose_bucket(self, index: int) -> None:
        """Choose a span; the cursor goes to its heading, or to the first event from then on."""
        bucket = self.timeline.choose(index)
        if bucket is None:
            return
        line = self.grouped.line_of_span(bucket.from_, bucket.to) if self.grouped else None
        if line is None:
            self.jump_to(bucket.from_)
        else:
            self.timeline.rows.move_to(line, onto_heading=True)

    def action_only_span(self) -> None:
        bucket = self.timeline.histogram.bucket
        if bucket is None or not bucket.total:
            self.say("No event lies in this span.")
        else:
            self.go(self.place.with_term(bucket_term(bucket)))

    async def action_jump(self) -> None:
        from tui.dialogs.basic import Prompt

        def wrong(typed: str) -> str:
            return "" if day_of(typed) else f"That is no date: type {EXAMPLES}."

        await self.app.push_screen(Prompt("Jump to a date", EXAMPLES, wrong=wrong), self._jump)

    def _jump(self, typed: str | None) -> None:
        day = day_of(typed or "")
        if day is None:
            return
        self.bring("timeline")
        self.timeline.histogram.choose_date(day)
        self.jump_to(day)

    @work(exclusive=True, group="jump", exit_on_error=False)
    async def jump_to(self, day: str | None) -> None:
        """Put the timeline's cursor on the first event of that day or after; None: the undated."""
        place = self.place
        row = await self.archive.ask(lambda views: row_at(views, place, day))
        self.timeline.rows.move_to(self.grouped.line_of_row(row) if self.grouped else row)
