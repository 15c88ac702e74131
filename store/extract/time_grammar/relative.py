"""Periods relative to another time: "last week", "next June", "this fall", "the past year"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from store.extract.rules import rule
from store.extract.time_grammar import periods
from store.extract.time_grammar.clock import with_clock
from store.extract.time_grammar.current_periods import this_weekend
from store.extract.time_grammar.dates import day_month, month_day, month_name_at, on_weekday
from store.extract.time_grammar.day_parts import day_part_now, with_part
from store.extract.time_grammar.meaning import (
    Context,
    Direction,
    Match,
    Meaning,
    Resolve,
    Unresolved,
    calendar,
    constant,
)
from store.extract.time_grammar.numbers import ordinal_at
from store.extract.time_grammar.reports import reported_quarter
from store.extract.time_grammar.tokens import PLURAL_UNITS, SEASONS, UNITS, TimeTokens
from store.extract.time_grammar.weekdays import weekday_name_at

STEPS = {
    "last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "upcoming": 1, "this": 0,
    "current": 0, "same": 0, "that": 0, "following": 1, "preceding": -1, "prior": -1,
}  # fmt: skip
_ENGAGED = frozenset({"in", "as", "at", "of", "with"})
"""Words behind the last year of what somebody did: "her last year as mayor"."""
_WHOSE = frozenset("my your his her its our their".split())
_FROM_THE_TEXT = frozenset({"that", "same", "following", "preceding", "previous", "prior"})
"""Words that count from the current time in the text, not from the article's day."""


@rule("times.relative")
def relative(p: TimeTokens, i: int) -> Match | None:
    """Match one of `STEPS` with a unit, a weekday, a month, a season or a part of the day."""
    which = p.words[i]
    if is_last_of_its_kind(p, i):
        return None
    if which == "this" and p.words[i + 1] in {"coming", "past"}:
        return _widened(relative(p, i + 1), i)
    if which in {"last", "this", "next"}:
        found = (
            relative_date(p, i)
            or with_clock(p, with_part(p, relative_weekday(p, i)))
            or relative_month(p, i)
        )
        if found:
            return found
    if which in {"past", "coming", "previous", "following"} and (found := relative_weekday(p, i)):
        return found
    if which in _FROM_THE_TEXT and _is_adjective(p, i) and (found := relative_month(p, i)):
        return found
    if which not in {"past", "coming", "current"} and (found := day_part_now(p, i)):
        return found
    return relative_season(p, i) or relative_unit(p, i)


@rule("times.last_of_its_kind")
def is_last_of_its_kind(p: TimeTokens, i: int) -> bool:
    """Whether it is the last one of somebody: "in 2008, his last year in office".

    In "the union endorsed her last summer" nobody has it.
    """
    unit = p.words[i + 1] in UNITS or p.words[i + 1] in SEASONS
    if p.words[i] != "last" or not unit or p.words[i - 1] not in _WHOSE:
        return False
    return p.words[i - 1] != "her" or p.words[i + 2] in _ENGAGED


def _widened(match: Match | None, start: int) -> Match | None:
    if match:
        match.start = start
        match.nominal = False
    return match


@rule("times.relative_date")
def relative_date(p: TimeTokens, i: int) -> Match | None:
    """Match "last Oct. 23", "next May 1": the one before or after the article's day."""
    found = month_day(p, i + 1)
    return found and Match(i, found.end, "DATE", found.rule, _on_side(found, p.words[i]))


def _on_side(dated: Match, which: str) -> Resolve:
    """Resolve a date on the side that "last" or "next" points to."""
    side: dict[str, Direction] = {"last": "past", "next": "future"}
    if which not in side:
        return dated.resolve
    return lambda ctx: dated.resolve(replace(ctx, direction=side[which], firm=True))


@rule("times.relative_unit")
def relative_unit(p: TimeTokens, i: int) -> Match | None:
    """Match "last month", "next fiscal year", "the same day"."""
    which, at = p.words[i], i + 1
    at += p.words[at] in {"calendar", "fiscal", "financial", "academic", "school"}
    unit = UNITS.get(p.words[at])
    if unit == "hour" and p.words[i] in {"last", "past", "next"} and p.words[at] == "hour":
        return Match(i, at + 1, "DURATION", f"{which} hour", constant("PT1H"), nominal=True)
    if unit is None or p.words[at] in PLURAL_UNITS or unit in {"second", "minute", "hour"}:
        return None
    if p.words[at + 1] == "-" and p.glued(at + 1) and p.words[at + 2] in {"old", "long"}:
        return None
    step = STEPS[which]
    if unit == "year" and (found := quarter_of_a_year(p, i, at + 1, step)):
        return found
    if which in _FROM_THE_TEXT or (which, unit) == ("next", "day"):
        return Match(i, at + 1, "DATE", f"{which} {unit}", _from_text(unit, step), nominal=True)
    if unit in {"decade", "century"} and (which == "past" or p.words[i - 1] == "the"):
        amount = constant("P10Y" if unit == "decade" else "P100Y")
        return Match(i, at + 1, "DURATION", f"{which} {unit}", amount, nominal=True)
    if unit == "day" and which in {"last", "past", "coming"}:
        return None
    rolling = which in {"past", "coming"} or _lasts(p, i)
    rolling = rolling and unit in {"week", "month", "quarter", "year"}
    resolve = _up_to_today(unit, step) if rolling else _from_today(unit, step)
    resolve = this_weekend if (which, unit) == ("this", "weekend") else resolve
    if (which, unit) in _WEEKS and not rolling:
        resolve = _week(step)
    return Match(i, at + 1, "DATE", f"{which} {unit}", resolve, nominal=True)


def _lasts(p: TimeTokens, i: int) -> bool:
    """Whether it counts from now: "over the next week", "the last year", not "last year"."""
    if p.words[i - 1] != "the" or p.words[i] not in {"next", "last"}:
        return False
    is_last = p.words[i] == "last" and p.words[i + 1] in {"week", "month", "year"}
    return p.words[i - 2] in _DURING or (is_last and p.words[i + 2] != "of")


_SUNDAY = 7
_WEEKS = frozenset({("last", "week"), ("this", "week")})
_DURING = frozenset({"over", "during", "within", "for", "throughout"})


@rule("times.quarter_of_a_year")
def quarter_of_a_year(p: TimeTokens, i: int, end: int, step: int) -> Match | None:
    """Match "next year's first quarter", "last year's quarter"."""
    if not p.possessive(end):
        return None
    said = ordinal_at(p, end + 2)
    at = said.end + (p.words[said.end] == "-") if said else end + 2
    if p.words[at] != "quarter":
        return None

    def resolve(ctx: Context) -> Meaning:
        year = ctx.today().year + step
        number = int(said.text) if said else (reported_quarter(ctx).start.month + 2) // 3
        return calendar(periods.quarter(year, number), "published")

    return Match(i, at + 1, "DATE", "year's quarter", resolve, nominal=True)


def _from_today(unit: str, step: int) -> Resolve:
    def resolve(ctx: Context) -> Meaning:
        return calendar(periods.moved(unit, ctx.today(open_value(unit)), step), "published")

    return resolve


def _week(step: int) -> Resolve:
    """Resolve "last week" and "this week"."""

    def resolve(ctx: Context) -> Meaning:
        today = ctx.today(open_value("week"))
        return calendar(periods.moved("week", today, step + bool(_is_over(ctx, step))), "published")

    return resolve


@rule("times.week_just_over")
def _is_over(ctx: Context, step: int) -> bool:
    """Whether the week is over, because it is Sunday: "last week" is then the one that ends today,
    and "will meet this week" is of the next."""
    sunday = ctx.today(open_value("week")).isoweekday() == _SUNDAY
    return sunday and (step < 0 or ctx.direction == "future")


def _up_to_today(unit: str, step: int) -> Resolve:
    """Resolve "the past year", "the coming month": that long before or after the article's day.

    The TIMEX3 value is that of the last year or of the next month.
    """

    def resolve(ctx: Context) -> Meaning:
        today = ctx.today(open_value(unit))
        first, last = sorted((today, periods.shifted(unit, today, step)))
        return Meaning(periods.moved(unit, today, step).value, first, last, "day", "published")

    return resolve


def _from_text(unit: str, step: int) -> Resolve:
    def resolve(ctx: Context) -> Meaning:
        of, basis = ctx.reference(unit, open_value(unit))
        if step > 0 and basis == "published" and ctx.direction == "past":
            raise Unresolved(open_value(unit))
        return calendar(periods.moved(unit, of, step), basis)

    return resolve


def open_value(unit: str) -> str:
    """Return the TIMEX3 value of a period of this unit if nothing more is known."""
    spelling = {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX", "quarter": "XXXX-QX"}
    return spelling.get(unit, "XXXX")


@rule("times.relative_weekday")
def relative_weekday(p: TimeTokens, i: int) -> Match | None:
    """Match "last Friday", and "next Friday, March 8", in which the date decides."""
    found = weekday_by(p, i)
    name = weekday_name_at(p, i + 1)
    if not found or not name:
        return None
    at = found.end + (p.words[found.end] == ",")
    dated = month_day(p, at) or day_month(p, at)
    if not dated:
        return found
    resolve = on_weekday(dated, name[0])
    return Match(i, dated.end, "DATE", f"{found.rule} {dated.rule}", resolve)


@rule("times.weekday_by")
def weekday_by(p: TimeTokens, i: int) -> Match | None:
    """Match "last Friday", "next Monday": the one before or after the article's day."""
    name = weekday_name_at(p, i + 1)
    if not name or (p.words[i] == "following" and not _is_adjective(p, i)):
        return None
    return Match(i, name[1], "DATE", f"{p.words[i]} weekday", _weekday_by(p.words[i], name[0]))


def _is_adjective(p: TimeTokens, i: int) -> bool:
    """Whether it is an adjective: "the following Monday", not "following Monday's debate"."""
    return p.words[i] == "that" or p.words[i - 1] in {"the", "every", "each", "on"}


def _weekday_by(which: str, number: int) -> Resolve:
    def resolve(ctx: Context) -> Meaning:
        today, basis = ctx.reference("day", f"XXXX-WXX-{number}")
        if which not in _FROM_THE_TEXT:
            today, basis = ctx.today(f"XXXX-WXX-{number}"), "published"
        if STEPS[which] < 0:
            return calendar(periods.day(_back(today, number)), basis)
        if STEPS[which] > 0:
            return calendar(periods.day(_ahead(today, number)), basis)
        if ctx.direction == "past" and today.isoweekday() != number:
            return calendar(periods.day(_back(today, number)), "published")
        forward = (number - today.isoweekday()) % 7
        return calendar(periods.day(today + timedelta(days=forward)), "published")

    return resolve


def _back(today: date, number: int) -> date:
    """Return the last such weekday before today."""
    return today - timedelta(days=(today.isoweekday() - number - 1) % 7 + 1)


def _ahead(today: date, number: int) -> date:
    """Return the first such weekday after today."""
    return today + timedelta(days=(number - today.isoweekday() - 1) % 7 + 1)


@rule("times.relative_month")
def relative_month(p: TimeTokens, i: int) -> Match | None:
    """Match "last December", "next May", "that June"."""
    name = month_name_at(p, i + 1)
    if not name:
        return None
    which = p.words[i]
    resolve = _month_by(which, name[0])
    nominal = which in _FROM_THE_TEXT and which != "that"
    return Match(i, name[1], "DATE", f"{which} month name", resolve, nominal=nominal)


def _month_by(which: str, number: int) -> Resolve:
    def resolve(ctx: Context) -> Meaning:
        if which in _FROM_THE_TEXT and (told := ctx.story or next(iter(ctx.told), None)):
            return calendar(_month_beside(told, number, STEPS[which]), "text")
        today = ctx.today(f"XXXX-{number:02}")
        shift = 0
        if which == "last" and number >= today.month - 1:
            shift = -1  # "last May" is no word of June for the month before
        if which == "next" and number <= today.month:
            shift = 1
        return calendar(periods.month(today.year + shift, number), "published")

    return resolve


def _month_beside(told: periods.Period, number: int, step: int) -> periods.Period:
    """Return the first such month after a time, the last one before it, or that of its year."""
    if step > 0:
        ahead = periods.add_months(told.end.replace(day=1), 1)
        return periods.month(ahead.year + (number < ahead.month), number)
    if step < 0:
        return periods.month(told.start.year - (number >= told.start.month), number)
    return periods.month(told.start.year, number)


@rule("times.relative_season")
def relative_season(p: TimeTokens, i: int) -> Match | None:
    """Match "last summer", "this winter"."""
    code = SEASONS.get(p.words[i + 1])
    if not code:
        return None
    return Match(i, i + 2, "DATE", f"{p.words[i]} season", _season_by(p.words[i], code))


def _season_by(which: str, code: str) -> Resolve:
    def resolve(ctx: Context) -> Meaning:
        today, basis = ctx.reference("season", f"XXXX-{code}")
        if which not in _FROM_THE_TEXT:
            today, basis = ctx.today(f"XXXX-{code}"), "published"
        this = periods.season(today.year, code)
        step = STEPS[which]
        if step < 0 and this.end >= today:
            this = periods.season(today.year - 1, code)
        if step > 0 and this.start <= today:
            this = periods.season(today.year + 1, code)
        return calendar(this, basis)

    return resolve


# Units with "the" alone, resolved to the current one: "the year", "the weekend".
