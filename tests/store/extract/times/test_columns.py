"""Columns of this day in history: entries have the day of the heading."""

from __future__ import annotations

from datetime import date

import pytest

from store.extract.extensions import FoundTime
from tests.store.extract.times.reading_times import times_in, words_of

DAY = date(1996, 2, 26)
TODAY = "Today is Thursday, Feb. 29, the 60th day of 1996.\n\n"
ENTRIES = (
    "In 1804, a mill that was built in 1788 burned down in Kosti.\n\n"
    "In 1933, a bridge was opened.\n\nTen years ago: a mine was closed."
)


def values(text: str, day: date = DAY) -> dict[str, str]:
    found: list[FoundTime] = times_in(text, day)
    return {words_of(time, text): time.value for time in found}


@pytest.mark.parametrize("heading", ["On this date:", "On this day:", "Today in History"])
def test_an_entry_has_the_day_of_the_heading(heading: str) -> None:
    found = values(f"{TODAY}{heading}\n\n{ENTRIES}")
    assert (found["1804"], found["1788"]) == ("1804-02-29", "1788")


def test_a_year_without_that_day_stays_a_year() -> None:
    found = values(f"{TODAY}On this date:\n\n{ENTRIES}")
    assert (found["1933"], found["Ten years ago"]) == ("1933", "1986")


@pytest.mark.parametrize("opening", [TODAY, "On this date:\n\n", ""])
def test_other_texts_keep_their_years(opening: str) -> None:
    assert values(opening + ENTRIES)["1804"] == "1804"
