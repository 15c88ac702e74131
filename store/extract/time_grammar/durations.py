"""Amounts of time and counted points: "three years", "ten days ago"."""

from __future__ import annotations

from store.extract.rules import rule
from store.extract.time_grammar import periods
from store.extract.time_grammar.amounts import amount_at, and_more, duration_value, in_iso_units
from store.extract.time_grammar.dates import year_at
from store.extract.time_grammar.meaning import Context, Match, Meaning, Resolve, calendar, constant
from store.extract.time_grammar.modifiers import takes_time
from store.extract.time_grammar.numbers import Number
from store.extract.time_grammar.relative import open_value
from store.extract.time_grammar.reports import a_year_back
from store.extract.time_grammar.tokens import (
    APOSTROPHES,
    NOTHING_BEHIND,
    PLURAL_UNITS,
    SCALES,
    SYMBOLS,
    UNITS,
    WITHIN_A_DAY,
    TimeTokens,
    Unit,
)

# Counted points in time: "ten days ago", "a week later", "two years earlier".

_WAYS = {"ago": -1, "earlier": -1, "previously": -1, "later": 1, "hence": 1}
COUNTED_BY = frozenset({*_WAYS, "before", "after", "from"})
"""Words that may follow an amount counted from a point."""
_FROM_NOW = frozenset({"ago", "hence"})
"""Words that count from the article's day; the others count from the current time in the text."""


@rule("times.counted_point")
def counted_point(
    p: TimeTokens, i: int, amount: str, unit: Unit, end: int, said: Unit
) -> Match | None:
    """Match the point given by an amount and the word after it.

    `unit` is the unit of the count, and `said` the unit in the text.
    """
    end += 2 * (p.words[end : end + 2] == ["or", "so"])
    word, stop = p.words[end], end + 1
    if p.words[end : end + 2] == ["from", "now"]:
        word, stop = "hence", end + 2
    if word == "before" and p.words[stop] in NOTHING_BEHIND:
        word = "earlier"
    if word not in _WAYS:
        return None
    if word == "ago" and amount.isdigit() and (found := to_the_day(p, i, amount, unit, stop)):
        return found
    resolve = _point(amount, unit, _WAYS[word], word in _FROM_NOW)
    return Match(i, stop, "DATE", f"{said} {word}", resolve)


@rule("times.to_the_day")
def to_the_day(p: TimeTokens, i: int, amount: str, unit: Unit, at: int) -> Match | None:
    """Match "ten years ago today", "60 years ago this month": exact to the day, week or month."""
    finer = {"week": "week", "month": "month"}.get(p.words[at + 1])
    end = at + 2
    if p.words[at] == "today":
        finer, end = "day", at + 1
    elif p.words[at] != "this" or finer is None:
        return None
    if unit in WITHIN_A_DAY or finer is None:
        return None

    def resolve(ctx: Context) -> Meaning:
        there = periods.shifted(unit, ctx.today(), -int(amount))
        return calendar(periods.moved(finer, there, 0), "published")

    return Match(i, end, "DATE", f"{unit} ago today", resolve)


def _point(amount: str, unit: Unit, way: int, from_now: bool) -> Resolve:
    def resolve(ctx: Context) -> Meaning:
        if not amount.isdigit() or unit in WITHIN_A_DAY:
            return _vague(amount, unit, way, from_now)
        if amount == "1" and unit == "year" and way < 0 and ctx.quarter and not ctx.longer:
            return a_year_back(ctx)
        of, basis = ctx.reference(unit, open_value(unit))
        if from_now:
            of, basis = ctx.today(open_value(unit)), "published"
        ahead = from_now or basis == "text" or ctx.direction == "future"
        if way > 0 and not ahead:
            return _vague(amount, unit, way, from_now)
        try:
            return calendar(periods.moved(unit, of, way * int(amount)), basis)
        except (ValueError, OverflowError):
            return _vague(amount, unit, way, from_now)

    return resolve


def _vague(amount: str, unit: Unit, way: int, from_now: bool) -> Meaning:
    """Return the meaning if the count or its start is unknown.

    It is `PAST_REF` when counted from now, otherwise only the amount.
    """
    if from_now:
        return Meaning("PAST_REF" if way < 0 else "FUTURE_REF")
    prefix, letter = SYMBOLS[unit]
    return Meaning(f"P{prefix}{amount}{letter}", type="DURATION")


# Amounts of time: "three years", "two-week", "half an hour", "recent months".

_NEVER_SINGLE = frozenset({"second", "night", "weekend"})
_COUNTED = frozenset("cents pence percent % times dollars pounds euros hours".split())
_NOT_ALONE = frozenset({"seconds", "nights", "weekends", "quarters"})


@rule("times.duration")
def duration(p: TimeTokens, i: int) -> Match | None:
    """Match an amount of time, or a point in time if "ago" or the like follows."""
    said = amount_at(p, i)
    if not said:
        return None
    number, unit, end = said
    if p.words[i] in {"a", "an"} and number.text == "1" and _no_single(p, unit, end):
        return None
    if _is_age(p, i, end, unit) or (p.words[i - 1] == "as" and number.text == "X"):
        return None
    if unit == "quarter" and _is_share(p, i, number, end):
        return None
    if p.words[i] == "some" and p.words[end - 1] not in PLURAL_UNITS:
        return None
    if further := and_more(p, number, unit, end):
        if unit == "year" and "." not in number.text and p.words[further[0]] in COUNTED_BY:
            months = str(12 * int(number.text) + 6)
            point = counted_point(p, i, months, "month", further[0], unit)
            if point:
                return point
        end = further[0] + (p.words[further[0]] in {"later", "earlier"})
        return Match(i, end, "DURATION", "compound amount", constant(further[1]))
    amount, counted = in_iso_units(number.text, unit)
    return (
        counted_point(p, i, amount, counted, end, unit)
        or rate(p, i, end, duration_value(number.text, unit))
        or _amount(p, i, end, duration_value(number.text, unit), (amount, counted))
    )


def _no_single(p: TimeTokens, unit: Unit, end: int) -> bool:
    """Whether "a" with this unit is not a time: "a second", or "a week" in "a week-long trip"."""
    return unit in _NEVER_SINGLE or (p.words[end] == "-" and p.glued(end))


def _is_age(p: TimeTokens, i: int, end: int, unit: Unit) -> bool:
    """Whether it is a person's age, which is not a time: "44-year-old", "aged 18 months".

    The age of a strike ("months old") is a time.
    """
    if p.words[i - 1] == "aged":
        return True
    at = end + (p.words[end] == "-")
    if p.words[at] not in {"old", "olds"}:
        return False
    return unit == "year" or p.words[at + 1] in _YOUNG


_YOUNG = frozenset(
    "baby babies infant infants son sons daughter daughters boy boys girl girls child children "
    "twin twins toddler puppy puppies kitten kittens calf cub cubs".split()
)


_BEFORE_A_QUARTER = frozenset({"in", "for", "within", "every", "each", "last", "next"})


def _is_share(p: TimeTokens, i: int, number: Number, end: int) -> bool:
    """Whether it is a fraction: "a quarter of the voters", "three quarters said no"."""
    if number.text not in {"1", "3"}:
        return False
    if p.words[end] in COUNTED_BY or p.words[i - 1] in _BEFORE_A_QUARTER:
        return False
    return p.words[end - 1] == "quarter" or p.words[end] == "of"


@rule("times.rate")
def rate(p: TimeTokens, i: int, end: int, value: str) -> Match | None:
    """Match a unit after what is counted: "$2 million a year", "24 hours a day"."""
    before = p.words[i - 1] if i else ""
    if p.words[i] in {"a", "an"} and (
        before[:1].isdigit() or before in SCALES or before in _COUNTED
    ):
        return Match(i, end, "SET", "rate", constant(value))
    if p.words[i] in {"a", "an"} and before in {"once", "twice", "thrice"}:
        return Match(i - 1, end, "SET", "rate", constant(value))
    if p.words[end] in {"a", "per"} and p.words[end + 1] in UNITS:
        return Match(i, end + 2, "SET", "share of a unit", constant(value))
    return None


def _amount(p: TimeTokens, i: int, end: int, value: str, counted: tuple[str, Unit]) -> Match:
    if p.words[end] == "-" and p.words[end + 1] in {"old", "long"}:
        end += 2
    hyphen = "-" in p.words[i:end]
    if hyphen and p.words[end] in {"period", "span", "stretch"}:
        hyphen, end = False, end + 1
    nominal = p.words[i] not in {"a", "an"} and not hyphen
    resolve = constant(value)
    if p.words[i - 1] == "in" and counted[0].isdigit() and counted[1] not in WITHIN_A_DAY:
        in_time = p.words[end] in APOSTROPHES and p.words[end + 1] == "time"
        resolve = _ahead(value, *counted, in_time)
    return Match(i, end, "DURATION", "amount", resolve, nominal=nominal)


def _ahead(value: str, amount: str, unit: Unit, in_time: bool) -> Resolve:
    """Resolve "will meet in two weeks", "in two weeks' time": an amount, and its days."""

    def resolve(ctx: Context) -> Meaning:
        if ctx.published is None or not (in_time or ctx.direction in {"future", None}):
            return Meaning(value)
        there = periods.moved(unit, ctx.published, int(amount))
        return Meaning(value, there.start, there.end, there.precision, "published")

    return resolve


@rule("times.selected")
def selected(p: TimeTokens, i: int) -> Match | None:
    """Match "recent years", "coming weeks", "past months"."""
    unit = UNITS.get(p.words[i + 1])
    if unit is None or p.words[i + 1] not in PLURAL_UNITS or takes_time(p, i):
        return None
    value = duration_value("X", unit)
    return Match(i, i + 2, "DURATION", "vague amount", constant(value), nominal=True)


@rule("times.hour_at_an_end")
def hour_at_an_end(p: TimeTokens, i: int) -> Match | None:
    """Match "the first hour", "the final hour"."""
    if p.words[i + 1] != "hour" or p.words[i - 1] not in {"the", "its", "their"}:
        return None
    return Match(i, i + 2, "DURATION", "hour at an end", constant("PT1H"), nominal=True)


@rule("times.units_alone")
def units_alone(p: TimeTokens, i: int) -> Match | None:
    """Match a plural unit without a number: "weeks", "years"; a point if "ago" follows."""
    before, unit = p.words[i - 1] if i else "", UNITS[p.words[i]]
    if found := counted_point(p, i, "X", unit, i + 1, unit):
        return found
    if p.words[i] in _NOT_ALONE or before in {"on", "both"} or p.words[i + 1] in {"old", "when"}:
        return None
    if (before == "-" and p.glued(i)) or p.words[i - 2 : i] == ["as", "many"]:
        return None
    if before in UNITS and p.words[i - 2] == "-":
        return None
    if before.isdigit() or _are_counted_out(p, i) or (p.words[i] == "years" and year_at(p, i + 1)):
        return None
    if p.words[i + 1] == "apart" or p.words[i - 2 : i] == ["matter", "of"]:
        return None
    value = duration_value("X", unit)
    end = i + 1
    if before == "the":
        end += (p.words[end] == "ahead") + 2 * (p.words[end : end + 2] == ["to", "come"])
    return Match(i, end, "DURATION", "unit alone", constant(value), nominal=True)


def _are_counted_out(p: TimeTokens, i: int) -> bool:
    """Whether it is an amount of something: "hours of talks", not "within hours of the attack"."""
    if p.words[i] not in {"hours", "minutes"} or p.words[i - 1] == "within":
        return False
    return p.words[i + 1] == "of"


@rule("times.unit_long")
def unit_long(p: TimeTokens, i: int) -> Match | None:
    """Match "year-long", "day-long", "weeklong", "years-long"."""
    word = p.words[i].removesuffix("long")
    unit = UNITS.get(word)
    if unit is None:
        return None
    end = i + 1
    if word == p.words[i]:
        if p.words[end] != "-" or p.words[end + 1] != "long":
            return None
        end += 2
    amount = "X" if word in PLURAL_UNITS else "1"
    return Match(i, end, "DURATION", "unit long", constant(duration_value(amount, unit)))
