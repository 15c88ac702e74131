"""The period that is going on: "the year", "year end", "month to date", "this weekend"."""

from __future__ import annotations

from dataclasses import replace

from store.extract.rules import rule
from store.extract.time_grammar import periods
from store.extract.time_grammar.dates import month_name_at
from store.extract.time_grammar.meaning import Context, Match, Meaning, Resolve, calendar, constant
from store.extract.time_grammar.tokens import TimeTokens


@rule("times.year_end")
def year_end(p: TimeTokens, i: int) -> Match | None:
    """Match "year end", "year-end", "year's end": the end of this year."""
    at = i + 1
    at += 2 * p.possessive(at) or p.words[at] == "-"
    if p.words[at] != "end":
        return None
    return Match(i, at + 1, "DATE", "year end", _this("year"), mod="END")


@rule("times.full_year")
def full_year(p: TimeTokens, i: int) -> Match | None:
    """Match "full year", "fiscal year" after "the"."""
    if p.words[i + 1] != "year" or p.words[i - 1] != "the" or p.words[i + 2].isdigit():
        return None
    if p.words[i] == "fiscal":
        return Match(i, i + 2, "DURATION", "the fiscal year", constant("P1Y"), nominal=True)
    return Match(i, i + 2, "DATE", "the full year", _this("year"), nominal=True)


@rule("times.to_date")
def to_date(p: TimeTokens, i: int) -> Match | None:
    """Match "year to date", "month-to-date": the part of the period up to now."""
    hyphen = p.words[i + 1] == "-"
    words = ["-", "to", "-", "date"] if hyphen else ["to", "date"]
    end = i + 1 + len(words)
    if p.words[i + 1 : end] != words:
        return None
    unit = p.words[i]

    def resolve(ctx: Context) -> Meaning:
        whole = calendar(periods.moved(unit, ctx.today(), 0), "published")
        return replace(whole, end=ctx.today())

    return Match(i, end, "DATE", f"{unit} to date", resolve, nominal=not hyphen)


@rule("times.the_unit")
def the_unit(p: TimeTokens, i: int) -> Match | None:
    """Match "the year", "the week", "the month", "the weekend": the current one in the text.

    If "ended" follows, it is an amount.
    """
    if p.words[i - 1] != "the" or i == 0:
        return None
    unit = p.words[i]
    to_month = p.words[i + 1] == "to" and month_name_at(p, i + 2) is not None
    if p.words[i + 1] in {"ended", "ending"} or to_month:
        amount = {"year": "P1Y", "month": "P1M", "week": "P1W"}.get(unit)
        if amount:
            return Match(i, i + 1, "DURATION", "the unit ended", constant(amount), nominal=True)
    before = p.words[i - 2] if i > 1 else ""
    if unit == "weekend":
        return Match(i, i + 1, "DATE", "the weekend", _near_weekend, nominal=True)
    if before not in _TEMPORAL or p.words[i + 1].isdigit() or p.words[i + 1] in {"before", "after"}:
        return None
    return Match(i, i + 1, "DATE", f"the {unit}", _this(unit), nominal=True)


_TEMPORAL = frozenset(
    "for on in within of during throughout over by until through earlier later".split()
)


@rule("times.end_of_the_unit")
def end_of_the_unit(p: TimeTokens, i: int) -> Match | None:
    """Match "decade" in "the end of the decade", "the middle of the century": the present one."""
    if p.words[i - 2 : i] != ["of", "the"] or p.words[i - 3] not in _STRETCHES:
        return None
    unit = p.words[i]
    return Match(i, i + 1, "DATE", f"the {unit}", _this(unit), nominal=True)


_STRETCHES = frozenset({"end", "beginning", "start", "middle", "rest", "remainder"})


def _this(unit: str) -> Resolve:
    def resolve(ctx: Context) -> Meaning:
        return calendar(periods.moved(unit, ctx.today(), 0), "published")

    return resolve


_EARLY = 2
"""Tuesday, the last weekday on which news is still about the past weekend."""


def _near_weekend(ctx: Context) -> Meaning:
    """Resolve to the last weekend that has begun, or to the next one if the verb points ahead.

    Early in the week a present tense alone does not point ahead.
    """
    today = ctx.today("XXXX-WXX-WE")
    this = periods.weekend(today)
    before = periods.moved("weekend", today, -1)
    ahead = ctx.direction == "future" and (ctx.firm or today.isoweekday() > _EARLY)
    return calendar(this if ahead or this.start <= today else before, "published")


def this_weekend(ctx: Context) -> Meaning:
    today = ctx.today("XXXX-WXX-WE")
    return calendar(periods.moved("weekend", today, -1 if _has_just_been(ctx) else 0), "published")


@rule("times.weekend_just_over")
def _has_just_been(ctx: Context) -> bool:
    """Whether "this weekend" is over: "They marched this weekend", said on a Monday or Tuesday."""
    return ctx.direction == "past" and ctx.today("XXXX-WXX-WE").isoweekday() <= _EARLY
