"""Units with "the" alone, which are the ones that are spoken of: "the year", "the weekend"."""

from __future__ import annotations

from dataclasses import replace

from store.extract.times import periods
from store.extract.times.grammar.days.date_words import month_name_at
from store.extract.times.meaning import (
    Context,
    Match,
    Meaning,
    Resolve,
    calendar,
    constant,
)
from store.extract.times.pieces import Pieces


def year_end(p: Pieces, i: int) -> Match | None:
    """ "year end", "year-end", "year's end": the end of this year."""
    at = i + 1
    at += 2 * p.possessive(at) or p.words[at] == "-"
    if p.words[at] != "end":
        return None
    return Match(i, at + 1, "DATE", "year end", _this("year"), mod="END")


def full_year(p: Pieces, i: int) -> Match | None:
    """ "full year", "fiscal year" behind "the"."""
    if p.words[i + 1] != "year" or p.words[i - 1] != "the" or p.words[i + 2].isdigit():
        return None
    if p.words[i] == "fiscal":
        return Match(i, i + 2, "DURATION", "the fiscal year", constant("P1Y"), nominal=True)
    return Match(i, i + 2, "DATE", "the full year", _this("year"), nominal=True)


def to_date(p: Pieces, i: int) -> Match | None:
    """ "year to date", "month-to-date": so much of it as is over."""
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


def the_unit(p: Pieces, i: int) -> Match | None:
    """ "the year", "the week", "the month", "the weekend": the one that is spoken of; with
    "ended" behind it an amount."""
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


def end_of_the_unit(p: Pieces, i: int) -> Match | None:
    """ "decade" in "the end of the decade", "the middle of the century": the one that is now."""
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
"""Tuesday, until which news still tell of the weekend that was."""


def _near_weekend(ctx: Context) -> Meaning:
    """The weekend that has begun last, or the next one when the verb points ahead; early in
    the week it must do so firmly, with more than a present tense."""
    today = ctx.today("XXXX-WXX-WE")
    this = periods.weekend(today)
    before = periods.moved("weekend", today, -1)
    ahead = ctx.direction == "future" and (ctx.firm or today.isoweekday() > _EARLY)
    return calendar(this if ahead or this.start <= today else before, "published")
