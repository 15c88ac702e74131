"""Amounts of time: "three years", "two-week", "half an hour", "recent months"."""

from __future__ import annotations

from store.extract.times import periods
from store.extract.times.grammar.counted import counted_point
from store.extract.times.grammar.numbers import Number, number_at
from store.extract.times.meaning import Context, Match, Meaning, Resolve, constant
from store.extract.times.pieces import Pieces
from store.extract.times.words import PLURAL_UNITS, SCALES, SYMBOLS, UNITS, Unit

_BETWEEN = frozenset(
    "trading business working calendar consecutive straight full more additional extra long "
    "short whole".split()
)
"""What may stand between a number and its unit."""
_NEVER_SINGLE = frozenset({"second", "night", "weekend"})
_COUNTED = frozenset("cents pence percent % times dollars pounds euros hours".split())
_NOT_ALONE = frozenset({"seconds", "nights", "weekends", "quarters"})
_LARGER: dict[Unit, tuple[int, Unit]] = {
    "quarter": (3, "month"), "fortnight": (2, "week"), "decade": (10, "year"),
    "century": (100, "year"), "millennium": (1000, "year"),
}  # fmt: skip
"""Units that ISO 8601 has no letter for are written in smaller ones."""
_HALVES: dict[Unit, tuple[int, Unit]] = {
    "minute": (30, "second"), "hour": (30, "minute"), "day": (12, "hour"), "year": (6, "month"),
    "decade": (5, "year"), "century": (50, "year"),
}  # fmt: skip


def in_iso_units(amount: str, unit: Unit) -> tuple[str, Unit]:
    """The same amount in a unit that ISO 8601 has: half a century is 50 years."""
    if amount == "0.5" and unit in _HALVES:
        count, unit = _HALVES[unit]
        return str(count), unit
    if unit in _LARGER:
        times, unit = _LARGER[unit]
        return (f"{float(amount) * times:g}" if amount != "X" else "X"), unit
    return amount, unit


def duration_value(amount: str, unit: Unit) -> str:
    """How TIMEX3 writes an amount: "3" and "year" give `P3Y`, "X" and "hour" `PTXH`."""
    amount, unit = in_iso_units(amount, unit)
    prefix, letter = SYMBOLS[unit]
    if amount.endswith(".5") and unit in _HALVES:
        half, smaller = _HALVES[unit]
        _, last = SYMBOLS[smaller]
        between = "T" if unit == "day" else ""
        return f"P{prefix}{amount.removesuffix('.5')}{letter}{between}{half}{last}"
    return f"P{prefix}{amount}{letter}"


def amount_at(p: Pieces, i: int) -> tuple[Number, Unit, int] | None:
    """A number with its unit, and where the unit ends: "three years", "30-day", "two more
    weeks"."""
    said = number_at(p, i)
    if not said:
        return None
    at = _second_amount(p, said.end)
    if p.words[at] == "-":
        if (said.text == "1" and p.words[i] in {"a", "an"}) or p.words[at + 1].startswith(
            "quarter"
        ):
            return None
        at += 1
    at += p.words[at] in _BETWEEN
    unit = UNITS.get(p.words[at])
    if unit is None or p.words[at] in {"sec", "min"} or _is_year_before(p, i, at):
        return None
    return said, unit, at + 1


def _is_year_before(p: Pieces, i: int, unit: int) -> bool:
    """Whether the number is a year: "the 1988 quarter"."""
    return len(p.words[i]) == 4 and p.words[i].isdigit() and p.words[unit] not in PLURAL_UNITS


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
    if p.words[i] in {"a", "an"} and number.text == "1" and _no_single(p, unit, end):
        return None
    if _is_age(p, end, unit) or (p.words[i - 1] == "as" and number.text == "X"):
        return None
    if p.words[i] == "some" and p.words[end - 1] not in PLURAL_UNITS:
        return None
    if further := _and_more(p, number, unit, end):
        if unit == "year" and "." not in number.text and p.words[further[0]] == "ago":
            months = str(12 * int(number.text) + 6)
            return counted_point(p, i, months, "month", further[0], unit)
        return Match(i, further[0], "DURATION", "compound amount", constant(further[1]))
    amount, counted = in_iso_units(number.text, unit)
    if unit == "quarter":
        amount, counted = number.text, unit
    return (
        counted_point(p, i, amount, counted, end, unit)
        or _rate(p, i, end, duration_value(number.text, unit))
        or _amount(p, i, end, duration_value(number.text, unit), (amount, counted))
    )


def _and_more(p: Pieces, first: Number, unit: Unit, end: int) -> tuple[int, str] | None:
    """The end and value of "two hours and 30 minutes", where a smaller unit follows, and of
    "a year and a half"."""
    if p.words[end : end + 3] == ["and", "a", "half"] and first.text.isdigit():
        return end + 3, duration_value(f"{first.text}.5", unit)
    more = amount_at(p, end + 1) if p.words[end] in {"and", ","} else None
    if not more or not first.text.isdigit() or not more[0].text.isdigit():
        return None
    smaller = {"year": "month", "hour": "minute", "minute": "second", "week": "day"}.get(unit)
    if more[1] != smaller:
        return None
    (prefix, letter), (_, last) = SYMBOLS[unit], SYMBOLS[more[1]]
    return more[2], f"P{prefix}{first.text}{letter}{more[0].text}{last}"


def _no_single(p: Pieces, unit: Unit, end: int) -> bool:
    """ "a second" is rarely a time, and the unit of "a week-long trip" not the whole."""
    return unit in _NEVER_SINGLE or (p.words[end] == "-" and p.glued(end))


def _is_age(p: Pieces, end: int, unit: Unit) -> bool:
    """ "44-year-old", "55 years old": how old somebody is, which is no time of the news."""
    at = end + (p.words[end] == "-")
    return unit == "year" and p.words[at] in {"old", "olds"}


def _rate(p: Pieces, i: int, end: int, value: str) -> Match | None:
    """ "a year" behind what is counted ("$2 million a year"), "24 hours a day"."""
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


def _amount(p: Pieces, i: int, end: int, value: str, counted: tuple[str, Unit]) -> Match:
    if p.words[end] == "-" and p.words[end + 1] in {"old", "long"}:
        end += 2
    hyphen = "-" in p.words[i:end]
    if hyphen and p.words[end] in {"period", "span", "stretch"}:
        hyphen, end = False, end + 1
    nominal = p.words[i] not in {"a", "an"} and not hyphen
    resolve = constant(value)
    if p.words[i - 1] == "in" and counted[0].isdigit() and counted[1] not in _SMALL:
        resolve = _ahead(value, *counted)
    return Match(i, end, "DURATION", "amount", resolve, nominal=nominal)


_SMALL = frozenset({"second", "minute", "hour"})


def _ahead(value: str, amount: str, unit: Unit) -> Resolve:
    """ "will meet in two weeks": an amount, and the days that lie so far ahead."""

    def resolve(ctx: Context) -> Meaning:
        if ctx.direction != "future" or ctx.published is None:
            return Meaning(value)
        there = periods.moved(unit, ctx.published, int(amount))
        return Meaning(value, there.start, there.end, there.precision, "published")

    return resolve


def selected(p: Pieces, i: int) -> Match | None:
    """ "recent years", "coming weeks", "past months"."""
    unit = UNITS.get(p.words[i + 1])
    if unit is None or p.words[i + 1] not in PLURAL_UNITS:
        return None
    value = duration_value("X", unit)
    return Match(i, i + 2, "DURATION", "vague amount", constant(value), nominal=True)


def units_alone(p: Pieces, i: int) -> Match | None:
    """A plural unit without a number: "weeks", "years"; with "ago" a point."""
    before, unit = p.words[i - 1] if i else "", UNITS[p.words[i]]
    if found := counted_point(p, i, "X", unit, i + 1, unit):
        return found
    if p.words[i] in _NOT_ALONE or before == "on" or p.words[i + 1] in {"old", "when"}:
        return None
    if before.isdigit() or (p.words[i] in {"hours", "minutes"} and p.words[i + 1] == "of"):
        return None
    value = duration_value("X", unit)
    return Match(i, i + 1, "DURATION", "unit alone", constant(value), nominal=True)


def unit_long(p: Pieces, i: int) -> Match | None:
    """ "year-long", "day-long", "weeklong"."""
    word = p.words[i].removesuffix("long")
    unit = UNITS.get(word)
    if unit is None or word in PLURAL_UNITS:
        return None
    end = i + 1
    if word == p.words[i]:
        if p.words[end] != "-" or p.words[end + 1] != "long":
            return None
        end += 2
    return Match(i, end, "DURATION", "unit long", constant(duration_value("1", unit)))
