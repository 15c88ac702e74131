"""Parts of a year: quarters, halves and seasons."""

from __future__ import annotations

from store.extract.rules import rule
from store.extract.time_grammar import periods
from store.extract.time_grammar.dates import month_day, year_at
from store.extract.time_grammar.meaning import (
    Context,
    Match,
    Meaning,
    Resolve,
    calendar,
    fixed,
    nearest,
)
from store.extract.time_grammar.numbers import ordinal_at
from store.extract.time_grammar.periods import Period
from store.extract.time_grammar.tokens import JOINING_WORDS, SEASONS, TimeTokens
from store.extract.time_grammar.years import year_before_christ

# Quarters and halves of a year: "third quarter", "first half of 2012", "Q3", "1H13", "the first and
# second quarters", "the first two quarters of 2012".

_PARTS = {"quarter": "quarter", "quarters": "quarter", "half": "half", "halves": "half"}
_COUNTS = {"quarter": 4, "half": 2}


@rule("times.quarter")
def quarter(p: TimeTokens, i: int) -> Match | None:
    """Match "third quarter", "third-quarter", "fiscal third quarter", "second half of 1990".

    Also match the first part of "third and fourth quarters".
    """
    said = ordinal_at(p, i + (p.words[i] == "fiscal"))
    if not said:
        return None
    number, at = int(said.text), said.end + (p.words[said.end] in {"-", "fiscal"})
    part = _PARTS.get(p.words[at])
    if part is None:
        return of_several(p, i, said.end, number)
    final = p.words[at + 1] == "-" and p.words[at + 2].startswith("final")
    if number > _COUNTS[part] or final or (part == "half" and p.words[at + 1] in {"-", "time"}):
        return None
    found = _with_year(p, i, at + 1, number, part)
    found.nominal = p.words[said.end] != "-"
    return found


@rule("times.of_several")
def of_several(p: TimeTokens, i: int, end: int, number: int) -> Match | None:
    """Match an ordinal that shares its noun and year with the next one."""
    if p.words[end] not in JOINING_WORDS:
        return None
    at = end + 1 + (p.words[end + 1] == "the")
    behind = ordinal_at(p, at)
    if behind is None or p.words[behind.end] not in _PARTS:
        return None
    other = quarter(p, at)
    if other is None:
        return None
    whole = other.resolve

    def resolve(ctx: Context) -> Meaning:
        last = whole(ctx)
        if last.start is None or last.value[-2] not in "QH":
            return last
        part = "quarter" if last.value[-2] == "Q" else "half"
        return calendar(_period(last.start.year, number, part), last.basis or "published")

    return Match(i, end, "DATE", "quarter of several", resolve, nominal=True)


@rule("times.two_quarters")
def two_quarters(p: TimeTokens, i: int) -> Match | None:
    """Match "first two quarters", "last two quarters of 2012", which are half a year.

    "the last two quarters" alone are counted from now.
    """
    number = {"first": 1, "last": 2, "final": 2}.get(p.words[i])
    if number is None or p.words[i + 1 : i + 3] != ["two", "quarters"]:
        return None
    if number == 2 and p.words[i + 3] not in {"of", "in"}:
        return None
    return _with_year(p, i, i + 3, number, "half")


@rule("times.last_part")
def last_part(p: TimeTokens, i: int) -> Match | None:
    """Match "final quarter of 2012", "last half of the year", "the final quarter".

    "the last quarter" alone is counted from now.
    """
    part = _PARTS.get(p.words[i + 1])
    at = i + 3
    if part is None or p.words[i + 1] not in _COUNTS:
        return None
    if p.words[i + 2] != "of":
        alone = p.words[i - 1 : i + 2] == ["the", "final", "quarter"] and p.words[i + 2] != "-"
        return _with_year(p, i, i + 2, _COUNTS[part], part) if alone else None
    if not year_at(p, at) and (p.words[at] not in _WHICH or p.words[at + 1] != "year"):
        return None
    return _with_year(p, i, i + 2, _COUNTS[part], part)


_WHICH = frozenset({"the", "last", "this", "next"})


@rule("times.short_quarter")
def short_quarter(p: TimeTokens, i: int) -> Match | None:
    """Match "Q3", "Q3 2012", "3Q13", "H1 2024"; a half without a year needs a preposition."""
    letter, digit = (i, i + 1) if p.words[i] in _LETTERS else (i + 1, i)
    part, number = _LETTERS.get(p.words[letter]), p.number(digit)
    if part is None or number is None or not p.glued(i + 1):
        return None
    if len(p.words[digit]) != 1 or not 1 <= number <= _COUNTS[part]:
        return None
    end = i + 2
    if p.glued(end) and p.words[end].isdigit() and len(p.words[end]) == 2:
        period = _period(2000 + (p.number(end) or 0), number, part)
        return Match(i, end + 1, "DATE", f"{part} year", fixed(period), nominal=True)
    found = _with_year(p, i, end, number, part)
    if found.end > end:
        return found
    if not p.capital(letter):
        return None
    if p.glued(end) and (p.words[end].isalnum() or p.words[end] == "-"):
        return None
    return found if part == "quarter" or p.words[i - 1] in _IN else None


_LETTERS = {"q": "quarter", "h": "half"}
_IN = frozenset({"in", "for", "during", "of", "since", "by", "through", "until"})


def _with_year(p: TimeTokens, i: int, end: int, number: int, part: str) -> Match:
    at = end + (p.words[end] in {"of", ",", "in"})
    at += p.words[at] in {"fiscal", "fy"}
    written = year_at(p, at)
    if written:
        period = _period(written[0], number, part)
        return Match(i, written[1], "DATE", f"{part} year", fixed(period), nominal=True)
    if p.words[end] == "ended" and (day := month_day(p, end + 1)):
        return Match(i, end, "DATE", f"{part} ended", _ended(number, part, day), nominal=True)
    return Match(i, _past_the_year(p, end), "DATE", part, _near(number, part), nominal=True)


def _past_the_year(p: TimeTokens, i: int) -> int:
    """Return the end of "of the year", "of the fiscal year", which adds no information."""
    if p.words[i : i + 2] != ["of", "the"]:
        return i
    at = i + 2 + (p.words[i + 2] in {"fiscal", "calendar", "financial"})
    return at + 1 if p.words[at] == "year" and not p.words[at + 1].isdigit() else i


def _ended(number: int, part: str, day: Match) -> Resolve:
    """Resolve to the quarter of this number in the year of its last day."""

    def resolve(ctx: Context) -> Meaning:
        ctx.direction = "past"
        last = day.resolve(ctx).start or ctx.today()
        return calendar(_period(last.year, number, part), "published")

    return resolve


def _period(year: int, number: int, part: str) -> Period:
    return periods.quarter(year, number) if part == "quarter" else periods.half(year, number)


def _near(number: int, part: str) -> Resolve:
    """Resolve to the nearest quarter of this number, preferring the side the verb points to."""

    def resolve(ctx: Context) -> Meaning:
        today = ctx.today(f"XXXX-{part[0].upper()}{number}")
        around = [_period(today.year + shift, number, part) for shift in (-1, 0, 1)]
        return calendar(nearest(around, today, ctx), "published")

    return resolve


# Seasons: "summer 1998", "in the spring", "the winter of 1941-42".


@rule("times.season")
def season(p: TimeTokens, i: int) -> Match | None:
    """Match "summer 1998", "summer of 1998", "in the spring", "late summer" near the article."""
    code = SEASONS[p.words[i]]
    said = year_at(p, i + 1 + (p.words[i + 1] in {"of", ","}))
    if said:
        whole = fixed(periods.season(said[0], code))
        end = _past_second_year(p, said[1]) if code == "WI" else said[1]
        return Match(i, end, "DATE", "season year", whole, nominal=True)
    of_another = p.words[i + 1] == "of" and p.words[i + 2] not in {"last", "this", "next", "that"}
    before_christ = year_before_christ(p, i + 2) is not None
    if not before_christ and (of_another or not _stands_as_season(p, i)):
        return None
    return Match(i, i + 1, "DATE", "season", near_season(code), nominal=True)


def _past_second_year(p: TimeTokens, i: int) -> int:
    """Return the end of the year in which a winter ends: "-42" in "the winter of 1941-42"."""
    joined = p.words[i] in {"-", "–", "/"} and p.number(i + 1) is not None
    return i + 2 if joined and p.glued(i) and p.glued(i + 1) else i


_SEASONAL = frozenset({"in", "late", "early", "mid", "by", "since", "until", "during", "through"})


def _stands_as_season(p: TimeTokens, i: int) -> bool:
    """Whether the word is a season; "spring" and "fall" need more evidence than the others."""
    before, two = p.words[i - 1], p.words[i - 2]
    if before == "the":
        return two in _SEASONAL | {"over", "of", "for", "into"} or p.words[i] in _PLAIN
    return before in _SEASONAL or (before == "-" and two in _SEASONAL)


_PLAIN = frozenset({"summer", "autumn", "winter"})


def near_season(code: str) -> Resolve:
    """Resolve to the nearest season of this name."""

    def resolve(ctx: Context) -> Meaning:
        today = ctx.today(f"XXXX-{code}")
        around = [periods.season(today.year + shift, code) for shift in (-1, 0, 1)]
        return calendar(nearest(around, today, ctx), "published")

    return resolve
