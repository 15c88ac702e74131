"""Every resolved value lies where its words say, for any article date."""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from store.extract.time_grammar.holidays import easter
from tests.store.extract.times.reading_times import after_verb, time_in, times_in, words_of

DAYS = st.dates(date(1601, 1, 1), date(2390, 12, 31))
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
LEAP_DAY, WEEK_53, NEW_YEAR = date(2024, 2, 29), date(2021, 1, 1), date(2018, 12, 31)
SUNDAY = date(2024, 7, 14)


@given(DAYS, st.sampled_from(WEEKDAYS))
@example(NEW_YEAR, "Tuesday")
@example(LEAP_DAY, "Thursday")
def test_a_weekday_behind_a_past_verb_is_the_last_one_or_today(day: date, name: str) -> None:
    found = after_verb("left", "VBD", name, day)
    assert found.start == found.end
    assert found.start is not None
    assert 0 <= (day - found.start).days < 7
    assert WEEKDAYS[found.start.weekday()] == name
    assert found.value == found.start.isoformat()


@given(DAYS, st.sampled_from(MONTHS), st.integers(1, 28), st.booleans())
@example(date(2024, 5, 20), "June", 1, False)
def test_what_lasts_since_then_has_begun(day: date, name: str, number: int, dated: bool) -> None:
    found = time_in(f"the first since {name} {number}" if dated else f"the first since {name}", day)
    assert found.start is not None
    assert found.start <= day <= found.start.replace(year=found.start.year + 1)


@given(DAYS, st.integers(1, 12), st.integers(1, 28), st.sampled_from((-1, 0, 1)))
def test_a_date_told_with_its_weekday_is_in_the_year_in_which_it_falls_on_it(
    day: date, month: int, number: int, years: int
) -> None:
    meant = date(day.year + years, month, number)
    found = time_in(f"{WEEKDAYS[meant.weekday()]}, {MONTHS[month - 1]} {number}", day)
    assert (found.start, found.end) == (meant, meant)


@given(DAYS, st.sampled_from(WEEKDAYS))
@example(WEEK_53, "Friday")
def test_a_weekday_behind_a_future_verb_is_the_next_one_or_today(day: date, name: str) -> None:
    found = after_verb("leave", "VB", name, day, auxiliary="will")
    assert found.start is not None
    assert 0 <= (found.start - day).days < 7
    assert WEEKDAYS[found.start.weekday()] == name


@given(DAYS, st.sampled_from(WEEKDAYS))
def test_last_and_next_weekday_leave_today_out(day: date, name: str) -> None:
    last, following = time_in(f"last {name}", day).start, time_in(f"next {name}", day).start
    assert last is not None
    assert following is not None
    assert 1 <= (day - last).days <= 7
    assert 1 <= (following - day).days <= 7
    assert WEEKDAYS[last.weekday()] == WEEKDAYS[following.weekday()] == name


@given(DAYS, st.integers(1, 400))
@example(LEAP_DAY, 366)
def test_days_ago_are_counted_from_the_articles_day(day: date, count: int) -> None:
    found = time_in(f"{count} days ago", day)
    assert found.start == found.end == day - timedelta(days=count)
    assert found.basis == "published"


@given(DAYS, st.sampled_from([("last", -1), ("this", 0), ("next", 1)]))
@example(WEEK_53, ("this", 0))
@example(NEW_YEAR, ("this", 0))
@example(SUNDAY, ("last", -1))
def test_a_week_is_the_iso_week(day: date, which: tuple[str, int]) -> None:
    word, shift = which
    found = time_in(f"{word} week", day)
    is_over = word == "last" and day.isoweekday() == 7  # in a Sunday paper
    inside = day if is_over else day + timedelta(weeks=shift)
    year, number, _ = inside.isocalendar()
    assert found.value == f"{year:04}-W{number:02}"
    assert found.start is not None
    assert found.end is not None
    assert found.start <= inside <= found.end
    assert (found.start.isoweekday(), found.end.isoweekday()) == (1, 7)


@given(DAYS)
@example(LEAP_DAY)
@example(date(2023, 1, 31))
def test_months_join_without_a_gap(day: date) -> None:
    last, this, following = (time_in(f"{word} month", day) for word in ("last", "this", "next"))
    assert last.end is not None
    assert following.start is not None
    assert this.start == last.end + timedelta(days=1)
    assert this.end == following.start - timedelta(days=1)
    assert this.start is not None
    assert this.end is not None
    assert this.start <= day <= this.end


@given(DAYS, st.sampled_from(MONTHS))
def test_a_month_behind_a_verb_lies_where_the_verb_points(day: date, name: str) -> None:
    past = after_verb("left", "VBD", f"in {name}", day)
    ahead = after_verb("leave", "VB", f"in {name}", day, auxiliary="will")
    assert past.start is not None
    assert ahead.end is not None
    assert past.start <= day
    assert ahead.end >= day
    assert MONTHS[past.start.month - 1] == MONTHS[ahead.end.month - 1] == name
    assert (day - past.start).days <= 366
    assert (ahead.end - day).days <= 397


@given(DAYS, DAYS)
@example(LEAP_DAY, LEAP_DAY)
def test_a_full_date_needs_nothing(said: date, day: date) -> None:
    month = MONTHS[said.month - 1]
    for words in (
        f"{month} {said.day}, {said.year}",
        f"{said.day} {month} {said.year}",
        said.isoformat(),
    ):
        text = f"It was {words}."
        found = time_in(text, day)
        assert (found.start, found.end, found.basis) == (said, said, "self")
        assert words_of(found, text) == words


@given(DAYS, DAYS)
@example(date(2023, 3, 1), LEAP_DAY)
@example(date(1999, 1, 1), LEAP_DAY)
@example(date(2001, 12, 31), LEAP_DAY)
def test_a_day_without_a_year_is_a_near_one(day: date, said: date) -> None:
    found = time_in(f"{MONTHS[said.month - 1]} {said.day}", day)
    if found.start is None:
        assert (said.month, said.day) == (2, 29)
        return
    assert (found.start.month, found.start.day) == (said.month, said.day)
    if (said.month, said.day) == (2, 29):
        near = (year for year in range(day.year - 8, day.year + 9) if isleap(year))
        assert found.start == min(
            (date(year, 2, 29) for year in near), key=lambda leap: abs(leap - day)
        )
    else:
        assert abs((found.start - day).days) <= 183


@given(DAYS, st.sampled_from(WEEKDAYS), st.sampled_from(WEEKDAYS))
def test_a_range_of_weekdays_runs_forward(day: date, first: str, second: str) -> None:
    text = f"from {first} to {second}"
    one, two = times_in(text, day)
    assert (one.start, one.end) == (two.start, two.end)
    assert one.start is not None
    assert one.end is not None
    assert one.start <= one.end
    assert (one.end - one.start).days < 7
    assert WEEKDAYS[one.start.weekday()] == first
    assert WEEKDAYS[one.end.weekday()] == second


@given(st.integers(1601, 2390))
def test_easter_is_a_sunday_of_spring(year: int) -> None:
    sunday = easter(year)
    assert sunday.isoweekday() == 7
    assert date(year, 3, 22) <= sunday <= date(year, 4, 25)
