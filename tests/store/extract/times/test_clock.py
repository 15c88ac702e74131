"""Clock times, moments and parts of days, for an article of Tuesday, July 9, 2024."""

from __future__ import annotations

from datetime import date

import pytest

from tests.store.extract.times.reading_times import (
    after_verb,
    after_verb_many,
    time_in,
    times_in,
    words_of,
)

DAY = date(2024, 7, 9)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("2024-07-08T14:30:00Z", "2024-07-08T14:30:00Z", "2024-07-08T14:30:00Z"),
        ("at 2024-07-08T14:30:05.25+04:00,", "2024-07-08T14:30:05.25+04:00",
         "2024-07-08T14:30:05+04:00"),
        ("at 2024-07-08T14:30-0500,", "2024-07-08T14:30-0500", "2024-07-08T14:30-05:00"),
        ("at 2024-07-08 14:30 UTC.", "2024-07-08 14:30 UTC", "2024-07-08T14:30Z"),
        ("at 2024-07-08 14:30.", "2024-07-08 14:30", "2024-07-08T14:30"),
        ("at 3 p.m. Moscow time on Monday", "3 p.m. Moscow time on Monday", "2024-07-08T15:00"),
        ("at 9 a.m. Eastern Daylight Time,", "9 a.m. Eastern Daylight Time", "2024-07-09T09:00"),
        ("at 14:00 UTC+8 on Friday", "14:00 UTC+8 on Friday", "2024-07-05T14:00"),
        ("the night of 5 to 6 July", "the night of 5 to 6 July", "2024-07-05TNI"),
        ("the night of July 5-6", "the night of July 5-6", "2024-07-05TNI"),
        ("8 July 2024 14:30", "8 July 2024 14:30", "2024-07-08T14:30"),
        ("9/7/2024 14:30 GMT", "9/7/2024 14:30 GMT", "2024-07-09T14:30"),
        ("Tue, 9 Jul 2024 14:30:05 +0000", "Tue, 9 Jul 2024 14:30:05 +0000",
         "2024-07-09T14:30:05"),
        ("from 2300 hours,", "2300 hours", "2024-07-09T23:00"),
        ("on Monday, 7pm.", "Monday, 7pm", "2024-07-08T19:00"),
        ("July 8, 2024 7.30 pm", "July 8, 2024 7.30 pm", "2024-07-08T19:30"),
        ("this Friday noon", "this Friday noon", "2024-07-12T12:00"),
        ("at around 3 p.m. on Monday", "around 3 p.m. on Monday", "2024-07-08T15:00"),
        ("the early hours of Monday", "the early hours of Monday", "2024-07-08TMO"),
        ("the small hours of Monday morning", "the small hours of Monday morning",
         "2024-07-08TMO"),
        ("all through the night", "the night", "2024-07-09TNI"),
        ("at half past three he left", "half past three", "2024-07-09T03:30"),
        ("at a quarter to six on Monday", "a quarter to six on Monday", "2024-07-08T05:45"),
        ("at ten minutes past nine p.m.", "ten minutes past nine p.m.", "2024-07-09T21:10"),
        ("at 1805 local time", "1805 local time", "2024-07-09T18:05"),
        ("at 1945 Eastern Time,", "1945 Eastern Time", "2024-07-09T19:45"),
        ("about 1530 Moscow time", "about 1530 Moscow time", "2024-07-09T15:30"),
        ("at 1030 he left", "1030", "2024-07-09T10:30"),
        ("le vol de 15h30", "15h30", "2024-07-09T15:30"),
        ("by 9 this evening", "9 this evening", "2024-07-09T21:00"),
        ("at around seven in the evening", "around seven in the evening", "2024-07-09T19:00"),
        ("at nine o'clock at night", "nine o'clock at night", "2024-07-09T21:00"),
        ("at 9 o'clock on Monday night", "9 o'clock on Monday night", "2024-07-08T21:00"),
        ("at 9:45 pm local time on Monday night", "9:45 pm local time on Monday night",
         "2024-07-08T21:45"),
        ("at approximately 2100 on Monday", "approximately 2100 on Monday", "2024-07-08T21:00"),
        ("at about 1845 (local time).", "about 1845 (local time)", "2024-07-09T18:45"),
        ("at 1800 by rebels", "1800", "2024-07-09T18:00"),
        ("8 July 2024 12.30 AEST", "8 July 2024 12.30 AEST", "2024-07-08T12:30"),
        ("until nightfall", "nightfall", "2024-07-09TNI"),
        ("five minutes before midnight", "five minutes before midnight", "2024-07-09T23:55"),
    ],
)  # fmt: skip
def test_a_clock_time(text: str, words: str, value: str) -> None:
    found = time_in(text, DAY)
    assert (words_of(found, text), found.value, found.type) == (words, value, "TIME")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("from 9 to 11 a.m. on Friday", ["2024-07-05T09:00", "2024-07-05T11:00"]),
        ("a curfew from 2100 to 0500", ["2024-07-09T21:00", "2024-07-10T05:00"]),
        ("At this hour, 1613 (2213 GMT),", ["2024-07-09T16:13", "2024-07-09T22:13"]),
        ("between 2:40 and 3 p.m.", ["2024-07-09T14:40", "2024-07-09T15:00"]),
        ("between 11 and 1 p.m.", ["2024-07-09T11:00", "2024-07-09T13:00"]),
        ("10 a.m.-5 p.m. on Saturday", ["2024-07-06T10:00", "2024-07-06T17:00"]),
        ("between 10 p.m. and 2 a.m.", ["2024-07-09T22:00", "2024-07-10T02:00"]),
        ("from 10 p.m. to 2 a.m. Saturday", ["2024-07-05T22:00", "2024-07-06T02:00"]),
    ],
)
def test_two_clock_times_share_half_and_day(text: str, values: list[str]) -> None:
    assert [one.value for one in times_in(text, DAY)] == values


def test_a_clock_time_is_of_the_day_told_not_long_before() -> None:
    near = times_in("On Friday he came. At 6 p.m. he left.", DAY)
    assert near[1].value == "2024-07-05T18:00"
    far = times_in("On Friday he came. " + "Much else was said. " * 40 + "At 6 p.m. he left.", DAY)
    assert far[1].value == "2024-07-09T18:00"


def test_a_clock_time_of_the_past_is_not_of_a_day_long_before_one_ahead() -> None:
    text = "On May 3 he left. " + "Much was said. " * 50 + "On July 20 he is back."
    told = [*text.split(), "At", "6", "p.m.", "he", "left"]
    *_, last = after_verb_many("left", "VBD", told, DAY)
    assert last.value == "2024-07-09T18:00"


def test_a_clock_time_with_a_day_is_none_of_the_day_before_it() -> None:
    first, second = times_in("early Monday, 10:32 p.m. Sunday in New York", DAY)
    assert (first.value, second.value) == ("2024-07-08", "2024-07-07T22:32")


def test_background_has_its_hours_in_its_own_sentence() -> None:
    near = times_in("On April 27, 2005, it took off at 8:29 a.m.", DAY)
    assert near[1].value == "2005-04-27T08:29"
    words = "It was built by three firms, at a great cost to each of them and to the state. "
    far = times_in(f"On April 27, 2005, it took off. {words * 2}It left in the morning.", DAY)
    assert far[1].value == "2024-07-09TMO"
    back = times_in(f"On April 27, 2005, it took off. {words * 2}It was back that evening.", DAY)
    assert back[1].value == "2005-04-27TEV"


def test_a_clock_time_that_heads_an_entry_is_of_the_articles_day() -> None:
    found = times_in("On Friday he came.\n\n6:05 p.m.\n\nHe spoke of Friday.", DAY)
    assert found[1].value == "2024-07-09T18:05"


def test_people_counted_before_a_part_of_the_day_are_no_hour() -> None:
    assert [one.value for one in times_in("He arrested 9 this morning.", DAY)] == ["2024-07-09TMO"]


def test_a_year_before_a_part_of_the_world_is_no_clock_time() -> None:
    assert time_in("In 1945 Eastern Europe lay in ruins.", DAY).value == "1945"


def test_fractions_are_no_clock_time() -> None:
    assert times_in("One-quarter to one-third of the workers agreed.", DAY) == []


def test_a_number_before_another_is_no_hour() -> None:
    assert times_in("He has 3 to 5 children and a 9 to 5 job.", DAY) == []


def test_a_night_of_two_days_lies_in_both() -> None:
    found = time_in("in the night of 5 to 6 July", DAY)
    assert (found.start, found.end) == (date(2024, 7, 5), date(2024, 7, 6))


def test_overnight_is_the_night_before_unless_it_lies_ahead() -> None:
    before = time_in("Shells fell overnight.", DAY)
    assert (before.value, before.start, before.end) == ("2024-07-08TNI", date(2024, 7, 8), DAY)
    ahead = after_verb("meet", "VB", "overnight", DAY, auxiliary="will")
    assert (ahead.value, ahead.end) == ("2024-07-09TNI", date(2024, 7, 10))


def test_a_show_of_the_morning_is_no_morning() -> None:
    assert times_in("on a morning talk show", DAY) == []
