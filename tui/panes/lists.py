"""The three panes that are lists."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult

from tui.panes.pane import Pane
from tui.view_model.grouping import heading_key, is_heading
from tui.view_model.lines import article_line, entity_line, event_line, heading_line
from tui.view_model.snapshot import ListStart
from tui.view_model.state import PaneName
from tui.view_model.styled_text import Piece
from tui.widgets.histogram import Histogram
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from store import ArticleRow, Bucket, EntityRow, EventRow, Heading


class ListPane(Pane):
    """A pane whose body is a list of rows."""

    def __init__(self, name: PaneName, number: int, rows: Rows[Any]) -> None:
        super().__init__(name, number)
        self.rows = rows

    @property
    def target(self) -> Rows[Any]:
        return self.rows

    def body(self) -> ComposeResult:
        yield self.rows

    def start(self, start: ListStart[Any]) -> None:
        """Show a list from its start."""
        self.rows.start(start)

    def put(self, generation: int, offset: int, rows: Sequence[Any]) -> None:
        """Take in rows that the list `Wanted`."""
        self.rows.put(generation, offset, rows)

    def say(self, counts: tuple[int, int], order: str) -> None:
        """Say in the heading what is shown of how many, and in which order."""
        self.head(f"{counts[0]}/{counts[1]}", order)


class ArticlesPane(ListPane):
    """Date, source, headline."""

    def __init__(self) -> None:
        super().__init__("articles", 1, Rows(self._line, _article))
        self._sources = True
        """Whether any of the articles that were looked at names its source."""

    def _line(self, row: ArticleRow, width: int) -> list[Piece]:
        return article_line(row, width, sources=self._sources)

    def start(self, start: ListStart[ArticleRow]) -> None:
        self._sources = any(row.source for row in start.rows)
        super().start(start)

    def put(self, generation: int, offset: int, rows: Sequence[ArticleRow]) -> None:
        before = self._sources
        self._sources = before or any(row.source for row in rows)
        super().put(generation, offset, rows)
        if self._sources != before:
            self.rows.refresh()


class EntitiesPane(ListPane):
    """Type, name, mentions."""

    def __init__(self) -> None:
        super().__init__("entities", 2, Rows(self._line, _key))
        self._most = 1

    def _line(self, row: EntityRow, width: int) -> list[Piece]:
        return entity_line(row, width, self._most)

    def start(self, start: ListStart[EntityRow]) -> None:
        self._most = max((row.shown for row in start.rows), default=1)
        super().start(start)


class TimelinePane(ListPane):
    """A histogram over time, and an event a row under it."""

    def __init__(self) -> None:
        super().__init__("timeline", 3, Rows(self._line, _event))
        self.histogram = Histogram()
        self._by_hand = False
        self._followed: Hashable = None
        """The row that the histogram was told of last."""
        self._zoom = ""
        self._under_way: dict[str, int] = {}
        """By label, how many of the shown events each bucket counts."""

    def body(self) -> ComposeResult:
        yield self.histogram
        yield self.rows

    def _line(self, row: Any, width: int) -> list[Piece]:
        if is_heading(row):
            lasting = self._under_way.get(row.label, row.shown) - row.shown
            return heading_line(row, width, self._zoom, lasting)
        return event_line(row, width)

    @property
    def heading_here(self) -> Heading | None:
        """The heading under the cursor."""
        row = self.rows.current
        return row if row is not None and is_heading(row) else None

    @property
    def event_here(self) -> EventRow | None:
        """The event under the cursor; the first one of a heading."""
        rows = self.rows
        return rows.row(rows.cursor + rows.is_heading(rows.cursor))

    def show_buckets(self, buckets: tuple[Bucket, ...], zoom: str, *, folded: bool) -> None:
        """Show the histogram; where no row is folded, headings say what it counts beside them."""
        self._zoom = zoom
        self._under_way = {} if folded else {each.label: each.shown for each in buckets}
        self.histogram.show(buckets)

    def choose(self, index: int) -> Bucket | None:
        """Choose a bucket by hand; it stays chosen when the cursor has jumped to it."""
        self._by_hand = True
        self.histogram.choose(index)
        return self.histogram.bucket

    def follow(self, row: Any) -> None:
        """Choose the bucket that a row or heading lies in, unless one was just chosen by hand."""
        self._followed = _event(row)
        by_hand, self._by_hand = self._by_hand, False
        if by_hand:
            return
        if row.from_ and row.to:
            self.histogram.choose_date(row.from_)
        if is_heading(row) and row.length != self._zoom:
            self.histogram.choose_undated()
            return
        bucket = self.histogram.bucket
        if not (row.from_ and row.to) or (bucket is not None and not bucket.total):
            # Undated, open at one end, or known only to a longer span than a bucket's.
            self.histogram.choose_undated()

    def catch_up(self) -> None:
        """Choose the bucket of the row that the cursor was moved to, where that is not done."""
        row = self.rows.current
        if row is not None and self.rows.moved and _event(row) != self._followed:
            self.follow(row)


def _article(row: ArticleRow) -> Hashable:
    return row.key


def _key(row: EntityRow) -> Hashable:
    return row.key


def _event(row: Any) -> Hashable:
    return heading_key(row) if is_heading(row) else str(row.id)
