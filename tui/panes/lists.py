"""The three panes that are lists."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult

from tui.panes.pane import Pane
from tui.view_model.grouping import GroupedRows, heading_key, is_heading
from tui.view_model.lines import article_line, entity_line, event_line, heading_line, story_line
from tui.view_model.snapshot import ListPage, ViewSnapshot, empty_list_lines, order_label
from tui.view_model.state import PaneName
from tui.view_model.styled_text import Fragment
from tui.widgets.histogram import Histogram
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from store import Bucket, EntityRow, EventRow, Heading


class ListPane(Pane):
    """A pane whose body is a list of rows."""

    def __init__(self, name: PaneName, number: int, rows: Rows[Any]) -> None:
        super().__init__(name, number)
        self.rows = rows
        self.is_loaded = False
        """Whether any page of the list was shown yet."""
        self.grouped: GroupedRows | None = None
        """The headings between the rows; None where the list has none."""

    @property
    def target(self) -> Rows[Any]:
        return self.rows

    def body(self) -> ComposeResult:
        yield self.rows

    @property
    def heading_here(self) -> Heading | None:
        """The heading under the cursor, if any."""
        row = self.rows.current
        return row if row is not None and is_heading(row) else None

    @property
    def row_here(self) -> Any:
        """The row under the cursor; on a heading, the first row under it."""
        rows = self.rows
        return rows.row(rows.cursor + rows.is_heading(rows.cursor))

    def show(self, snapshot: ViewSnapshot) -> None:
        """Show this pane's part of a snapshot; a list that was not loaded stays as it is."""
        self.pinned = self.pane in dict(snapshot.state.pins)
        page = snapshot.page_of(self.pane)
        if page is not None:
            self.is_loaded = True
            self.rows.empty_lines = empty_list_lines(snapshot, self.pane)
            self.show_page(page)
        shown, total = snapshot.counts[self.pane]
        hidden = (
            f" +{snapshot.hidden} hidden" if self.pane == "timeline" and snapshot.hidden else ""
        )
        self.set_heading(f"{shown}/{total}{hidden}", order_label(snapshot, self.pane))

    def show_page(self, page: ListPage[Any]) -> None:
        """Show a list from its first page."""
        self.rows.show(page)

    def add_page(self, generation: int, offset: int, rows: Sequence[Any]) -> None:
        """Add the rows that a `Rows.PageNeeded` asked for."""
        self.rows.add_page(generation, offset, rows)


class ArticlesPane(ListPane):
    """The articles: date, source, headline."""

    def __init__(self) -> None:
        super().__init__("articles", 1, Rows(self._line, _article_key))
        self._sources = True
        """Whether any article that was loaded names its source."""

    def show(self, snapshot: ViewSnapshot) -> None:
        if snapshot.articles is not None:
            self.grouped = snapshot.stories
        super().show(snapshot)

    def _line(self, row: Any, width: int) -> list[Fragment]:
        if is_heading(row):
            return story_line(row, width)
        return article_line(row, width, sources=self._sources)

    def show_page(self, page: ListPage[Any]) -> None:
        self._sources = _name_sources(page.rows)
        super().show_page(page)

    def add_page(self, generation: int, offset: int, rows: Sequence[Any]) -> None:
        before = self._sources
        self._sources = before or _name_sources(rows)
        super().add_page(generation, offset, rows)
        if self._sources != before:
            self.rows.refresh()


class EntitiesPane(ListPane):
    """The entities: type, name, mentions."""

    def __init__(self) -> None:
        super().__init__("entities", 2, Rows(self._line, _entity_key))
        self._most = 1

    def _line(self, row: EntityRow, width: int) -> list[Fragment]:
        return entity_line(row, width, self._most)

    def show_page(self, page: ListPage[EntityRow]) -> None:
        self._most = max((row.shown for row in page.rows), default=1)
        super().show_page(page)


class TimelinePane(ListPane):
    """The timeline: a histogram over time, and under it a row for each event."""

    def __init__(self) -> None:
        super().__init__("timeline", 3, Rows(self._line, _line_key))
        self.histogram = Histogram()
        self._chosen_by_hand = False
        self._synced: Hashable = None
        """The row for which a bucket was selected last."""
        self._zoom = ""
        self._shown_in: dict[str, int] = {}
        """By label, how many of the shown events each bucket counts."""

    def body(self) -> ComposeResult:
        yield self.histogram
        yield self.rows

    def show(self, snapshot: ViewSnapshot) -> None:
        super().show(snapshot)
        if snapshot.timeline is None:
            return
        self.grouped = snapshot.grouped
        self._zoom = snapshot.state.zoom
        self._shown_in = {each.label: each.shown for each in snapshot.buckets}
        self.histogram.show(snapshot.buckets)
        if (row := self.rows.current) is not None:
            self.select_bucket_of(row)

    def _line(self, row: Any, width: int) -> list[Fragment]:
        if is_heading(row):
            earlier = self._shown_in.get(row.label, row.shown) - row.shown
            return heading_line(row, width, self._zoom, earlier)
        return event_line(row, width)

    @property
    def event_here(self) -> EventRow | None:
        """The event under the cursor; on a heading, its first event."""
        row: EventRow | None = self.row_here
        return row

    def choose(self, index: int) -> Bucket | None:
        """Select a bucket by hand; it stays selected when the cursor jumps to its rows."""
        self._chosen_by_hand = True
        self.histogram.choose(index)
        return self.histogram.bucket

    def select_bucket_of(self, row: Any) -> None:
        """Select the bucket of a row or heading, unless one was just chosen by hand."""
        self._synced = _line_key(row)
        by_hand, self._chosen_by_hand = self._chosen_by_hand, False
        if by_hand:
            return
        if row.from_ and row.to:
            self.histogram.choose_date(row.from_)
        if is_heading(row) and row.length != self._zoom:
            self.histogram.choose_undated()
            return
        bucket = self.histogram.bucket
        if not (row.from_ and row.to) or (bucket is not None and not bucket.shown):
            # Undated, open at one end, or known only to a longer span than a bucket's.
            self.histogram.choose_undated()

    def sync_histogram(self) -> None:
        """Select the bucket of the row that the cursor moved to, unless that is done."""
        row = self.rows.current
        if row is not None and self.rows.moved and _line_key(row) != self._synced:
            self.select_bucket_of(row)


def _article_key(row: Any) -> Hashable:
    key: Hashable = heading_key(row) if is_heading(row) else row.key
    return key


def _name_sources(rows: Sequence[Any]) -> bool:
    return any(row.source for row in rows if not is_heading(row))


def _entity_key(row: EntityRow) -> Hashable:
    return row.key


def _line_key(row: Any) -> Hashable:
    return heading_key(row) if is_heading(row) else str(row.id)
