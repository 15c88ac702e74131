"""Bars over time: the events shown, against all events of the store."""

from __future__ import annotations

from datetime import date
from math import expm1, log1p
from typing import TYPE_CHECKING, NamedTuple

from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.safe import one_line
from tui.view_model.styled_text import Fragment, Role, fit, fit_right, plural
from tui.widgets.bar import RoleStyles

if TYPE_CHECKING:
    from store import Bucket

_HEIGHTS = " ▁▂▃▄▅▆▇█"
_ASCII_HEIGHTS = " ....::::#"
_NARROWEST, _WIDEST = 2, 8
"""Cells of a column; when not all buckets fit, some of them are shown."""
_NONE = "no events"
"""Shown in place of the chosen bucket when all are empty."""
_ROOMY = 60
"""Cells from which there is a scale at the left, and words at the right and below."""
_REST, _ASCII_REST = "░", ":"
"""The part of a bar for the events that are not shown, so that it differs without colour too."""


class Window(NamedTuple):
    """The buckets that are shown, and the width of their columns."""

    first: int
    last: int
    """Exclusive."""
    cells: int
    """The width of each column."""


def window(count: int, width: int, chosen: int, before: int | None = None) -> Window:
    """Return the part of `count` buckets that fits in `width` cells.

    It begins at `before`, as long as the chosen bucket is in it; otherwise the chosen bucket is in
    the middle.
    """
    fits = max(width // _NARROWEST, 1)
    if count <= fits:
        return Window(0, count, max(min(width // max(count, 1), _WIDEST), 1))
    if before is None or not before <= chosen < before + fits:
        before = chosen - fits // 2
    first = max(0, min(before, count - fits))
    return Window(first, first + fits, min(_NARROWEST, max(width, 1)))


def level(part: int, most: int, rows: int) -> int:
    """Return the height of a bar in eighths of a row, on a logarithmic scale; at least 1 for 1."""
    if part <= 0 or most <= 0:
        return 0
    return max(1, round(rows * 8 * log1p(part) / log1p(most)))


def bucket_words(bucket: Bucket) -> str:
    """Return `2024-07`; `month unknown` for the last bucket, which has no dates."""
    label = one_line(bucket.label)
    return label if bucket.from_ else f"{label.removeprefix('no ')} unknown"


def bucket_sentence(bucket: Bucket) -> str:
    """Return `July 2024: 3 of 5 events`; other spans likewise, the day with its weekday."""
    words = bucket_words(bucket)
    if bucket.from_ and bucket.to:
        first, last = date.fromisoformat(bucket.from_), date.fromisoformat(bucket.to)
        days = (last - first).days + 1
        if days == 1:
            words = f"{first:%A} {first.day} {first:%B} {first.year}"
        elif days == 7:
            words = f"{words}, from {first.day} {first:%B}"
        elif days <= 31:
            words = f"{first:%B} {first.year}"
    return f"{words}: {bucket.shown} of {plural(bucket.total, 'event')}"


def scale(most: int, rows: int) -> list[str]:
    """Return what each row of bars is marked with, from the top: the number that fills the bars up
    to there. Bars are logarithmic, and a row whose number is that of the row below has no mark."""
    marks: list[str] = []
    below = 0
    for row in range(1, rows + 1):
        number = round(expm1(log1p(most) * row / rows))
        marks.append(str(number) if number > below else "")
        below = max(number, below)
    return marks[::-1]


def pointed(room: int, at: int) -> list[Fragment]:
    """Return `room` blank cells with a mark at `at`: it shows the chosen bar without colour."""
    if not 0 <= at < room:
        return [(" " * room, "plain")]
    return [(" " * at, "plain"), ("▴", "lit"), (" " * (room - at - 1), "plain")]


class Histogram(Widget):
    """Lines of bars, and a line that names the chosen bucket."""

    class BucketClicked(Message):
        """A bucket was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._styles = RoleStyles(self)
        self._buckets: tuple[Bucket, ...] = ()
        self._first: int | None = None
        """The first bucket that was shown before, when not all are."""
        self.chosen = 0

    @property
    def bucket(self) -> Bucket | None:
        """The chosen bucket."""
        return self._buckets[self.chosen] if self.chosen < len(self._buckets) else None

    def show(self, buckets: tuple[Bucket, ...]) -> None:
        """Show other buckets; the chosen one stays as long as it is not empty."""
        before = self.bucket if self._dated > 0 else None
        if buckets == self._buckets:
            return
        self._buckets = buckets
        shown = [at for at, each in enumerate(buckets) if each.shown]
        dated = [at for at in shown if at < self._dated]
        same = [at for at in shown if before is not None and buckets[at].label == before.label]
        self.chosen = (same or dated[-1:] or shown or [0])[0]
        if not same:
            self._first = None
        self.refresh()

    def choose(self, index: int) -> None:
        """Choose a bucket by its index, which is clamped."""
        index = max(0, min(index, len(self._buckets) - 1))
        if index != self.chosen:
            self.chosen = index
            self.refresh()

    def neighbour(self, by: int) -> int:
        """Return the next bucket (or the previous) that is not empty, else the chosen one."""
        at = self.chosen + by
        while 0 <= at < len(self._buckets):
            if self._buckets[at].shown:
                return at
            at += by
        return self.chosen

    def choose_date(self, day: str) -> None:
        """Choose the bucket of a day (ISO)."""
        day = day[:10]
        for at, bucket in enumerate(self._buckets):
            if bucket.from_ and bucket.to and bucket.from_ <= day <= bucket.to:
                self.choose(at)
                break

    def choose_undated(self) -> None:
        """Choose the last bucket, of dates that fit no other."""
        self.choose(len(self._buckets) - 1)

    @property
    def _dated(self) -> int:
        """The number of buckets with dates: all but the last."""
        return len(self._buckets) - 1

    @property
    def _most(self) -> int:
        """The number of events that fills a bar: those without a date have none."""
        return max((bucket.total for bucket in self._buckets[:-1]), default=0)

    @property
    def _gutter(self) -> int:
        """Cells at the left for the scale."""
        return len(str(self._most)) + 1 if self.size.width >= _ROOMY else 0

    @property
    def _beside(self) -> tuple[str, str]:
        """What the bucket without dates is called, and its number of events."""
        if not self._buckets:
            return "", ""
        last = self._buckets[-1]
        return one_line(last.label) if self.size.width >= _ROOMY else "?", str(last.shown)

    @property
    def _apart(self) -> int:
        """Cells at the right for the bucket without dates, and the space before it."""
        return max(map(len, self._beside)) + 2

    def _window(self) -> Window:
        chosen = self.chosen if self.chosen < self._dated else self._nearest_shown()
        room = self.size.width - self._gutter - self._apart
        seen = window(self._dated, room, chosen, self._first)
        self._first = seen.first
        return seen

    def _nearest_shown(self) -> int:
        """Return a bucket with dates and events that are shown: the first one from where the bars
        began before, else the last; while the undated are chosen, the bars stay on those shown."""
        shown = [at for at in range(self._dated) if self._buckets[at].shown]
        if not shown:
            return self._dated - 1 if self._first is None else self._first
        return next(
            (at for at in shown if self._first is not None and at >= self._first), shown[-1]
        )

    def on_click(self, event: events.Click) -> None:
        seen = self._window()
        at = seen.first + max(event.x - self._gutter, 0) // seen.cells
        if at < seen.last:
            self.post_message(self.BucketClicked(at))
        elif event.x >= self.size.width - self._apart:
            self.post_message(self.BucketClicked(len(self._buckets) - 1))

    def render_line(self, y: int) -> Strip:
        width, rows = self.size.width, self.size.height - 1
        if not self._buckets or y > rows:
            return Strip.blank(width, self._styles.of())
        seen = self._window()
        line = self._legend(seen, width) if y == rows else self._bars(seen, y, rows, width)
        return self._styles.line(line, width)

    def _bars(self, seen: Window, y: int, rows: int, width: int) -> list[Fragment]:
        most, gutter = self._most, self._gutter
        below = (rows - 1 - y) * 8
        line: list[Fragment] = []
        if gutter:
            line.append((fit_right(scale(most, rows)[y] + " ", gutter), "dim"))
        line += [
            self._bar(at, most, rows, below, seen.cells) for at in range(seen.first, seen.last)
        ]
        used = gutter + (seen.last - seen.first) * seen.cells
        line.append((" " * (width - used - self._apart + 2), "plain"))
        beside = (*self._beside, *[""] * rows)[y]
        lit = self.chosen == self._dated
        line.append((fit_right(beside, self._apart - 2), "lit" if lit else "dim"))
        return line

    def _bar(self, at: int, most: int, rows: int, below: int, cells: int) -> Fragment:
        """Return the part of a bar on a line: the events shown, in front of all events."""
        heights = _ASCII_HEIGHTS if self.app.has_class("-ascii") else _HEIGHTS
        bucket = self._buckets[at]
        shown = level(bucket.shown, most, rows) - below
        total = level(bucket.total, most, rows) - below
        height = shown if shown > 0 else total
        lit = at == self.chosen
        role: Role = "lit" if lit and not bucket.shown else "dim"
        if shown > 0:
            role = "lit" if lit else "accent"
        if 0 < shown < 8 <= total:
            role = "lit-before" if lit else "before"
        gap = 1 if cells > 2 else 0
        block = heights[max(0, min(height, 8))]
        if shown <= 0 and total >= 8:
            block = _ASCII_REST if self.app.has_class("-ascii") else _REST
        return block * (cells - gap) + " " * gap, role

    def _legend(self, seen: Window, width: int) -> list[Fragment]:
        """Return the labels of the first and last bucket shown, the chosen one between them."""
        bucket = self.bucket
        if bucket is None or not any(each.total for each in self._buckets):
            return []
        first, last = self._ends(seen)
        first = " " * self._gutter + first
        words = f"{bucket_words(bucket)} {bucket.shown}/{bucket.total}"
        middle = f"◂ {bucket_sentence(bucket) if width >= _ROOMY else words} ▸"
        if not any(each.shown for each in self._buckets):
            middle = _NONE
        room = width - len(first) - len(middle) - len(last)
        if room < 2:
            return [(fit(middle, width), "lit")]
        before, after = room // 2, room - room // 2
        under = self._under_chosen(seen) if middle != _NONE else -1
        return [
            (first, "dim"),
            *pointed(before, under - len(first)),
            (middle, "lit"),
            *pointed(after, under - len(first) - before - len(middle)),
            (last, "dim"),
        ]

    def _under_chosen(self, seen: Window) -> int:
        """Return the column under the bar of the chosen bucket; -1 when it has no dates."""
        if not seen.first <= self.chosen < seen.last:
            return -1
        return self._gutter + (self.chosen - seen.first) * seen.cells + (seen.cells - 1) // 2

    def _ends(self, seen: Window) -> tuple[str, str]:
        """Return the labels of the ends, with a mark where there are more buckets."""
        if seen.first == seen.last:
            return "", ""
        first, last = (one_line(self._buckets[at].label) for at in (seen.first, seen.last - 1))
        more = "›" * (seen.last < self._dated)
        return "‹" * (seen.first > 0) + first, last + more + " " * self._apart

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._styles.clear()
