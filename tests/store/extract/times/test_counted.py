"""What is listed, counted off or laid on the calendar, for Tuesday, July 9, 2024."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.extract.times.reading_times import (
    after_verb,
    after_verb_many,
    time_in,
    times_in,
    words_of,
)

DAY = date(2024, 7, 9)
DAYS = st.dates(date(1601, 1, 1), date(2390, 12, 31))
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("two Fridays ago", "2024-06-28"),
        ("a week ago Monday", "2024-07-01"),
        ("a week from Tuesday", "2024-07-23"),
        ("two weeks from Friday", "2024-07-26"),
        ("this coming Sunday, July 14", "2024-07-14"),
        ("the weekend of July 6", "2024-W27-WE"),
        ("the weekend of July 6-7", "2024-W27-WE"),
        ("the weekend of 6-7 July", "2024-W27-WE"),
    ],
)
def test_a_counted_or_dated_one(text: str, value: str) -> None:
    found = time_in(f"He came {text}, he", DAY)
    assert (words_of(found, f"He came {text}, he"), found.value) == (text, value)


@given(DAYS, st.integers(1, 40), st.sampled_from(WEEKDAYS))
def test_weekdays_ago_are_as_many_weeks_back(day: date, count: int, name: str) -> None:
    found = time_in(f"{count} {name}s ago", day)
    assert found.start is not None
    assert 7 * (count - 1) < (day - found.start).days <= 7 * count
    assert WEEKDAYS[found.start.weekday()] == name


@pytest.mark.parametrize(
    "text", ["July 4, 5 and 6", "4, 5 and 6 July", "July 4, July 5 and 6", "4 July, 5 and 6 July"]
)
def test_days_in_a_list_share_their_month(text: str) -> None:
    assert [one.value for one in times_in(text, DAY)] == [f"2024-07-0{day}" for day in (4, 5, 6)]


def test_a_second_weekday_follows_the_first() -> None:
    text = "on Wednesday and Thursday"
    assert [one.value for one in times_in(text, date(2024, 7, 10))] == ["2024-07-10", "2024-07-11"]
    assert [one.value for one in times_in("on Tuesday and Monday", DAY)] == [
        "2024-07-09", "2024-07-08",
    ]  # fmt: skip


def test_a_day_of_the_month_is_the_nearest_or_that_of_the_text() -> None:
    assert time_in("It began on the 27th.", DAY).value == "2024-06-27"
    assert after_verb("meet", "VB", "on the 27th", DAY, auxiliary="will").value == "2024-07-27"
    _, second = times_in("He came on May 3 and left on the 5th.", DAY)
    assert (second.value, second.basis) == ("2024-05-05", "text")


@pytest.mark.parametrize(
    ("text", "from_", "to"),
    [
        ("the six months to June", "2024-01-01", "2024-06-30"),
        ("the three months ended March 31, 2024", "2024-01-01", "2024-03-31"),
        ("the year to March", "2023-04-01", "2024-03-31"),
        ("the first nine months of 1997", "1997-01-01", "1997-09-30"),
        ("the last two weeks of June", "2024-06-17", "2024-06-30"),
        ("in the coming days", "2024-07-09", None),
        ("in recent weeks", None, "2024-07-09"),
        ("for three years from November 1, 2023", "2023-11-01", "2026-10-31"),
        ("in its last six months", None, None),
        ("over the next decade", "2024-07-09", "2034-07-09"),
    ],
)
def test_an_amount_lies_on_the_calendar(text: str, from_: str | None, to: str | None) -> None:
    found = times_in(text, DAY)[0]
    assert found.type == "DURATION"
    assert [day.isoformat() if day else None for day in (found.start, found.end)] == [from_, to]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("on May 3, two weeks earlier, he", ["2024-05-03", "2024-W18"]),
        ("A day later, on May 3, he", ["2024-05-03", "2024-05-03"]),
        ("Four years ago, on April 20, he", ["2020", "2020-04-20"]),
        ("The next day, May 3, he", ["2024-05-03", "2024-05-03"]),
        ("in 1985, five years later, he", ["1985", "1985"]),
        ("on May 3, two days after the vote", ["2024-05-03", "P2D"]),
    ],
)
def test_a_counted_point_is_the_date_beside_it(text: str, values: list[str]) -> None:
    assert [one.value for one in times_in(text, DAY)] == values


def test_the_ends_of_the_calendar_have_nothing_beside_them() -> None:
    for day, text in ((date(9999, 12, 31), "December 31, two weeks later, he"),
                      (date(1, 1, 1), "A year ago, on May 3, he")):  # fmt: skip
        assert [one.end is None or one.end >= day for one in times_in(text, day)]


def test_the_next_day_of_nothing_told_is_not_ahead_of_a_past_report() -> None:
    assert after_verb("left", "VBD", "the next day", DAY).value == "XXXX-XX-XX"
    _, following = times_in("On May 3 he came. He left the next day.", DAY)
    assert following.value == "2024-05-04"


def test_a_past_report_does_not_go_on_from_a_time_ahead() -> None:
    told, same = after_verb_many("left", "VBD", "July 20 ; the same evening".split(), DAY)
    assert told.value == "2024-07-20"
    assert same.value == "2024-07-09TEV"
