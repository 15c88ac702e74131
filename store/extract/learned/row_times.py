"""How surely the date of a row is that of its event, as named numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from store.extract.learned.event_times import WHEN, TimeFeatures
from store.extract.learned.signs import capped
from store.extract.time_grammar.tokens import MONTHS, WEEKDAYS
from store.extract.times.clause import attached_token

if TYPE_CHECKING:
    from datetime import date

    from store.extract.events.draft import EventDraft
    from store.extract.extensions import FoundTime
    from store.extract.learned.clauses import Clauses
    from store.extract.syntax.parse import Parse

FAR = 30
"""How many tokens between time and verb count as far."""
YEAR = 300
"""How many days back a date without a year is rarely meant."""
YEARS = re.compile(r"(?:1[89]|20)\d\d")
PREPOSITIONS = ("in", "until", "since", "by")
LIMITS = frozenset({"until", "by", "for"})
"""Prepositions of a time up to which something lasts."""
RELATIVE = frozenset("last next this ago earlier".split())
DEICTIC = frozenset("today yesterday tomorrow tonight".split())
UNKNOWN = 0.5
"""The probability of a date that comes from another sentence."""


class RowTimes:
    """The times of the rows of one document."""

    def __init__(self, clauses: Clauses, published: date | None) -> None:
        self.model = clauses.models.event_times
        self.parse = clauses.parse
        self.published = published
        self._seen = TimeFeatures(clauses.parse, published)
        self._timed = self._seen.by_sentence.keys()
        self._sures: dict[int, dict[int, float]] = {}

    def of(self, draft: EventDraft) -> dict[str, float]:
        """Return the numbers of the date of a row, and of the times of its sentence."""
        times = self._seen.times_of(draft)
        dated = draft.start is not None or draft.end is not None
        own = [t for t in times if dated and (t.start, t.end) == (draft.start, draft.end)]
        sure = self.sures(draft)
        best = max((sure[id(time)] for time in own), default=UNKNOWN)
        other = max((sure[id(time)] for time in times if time not in own), default=0.0)
        found = {
            "times": capped(len(times), 3),
            "date sure": best,
            "other time sure": other,
            "undated though timed": 0.0 if dated else other,
            "day elsewhere": draft.day_sure,
        }
        found |= self._clause(draft, times)
        if own:
            nearest = min(own, key=lambda time: abs(time.span.start - draft.verb))
            found |= self._between(draft.verb, nearest)
            found |= time_words(self.parse, draft.verb, nearest)
        if draft.start is not None and self.published is not None:
            days = (self.published - draft.start).days
            found["date days before"] = capped(max(days, 0), 400)
            found["date ahead"] = float(days < 0)
            found["date long ago"] = float(days > YEAR)
            found["date wide"] = capped(((draft.end or draft.start) - draft.start).days, YEAR)
        return found

    def sures(self, draft: EventDraft) -> dict[int, float]:
        """Return how likely each time of its sentence says when the event happened, by its id."""
        if id(draft) not in self._sures:
            times = self._seen.times_of(draft)
            rows = self.model.probabilities(self._seen.of(draft, time) for time in times)
            column = self.model.classes.index(WHEN) if WHEN in self.model.classes else 0
            self._sures[id(draft)] = dict(
                zip(map(id, times), rows[:, column].tolist(), strict=True)
            )
        return self._sures[id(draft)]

    def _clause(self, draft: EventDraft, times: list[FoundTime]) -> dict[str, float]:
        """Return whether the clause names a time, and what an undated row leaves aside."""
        inside = set(self.parse.subtree(draft.verb))
        timed = any(time.span.start in inside for time in times)
        found = {"clause timed": float(timed)}
        if draft.start is None and draft.end is None:
            sentence = self.parse.sentence[draft.verb]
            near = [n for n in (sentence - 1, sentence + 1) if n in self._timed]
            found["undated clause timed"] = float(timed)
            found["undated near a time"] = len(near) / 2
            found["undated past"] = float(self.parse.tag[draft.verb] == "VBD")
            found["undated until"] = float(any(word_before(self.parse, t) in LIMITS for t in times))
        return found

    def _between(self, verb: int, time: FoundTime) -> dict[str, float]:
        """Return what stands between a time and the verb."""
        first, last = sorted((verb, time.span.start))
        between = range(first, last)
        return {
            "date far": capped(len(between), FAR),
            "date verbs between": capped(sum(self.parse.is_verb(i) for i in between), 4),
            "date commas between": capped(sum(self.parse.lower[i] == "," for i in between), 4),
        }


def time_words(parse: Parse, verb: int, time: FoundTime) -> dict[str, float]:
    """Return what the words of a time are, and what they depend on."""
    inside = range(time.span.start, time.span.end)
    words = [parse.lower[i] for i in inside]
    with_year = any(YEARS.fullmatch(word) for word in words)
    month = any(word.rstrip(".") in MONTHS for word in words)
    before = word_before(parse, time)
    above = parse.head[attached_token(parse.doc, time).i]
    above = parse.head[above] if parse.pos[above] == "ADP" else above
    return {
        **{f"date {word}": float(before == word) for word in PREPOSITIONS},
        "date on verb": float(above == verb),
        "date on another verb": float(above != verb and parse.is_verb(above)),
        "date on noun": float(parse.pos[above] in ("NOUN", "PROPN")),
        "date before verb": float(time.span.start < verb),
        "date with year": float(with_year),
        "date without year": float(month and not with_year),
        "date weekday": float(any(word in WEEKDAYS for word in words)),
        "date relative": float(not RELATIVE.isdisjoint(words)),
        "date deictic": float(not DEICTIC.isdisjoint(words)),
    }


def word_before(parse: Parse, time: FoundTime) -> str:
    """Return the word before a time in lower case, empty at the start of the text."""
    return parse.lower[time.span.start - 1] if time.span.start else ""
