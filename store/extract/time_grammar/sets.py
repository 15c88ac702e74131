"""Recurring times: "daily", "every day", "each July", "a year" after a price."""

from __future__ import annotations

from store.extract.rules import rule
from store.extract.time_grammar.amounts import duration_value
from store.extract.time_grammar.dates import month_name_at
from store.extract.time_grammar.meaning import Match, constant
from store.extract.time_grammar.numbers import Number, number_at, ordinal_at
from store.extract.time_grammar.tokens import (
    DAY_PARTS,
    PLURAL_UNITS,
    SEASONS,
    UNITS,
    WEEKDAYS,
    TimeTokens,
)
from store.extract.time_grammar.weekdays import weekday_name_at

ADVERBS = {
    "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "biweekly": "P2W", "monthly": "P1M",
    "fortnightly": "P2W", "yearly": "P1Y", "annually": "P1Y", "hourly": "PT1H",
}  # fmt: skip


@rule("times.adverb")
def adverb(p: TimeTokens, i: int) -> Match | None:
    """Match an adverb of frequency, but not a newspaper: "Daily Mail", "the weekly Der Spiegel"."""
    if p.capital(i + 1) and p.raw(i + 1).istitle():
        return None
    if p.raw(i).istitle() and i and p.words[i - 1].isalpha() and p.capital(i - 1):
        return None
    return Match(i, i + 1, "SET", "how often", constant(ADVERBS[p.words[i]]))


@rule("times.every")
def every(p: TimeTokens, i: int) -> Match | None:
    """Match "every day", "each July", "every two weeks", "every Monday"."""
    at = i + 1
    number = _every_so_many(p, at)
    amount, at = (number.text, number.end) if number else ("1", at)
    at += p.words[at] == "other"
    if p.words[at - 1] == "other":
        amount = "2"
    part = DAY_PARTS.get(p.words[at])
    if part and amount == "1":
        return Match(i, at + 1, "SET", "every part", constant(f"XXXX-XX-XXT{part}"))
    unit = UNITS.get(p.words[at])
    if unit:
        return Match(i, at + 1, "SET", "every unit", constant(duration_value(amount, unit)))
    if name := weekday_name_at(p, at):
        if part := DAY_PARTS.get(p.words[name[1]]):
            value = f"XXXX-WXX-{name[0]}T{part}"
            return Match(i, name[1] + 1, "SET", "every weekday part", constant(value))
        return Match(i, name[1], "SET", "every weekday", constant(f"XXXX-WXX-{name[0]}"))
    if month := month_name_at(p, at):
        return Match(i, month[1], "SET", "every month", constant(f"XXXX-{month[0]:02}"))
    if code := SEASONS.get(p.words[at]):
        return Match(i, at + 1, "SET", "every season", constant(f"XXXX-{code}"))
    return None


def _every_so_many(p: TimeTokens, i: int) -> Number | None:
    """Return the number in "every two weeks", "every second Thursday"."""
    ordinal = ordinal_at(p, i)
    if ordinal and (p.words[ordinal.end] in UNITS or p.words[ordinal.end] in WEEKDAYS):
        return ordinal
    return number_at(p, i) if p.words[i] not in UNITS else None


_MEASURES = frozenset("barrel barrels gallons tons tonnes bushels".split())


@rule("times.per_unit")
def per_unit(p: TimeTokens, i: int) -> Match | None:
    """Match "per day" after what is counted, but not in a measure: "barrels per day"."""
    unit = UNITS.get(p.words[i + 1])
    if unit not in {"day", "week", "month", "year"} or p.words[i + 1] in PLURAL_UNITS:
        return None
    if p.words[i - 1] in _MEASURES:
        return None
    return Match(i, i + 2, "SET", "rate", constant(duration_value("1", unit)))


@rule("times.weekends")
def weekends(p: TimeTokens, i: int) -> Match | None:
    """Match "on weekends", "at weekends", "on weekdays"."""
    if p.words[i - 1] not in {"on", "at"}:
        return None
    days = "WE" if p.words[i] == "weekends" else "WD"
    return Match(i, i + 1, "SET", p.words[i], constant(f"XXXX-WXX-{days}"))


@rule("times.weekday_of_every_month")
def weekday_of_every_month(p: TimeTokens, i: int) -> Match | None:
    """Match "first Tuesday of every month"."""
    name = weekday_name_at(p, i + 1)
    if not name or p.words[name[1]] not in {"of", "in"} or p.words[name[1] + 1] not in _EACH:
        return None
    if p.words[name[1] + 2] not in {"month", "year"}:
        return None
    value = constant(f"XXXX-WXX-{name[0]}")
    return Match(i, name[1] + 3, "SET", "weekday of every month", value, nominal=True)


_EACH = frozenset({"every", "each"})


@rule("times.weekdays")
def weekdays(p: TimeTokens, i: int) -> Match | None:
    """Match "Mondays", "on Sundays"."""
    number = WEEKDAYS.get(p.words[i].removesuffix("s"))
    if not number:
        return None
    return Match(i, i + 1, "SET", "weekdays", constant(f"XXXX-WXX-{number}"))


_PARTS = {"mornings": "MO", "afternoons": "AF", "evenings": "EV", "nights": "NI"}


@rule("times.weekday_parts")
def weekday_parts(p: TimeTokens, i: int) -> Match | None:
    """Match "Monday nights"."""
    name = weekday_name_at(p, i)
    part = _PARTS.get(p.words[name[1]]) if name else None
    if not name or not part:
        return None
    return Match(i, name[1] + 1, "SET", "weekday parts", constant(f"XXXX-WXX-{name[0]}T{part}"))
