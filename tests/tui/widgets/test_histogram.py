"""Buckets in columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import Bucket
from tui.widgets.histogram import bucket_sentence, level, pointed, scale, window


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
