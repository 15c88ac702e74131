"""Parts of the day: "Friday night", "this morning", "the night of March 3", "overnight"."""

from __future__ import annotations

from datetime import timedelta

from store.extract.lexicon import words
from store.extract.rules import rule, second
from store.extract.time_grammar.dates import two_days
from store.extract.time_grammar.meaning import (
    Context,
    Match,
    Matcher,
    Meaning,
    Resolve,
    Unresolved,
    constant,
)
from store.extract.time_grammar.tokens import DAY_PARTS, TimeTokens
from store.extract.time_grammar.weekdays import shifted


def part_of(whole: Resolve, code: str) -> Resolve:
    """Resolve the part of the day `code`, on the day that `whole` means."""

    def resolve(ctx: Context) -> Meaning:
        found = whole(ctx)
        if found.precision != "day":
            return found
        return Meaning(f"{found.value}T{code}", found.start, found.end, "time", found.basis, "TIME")

    return resolve


@rule("times.tonight")
def tonight(p: TimeTokens, i: int) -> Match | None:
    """Match the night of the article's day, but not "Tonight Show"."""
    if p.words[i + 1] == "show" and p.capital(i + 1):
        return None
    return Match(i, i + 1, "TIME", "tonight", part_of(shifted(0), "NI"))


@rule("times.with_part", off=second)
def with_part(p: TimeTokens, match: Match | None) -> Match | None:
    """Add the part of the day after the day: "Friday night", "tomorrow morning"."""
    if not match:
        return None
    at = match.end
    at += p.words[at] in {"late", "early"} and p.words[at + 1] in DAY_PARTS
    code = DAY_PARTS.get(p.words[at])
    if code is None or p.words[at] in {"noon", "midday"} or p.words[at + 1] == "-":
        return match
    return Match(match.start, at + 1, "TIME", match.rule + " part", part_of(match.resolve, code))


def day_part_of(day_rule: Matcher) -> Matcher:
    """Return a rule for a part of the day before its day: "the night of March 3"."""

    @rule("times.day_part_of")
    def found(p: TimeTokens, i: int) -> Match | None:
        """Match a part of a named day: "the night of March 3"."""
        code = DAY_PARTS.get(p.words[i])
        if code is None:
            return None
        at = i + 1 + (p.words[i + 1] in {"of", "on", "from"})
        if pair := two_days(p, at):
            return Match(
                i, pair.end, "TIME", "part of two days", _between(pair, code), nominal=True
            )
        of = day_rule(p, at) if p.words[at - 1] != "from" else None
        if not of or of.rule == "second day":
            return None
        return Match(i, of.end, "TIME", "part " + of.rule, part_of(of.resolve, code), nominal=True)

    return found


def _between(pair: Match, code: str) -> Resolve:
    """Resolve "the night of 5 to 6 July": the value of the first day, and the interval of both."""

    def resolve(ctx: Context) -> Meaning:
        found = pair.resolve(ctx)
        if found.start is None:
            return found
        value = f"{found.start.isoformat()}T{code}"
        return Meaning(value, found.start, found.end, "time", found.basis)

    return resolve


def early_hours_of(day_rule: Matcher) -> Matcher:
    """Return a rule for "early hours of Thursday", "small hours of Friday morning"."""

    @rule("times.early_hours_of")
    def found(p: TimeTokens, i: int) -> Match | None:
        """Match "the early hours of Sunday"."""
        if p.words[i + 1 : i + 3] != ["hours", "of"]:
            return None
        day = day_rule(p, i + 3)
        if not day:
            return None
        whole = with_part(p, day)
        end = whole.end if whole and p.words[whole.end - 1] == "morning" else day.end
        resolve = part_of(day.resolve, "MO")
        return Match(i, end, "TIME", "early hours " + day.rule, resolve, "START", nominal=True)

    return found


@rule("times.day_part_now")
def day_part_now(p: TimeTokens, i: int) -> Match | None:
    """Match a part of the article's day: "this morning"; "last night" is that of the day before."""
    which, part = p.words[i], p.words[i + 1]
    code = DAY_PARTS.get(part)
    if code is None:
        return None
    if which in {"last", "this"}:
        shift = -1 if which == "last" else 0
        return Match(i, i + 2, "TIME", f"{which} part", part_of(shifted(shift), code))
    days = {"next": 1, "following": 1, "previous": -1}.get(which, 0)
    resolve = _part_of_reference(code, days)
    return Match(i, i + 2, "TIME", f"{which} part", resolve, nominal=which != "that")


_NOT_THEN = words("times.not_a_part")
"""Words after it that exclude a time: "a morning talk show", "as dawn broke"."""


@rule("times.day_part_alone")
def day_part_alone(p: TimeTokens, i: int) -> Match | None:
    """Match a part of the current day in the text: "in the morning", "that night", "overnight"."""
    before = p.words[i - 1] if i else ""
    if before in {"good", "pre", "-"} and p.words[i - 2] != "mid":
        return None
    if p.raw(i).istitle() and p.words[i + 1].isalpha() and p.capital(i + 1):
        return None
    if _NOT_THEN & {p.words[i + 1], p.words[i + 2]}:
        return None
    if p.words[i] == "overnight":
        return Match(i, i + 1, "TIME", "overnight", _overnight)
    code = DAY_PARTS[p.words[i]]
    of_an_event = p.words[i + 1 : i + 3] == ["of", "the"]
    resolve = constant(f"XXXX-XX-XXT{code}") if of_an_event else _part_of_the_day(code)
    return Match(i, i + 1, "TIME", "part of a day", resolve, nominal=True)


@rule("times.the_night")
def the_night(p: TimeTokens, i: int) -> Match | None:
    """Match "through the night", "during the night" on the current day in the text."""
    if p.words[i - 1] != "the" or p.words[i - 2] not in _ALONG or p.words[i + 1] == "of":
        return None
    return Match(i, i + 1, "TIME", "the night", _part_of_the_day("NI"), nominal=True)


_ALONG = frozenset("through throughout during in into".split())


def _overnight(ctx: Context) -> Meaning:
    """Resolve to the night before the current day, or the night after if the verb points ahead."""
    day, basis = ctx.day("XXXX-XX-XXTNI")
    evening = day - timedelta(days=ctx.direction != "future")
    value = f"{evening.isoformat()}TNI"
    return Meaning(value, evening, evening + timedelta(days=1), "time", basis)


def _part_of_the_day(code: str) -> Resolve:
    def resolve(ctx: Context) -> Meaning:
        of, basis = ctx.day(f"XXXX-XX-XXT{code}")
        return Meaning(f"{of.isoformat()}T{code}", of, of, "time", basis)

    return resolve


def _part_of_reference(code: str, days: int) -> Resolve:
    """Resolve "that night", "the following morning" against the last day, however far back."""

    def resolve(ctx: Context) -> Meaning:
        told, basis = ctx.reference("day", f"XXXX-XX-XXT{code}")
        if days > 0 and basis == "published" and ctx.direction == "past":
            raise Unresolved(f"XXXX-XX-XXT{code}")
        of = told + timedelta(days=days)
        return Meaning(f"{of.isoformat()}T{code}", of, of, "time", basis)

    return resolve
