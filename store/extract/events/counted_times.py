"""Date a clause that another one is counted from: "The talks came two days after he left"."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from store.extract.events.draft import EventDraft
from store.extract.extensions import FoundTime
from store.extract.rules import rule
from store.extract.syntax.parse import Parse
from store.extract.time_grammar import periods
from store.extract.time_grammar.periods import Period

WAYS = {"after": 1, "before": -1}
"""Which way the main clause lies from the clause behind the word."""
AMOUNT = re.compile(r"P(\d{1,3})([DWMY])")
UNITS = {"D": "day", "W": "week", "M": "month", "Y": "year"}
STATED = ("stated", "inherited")
THE_DAY = frozenset({"the", "a", "one"})
STEPS = 3
"""How many verbs to climb from "commence" to "set" in "the day before it was set to commence"."""


class Count(NamedTuple):
    """How far the main clause lies from the other: the amount, and the mark behind it."""

    first: int
    """The first token of the amount."""
    number: int
    unit: str
    mark: int


class CountedTimes:
    """Dates the drafts of one document."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.times: list[FoundTime] = parse.doc._.times or []

    @rule("events.counted_from")
    def settle(self, draft: EventDraft, by_verb: dict[int, EventDraft]) -> None:
        """Date the clause behind "two days after", or the one before it, by the other."""
        count = self._count(draft.verb)
        if count is None or draft.nominal:
            return
        main = self._main(draft.verb, by_verb)
        day = self._day_before(count) or (_day_of(main) if main is not None else None)
        way = WAYS[self.parse.lower[count.mark]]
        if day is not None and not self._is_dated_itself(draft):
            _set(draft, _moved(count, day, -way))
        elif main is not None and main.date_basis is None and (own := _day_of(draft)):
            _set(main, _moved(count, own, way))

    def _count(self, verb: int) -> Count | None:
        """Return the count before the mark of a clause: "two days after he left"."""
        for clause in self._up(verb):
            for mark in self.parse.having(clause, "mark", "prep"):
                if self.parse.lower[mark] in WAYS and mark < clause:
                    return self._amount(mark)
        return None

    def _up(self, verb: int) -> list[int]:
        """Return a verb with those that govern its infinitive."""
        found = [verb]
        while self.parse.dep[found[-1]] == "xcomp" and len(found) < STEPS:
            found.append(self.parse.head[found[-1]])
        return found

    def _amount(self, mark: int) -> Count | None:
        if mark < 2:
            return None
        if self.parse.lower[mark - 1] == "day" and self.parse.lower[mark - 2] in THE_DAY:
            return Count(mark - 2, 1, "day", mark)
        for found in self.times:
            amount = AMOUNT.fullmatch(found.value)
            if found.span.end == mark and amount and found.mod is None:
                return Count(found.span.start, int(amount[1]), UNITS[amount[2]], mark)
        return None

    def _day_before(self, count: Count) -> date | None:
        """Return the day that the count is added to: "on July 24, the day before"."""
        for found in self.times:
            near = count.first - 2 <= found.span.end <= count.first
            if near and found.precision in ("day", "time") and found.start == found.end:
                return found.start
        return None

    def _main(self, verb: int, by_verb: dict[int, EventDraft]) -> EventDraft | None:
        """Return the event of the clause that governs the clause of a verb."""
        top = self._up(verb)[-1]
        if self.parse.dep[top] not in ("advcl", "pcomp"):
            return None
        return next((by_verb[a] for a in self.parse.above(top) if a in by_verb), None)

    def _is_dated_itself(self, draft: EventDraft) -> bool:
        """Whether a time of its own clause dates the event."""
        clause = set(self.parse.subtree(draft.verb))
        return draft.date_basis in STATED and any(
            found.start == draft.start and found.span.start in clause for found in self.times
        )


def _day_of(draft: EventDraft) -> date | None:
    exact = draft.date_basis in STATED and draft.precision in ("day", "time")
    return draft.start if exact and draft.start == draft.end else None


def _moved(count: Count, day: date, way: int) -> Period | None:
    try:
        return periods.moved(count.unit, day, way * count.number)
    except (ValueError, OverflowError):
        return None


def _set(draft: EventDraft, period: Period | None) -> None:
    if period is None:
        return
    draft.start, draft.end, draft.precision = period.start, period.end, period.precision
    draft.date_basis = "stated"
