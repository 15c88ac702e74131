"""Rows and headings of the timeline, line by line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from store.views.lists.rows import Heading
from tui.view_model.grouping import GroupedRows, heading_key


def rows(first: int, count: int) -> Sequence[Any]:
    return [f"row {number}" for number in range(first, first + count)]


@st.composite
def dealt(draw: st.DrawFn) -> list[Heading]:
    """Rows dealt out to headings in runs, as a timeline's are."""
    owners = draw(st.lists(st.integers(0, 5), max_size=40))
    headings = []
    for owner in dict.fromkeys(owners):
        runs: list[tuple[int, int]] = []
        for row, of in enumerate(owners):
            if of == owner and runs and sum(runs[-1]) == row:
                runs[-1] = (runs[-1][0], runs[-1][1] + 1)
            elif of == owner:
                runs.append((row, 1))
        count = sum(each for _, each in runs)
        headings.append(Heading(f"h{owner}", "month", f"{owner}", None, count, count, tuple(runs)))
    return headings


def plainly(headings: Sequence[Heading]) -> list[Any]:
    lines: list[Any] = []
    for heading in headings:
        lines.append(heading)
        for first, count in heading.runs:
            lines += rows(first, count)
    return lines


@given(dealt(), st.integers(0, 50), st.integers(0, 20))
def test_a_page_is_a_part_of_the_whole(headings: list[Heading], offset: int, limit: int) -> None:
    grouped, lines = GroupedRows.of(headings), plainly(headings)
    assert grouped.total == len(lines)
    assert grouped.page(offset, limit, rows) == lines[offset : offset + limit]


@given(dealt())
def test_every_row_and_heading_is_found_where_it_stands(headings: list[Heading]) -> None:
    grouped, lines = GroupedRows.of(headings), plainly(headings)
    for line, each in enumerate(lines):
        if isinstance(each, Heading):
            assert grouped.line_of_key(heading_key(each)) == line
            assert grouped.line_of_span(each.from_, each.to) == line
        else:
            assert grouped.line_of_row(int(each.removeprefix("row "))) == line
    assert grouped.line_of_row(len(lines) + 1) == max(len(lines) - 1, 0)


def test_rows_that_follow_one_another_are_asked_for_at_once() -> None:
    """January has rows on both sides of what is known only to the year."""
    asked = []
    headings = [
        Heading("2024", "year", "2024-01-01", "2024-12-31", 2, 2, ((3, 2),)),
        Heading("2024-01", "month", "2024-01-01", "2024-01-31", 6, 6, ((0, 3), (5, 3))),
        Heading("2024-02", "month", "2024-02-01", "2024-02-29", 2, 2, ((8, 2),)),
    ]

    def ask(first: int, count: int) -> Sequence[Any]:
        asked.append((first, count))
        return rows(first, count)

    assert len(GroupedRows.of(headings).page(0, 100, ask)) == 13
    assert asked == [(0, 10)]
