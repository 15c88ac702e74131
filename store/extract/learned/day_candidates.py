"""The days that an article names, and what each is among them, as named numbers.

Times with the same days are one candidate. What stands here is the same for all events of the
article.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from store.extract.learned.day_events import LEAD
from store.extract.learned.signs import capped
from store.extract.time_grammar.tokens import MONTHS, WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from store.extract.events.draft import EventDraft
    from store.extract.extensions import FoundTime
    from store.extract.syntax.parse import Parse

type Days = tuple[date, date]
"""The first and the last day of a time, inclusive."""

BEFORE = 6
"""How many sentences before an event are looked at for its day."""
AFTER = 3
LONGEST = 366
"""The most days that a candidate covers."""
PRECISIONS = ("time", "day", "week", "month", "quarter", "year")
DATED = ("stated", "inherited")
NAMING = frozenset([*WEEKDAYS, *MONTHS]) | frozenset(
    "today tonight yesterday tomorrow this last next that same day date".split()
)
"""Words that tell which day a time of day is of. "At 9 a.m." alone tells none."""
OPENING = 2
"""How many sentences tell the news itself."""


@dataclass(slots=True, eq=False)
class Candidate:
    """The times of an article that mean the same days."""

    days: Days
    times: list[FoundTime] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)
    """For each time the number of its sentence."""
    dated: list[EventDraft] = field(default_factory=list)
    """The events that the rules date by it."""

    def is_exact(self) -> bool:
        return self.times[0].precision in ("day", "time")

    def is_near(self, sentence: int) -> bool:
        """Whether the lead names it, or a sentence near this one."""
        return any(n < LEAD or -BEFORE <= n - sentence <= AFTER for n in self.sentences)


class DayCandidates:
    """The days of one article, in the order in which it names them."""

    def __init__(
        self,
        parse: Parse,
        drafts: Sequence[EventDraft],
        published: date | None,
        foreign: Container[int],
    ) -> None:
        """`drafts` are the events of the article, `foreign` the first tokens of times that date
        none."""
        self._parse = parse
        self._published = published
        self.all = self._candidates(drafts, foreign)
        exact = [c for c in self.all if c.is_exact()]
        self._lead_days = sum(min(c.sentences) < OPENING for c in exact)
        self._exact_days = len(exact)
        self._first = exact[0] if exact else None
        self._latest = max((c.days[0] for c in self.all), default=None)
        self._mentions = sorted(t.span.start for c in self.all for t in c.times)
        dated = sorted((draft.verb, n) for n, c in enumerate(self.all) for draft in c.dated)
        self._dated_verbs = [verb for verb, _ in dated]
        self._dated_by = [self.all[n] for _, n in dated]
        self._told_most = max(exact, key=lambda c: len(c.times), default=None)
        self._dated_most = max(
            (c for c in self.all if c.dated), key=lambda c: len(c.dated), default=None
        )
        self.article = {
            "lead days": capped(self._lead_days, 4),
            "exact days": capped(self._exact_days, 8),
            "article days": capped(len(self.all), 10),
            "article dated": len(dated) / max(1, len(drafts)),
        }
        """What is the same for all days."""
        self._numbers = {id(c): {**self._standing(c), **self._days(c)} for c in self.all}

    def near(self, sentence: int, said: Container[int]) -> list[Candidate]:
        """Return the days that may date an event of this sentence: those that are named near it,
        the main ones of the article, and those of what its speaker said before, by their numbers.
        """
        main = (self._told_most, self._dated_most)
        return [c for n, c in enumerate(self.all) if n in said or c in main or c.is_near(sentence)]

    def of(self, candidate: Candidate) -> dict[str, float]:
        """Return the numbers of a day by itself."""
        return self._numbers[id(candidate)]

    def beside(self, verb: int) -> tuple[Candidate | None, Candidate | None]:
        """Return the days of the last dated event before an event, and of the next one."""
        before = bisect_left(self._dated_verbs, verb)
        after = bisect_right(self._dated_verbs, verb)
        return (
            self._dated_by[before - 1] if before else None,
            self._dated_by[after] if after < len(self._dated_by) else None,
        )

    def between(self, low: int, high: int) -> int:
        """Return how many times stand between two tokens."""
        return count_between(self._mentions, low, high)

    def _candidates(self, drafts: Iterable[EventDraft], foreign: Container[int]) -> list[Candidate]:
        """Return the days that the article names, without those that date no event."""
        found: dict[Days, Candidate] = {}
        for time in self._parse.doc._.times or []:
            start, end = time.start, time.end
            if time.type not in ("DATE", "TIME") or start is None or end is None:
                continue
            if time.precision not in PRECISIONS or time.span.start in foreign:
                continue
            if 0 <= (end - start).days <= LONGEST:
                candidate = found.setdefault((start, end), Candidate((start, end)))
                candidate.times.append(time)
                candidate.sentences.append(self._parse.sentence[time.span.start])
        for draft in drafts:
            if draft.date_basis in DATED and draft.start is not None and draft.end is not None:
                known = found.get((draft.start, draft.end))
                if known is not None:
                    known.dated.append(draft)
        return [c for c in found.values() if any(map(self._names_day, c.times))]

    def _names_day(self, time: FoundTime) -> bool:
        """Whether the words say which day it is, not only at what time of it."""
        words = {self._parse.lower[i].rstrip(".") for i in range(time.span.start, time.span.end)}
        return time.precision != "time" or not words.isdisjoint(NAMING) or _is_dated(words)

    def _standing(self, candidate: Candidate) -> dict[str, float]:
        """Return how often the article names the day and dates events by it, among its days."""
        is_exact = candidate.is_exact()
        is_in_lead = is_exact and min(candidate.sentences) < OPENING
        return {
            "times": capped(len(candidate.times), 5),
            "share of times": len(candidate.times) / max(1, len(self._mentions)),
            "dated": capped(len(candidate.dated), 5),
            "share of dated": len(candidate.dated) / max(1, len(self._dated_by)),
            "first day": float(candidate is self._first),
            "told most": float(candidate is self._told_most),
            "dated most": float(candidate is self._dated_most),
            "only lead day": float(self._lead_days == 1 and is_in_lead),
            "only day": float(self._exact_days == 1 and is_exact),
            "in lead": float(min(candidate.sentences) < LEAD),
            "first sentence": capped(min(candidate.sentences), 10),
        }

    def _days(self, candidate: Candidate) -> dict[str, float]:
        """Return how long the day, or its period, is and how far from the day of the article."""
        start, end = candidate.days
        days = (self._published - end).days if self._published is not None else 0
        return {
            "days before": capped(max(days, 0), 10),
            "years before": capped(max(days, 0), 2000),
            "ahead": float(days < 0),
            "that day": float(days == 0 and start == end),
            "covers": capped((end - start).days, 31),
            "latest": float(start == self._latest),
        }


def _is_dated(words: Iterable[str]) -> bool:
    return any(word.isdigit() and len(word) == 4 for word in words)


def count_between(places: Sequence[int], low: int, high: int) -> int:
    """Return how many of these places, which are in order, lie between two others."""
    return max(0, bisect_left(places, high) - bisect_right(places, low))
