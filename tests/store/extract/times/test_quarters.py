"""Quarters, halves and fiscal years, for an article of Tuesday, July 9, 2024."""

from __future__ import annotations

from datetime import date

import pytest

from tests.store.extract.times.reading_times import time_in, times_in, words_of

DAY = date(2024, 7, 9)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Sales rose in Q3 2023.", "Q3 2023", "2023-Q3"),
        ("Sales rose in 3Q13.", "3Q13", "2013-Q3"),
        ("Sales rose in H1 2024.", "H1 2024", "2024-H1"),
        ("Sales in 2H fell.", "2H", "2024-H2"),
        ("Sales in the fiscal third quarter fell.", "the fiscal third quarter", "2024-Q3"),
        ("the first two quarters of 2012", "the first two quarters of 2012", "2012-H1"),
        ("the last two quarters of 2012", "the last two quarters of 2012", "2012-H2"),
        ("Sales rose in FY2023.", "FY2023", "2023"),
        ("Sales rose in FY23.", "FY23", "2023"),
        ("Sales fell in the second half of the year.", "the second half of the year", "2024-H2"),
        ("the final quarter of 2012", "the final quarter of 2012", "2012-Q4"),
        ("In the final quarter, output fell.", "the final quarter", "2024-Q4"),
        ("the last half of 2012", "the last half of 2012", "2012-H2"),
        ("the last quarter of last year", "the last quarter of last year", "2023-Q4"),
        ("in the year-ago quarter", "the year-ago quarter", "2023-Q2"),
        ("for the fiscal year 2025", "the fiscal year 2025", "2025"),
        ("the third quarter of the fiscal year", "the third quarter of the fiscal year", "2024-Q3"),
        ("from the same quarter of 2007", "the same quarter of 2007", "2007-Q2"),
    ],
)
def test_a_quarter_or_half(text: str, words: str, value: str) -> None:
    found = time_in(text, DAY)
    assert (words_of(found, text), found.value) == (words, value)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("the first and second quarters", ["2024-Q1", "2024-Q2"]),
        ("the second and the fourth quarters of 2012", ["2012-Q2", "2012-Q4"]),
        ("the first and second halves of 2013", ["2013-H1", "2013-H2"]),
        ("the 2023/24 season", ["2023", "2024"]),
    ],
)
def test_two_that_share_their_noun_or_century(text: str, values: list[str]) -> None:
    assert [one.value for one in times_in(text, DAY)] == values


def test_between_two_quarters_is_one_interval() -> None:
    for one in times_in("between the first and third quarters of 2012", DAY):
        assert (one.start, one.end) == (date(2012, 1, 1), date(2012, 9, 30))


@pytest.mark.parametrize("text", ["the quarter ended in June", "the quarter ending June 2024"])
def test_a_quarter_is_told_by_the_month_in_which_it_ends(text: str) -> None:
    assert times_in(text, DAY)[0].value == "2024-Q2"


def test_quarters_are_counted_as_quarters() -> None:
    found = time_in("over the past two quarters", DAY)
    assert (found.value, found.start, found.end) == ("P2Q", date(2024, 1, 9), DAY)


@pytest.mark.parametrize(
    "text",
    [
        "A quarter of the voters stayed home.", "More than three quarters of them left.",
        "A quarter said no.", "The H1 visa", "the H1N1 virus", "the Q400 aircraft",
    ],
)  # fmt: skip
def test_fourths_and_codes_are_no_quarters(text: str) -> None:
    assert times_in(text, DAY) == []
