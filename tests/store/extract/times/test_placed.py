"""Dates told with the year or week that they lie in, for Tuesday, July 9, 2024."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.extract.times.reading_times import time_in, times_in, words_of

DAY = date(2024, 7, 9)
MONTHS = ("January", "February", "March", "May", "July", "August", "November", "December")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("July last year", "2023-07"),
        ("early October this year", "2024-10"),
        ("May of next year", "2025-05"),
        ("June 5 last year", "2023-06-05"),
        ("the fourth quarter last year", "2023-Q4"),
        ("the second half of next year", "2025-H2"),
        ("the summer of last year", "2023-SU"),
        ("Tuesday next week", "2024-07-16"),
        ("Friday of last week", "2024-07-05"),
        ("Monday this week", "2024-07-08"),
    ],
)
def test_the_year_or_week_behind_decides(text: str, value: str) -> None:
    found = time_in(f"in {text}, he", DAY)
    assert (words_of(found, f"in {text}, he"), found.value) == (text, value)


def test_the_year_that_the_text_speaks_of() -> None:
    _, same, following = times_in(
        "He came on May 3, 2010. In June of that year he left. In June of the following year", DAY
    )
    assert (same.value, same.basis) == ("2010-06", "text")
    assert (following.value, following.basis) == ("2011-06", "text")


def test_another_unit_or_an_amount_is_not_taken_in() -> None:
    assert len(times_in("In June last week was hot.", DAY)) == 2
    assert len(times_in("June of the last year-long drought", DAY)) == 2


@given(st.dates(date(1601, 1, 1), date(2390, 12, 31)), st.sampled_from(MONTHS))
def test_a_month_of_last_year_is_in_last_year(day: date, name: str) -> None:
    found = time_in(f"in {name} last year", day)
    assert found.start is not None
    assert found.end is not None
    assert found.start.year == found.end.year == day.year - 1
    assert found.basis == "published"


@given(st.dates(date(1601, 1, 1), date(2390, 12, 31)), st.sampled_from(WEEKDAYS))
def test_a_weekday_of_next_week_is_in_the_next_iso_week(day: date, name: str) -> None:
    found = time_in(f"on {name} next week", day)
    assert found.start is not None
    assert 1 <= (found.start - day).days <= 13
    assert WEEKDAYS[found.start.weekday()] == name
    assert found.start.isocalendar()[:2] != day.isocalendar()[:2]
