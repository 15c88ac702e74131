"""Choose the rules by the first word of an expression.

The longest match wins. Of two matches of the same length the first rule wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from store.extract.time_grammar import (
    clock,
    current_periods,
    dates,
    day_parts,
    durations,
    holidays,
    moments,
    quarters,
    relative,
    reports,
    sets,
    spoken_clock,
    vague,
    weekdays,
    within,
    years,
)
from store.extract.time_grammar.meaning import Match, Matcher
from store.extract.time_grammar.tokens import (
    DAY_PARTS,
    DECADES,
    MONTHS,
    ONES,
    ORDINALS,
    PLURAL_UNITS,
    SEASONS,
    TENS,
    WEEKDAYS,
    TimeTokens,
)


def a_day(p: TimeTokens, i: int) -> Match | None:
    """Match any expression for one day: a date, a weekday, "today"."""
    word = p.words[i]
    if word in WEEKDAYS:
        return weekdays.weekday_with_date(p, i) or weekdays.weekday(p, i)
    if word in MONTHS:
        return dates.month_day(p, i)
    if word in {"today", "yesterday", "tomorrow"}:
        return weekdays.deictic(p, i)
    if word == "tonight":
        return day_parts.tonight(p, i)
    if word in {"last", "next", "this"}:
        return relative.weekday_by(p, i) or day_parts.day_part_now(p, i)
    return dates.day_month(p, i) or moments.numeric(p, i)


def _a_day_or_part(p: TimeTokens, i: int) -> Match | None:
    return day_parts.with_part(p, a_day(p, i))


def _a_day_and_clock(p: TimeTokens, i: int) -> Match | None:
    """Match a day with the clock time after it, unless that time has its own day.

    For example "early Monday, 10 p.m. Sunday in Oslo".
    """
    day = _a_day_or_part(p, i)
    whole = clock.with_clock(p, day)
    if day and whole and whole.end > day.end and p.words[day.end] == ",":
        return day if a_day(p, whole.end + (p.words[whole.end] == "on")) else whole
    return whole


def _date_and_clock(p: TimeTokens, i: int) -> Match | None:
    return clock.with_clock(p, dates.day_month(p, i) or moments.numeric(p, i))


_PART_OF = day_parts.day_part_of(a_day)
_EARLY_HOURS = day_parts.early_hours_of(a_day)
_WEEK_OF = weekdays.week_of(a_day)
_CLOCK = clock.clock(_a_day_or_part)
_SPOKEN = spoken_clock.spoken_clock(_a_day_or_part)
_HOUR = spoken_clock.spoken_hour(_a_day_or_part)
_FIRST_HOUR = clock.first_hour(_a_day_or_part)


_AMOUNTS = frozenset("a an several few many some couple half quarter dozens hundreds".split())
_LONG = frozenset("hour hours day days week weeks month months year years decade decades".split())


_BY_FIRST_WORD: tuple[tuple[Iterable[str], tuple[Matcher, ...]], ...] = (
    (MONTHS, (holidays.called_by_day, _a_day_and_clock, dates.month_year, dates.month_alone)),
    (WEEKDAYS, (_a_day_and_clock, sets.weekday_parts)),
    ({"today", "yesterday", "tomorrow"}, (_a_day_and_clock, weekdays.deictic)),
    ({"tonight"}, (day_parts.tonight,)),
    ({"last", "final"}, (quarters.last_part,)),
    (relative.STEPS, (relative.relative,)),
    ({"one"}, (vague.one_day,)),
    (ONES, (durations.duration, years.spelt_year, weekdays.counted_weekday, _HOUR)),
    (TENS, (durations.duration, years.spelt_year, quarters.quarter, years.century)),
    (_AMOUNTS, (durations.duration,)),
    ({"a"}, (weekdays.counted_weekday, _SPOKEN)),
    ({"half", "quarter", "five", "ten", "twenty"}, (_SPOKEN,)),
    (ORDINALS, (quarters.quarter, years.century, dates.day_month)),
    (ORDINALS.keys() | {"last", "final"}, (within.within_month,)),
    ({"first", "second", "latter", "last"}, (within.half_of_longer,)),
    ({"q", "h"}, (quarters.short_quarter,)),
    ({"first", "last", "final"}, (quarters.two_quarters,)),
    ({"fiscal"}, (quarters.quarter,)),
    (DECADES, (years.spelt_decade,)),
    ({"year", "fiscal", "financial", "calendar", "fy"}, (years.the_year,)),
    ({"fiscal"}, (reports.year_period,)),
    (SEASONS, (quarters.season,)),
    ({"noon", "midnight", "midday"}, (_CLOCK,)),
    (DAY_PARTS.keys() - {"noon", "midday", "night"}, (day_parts.day_part_alone, _PART_OF)),
    ({"night"}, (_PART_OF, day_parts.the_night)),
    ({"early", "small", "wee"}, (_EARLY_HOURS,)),
    (PLURAL_UNITS, (durations.units_alone,)),
    (vague.WORDS, (vague.vague,)),
    ({"soon"}, (vague.soon,)),
    ({"long"}, (vague.long_ago,)),
    ({"other"}, (vague.other_day,)),
    ({"past", "future"}, (vague.past_or_future,)),
    ({"near", "short", "medium", "immediate"}, (vague.near_term,)),
    ({"later"}, (vague.later_date,)),
    ({"these", "this"}, (vague.these_days,)),
    ({"a", "some", "quite"}, (vague.some_time,)),
    ({"latest", "quarter"}, (reports.the_quarter,)),
    ({"latest"}, (reports.latest_year,)),
    ({"ad", "a"}, (years.year_behind_era,)),
    ({"year"}, (reports.year_ago, current_periods.year_end)),
    ({"full", "fiscal"}, (current_periods.full_year,)),
    ({"recent", "coming", "past", "last", "next", "previous"}, (durations.selected,)),
    ({"first", "final", "opening", "closing"}, (durations.hour_at_an_end,)),
    (holidays.FIRST_WORDS, (holidays.holiday,)),
    ({"last", "next", "this"}, (holidays.holiday_by,)),
    ({"same", "corresponding", "comparable", "similar", "identical"}, (reports.same_period,)),
    ({"year", "week", "month", "weekend"}, (current_periods.the_unit,)),
    ({"year", "quarter", "month", "week"}, (current_periods.to_date,)),
    ({"decade", "century"}, (current_periods.end_of_the_unit,)),
    ({"month"}, (dates.month_of,)),
    (sets.ADVERBS, (sets.adverb,)),
    (_LONG, (durations.unit_long,)),
    ((unit + "long" for unit in _LONG), (durations.unit_long,)),
    ({"week", "weekend"}, (_WEEK_OF,)),
    ({"week"}, (moments.numbered_week,)),
    ({"day"}, (weekdays.around_today, weekdays.of_the_day)),
    ({"day", "night", "week", "weekend", "month", "year"}, (weekdays.day_beside,)),
    ({"present", "moment"}, (vague.at_present,)),
    ({"every", "each"}, (sets.every,)),
    ({"every", "each"}, (holidays.every_holiday,)),
    ({"per"}, (sets.per_unit,)),
    ({"weekends", "weekdays"}, (sets.weekends,)),
    (ORDINALS.keys() | {"last"}, (sets.weekday_of_every_month,)),
    ({name + "s" for name in WEEKDAYS if len(name) > 4}, (sets.weekdays,)),
)


def _dispatch() -> dict[str, tuple[Matcher, ...]]:
    table: dict[str, tuple[Matcher, ...]] = {}
    for words, rules in _BY_FIRST_WORD:
        for word in words:
            table[word] = table.get(word, ()) + rules
    return table


_RULES = _dispatch()
_DIGITS: tuple[Matcher, ...] = (
    durations.duration, _HOUR, _FIRST_HOUR, _CLOCK, _SPOKEN, moments.moment,
    moments.iso_month, moments.month_and_year, moments.iso_week, holidays.called_by_day,
    _date_and_clock,
    dates.first_day,
    years.year_decade, years.year_alone, years.year_before_era, years.year_sharing_era,
    reports.year_period,
    quarters.quarter, quarters.short_quarter, years.century, holidays.nine_eleven,
    within.day_of_month, weekdays.counted_weekday,
)  # fmt: skip


_QUOTES = frozenset("'’‘")
_SIGNS = frozenset("0123456789") | _QUOTES
"""Signs that can begin an expression: "'98"."""


def matches(p: TimeTokens) -> Iterator[Match]:
    """Yield the longest expressions from left to right, without overlaps.

    Every rule checks a limited number of tokens, so the time is linear in the length of the text.
    """
    words = p.words[: p.count]
    openers = [i for i, word in enumerate(words) if word in _RULES or word[0] in _SIGNS]
    end = 0
    for i in openers:
        found = _longest(p, i) if i >= end else None
        if not found:
            continue
        yield found
        end = found.end
        for companion in _companions(p, found):
            yield companion
            end = companion.end


def _companions(p: TimeTokens, found: Match) -> Iterator[Match]:
    """Yield matches that depend on the one before: "25" and "26" in "April 24, 25 and 26"."""
    if found.rule == "month day" and (month := MONTHS.get(p.words[found.start])):
        end = found.end
        while day := dates.second_day(p, end, month):
            yield day
            end = day.end
    elif found.rule in {"year", "fiscal year"} and (year := p.number(found.end - 1)):
        second = years.second_year(p, found.end, year)
        if second:
            yield second


def _longest(p: TimeTokens, i: int) -> Match | None:
    word = p.words[i]
    if word in _QUOTES:
        digits = p.words[i + 1][:1].isdigit()
        return (years.year_decade(p, i + 1) or years.year_alone(p, i)) if digits else None
    rules = _RULES.get(word, _DIGITS)
    if rules is _DIGITS and p.glued(i) and p.words[i - 1].isalpha():
        return None
    best: Match | None = None
    for rule in rules:
        found = rule(p, i)
        if found and (best is None or found.end > best.end):
            best = found
    return years.in_a_year_before_christ(p, within.placed_in(p, best)) if best else None
