"""The rows of a list with headings between them: which line holds what."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any, TypeGuard

from msgspec import Struct

if TYPE_CHECKING:
    from store import Heading


_SIGN = "heading "
"""How the key of a heading begins; those of events begin with a number."""
_STORY = f"{_SIGN}story "


def is_heading(line: object) -> TypeGuard[Heading]:
    """Return whether a line of a list is a heading."""
    from store import Heading

    return isinstance(line, Heading)


def heading_key(heading: Heading) -> str:
    """Return the key of a heading among the lines of its list."""
    if heading.length in ("story", "no story"):
        return f"{_STORY}{heading.story or 0}"
    return f"{_SIGN}{heading.label} {heading.from_ or ''}"


class GroupedRows(Struct, frozen=True):
    """The lines of the timeline, or of the articles by story, from 0: each heading, and under it
    its rows."""

    headings: tuple[Heading, ...]
    lines: tuple[int, ...]
    """The line of each heading."""
    total: int
    runs: tuple[tuple[int, int], ...]
    """The first row of each run of rows and its line, in the order of rows."""

    @classmethod
    def of(cls, headings: Sequence[Heading]) -> GroupedRows:
        ends = list(accumulate(1 + _rows_under(heading) for heading in headings))
        return cls(
            headings=tuple(headings),
            lines=tuple([0, *ends[:-1]][: len(headings)]),
            total=ends[-1] if ends else 0,
            runs=tuple(sorted(_runs(headings))),
        )

    def line_of_row(self, row: int) -> int:
        """Return the line of a row; the last line for a row past the end."""
        if row >= self.total - len(self.headings):
            return max(self.total - 1, 0)
        at = bisect_right(self.runs, row, key=lambda run: run[0]) - 1
        first, line = self.runs[at]
        return line + row - first

    def line_of_day(self, day: str | None) -> int:
        """Return the first row under the last heading that begins on `day` (ISO) or earlier.

        Where there is none, return the first row of all.
        """
        line = self._last_until(day[:10]) if day else None
        return min((line or 0) + 1, max(self.total - 1, 0))

    def line_of_key(self, key: str) -> int | None:
        """Return the line of the heading of a key.

        When it is gone, as after a zoom, return the last heading that does not begin later. None
        when there is none, or the key is not that of a heading.
        """
        if not key.startswith(_SIGN):
            return None
        for line, heading in zip(self.lines, self.headings, strict=True):
            if heading_key(heading) == key:
                return line
        return None if key.startswith(_STORY) else self._last_until(key.rpartition(" ")[2])

    def _last_until(self, day: str) -> int | None:
        """Return the line of the last heading that begins on `day` or earlier."""
        found = None
        for line, heading in zip(self.lines, self.headings, strict=True):
            if heading.from_ is not None and heading.from_ <= day:
                found = line
        return found

    def line_of_span(self, from_: str | None, to: str | None) -> int | None:
        """Return the line of the heading of exactly these dates; without dates, of the first
        heading that has none."""
        lines = zip(self.lines, self.headings, strict=True)
        return next((line for line, each in lines if (each.from_, each.to) == (from_, to)), None)

    def page(self, offset: int, limit: int, rows: Callable[[int, int], Sequence[Any]]) -> list[Any]:
        """Return lines `offset` to `offset + limit`; `rows(first, count)` loads rows."""
        wanted = list(self._wanted(offset, limit))
        numbers = sorted(each for each in wanted if isinstance(each, int))
        known: dict[int, Any] = {}
        while numbers:
            count = next(
                (at for at in range(1, len(numbers)) if numbers[at] != numbers[0] + at),
                len(numbers),
            )
            known.update(enumerate(rows(numbers[0], count), numbers[0]))
            del numbers[:count]
        return [known[each] if isinstance(each, int) else each for each in wanted]

    def _wanted(self, offset: int, limit: int) -> Iterator[Heading | int]:
        """Yield what is on these lines: headings, and the indices of rows."""
        end = min(offset + limit, self.total)
        first_heading = max(bisect_right(self.lines, offset) - 1, 0)
        for at in range(first_heading, bisect_left(self.lines, end)):
            heading, line = self.headings[at], self.lines[at]
            if line >= offset:
                yield heading
            line += 1
            for first, count in heading.runs:
                low, high = max(offset - line, 0), min(end - line, count)
                yield from range(first + low, first + high)
                line += count


def _rows_under(heading: Heading) -> int:
    return sum(count for _, count in heading.runs)


def _runs(headings: Sequence[Heading]) -> Iterator[tuple[int, int]]:
    line = 0
    for heading in headings:
        line += 1
        for first, count in heading.runs:
            yield first, line
            line += count
