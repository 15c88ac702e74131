"""Named days, in years whose calendars are printed, and near an article's own day."""

from __future__ import annotations

from datetime import date

import pytest

from store.extract.time_grammar.holidays import HOLIDAYS
from tests.store.extract.times.reading_times import after_verb, time_in, times_in, words_of

DAY = date(2024, 7, 9)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("easter", date(2013, 3, 31)),
        ("orthodox easter", date(2013, 5, 5)),
        ("orthodox easter", date(2024, 5, 5)),
        ("shrove tuesday", date(2013, 2, 12)),
        ("whit monday", date(2013, 5, 20)),
        ("labor day", date(2013, 9, 2)),
        ("thanksgiving", date(2013, 11, 28)),
        ("rosh hashanah", date(2012, 9, 17)),
        ("rosh hashanah", date(2024, 10, 3)),
        ("yom kippur", date(1973, 10, 6)),
        ("hanukkah", date(2016, 12, 25)),
        ("hanukkah", date(2024, 12, 26)),
        ("passover", date(2015, 4, 4)),
        ("passover", date(2021, 3, 28)),
        *[
            ("lunar new year", date(*day))
            for day in (
                (1966, 1, 21), (1985, 2, 20), (1997, 2, 7), (2000, 2, 5), (2004, 1, 22),
                (2007, 2, 18), (2012, 1, 23), (2013, 2, 10), (2015, 2, 19), (2023, 1, 22),
                (2024, 2, 10), (2026, 2, 17), (2030, 2, 3),
            )
        ],
        *[
            ("diwali", date(*day))
            for day in (
                (2008, 10, 28), (2009, 10, 17), (2012, 11, 13), (2013, 11, 3), (2015, 11, 11),
                (2018, 11, 7), (2019, 10, 27), (2020, 11, 14), (2022, 10, 24), (2024, 10, 31),
            )
        ],
    ],
)  # fmt: skip
def test_a_feast_of_a_year(name: str, day: date) -> None:
    assert HOLIDAYS[name].of(day.year) == day


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("ramadan", date(2012, 7, 20)),
        ("ramadan", date(2024, 3, 11)),
        ("eid al-fitr", date(2024, 4, 10)),
        ("eid al-adha", date(2016, 9, 12)),
        ("eid al-adha", date(2024, 6, 16)),
    ],
)
def test_a_feast_that_the_moon_may_move_by_a_day(name: str, day: date) -> None:
    assert abs((HOLIDAYS[name].of(day.year) - day).days) <= 1


@pytest.mark.parametrize(
    ("text", "value", "from_", "to"),
    [
        ("since last Christmas", "2023-12-25", "2023-12-25", None),
        ("next Easter", "2025-04-20", "2025-04-20", "2025-04-20"),
        ("last Easter", "2024-03-31", "2024-03-31", "2024-03-31"),
        ("on this Thanksgiving Day in Ohio", "2024-11-28", "2024-11-28", "2024-11-28"),
        ("on Labor Day (1985)", "1985-09-02", "1985-09-02", "1985-09-02"),
        ("Passover 2023", "2023-04-06", "2023-04-06", "2023-04-13"),
        ("last Ramadan", "2024-03", "2024-03-11", "2024-04-09"),
        ("next Ramadan", "2025-03", "2025-03-01", "2025-03-30"),
        ("Thanksgiving weekend", "2024-W48-WE", "2024-11-30", "2024-12-01"),
    ],
)
def test_a_named_day(text: str, value: str, from_: str, to: str | None) -> None:
    found = time_in(text, DAY)
    days = (str(found.start), str(found.end) if found.end else None)
    assert (found.value, *days) == (value, from_, to)


@pytest.mark.parametrize(("day", "year"), [(date(2024, 12, 15), 2025), (date(2024, 11, 29), 2024)])
def test_the_next_one_is_not_the_one_at_hand(day: date, year: int) -> None:
    assert time_in("next Christmas", day).value == f"{year}-12-25"


def test_what_the_moon_may_move_is_near() -> None:
    assert time_in("during Ramadan", DAY).mod == "APPROX"
    assert time_in("at Christmas", DAY).mod is None


def test_a_new_year_of_another_calendar_is_not_the_first_of_january() -> None:
    assert times_in("the Iranian New Year holiday", DAY) == []
    assert time_in("the Lunar New Year holiday", DAY).value == "2024-02-10"
    assert time_in("the Jewish New Year", DAY).value == "2024-10-03"


def test_a_year_that_the_rule_does_not_reach_has_no_day() -> None:
    found = time_in("Chinese New Year 2034", DAY)
    assert (found.value, found.start) == ("2034-XX-XX", None)


def test_the_verb_tells_which() -> None:
    assert after_verb("left", "VBD", "Christmas", DAY).value == "2023-12-25"
    assert after_verb("leave", "VB", "Christmas", DAY, "will").value == "2024-12-25"


def test_the_extent_of_a_named_day() -> None:
    text = "He died last Thanksgiving in Miami."
    assert words_of(time_in(text, DAY), text) == "last Thanksgiving"
