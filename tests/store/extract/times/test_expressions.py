"""What expressions of news English mean, for an article of Tuesday, July 9, 2024."""

from __future__ import annotations

from datetime import date

import pytest

from tests.store.extract.times.reading_times import after_verb, time_in, times_in, words_of

DAY = date(2024, 7, 9)


@pytest.mark.parametrize(
    ("text", "type_", "value", "from_", "to"),
    [
        ("in June", "DATE", "2024-06", "2024-06-01", "2024-06-30"),
        ("early next year", "DATE", "2025", "2025-01-01", "2025-12-31"),
        ("the third quarter of 2023", "DATE", "2023-Q3", "2023-07-01", "2023-09-30"),
        ("in the first half of 2023", "DATE", "2023-H1", "2023-01-01", "2023-06-30"),
        ("last summer", "DATE", "2023-SU", "2023-06-01", "2023-08-31"),
        ("in the mid-1990s", "DATE", "199", "1990-01-01", "1999-12-31"),
        ("in the 1700s", "DATE", "17", "1700-01-01", "1799-12-31"),
        ("the 20th century", "DATE", "19", "1900-01-01", "1999-12-31"),
        ("the nineties", "DATE", "199", "1990-01-01", "1999-12-31"),
        ("nineteen ninety-seven", "DATE", "1997", "1997-01-01", "1997-12-31"),
        ("fiscal 2023", "DATE", "2023", "2023-01-01", "2023-12-31"),
        ("two weeks ago", "DATE", "2024-W26", "2024-06-24", "2024-06-30"),
        ("five months ago", "DATE", "2024-02", "2024-02-01", "2024-02-29"),
        ("half a century ago", "DATE", "1974", "1974-01-01", "1974-12-31"),
        ("the day before yesterday", "DATE", "2024-07-07", "2024-07-07", "2024-07-07"),
        ("over the weekend", "DATE", "2024-W27-WE", "2024-07-06", "2024-07-07"),
        ("on Christmas Day", "DATE", "2024-12-25", "2024-12-25", "2024-12-25"),
        ("by 12 noon", "TIME", "2024-07-09T12:00", None, "2024-07-09"),
        ("at 1830 on Friday", "TIME", "2024-07-05T18:30", "2024-07-05", "2024-07-05"),
        ("fiscal 2023 fourth quarter", "DATE", "2023-Q4", "2023-10-01", "2023-12-31"),
        ("a year before.", "DATE", "2023", "2023-01-01", "2023-12-31"),
        ("a year and a half ago", "DATE", "2023-01", "2023-01-01", "2023-01-31"),
        ("Friday the 13th", "DATE", "2024-09-13", "2024-09-13", "2024-09-13"),
        ("OSLO, 2 JUN 89 (NTB)", "DATE", "1989-06-02", "1989-06-02", "1989-06-02"),
        ("on 19.02.2013", "DATE", "2013-02-19", "2013-02-19", "2013-02-19"),
        ("on 03.04.2024", "DATE", "2024-04-03", "2024-04-03", "2024-04-03"),
        ("on 3/25/2024", "DATE", "2024-03-25", "2024-03-25", "2024-03-25"),
        ("in 1200 BC", "DATE", "BC1200", None, None),
        ("earlier this year", "DATE", "2024", "2024-01-01", "2024-07-09"),
        ("later in the month", "DATE", "2024-07", "2024-07-09", "2024-07-31"),
        ("tonight", "TIME", "2024-07-09TNI", "2024-07-09", "2024-07-09"),
        ("last night", "TIME", "2024-07-08TNI", "2024-07-08", "2024-07-08"),
        ("10 p.m. Monday", "TIME", "2024-07-08T22:00", "2024-07-08", "2024-07-08"),
        ("on the night of March 3", "TIME", "2024-03-03TNI", "2024-03-03", "2024-03-03"),
        ("more than three years", "DURATION", "P3Y", None, None),
        ("two days and six hours", "DURATION", "P2DT6H", None, None),
        ("3 hours, 12 minutes and 5 seconds", "DURATION", "PT3H12M5S", None, None),
        ("two years, three months, and four days", "DURATION", "P2Y3M4D", None, None),
        ("18 years and six months", "DURATION", "P18Y6M", None, None),
        ("half an hour", "DURATION", "PT30M", None, None),
        ("recent years", "DURATION", "PXY", None, "2024-07-09"),
        ("a two-week trip", "DURATION", "P2W", None, None),
        ("the past two weeks", "DURATION", "P2W", "2024-06-25", "2024-07-09"),
        ("every two weeks", "SET", "P2W", None, None),
        ("each July", "SET", "XXXX-07", None, None),
        ("the last week of June", "DATE", "2024-W26", "2024-06-24", "2024-06-30"),
        ("the first week of May 2023", "DATE", "2023-W18", "2023-05-01", "2023-05-07"),
        ("the second Sunday in May", "DATE", "2024-05-12", "2024-05-12", "2024-05-12"),
        ("on the last day of 2024", "DATE", "2024-12-31", "2024-12-31", "2024-12-31"),
        ("the fifth Friday in February 2023", "DATE", "XXXX-XX-XX", None, None),
        ("the same month last year", "DATE", "2023-07", "2023-07-01", "2023-07-31"),
        ("on Mondays", "SET", "XXXX-WXX-1", None, None),
        ("on Monday nights", "SET", "XXXX-WXX-1TNI", None, None),
        ("every Monday night", "SET", "XXXX-WXX-1TNI", None, None),
        ("She may one day rule.", "DATE", "FUTURE_REF", None, None),
        ("It lasted one day.", "DURATION", "P1D", None, None),
        ("now", "DATE", "PRESENT_REF", None, None),
        ("recently", "DATE", "PAST_REF", None, None),
        ("in the near future", "DATE", "FUTURE_REF", None, None),
        ("years ago", "DATE", "PAST_REF", None, None),
        ("in the near term", "DATE", "FUTURE_REF", None, None),
        ("at a later date", "DATE", "FUTURE_REF", None, None),
        ("in future quarters", "DATE", "FUTURE_REF", None, None),
        ("It stayed for some time.", "DURATION", "PXX", None, None),
        ("in the latest fiscal year", "DATE", "2023", "2023-01-01", "2023-12-31"),
        ("over the past year", "DATE", "2023", "2023-07-09", "2024-07-09"),
        ("in the last year", "DATE", "2023", "2023-07-09", "2024-07-09"),
        ("last year", "DATE", "2023", "2023-01-01", "2023-12-31"),
        ("in the last fiscal year", "DATE", "2023", "2023-01-01", "2023-12-31"),
        ("in the coming month", "DATE", "2024-08", "2024-07-09", "2024-08-09"),
        ("later in the day", "DATE", "2024-07-09", "2024-07-09", "2024-07-09"),
        ("on the evening of the vote", "TIME", "XXXX-XX-XXTEV", None, None),
        ("the U.S. Independence Day", "DATE", "2024-07-04", "2024-07-04", "2024-07-04"),
        ("the week beginning 22 April", "DATE", "2024-W17", "2024-04-22", "2024-04-28"),
        ("the month of May", "DATE", "2024-05", "2024-05-01", "2024-05-31"),
        ("the weekend before last", "DATE", "2024-W26-WE", "2024-06-29", "2024-06-30"),
        ("the winter of 1941-42", "DATE", "1941-WI", "1941-12-01", "1942-02-28"),
        ("on the first day of 2024", "DATE", "2024-01-01", "2024-01-01", "2024-01-01"),
        ("the last month of 2023", "DATE", "2023-12", "2023-12-01", "2023-12-31"),
        ("the last week of 2023", "DATE", "2023-W52", "2023-12-25", "2023-12-31"),
        ("65 million years ago", "DATE", "PAST_REF", None, None),
        ("an hour and a half later", "DURATION", "PT1H30M", None, None),
        ("a year and a half earlier", "DATE", "2023-01", "2023-01-01", "2023-01-31"),
        ("within hours of the attack", "DURATION", "PTXH", None, None),
        ("five boats per day", "SET", "P1D", None, None),
        ("open on weekends", "SET", "XXXX-WXX-WE", None, None),
        ("the first Tuesday of every month", "SET", "XXXX-WXX-2", None, None),
        ("as recently as 2009", "DATE", "2009", "2009-01-01", "2009-12-31"),
        ("three weeks from now", "DATE", "2024-W31", "2024-07-29", "2024-08-04"),
        ("in three weeks' time", "DURATION", "P3W", "2024-07-29", "2024-08-04"),
        ("over the past 24 hours", "DURATION", "PT24H", "2024-07-08", "2024-07-09"),
        ("the next 48 hours", "DURATION", "PT48H", "2024-07-09", "2024-07-11"),
        ("in q3 2023", "DATE", "2023-Q3", "2023-07-01", "2023-09-30"),
        ("a week on Tuesday", "DATE", "2024-07-23", "2024-07-23", "2024-07-23"),
        ("every second week", "SET", "P2W", None, None),
        ("every third Thursday", "SET", "XXXX-WXX-4", None, None),
        ("the month after next", "DATE", "2024-09", "2024-09-01", "2024-09-30"),
        ("the last Friday of the month", "DATE", "2024-07-26", "2024-07-26", "2024-07-26"),
        ("the first day of next year", "DATE", "2025-01-01", "2025-01-01", "2025-01-01"),
        ("2024-07", "DATE", "2024-07", "2024-07-01", "2024-07-31"),
        ("2024-W27", "DATE", "2024-W27", "2024-07-01", "2024-07-07"),
        ("week 27 of 2024", "DATE", "2024-W27", "2024-07-01", "2024-07-07"),
        ("from 3,000 B.C. on", "DATE", "BC3000", None, None),
        ("in AD 70", "DATE", "0070", "0070-01-01", "0070-12-31"),
        ("in the noughties", "DATE", "200", "2000-01-01", "2009-12-31"),
        ("the other day", "DATE", "PAST_REF", None, None),
        ("15 min", "DURATION", "PT15M", None, None),
        ("half a day", "DURATION", "PT12H", None, None),
        ("a 1/2 day", "DURATION", "PT12H", None, None),
        ("a 3-1/2 year contract", "DURATION", "P3Y6M", None, None),
        ("in the last hour", "DURATION", "PT1H", "2024-07-09", "2024-07-09"),
        ("a long time ago", "DATE", "PAST_REF", None, None),
        ("not so long ago", "DATE", "PAST_REF", None, None),
        ("ten years ago today", "DATE", "2014-07-09", "2014-07-09", "2014-07-09"),
        ("60 years ago this month", "DATE", "1964-07", "1964-07-01", "1964-07-31"),
        ("on April one.", "DATE", "2024-04-01", "2024-04-01", "2024-04-01"),
        ("payable May Six to holders", "DATE", "2024-05-06", "2024-05-06", "2024-05-06"),
        ("In May one company left.", "DATE", "2024-05", "2024-05-01", "2024-05-31"),
        ("an exam in Jun and no more", "DATE", "2024-06", "2024-06-01", "2024-06-30"),
        ("the financial year 2023", "DATE", "2023", "2023-01-01", "2023-12-31"),
        ("Friday, July 14", "DATE", "2023-07-14", "2023-07-14", "2023-07-14"),
        ("next Friday, July 12", "DATE", "2024-07-12", "2024-07-12", "2024-07-12"),
        ("Monday, July 14", "DATE", "2025-07-14", "2025-07-14", "2025-07-14"),
        ("Wednesday, July 14", "DATE", "2024-07-14", "2024-07-14", "2024-07-14"),
        ("Following Monday's debate", "DATE", "2024-07-08", "2024-07-08", "2024-07-08"),
        ("two-and-a-half years late", "DURATION", "P2Y6M", None, None),
        ("in the months to come", "DURATION", "PXM", None, None),
        ("by the end of the decade", "DATE", "202", None, "2029-12-31"),
        ("a quarter of an hour", "DURATION", "PT15M", None, None),
        ("three-quarters of an hour", "DURATION", "PT45M", None, None),
        ("several hundred years", "DURATION", "PXY", None, None),
        ("It took a single day.", "DURATION", "P1D", None, None),
        ("open on weekdays", "SET", "XXXX-WXX-WD", None, None),
        ("every Christmas", "SET", "XXXX-12-25", None, None),
        ("each Easter", "SET", "P1Y", None, None),
        ("In future, it will rain.", "DATE", "FUTURE_REF", None, None),
        ("in mid-1990", "DATE", "1990", "1990-01-01", "1990-12-31"),
        ("The report will be out within the year.", "DATE", "2024", "2024-01-01", "2024-12-31"),
        ("on Feb . 25 it fell", "DATE", "2024-02-25", "2024-02-25", "2024-02-25"),
        ("in the weeks ahead", "DURATION", "PXW", None, None),
        ("in the first hour", "DURATION", "PT1H", None, None),
        ("Each night it rained.", "SET", "XXXX-XX-XXTNI", None, None),
        ("It rained every morning.", "SET", "XXXX-XX-XXTMO", None, None),
        ("One day last week it rained.", "DATE", "2024-W27", "2024-07-01", "2024-07-07"),
        ("in the first half of the 1990s", "DATE", "199", "1990-01-01", "1994-12-31"),
        ("in the second half of the 19th century", "DATE", "18", "1850-01-01", "1899-12-31"),
        ("in the latter half of June", "DATE", "2024-06", "2024-06-16", "2024-06-30"),
        ("in the year to date", "DATE", "2024", "2024-01-01", "2024-07-09"),
        ("the month-to-date total", "DATE", "2024-07", "2024-07-01", "2024-07-09"),
        ("expires 07/2026.", "DATE", "2026-07", "2026-07-01", "2026-07-31"),
        ("since 2016", "DATE", "2016", "2016-01-01", None),
        ("through July 19", "DATE", "2024-07-19", None, "2024-07-19"),
        ("until Friday", "DATE", "2024-07-05", None, "2024-07-05"),
        ("before 1990", "DATE", "1990", None, "1989-12-31"),
        ("before the end of 1990", "DATE", "1990", None, "1990-12-31"),
        ("before the start of 1990", "DATE", "1990", None, "1989-12-31"),
        ("It was dry. March was wet.", "DATE", "2024-03", "2024-03-01", "2024-03-31"),
        ("after 1990", "DATE", "1990", "1991-01-01", None),
    ],
)
def test_meaning(text: str, type_: str, value: str, from_: str | None, to: str | None) -> None:
    found = time_in(text, DAY)
    days = [day.isoformat() if day else None for day in (found.start, found.end)]
    assert (found.type, found.value, *days) == (type_, value, from_, to)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("about early last year, he", "early last year"),
        ("for more than three years now-or-never", "more than three years"),
        ("by the end of the third quarter", "the end of the third quarter"),
        ("It fell earlier in the week.", "earlier in the week"),
        ("in July.", "July"),
        ("on Dec. 7.", "Dec. 7"),
        ("Friday's vote", "Friday"),
        ("the following day,", "the following day"),
        ("nearly two decades ago", "nearly two decades ago"),
        ("for exactly ten years", "exactly ten years"),
        ("just over an hour later", "just over an hour later"),
        ("from about 1500 BC", "about 1500 BC"),
        ("its third-quarter loss", "third-quarter"),
        ("in its third quarter", "its third quarter"),
        ("the eighteenth-century house", "eighteenth-century"),
    ],
)
def test_the_extent_is_the_phrase_without_its_preposition(text: str, words: str) -> None:
    assert words_of(time_in(text, DAY), text) == words


@pytest.mark.parametrize(
    "text",
    [
        "He may march on.", "It cost $1998.", "1,998 people", "She is 44 years old.",
        "a 44-year-old man", "the second round", "Jan Novak said", "three-quarters of it",
        "Now, he said it was over.", "the lost quarter-final", "the quarter-finals",
        "Independence Day in Minsk", "Theresa May said", "We fall and spring back.",
        "as soon as possible", "USA Today", "a man in his mid-20s", "once in my early 30s",
        "in after-hours trading", "two Min songs", "in Mar-a-Lago",
        "60 miles per hour", "barrels per day", "told Morning Joe", "week 9 of the season",
        "#Olympics2014", "hours of talks", "a quarter to one firm", "the fifth in as many years",
        "March for peace, he said.", "a survey of 1500", "a crowd of 2000 cheered",
        "He lives at 1945 Main Street.", "the office at No. 1810", "a car marked MI-1630",
        "It rained on both days.",
        "children aged 18 months", "the German daily Die Welt", "Daily Mail readers",
    ],
)  # fmt: skip
def test_what_is_no_time(text: str) -> None:
    assert times_in(text, DAY) == []


def test_a_range_is_one_interval_in_two_expressions() -> None:
    for text in ("from Saturday to Monday", "between July 6 and 8", "July 6-8", "6 to 8 July"):
        found = times_in(text, DAY)
        assert [(one.start, one.end) for one in found] == [(date(2024, 7, 6), date(2024, 7, 8))] * 2
        assert found[0].value != found[1].value


def test_a_range_of_weekdays_begins_ahead_where_its_first_does() -> None:
    first, second = times_in("by Monday to Friday", DAY)
    assert (first.start, second.end) == (date(2024, 7, 15), date(2024, 7, 19))


def test_dates_in_a_chain_without_end_are_read() -> None:
    assert len(times_in("June 5 and " * 3_000, DAY)) == 3_000


def test_a_number_behind_a_date_may_count_something_else() -> None:
    assert len(times_in("On July 4, 12 soldiers left; on July 5 and 6 they were back.", DAY)) == 3
    assert len(times_in("On July 4 and 12 boats came.", DAY)) == 1


def test_a_year_behind_is_shared() -> None:
    for text in ("July through September 2012", "July and September 2012", "July 3 to May 2, 2012"):
        assert [one.value[:4] for one in times_in(text, DAY)] == ["2012", "2012"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("from June to September last year", ["2023-06", "2023-09"]),
        ("from November to March of last year", ["2022-11", "2023-03"]),
        ("April 3 to May 5 last year", ["2023-04-03", "2023-05-05"]),
    ],
)
def test_a_year_told_in_words_is_shared(text: str, values: list[str]) -> None:
    assert [one.value for one in times_in(text, DAY)] == values


def test_the_day_is_the_one_told_not_long_before() -> None:
    near = times_in("On Friday he came. Earlier in the day he left.", DAY)
    assert near[1].value == "2024-07-05"
    far = times_in("On Friday he came. " + "Much was said. " * 40 + "Later in the day, it is", DAY)
    assert far[1].value == "2024-07-09"


def test_the_years_before_their_numbers_are_no_amount() -> None:
    assert [one.value for one in times_in("the years 2005-2008", DAY)] == ["2005", "2008"]


def test_units_behind_a_compound_are_not_counted_twice() -> None:
    assert [one.value for one in times_in("They worked 16-hour days.", DAY)] == ["PT16H"]


def test_two_points_are_no_range() -> None:
    first, second = times_in("on Saturday and Monday", DAY)
    assert (first.end, second.start) == (date(2024, 7, 6), date(2024, 7, 8))


def test_what_is_counted_from_the_text_says_so() -> None:
    first, second, third = times_in(
        "On May 3, 2010 he left. Two days later she left. That year", DAY
    )
    assert (second.value, second.basis) == ("2010-05-05", "text")
    assert (third.value, third.basis) == ("2010", "text")
    assert first.basis == "self"


def test_an_amount_counted_from_a_date_has_its_day() -> None:
    amount, anchor = times_in("two days after March 1, 2024", DAY)
    assert (amount.start, amount.end, amount.basis) == (date(2024, 3, 3), date(2024, 3, 3), "text")
    assert anchor.start == date(2024, 3, 1)


def test_without_the_articles_day_relative_ones_stay_unresolved() -> None:
    for text, value in (("last week", "XXXX-WXX"), ("Monday", "XXXX-WXX-1"), ("June", "XXXX-06")):
        found = time_in(text)
        assert (found.value, found.start, found.end, found.basis) == (value, None, None, None)
    assert time_in("June 5, 1998").value == "1998-06-05"


@pytest.mark.parametrize(
    ("verb", "tag", "auxiliary", "day"),
    [
        ("met", "VBD", "", "2024-07-05"),
        ("meet", "VB", "will", "2024-07-12"),
        ("met", "VBN", "have", "2024-07-05"),
        ("meets", "VBZ", "", "2024-07-12"),
        ("expected", "VBD", "", "2024-07-12"),
    ],
)
def test_the_verb_tells_the_direction(verb: str, tag: str, auxiliary: str, day: str) -> None:
    assert after_verb(verb, tag, "Friday", DAY, auxiliary).value == day


def test_a_day_that_no_month_has_stays_unresolved() -> None:
    for found in (time_in("on February 30", DAY), after_verb("left", "VBD", "February 30", DAY)):
        assert (found.value, found.start, found.end) == ("XXXX-02-30", None, None)
    assert time_in("on February 29", date(2023, 3, 1)).value == "2024-02-29"


def test_a_date_that_reads_two_ways_is_the_nearer_one_or_none() -> None:
    assert time_in("on 8/7/2024", DAY).value == "2024-07-08"
    assert time_in("on 7/5/2024", DAY).value == "2024-07-05"
    unresolved = time_in("on 8/7/2024")
    assert (unresolved.value, unresolved.start) == ("2024-XX-XX", None)


def test_an_amount_ahead_has_its_days() -> None:
    ahead = after_verb("meet", "VB", "in two weeks", DAY, auxiliary="will")
    assert (ahead.value, str(ahead.start), str(ahead.end)) == ("P2W", "2024-07-22", "2024-07-28")
    behind = after_verb("met", "VBD", "in two weeks", DAY)
    assert (behind.value, behind.start) == ("P2W", None)


def test_the_year_ago_quarter_is_that_of_the_quarter_reported() -> None:
    text = (
        "Profit rose in the first quarter of 2024 from a year ago. The year-ago quarter was poor."
    )
    assert [one.value for one in times_in(text, DAY)] == ["2024-Q1", "2023-Q1", "2023-Q1"]


def test_a_report_does_not_count_from_what_it_compares_with() -> None:
    text = (
        "Profit fell in the first quarter of 2024. In the nine months it rose from a year "
        "earlier. Costs rose from a year earlier."
    )
    assert [one.value for one in times_in(text, DAY)] == ["2024-Q1", "P9M", "2023", "2023"]


def test_the_period_of_a_year_is_as_long_as_the_one_reported() -> None:
    text = "Profit fell in the first quarter of 2024. In the 2022 period it rose."
    assert [one.value for one in times_in(text, DAY)] == ["2024-Q1", "2022-Q1"]
    assert time_in("sales of the 2022 period", DAY).value == "2022"


def test_the_same_month_is_that_of_the_text() -> None:
    text = "Prices fell in February 2024 from the same month of 2022 and the same month a year ago."
    assert [one.value for one in times_in(text, DAY)] == ["2024-02", "2022-02", "2023-02"]


def test_a_clock_time_shares_its_day_with_the_one_in_brackets() -> None:
    found = times_in("at 6:25 p.m. (1725 GMT) on Monday and at 9 a.m. on Friday", DAY)
    assert [one.value for one in found] == [
        "2024-07-08T18:25", "2024-07-08T17:25", "2024-07-08", "2024-07-05T09:00",
    ]  # fmt: skip


def test_titles_are_no_times() -> None:
    for text in ('He said on "This Week," a show', "she told 60 Minutes that it was so"):
        assert times_in(text, DAY) == []
    for text in ("He Left Last Week As Rain Fell", '"Next week," he said', "LAST WEEK IN COURT"):
        assert len(times_in(text, DAY)) == 1


def test_a_quarter_is_told_by_the_day_on_which_it_ended() -> None:
    quarter, _ = times_in("for the quarter ended June 30", DAY)
    assert quarter.value == "2024-Q2"


def test_every_expression_names_its_rule() -> None:
    assert time_in("through July 19", DAY).rule == "month day, through"
