"""Amounts of time ("three years", "two-week") and points counted by them ("ten days ago")."""

from __future__ import annotations


from store.extract.times import periods
from store.extract.times.grammar.numbers import Number, number_at
from store.extract.times.grammar.relative import open_value
from store.extract.times.grammar.reports import a_year_back
from store.extract.times.meaning import Context, Match, Meaning, Resolve, calendar, constant
from store.extract.times.pieces import Pieces
from store.extract.times.words import PLURAL_UNITS, SCALES, SYMBOLS, UNITS, Unit

_DAY_WORDS = {
    "trading",
    "business",
    "working",
    "calendar",
    "consecutive",
    "straight",
    "full",
    "more",
}
_AGO = {"ago", "earlier", "before", "later", "hence", "after"}


def duration_value(amount: str, unit: Unit) -> str:
    """How TIMEX3 writes an amount: "3" and "year" give `P3Y`, "X" and "hour" `PTXH`."""
    prefix, letter = SYMBOLS[unit]
    if amount.isdigit():
        amount = str(_TIMES.get(unit, 1) * int(amount))
    return f"P{prefix}{amount}{letter}"


_TIMES: dict[Unit, int] = {"fortnight": 2, "decade": 10, "century": 100, "millennium": 1000}
"""Units that ISO 8601 has no letter for are written in smaller ones."""


def amount_at(p: Pieces, i: int) -> tuple[Number, Unit, int] | None:
    """A number with its unit, and where the unit ends: "three years", "30-day", "two more
    weeks"."""
    said = number_at(p, i)
    if not said:
        return None
    at = _second_amount(p, said.end)
    if (
        p.number(i)
        and len(p.words[i]) == 4
        and p.words[at] in UNITS
        and p.words[at] not in PLURAL_UNITS
    ):
        return None
    if p.words[at] == "-" and p.words[at + 1] in {"quarters", "quarter"}:
        return None
    at += p.words[at] == "-" and p.glued(at)
    at += p.words[at] in _DAY_WORDS
    unit = UNITS.get(p.words[at])
    if unit is None or p.words[at] in {"sec", "min"} or not p.words[at]:
        return None
    return said, unit, at + 1


def _second_amount(p: Pieces, i: int) -> int:
    """Past the upper end of "two to three weeks", "12 to 18 months"; the lower one counts."""
    if p.words[i] in {"to", "or", "-"}:
        upper = number_at(p, i + 1)
        if upper and p.words[upper.end] in PLURAL_UNITS and upper.text != "1":
            return upper.end
    return i


def duration(p: Pieces, i: int) -> Match | None:
    """An amount of time, or, with "ago" and the like behind it, a point in time."""
    said = amount_at(p, i)
    if not said:
        return None
    number, unit, end = said
    if p.words[i] in {"a", "an"} and number.text == "1":
        return _single(p, i, unit, end)
    return _counted(p, i, number, unit, end)


def _single(p: Pieces, i: int, unit: Unit, end: int) -> Match | None:
    """ "a year": a point with "ago", a rate behind a price, else an amount."""
    if p.words[end] == "-" and p.glued(end) or unit in _NEVER_SINGLE:
        return None
    return _counted(p, i, Number(i + 1, "1"), unit, end)


def _counted(p: Pieces, i: int, number: Number, unit: Unit, end: int) -> Match | None:
    if _is_age(p, end, unit):
        return None
    if p.words[end] in {"ago", "earlier", "later", "hence"}:
        way = -1 if p.words[end] in {"ago", "earlier"} else 1
        basis = "ago" if p.words[end] in {"ago", "hence"} else "text"
        return Match(
            i, end + 1, "DATE", f"{unit} {p.words[end]}", _point(number.text, unit, way, basis)
        )
    if p.words[end] == "-" and p.words[end + 1] in {"old", "long"}:
        end += 2
    value = duration_value(number.text, unit)
    if p.words[i] in {"a", "an"} and _is_rate(p, i):
        return Match(i, end, "SET", "rate", constant(value))
    if p.words[end] in {"a", "per"} and p.words[end + 1] in UNITS:
        return Match(i, end + 2, "SET", "share of a unit", constant(value))
    hyphen = "-" in p.words[i:end]
    if hyphen and p.words[end] in {"period", "span", "stretch"}:
        hyphen, end = False, end + 1
    nominal = p.words[i] not in {"a", "an"} and not hyphen
    return Match(i, end, "DURATION", "amount", constant(value), nominal=nominal)


def _is_rate(p: Pieces, i: int) -> bool:
    """ "a year" behind what is counted: "$2 million a year", "two meals a day"."""
    before = p.words[i - 1] if i else ""
    return before[:1].isdigit() or before in SCALES or before in _COUNTED


_NEVER_SINGLE = frozenset({"second", "night", "weekend"})


def _is_age(p: Pieces, end: int, unit: Unit) -> bool:
    """ "44-year-old", "55 years old": how old somebody is, which is no time of the news."""
    at = end + (p.words[end] == "-")
    return unit == "year" and p.words[at] in {"old", "olds"}


def _point(amount: str, unit: Unit, way: int, basis: str) -> Resolve:
    def resolve(ctx: Context) -> Meaning:
        if not amount.isdigit():
            if basis == "text":
                return Meaning(duration_value("X", unit), type="DURATION")
            return Meaning("PAST_REF" if way < 0 else "FUTURE_REF")
        if amount == "1" and unit == "year" and ctx.quarter is not None:
            return a_year_back(ctx)
        count = way * int(amount)
        if unit in {"second", "minute", "hour"}:
            return Meaning("PAST_REF" if way < 0 else "FUTURE_REF")
        today, on = ctx.reference(unit, open_value(unit))
        if basis == "ago":
            today, on = ctx.today(open_value(unit)), "published"
        if unit == "week" or unit == "fortnight":
            return calendar(periods.moved(unit, today, count), on)
        if unit == "decade":
            return calendar(periods.year(today.year + 10 * count), on)
        return calendar(periods.moved(unit, today, count), on)

    return resolve


def selected(p: Pieces, i: int) -> Match | None:
    """ "recent years", "coming weeks", "past months"."""
    unit = UNITS.get(p.words[i + 1])
    if unit is None or p.words[i + 1] not in PLURAL_UNITS:
        return None
    value = duration_value("X", unit)
    return Match(i, i + 2, "DURATION", "vague amount", constant(value), nominal=True)


def vague_duration(p: Pieces, i: int) -> Match | None:
    """A plural unit without a number: "weeks", "recent months", "years"."""
    before = p.words[i - 1] if i else ""
    if p.words[i] in _NOT_ALONE or before == "on" or p.words[i + 1] in {"old", "when"}:
        return None
    if before.isdigit() or p.words[i] in {"hours", "minutes"} and p.words[i + 1] == "of":
        return None
    unit = UNITS[p.words[i]]
    value = duration_value("X", unit)
    return Match(i, i + 1, "DURATION", "unit alone", constant(value), nominal=True)


_COUNTED = frozenset("cents pence percent % times dollars pounds euros hours once twice".split())
_NOT_ALONE = frozenset({"seconds", "nights", "weekends", "quarters"})
