"""Buckets in columns."""

from __future__ import annotations

from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult

from store import Bucket
from tui.widgets.bar import ROLE_CLASSES
from tui.widgets.histogram import Histogram, bucket_sentence, level, pointed, scale, window


@given(st.integers(1, 500), st.integers(2, 200), st.data())
def test_the_chosen_bucket_is_seen_and_all_columns_fit(
    count: int, width: int, data: st.DataObject
) -> None:
    chosen = data.draw(st.integers(0, count - 1))
    seen = window(count, width, chosen, data.draw(st.integers(0, count - 1)))
    assert 0 <= seen.first <= chosen < seen.last <= count
    assert (seen.last - seen.first) * seen.cells <= width


@given(st.integers(100, 500), st.data())
def test_the_window_holds_still_while_the_chosen_one_is_in_it(
    count: int, data: st.DataObject
) -> None:
    before = window(count, 80, data.draw(st.integers(0, count - 1)))
    chosen = data.draw(st.integers(before.first, before.last - 1))
    assert window(count, 80, chosen, before.first) == before


def test_few_buckets_are_wide_and_all_seen() -> None:
    assert window(5, 80, 0) == (0, 5, 8)
    assert window(30, 80, 29) == (0, 30, 2)


def test_level_is_never_nothing_for_something() -> None:
    assert level(0, 100, 2) == 0
    assert level(1, 100_000, 2) == 1
    assert level(100, 100, 2) == 16


@given(st.integers(0, 60), st.integers(-5, 70))
def test_the_mark_under_the_chosen_bar_takes_no_room(room: int, at: int) -> None:
    text = "".join(piece for piece, _ in pointed(room, at))
    assert len(text) == room
    assert text.find("▴") == (at if 0 <= at < room else -1)


@given(st.integers(1, 100_000), st.integers(1, 8))
def test_a_bar_of_the_number_on_the_scale_fills_its_row(most: int, rows: int) -> None:
    marks = scale(most, rows)
    assert len(marks) == rows
    assert marks[0] == str(most) or int(next(filter(None, marks))) == most
    for row, mark in enumerate(reversed(marks), 1):
        if mark:
            assert abs(level(int(mark), most, rows) - row * 8) <= 8 * rows / int(mark)


@pytest.mark.parametrize(
    ("label", "from_", "to", "words"),
    [
        ("2024-07", "2024-07-01", "2024-07-31", "July 2024: 3 of 5 events"),
        ("2024-07-04", "2024-07-04", "2024-07-04", "Thursday 4 July 2024: 3 of 5 events"),
        ("2024-W27", "2024-07-01", "2024-07-07", "2024-W27, from 1 July: 3 of 5 events"),
        ("2024", "2024-01-01", "2024-12-31", "2024: 3 of 5 events"),
        ("no month", None, None, "month unknown: 3 of 5 events"),
    ],
)
def test_a_bucket_in_words(label: str, from_: str | None, to: str | None, words: str) -> None:
    assert bucket_sentence(Bucket(label, from_, to, 3, 5)) == words


class _OneHistogram(App[None]):
    COMPONENT_CLASSES: ClassVar[set[str]] = ROLE_CLASSES

    def compose(self) -> ComposeResult:
        yield Histogram()


def _years(shown: range) -> tuple[Bucket, ...]:
    """A hundred years, of which some have events that are shown, and one event without a year."""
    years = (
        Bucket(str(year), f"{year}-01-01", f"{year}-12-31", int(year in shown), 1)
        for year in range(1900, 2000)
    )
    return (*years, Bucket("no year", None, None, 1, 1))


async def test_with_the_undated_chosen_the_bars_are_those_of_what_is_shown() -> None:
    async with _OneHistogram().run_test(size=(80, 4)) as pilot:
        histogram = pilot.app.query_one(Histogram)

        def ends() -> tuple[int, int]:
            legend = histogram.render_line(histogram.size.height - 1).text.split()
            first, last = (part.strip("‹›") for part in (legend[0], legend[-1]))
            return int(first), int(last)

        histogram.show(_years(range(1900, 2000)))
        histogram.choose_undated()
        before = ends()
        assert before[1] == 1999
        histogram.show(_years(range(1920, 1924)))
        assert histogram.bucket is not None
        assert histogram.bucket.from_ is None, "the cursor is still on an undated row"
        first, last = ends()
        assert first <= 1923 <= last
        histogram.show(_years(range(1900, 2000)))
        assert ends() == (first, last), "bars that are shown stay where they are"
