"""Bars over time: what is shown, against all that there is."""

from __future__ import annotations

from math import log1p
from typing import TYPE_CHECKING, NamedTuple

from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.safe import one_line
from tui.widgets.cells import fit
from tui.widgets.roles import Piece, Role, RoleStyles

if TYPE_CHECKING:
    from store import Bucket

_HEIGHTS = " ▁▂▃▄▅▆▇█"
_ASCII_HEIGHTS = " ....::::#"
_WIDEST = 8
"""Cells of a column at most."""


class Column(NamedTuple):
    """A bucket's place in the histogram, or that of several, in cells."""

    first: int
    last: int
    """The buckets from `first` to before `last`."""
    x: int
    width: int


def columns(count: int, width: int) -> list[Column]:
    """Where `count` buckets stand in `width` cells; where not all fit, several share one."""
    if count > width:
        each = -(-count // max(width, 1))
        firsts = range(0, count, each)
        return [Column(at, min(at + each, count), x, 1) for x, at in enumerate(firsts)]
    room = min(width, count * _WIDEST)
    edges = [at * room // max(count, 1) for at in range(count + 1)]
    return [Column(at, at + 1, edges[at], edges[at + 1] - edges[at]) for at in range(count)]


def level(part: int, most: int, rows: int) -> int:
    """The height of a bar in eighths of a row, by the logarithm; anything is at least one."""
    if part <= 0 or most <= 0:
        return 0
    return max(1, round(rows * 8 * log1p(part) / log1p(most)))


class Histogram(Widget):
    """`rows` lines of bars, and a line that names the chosen bucket."""

    class Chosen(Message):
        """A bucket was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._styles = RoleStyles(self)
        self._buckets: tuple[Bucket, ...] = ()
        self.chosen = 0

    @property
    def bucket(self) -> Bucket | None:
        """The chosen bucket."""
        return self._buckets[self.chosen] if self.chosen < len(self._buckets) else None

    def show(self, buckets: tuple[Bucket, ...]) -> None:
        """Show other buckets; the chosen one stays where it has the same label."""
        before = self.bucket
        if buckets == self._buckets:
            return
        self._buckets = buckets
        labels = [each.label for each in buckets]
        if before is not None and before.label in labels:
            self.chosen = labels.index(before.label)
        else:
            shown = [at for at, each in enumerate(buckets) if each.shown and each.from_]
            self.chosen = shown[-1] if shown else 0
        self.refresh()

    def choose(self, index: int) -> None:
        """Choose a bucket by its place; the ends hold."""
        index = max(0, min(index, len(self._buckets) - 1))
        if index != self.chosen:
            self.chosen = index
            self.refresh()

    def neighbour(self, by: int) -> int:
        """The next bucket (or the one before) that anything is shown in; else the chosen one."""
        at = self.chosen + by
        while 0 <= at < len(self._buckets):
            if self._buckets[at].shown:
                return at
            at += by
        return self.chosen

    def choose_date(self, day: str) -> None:
        """Choose the bucket that `day` (ISO) lies in."""
        day = day[:10]
        for at, bucket in enumerate(self._buckets):
            if bucket.from_ and bucket.to and bucket.from_ <= day <= bucket.to:
                self.choose(at)
                break

    def choose_undated(self) -> None:
        """Choose the bucket of what is in no other: the last."""
        self.choose(len(self._buckets) - 1)

    def on_click(self, event: events.Click) -> None:
        for column in columns(len(self._buckets), self.size.width):
            if column.x <= event.x < column.x + column.width:
                self.post_message(self.Chosen(column.first))

    def render_line(self, y: int) -> Strip:
        width, rows = self.size.width, self.size.height - 1
        if not self._buckets or y > rows:
            return Strip.blank(width, self._styles.of())
        if y == rows:
            return self._styles.line(self._legend(width), width)
        return self._styles.line(self._bars(y, rows, width), width)

    def _bars(self, y: int, rows: int, width: int) -> list[Piece]:
        most = max(bucket.total for bucket in self._buckets)
        heights = _ASCII_HEIGHTS if self.app.has_class("-ascii") else _HEIGHTS
        below = (rows - 1 - y) * 8
        line: list[Piece] = []
        for first, last, _, cells in columns(len(self._buckets), width):
            buckets = self._buckets[first:last]
            shown = level(max(each.shown for each in buckets), most, rows) - below
            total = level(max(each.total for each in buckets), most, rows) - below
            height = shown if shown > 0 else total
            role: Role = "lit" if first <= self.chosen < last else "accent" if shown > 0 else "dim"
            gap = 1 if cells > 2 else 0
            block = heights[max(0, min(height, 8))] * (cells - gap)
            line.append((block + " " * gap, role))
        return line

    def _legend(self, width: int) -> list[Piece]:
        bucket = self.bucket
        if bucket is None:
            return []
        first, last = self._ends()
        middle = f"◂ {one_line(bucket.label)} {bucket.shown}/{bucket.total} ▸"
        ends = f"{first} {middle} {last}"
        if len(ends) > width:
            return [(fit(middle, width), "lit")]
        room = width - len(ends)
        return [
            (first + " " * (room // 2 + 1), "dim"),
            (middle, "lit"),
            (" " * (room - room // 2 + 1) + last, "dim"),
        ]

    def _ends(self) -> tuple[str, str]:
        dated = [bucket.label for bucket in self._buckets if bucket.from_]
        return (one_line(dated[0]), one_line(dated[-1])) if dated else ("", "")

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._styles.clear()
