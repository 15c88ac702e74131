"""The meaning of an expression, and the context in which a rule resolves it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from store.extract.extensions import FoundTime, Tokens
from store.extract.time_grammar.periods import Period
from store.extract.time_grammar.tokens import TimeTokens
from store.reading import DateOrder, Precision, TimeBasis, TimeType

Direction = Literal["past", "present", "future"]


class NotATime(Exception):
    """The expression is not a time in this context."""


_WIDTH = {"time": 0, "day": 1, "week": 2, "month": 3, "quarter": 4, "season": 4, "year": 5}
"""Units and precisions from fine to coarse."""


_OF_A_STORY = frozenset({"month", "quarter", "season", "year"})
"""Units that are resolved against the last date of a story, however coarse it is."""


class Unresolved(Exception):
    """The expression needs an unknown date. `value` is its TIMEX3 value as far as it is known."""

    def __init__(self, value: str) -> None:
        super().__init__(value)
        self.value = value


@dataclass(slots=True)
class Context:
    """What is known at the place of an expression."""

    published: date | None
    """The article's day, or the first day of `story`."""
    direction: Direction | None = None
    """The direction of the governing verb, None if unknown."""
    firm: bool = False
    """Whether the expression is attached to that verb, not to a noun that it governs."""
    tomorrow: bool = False
    """Whether the weekday of the day after the article's is that day, not the one six days before:
    what is older than five days has a date or "last"."""
    yesterday: bool = False
    """Whether the weekday of the day before is that day although the verb points ahead."""
    begun: bool = False
    """Whether it starts no later than the article's day: "since June"."""
    told: tuple[Period, ...] = ()
    """The last calendar times before this expression, the most recent first.

    For a past verb, times after the article's day are left out.
    """
    on_day: bool = True
    """Whether a day was mentioned shortly before, to which a clock time belongs."""
    quarter: Period | None = None
    """The quarter that the article reports on, if any."""
    longer: bool = False
    """Whether the report last mentioned a longer period: a year, nine months."""
    story: Period | None = None
    """The last time of the passage, if the passage is a story."""
    date_order: DateOrder | None = None
    """The order of a date in three numbers, if the caller gives it."""

    def today(self, open_value: str = "XXXX") -> date:
        """Return the article's own day.

        Raises:
            Unresolved: the article has no day.
        """
        if self.published is None:
            raise Unresolved(open_value)
        return self.published

    def reference(self, unit: str, open_value: str = "XXXX") -> tuple[date, TimeBasis]:
        """Return the current day in the text, and its basis.

        It is the day of the last time that is at least as precise as `unit`, otherwise the
        article's day.

        Raises:
            Unresolved: a story has no time that precise, or there is no such day.
        """
        finest, story = _WIDTH.get(unit, 5), self.story
        if story is not None and unit in _OF_A_STORY:
            return story.start, "text"
        for period in self.told:
            if story is not None and not story.start <= period.start <= story.end:
                continue
            if _WIDTH.get(period.precision, 6) <= finest:
                return period.start, "text"
        if story is not None and _WIDTH.get(story.precision, 6) > finest:
            raise Unresolved(open_value)
        return self.today(open_value), "published"

    def day(self, open_value: str) -> tuple[date, TimeBasis]:
        """Return the day for a part of the day or an hour.

        It is the day mentioned shortly before, otherwise the article's own.
        """
        if self.on_day:
            return self.reference("day", open_value)
        return self.today(open_value), "published"


@dataclass(slots=True)
class Meaning:
    """A TIMEX3 value and, for a calendar time, its days."""

    value: str
    start: date | None = None
    end: date | None = None
    precision: Precision | None = None
    basis: TimeBasis | None = None
    type: TimeType | None = None
    """Replaces the type of the rule."""
    mod: str | None = None


Resolve = Callable[[Context], Meaning]


@dataclass(slots=True)
class Match:
    """An expression: the time tokens from `start` to `end` (exclusive)."""

    start: int
    end: int
    type: TimeType
    rule: str
    resolve: Resolve = field(repr=False)
    mod: str | None = None
    nominal: bool = False
    """Whether it is a noun phrase that takes a determiner: "the third quarter", not "the 1998"."""
    rules: tuple[str, ...] = ()
    """The ids of the rules that made it, while rules are traced."""


Matcher = Callable[[TimeTokens, int], Match | None]
"""Returns the expression that begins at a token, or None."""


@dataclass(slots=True)
class Placed:
    """An expression with its place in the text."""

    match: Match
    time: FoundTime
    today: date | None = None
    """The day that it is resolved against by default."""
    in_story: bool = False
    """Whether that day is from the text, not the article's own."""
    is_past: bool = False
    """Whether the verb that governs it tells of the past."""


def is_calendar(time: FoundTime) -> bool:
    """Whether an expression has days, with both ends known."""
    return time.type in {"DATE", "TIME"} and time.start is not None and time.end is not None


def set_period(time: FoundTime, period: Period) -> None:
    """Set the value and the days of an expression in place, from a period."""
    time.value, time.start, time.end = period.value, period.start, period.end
    time.precision = period.precision


def calendar(period: Period, basis: TimeBasis, value: str | None = None) -> Meaning:
    """Return the meaning of a period; `value` is given if it is not the period's own."""
    return Meaning(value or period.value, period.start, period.end, period.precision, basis)


def constant(value: str) -> Resolve:
    """Return the meaning of a value without a calendar, such as `PRESENT_REF` or `P3D`."""
    return lambda _: Meaning(value)


def fixed(period: Period) -> Resolve:
    """Resolve to a period that the words name in full."""
    return lambda _: calendar(period, "self")


_BACK = 130
"""How many days a story may go back within a year; a longer step leads to the next year."""


def _next_in_story(candidates: Sequence[Period], story: Period) -> Period:
    """Return the candidate in the current year of the story.

    If that is far before the last date, return the one in the next year: February after "in
    December 1941".
    """
    year = story.start.year
    this = next((one for one in candidates if one.start.year == year), None)
    after = next((one for one in candidates if one.start.year == year + 1), this)
    back = (story.start - this.start).days if this and story.precision != "year" else 0
    found = after if this is None or back > _BACK else this
    return found or candidates[0]


def nearest(candidates: Sequence[Period], today: date, ctx: Context) -> Period:
    """Return the candidate whose middle is nearest to today.

    A candidate wholly on the side that the verb does not point to counts as farther. The factor is
    three if the expression is attached to a noun ("the June visit was agreed"), and nine for a day
    attached to the verb ("was declared payable Nov. 16" has the same parse) and for a quarter,
    whose results are known only after its end. A month or a longer period on the wrong side is
    practically excluded.
    """
    if ctx.story is not None:
        return _next_in_story(candidates, ctx.story)
    if ctx.begun:
        candidates = [one for one in candidates if one.start <= today] or candidates
    against = 9 if "Q" in candidates[0].value and ctx.direction == "past" else 3
    if ctx.firm:
        against = 9 if candidates[0].precision == "day" else 60

    def distance(period: Period) -> int:
        middle = (period.start - today).days + (period.end - period.start).days // 2
        wrong = (ctx.direction == "past" and period.start > today) or (
            ctx.direction == "future" and period.end < today
        )
        return abs(middle) * (against if wrong else 1)

    return min(candidates, key=distance)


def resolved(match: Match, context: Context) -> Meaning:
    """Return the meaning of an expression; without days where it cannot be resolved.

    Raises:
        NotATime: the expression is not a time in this context.
    """
    try:
        return match.resolve(context)
    except Unresolved as unresolved:
        return Meaning(unresolved.value)
    except (ValueError, OverflowError):
        return Meaning("XXXX")


def found_time(match: Match, meaning: Meaning, span: Tokens, chars: tuple[int, int]) -> FoundTime:
    """Return an expression with its meaning; `span` and `chars` are its tokens and code points."""
    return FoundTime(
        span=span,
        chars=chars,
        type=meaning.type or match.type,
        value=meaning.value,
        mod=match.mod or meaning.mod,
        start=meaning.start,
        end=meaning.end,
        precision=meaning.precision,
        basis=meaning.basis,
        rule=match.rule,
        rules=match.rules,
    )
