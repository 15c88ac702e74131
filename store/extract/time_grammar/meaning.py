"""What a rule says of the words that it matched, and what it may ask while it says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from store.extract.extensions import FoundTime
from store.extract.time_grammar.periods import Period
from store.extract.time_grammar.tokens import TimeTokens
from store.reading import DateOrder, Precision, TimeBasis, TimeType

Direction = Literal["past", "present", "future"]


class NotATime(Exception):
    """Where it stands, the expression is none."""


_WIDTH = {"time": 0, "day": 1, "week": 2, "month": 3, "quarter": 4, "season": 4, "year": 5}
"""Units and precisions from fine to coarse."""


_OF_A_STORY = frozenset({"month", "quarter", "season", "year"})
"""Units that a story's last date tells the one spoken of, however coarse it is."""


class Unresolved(Exception):
    """The expression needs a date that nobody knows; `value` is what can be said."""

    def __init__(self, value: str) -> None:
        super().__init__(value)
        self.value = value


@dataclass(slots=True)
class Context:
    """What is known where an expression stands."""

    published: date | None
    """The article's own day, or the first day of `story`."""
    direction: Direction | None = None
    """Where the governing verb points, None where nothing tells."""
    firm: bool = False
    """The expression hangs on that verb itself, and not on a noun that it governs."""
    begun: bool = False
    """It does not begin after the article's day: "since June"."""
    told: tuple[Period, ...] = ()
    """The last calendar times that the text told before this one, the last first; for a
    verb in the past none that lie ahead of the article."""
    on_day: bool = True
    """The text spoke of a day not long before, so that a clock time is of that day."""
    quarter: Period | None = None
    """The quarter that the article reports on, if any."""
    longer: bool = False
    """The report last spoke of a longer period: a year, nine months."""
    story: Period | None = None
    """What the passage last told of, where it is a story of another time."""
    date_order: DateOrder | None = None
    """How a date in three numbers is meant, where the caller tells."""

    def today(self, open_value: str = "XXXX") -> date:
        """The article's own day. Raises `Unresolved` when it has none."""
        if self.published is None:
            raise Unresolved(open_value)
        return self.published

    def reference(self, unit: str, open_value: str = "XXXX") -> tuple[date, TimeBasis]:
        """The day that the text speaks of: that of the last time told which is at least as
        fine as `unit`, else the article's day. Raises `Unresolved` where a story has told
        nothing so fine, or there is no such day."""
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
        """The day told not long before, of which a part or an hour is meant, else the
        article's own."""
        if self.on_day:
            return self.reference("day", open_value)
        return self.today(open_value), "published"


@dataclass(slots=True)
class Meaning:
    """A TIMEX3 value with, where it is a calendar time, its days."""

    value: str
    start: date | None = None
    end: date | None = None
    precision: Precision | None = None
    basis: TimeBasis | None = None
    type: TimeType | None = None
    """Instead of the rule's own type."""
    mod: str | None = None


Resolve = Callable[[Context], Meaning]


@dataclass(slots=True)
class Match:
    """Pieces `start` to `end` (exclusive) are an expression."""

    start: int
    end: int
    type: TimeType
    rule: str
    resolve: Resolve = field(repr=False)
    mod: str | None = None
    nominal: bool = False
    """A noun phrase that takes a determiner: "the third quarter", not "the 1998"."""
    rules: tuple[str, ...] = ()
    """The ids of the rules that made it, while rules are traced."""


Matcher = Callable[[TimeTokens, int], Match | None]
"""The expression that begins at a piece, if the rule finds one there."""


@dataclass(slots=True)
class Placed:
    """An expression with where it stands in the pieces."""

    match: Match
    time: FoundTime
    today: date | None = None
    """The day that it is counted from where it does not say."""
    in_story: bool = False
    """That day is not the article's own, but one that the text told."""


def is_calendar(time: FoundTime) -> bool:
    """Whether it has days of its own, both ends known."""
    return time.type in {"DATE", "TIME"} and time.start is not None and time.end is not None


def set_period(time: FoundTime, period: Period) -> None:
    """Give an expression, in place, the value and the days of a period."""
    time.value, time.start, time.end = period.value, period.start, period.end
    time.precision = period.precision


def calendar(period: Period, basis: TimeBasis, value: str | None = None) -> Meaning:
    """The meaning of a stretch of the calendar; `value` where it is spelt otherwise."""
    return Meaning(value or period.value, period.start, period.end, period.precision, basis)


def constant(value: str) -> Resolve:
    """A value that needs no calendar, such as `PRESENT_REF` or `P3D`."""
    return lambda _: Meaning(value)


def fixed(period: Period) -> Resolve:
    """A period that the words name in full."""
    return lambda _: calendar(period, "self")


_BACK = 130
"""Days by which a story steps back within a year; a longer step is one into the next."""


def _next_in_story(candidates: Sequence[Period], story: Period) -> Period:
    """The candidate in the year that the story tells of; the one after where that would lie
    far before what was told last: February behind "in December 1941"."""
    year = story.start.year
    this = next((one for one in candidates if one.start.year == year), None)
    after = next((one for one in candidates if one.start.year == year + 1), this)
    back = (story.start - this.start).days if this and story.precision != "year" else 0
    found = after if this is None or back > _BACK else this
    return found or candidates[0]


def nearest(candidates: Sequence[Period], today: date, ctx: Context) -> Period:
    """The candidate whose middle is nearest to today. One that lies wholly on the side that
    the verb does not point to counts as farther: three times where the expression hangs on
    a noun ("the June visit was agreed"), nine times for a day that hangs on the verb ("was
    declared payable Nov. 16" is parsed so too), and as good as never for a month or more.
    What a quarter's results did, they did when it was over: nine times, too."""
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
