"""Amounts of time in TIMEX3: "three years", "two more weeks", "half a century"."""

from __future__ import annotations

from store.extract.time_grammar.numbers import Number, number_at
from store.extract.time_grammar.tokens import PLURAL_UNITS, SYMBOLS, UNITS, TimeTokens, Unit

_BETWEEN = frozenset(
    "trading business working calendar consecutive straight full more additional extra long "
    "short whole single".split()
)
"""Words between a number and its unit."""
_LARGER: dict[Unit, tuple[int, Unit]] = {
    "fortnight": (2, "week"), "decade": (10, "year"), "century": (100, "year"),
    "millennium": (1000, "year"),
}  # fmt: skip
"""Units without a letter in TIMEX3, with the smaller unit that replaces them."""
_HALVES: dict[Unit, tuple[int, Unit]] = {
    "minute": (30, "second"), "hour": (30, "minute"), "day": (12, "hour"), "year": (6, "month"),
    "decade": (5, "year"), "century": (50, "year"),
}  # fmt: skip


_QUARTERS = {"0.25": "15", "0.75": "45"}
"""Quarters of an hour in minutes."""


def in_iso_units(amount: str, unit: Unit) -> tuple[str, Unit]:
    """Return the amount in a unit that ISO 8601 has: half a century is 50 years."""
    if amount == "0.5" and unit in _HALVES:
        count, unit = _HALVES[unit]
        return str(count), unit
    if amount in _QUARTERS and unit == "hour":
        return _QUARTERS[amount], "minute"
    if unit in _LARGER:
        times, unit = _LARGER[unit]
        return (f"{float(amount) * times:g}" if amount != "X" else "X"), unit
    return amount, unit


def duration_value(amount: str, unit: Unit) -> str:
    """Return an amount in TIMEX3: "3" and "year" give `P3Y`, "X" and "hour" give `PTXH`."""
    amount, unit = in_iso_units(amount, unit)
    prefix, letter = SYMBOLS[unit]
    if amount.endswith(".5") and unit in _HALVES:
        half, smaller = _HALVES[unit]
        _, last = SYMBOLS[smaller]
        between = "T" if unit == "day" else ""
        return f"P{prefix}{amount.removesuffix('.5')}{letter}{between}{half}{last}"
    return f"P{prefix}{amount}{letter}"


def amount_at(p: TimeTokens, i: int) -> tuple[Number, Unit, int] | None:
    """Return a number, its unit and their end: "three years", "30-day", "two more weeks"."""
    said = number_at(p, i)
    if not said or _is_clock(p, i):
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
    if unit is None or not _is_unit(p, i, at) or _is_year_before(p, i, at):
        return None
    return said, unit, at + 1


def _is_clock(p: TimeTokens, i: int) -> bool:
    """Whether it is a clock time: "at 1500 hours", "0900 hours"."""
    if len(p.words[i]) != 4 or p.words[i + 1] not in {"hours", "hrs"}:
        return False
    return p.words[i - 1] in {"at", "by", "until", "from"} or p.words[i].startswith("0")


def _is_unit(p: TimeTokens, i: int, at: int) -> bool:
    """Whether it is a unit: "15 min", but not "two Min" or "10 SEC".

    Short units are in lower case and follow digits.
    """
    if p.words[at] not in {"sec", "min"}:
        return True
    return p.words[i].isdigit() and not p.capital(at)


def _is_year_before(p: TimeTokens, i: int, unit: int) -> bool:
    """Whether the number is a year: "the 1988 quarter"."""
    return len(p.words[i]) == 4 and p.words[i].isdigit() and p.words[unit] not in PLURAL_UNITS


def _second_amount(p: TimeTokens, i: int) -> int:
    """Return the end of the upper bound in "two to three weeks"; the value uses the lower bound."""
    if p.words[i] in {"to", "or", "-"}:
        upper = number_at(p, i + 1)
        if upper and p.words[upper.end] in PLURAL_UNITS and upper.text != "1":
            return upper.end
    return i


def and_more(p: TimeTokens, first: Number, unit: Unit, end: int) -> tuple[int, str] | None:
    """Return the end and the value of an amount that continues, or None.

    For example "two hours and 30 minutes", "a year and a half".
    """
    if p.words[end : end + 3] == ["and", "a", "half"] and first.text.isdigit():
        return end + 3, duration_value(f"{first.text}.5", unit)
    parts, stop = [(first.text, unit)], end
    while more := _smaller(p, stop, parts[-1]):
        number, smaller, stop = more
        parts.append((number.text, smaller))
    return (stop, _together(parts)) if len(parts) > 1 else None


_NEXT: dict[Unit, frozenset[Unit]] = {
    "year": frozenset({"month", "week", "day"}), "month": frozenset({"week", "day"}),
    "week": frozenset({"day"}), "day": frozenset({"hour"}),
    "hour": frozenset({"minute"}), "minute": frozenset({"second"}),
}  # fmt: skip


def _smaller(p: TimeTokens, i: int, last: tuple[str, Unit]) -> tuple[Number, Unit, int] | None:
    """Return the amount in a smaller unit that follows: "and 30 minutes", ", 12 minutes"."""
    if p.words[i] not in {"and", ","} or not last[0].isdigit():
        return None
    more = amount_at(p, i + 1 + (p.words[i : i + 2] == [",", "and"]))
    fits = more and more[0].text.isdigit() and more[1] in _NEXT.get(last[1], ())
    return more if fits else None


def _together(parts: list[tuple[str, Unit]]) -> str:
    """Return the sum in TIMEX3: "two days and six hours" is `P2DT6H`."""
    value, in_a_day = "P", False
    for count, unit in parts:
        prefix, letter = SYMBOLS[unit]
        value += ("" if in_a_day else prefix) + count + letter
        in_a_day = bool(prefix)
    return value
