"""Settle, by a model, which time of its sentence says when an event happened.

A date that the rules took from something else is given up, and a day that they missed is attached
unless a rule stands against it. On articles left out of the fit, rules and model together date more
events rightly than the rules alone; see `store.extract.learned.evaluate`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from math import inf

from store.extract.events.dating import LoneDays
from store.extract.events.draft import VERBAL, EventDraft
from store.extract.events.spoken_times import EXACT
from store.extract.events.stamp import ORDERING, Stamp, begins
from store.extract.events.time_attributes import joined_period, of_something_else
from store.extract.extensions import FoundTime
from store.extract.learned.clauses import Clauses
from store.extract.learned.event_times import WHEN, TimeFeatures
from store.extract.syntax.parse import Parse
from store.extract.times.clause import attached_token

UNLIKELY = 0.2
"""The rules' date stands from this probability on."""
SURE = 0.7
"""The least probability of a time that is attached."""
SURER = 0.85
"""Likewise for what is said, asked or promised; all three chosen on articles left out."""
DATED = ("stated", "inherited")
"""Bases of a date that stands in the text."""


def settle_times(drafts: list[EventDraft], clauses: Clauses, published: date | None) -> None:
    """Correct, in place, the dates of events by the times of their sentences.

    `published` is the day of publication. A date from another sentence stays.
    """
    seen = TimeFeatures(clauses.parse, published)
    pairs = [(draft, found) for draft in drafts for found in seen.times_of(draft)]
    model = clauses.models.event_times
    column = model.classes.index(WHEN)
    rows = model.probabilities(seen.of(*pair) for pair in pairs)
    weighed: dict[int, list[tuple[float, FoundTime]]] = {}
    for (draft, found), row in zip(pairs, rows, strict=True):
        weighed.setdefault(draft.verb, []).append((float(row[column]), found))
    vetoes = Vetoes(clauses.parse, published)
    for draft in drafts:
        if draft.verb in weighed:
            _settle(draft, weighed[draft.verb], vetoes)


class Vetoes:
    """What stands against a time, however sure the model is."""

    def __init__(self, parse: Parse, published: date | None) -> None:
        self.parse = parse
        self.stamp = Stamp(parse.doc, parse, published)
        self.days = LoneDays(self.stamp)

    def allow(self, found: FoundTime, draft: EventDraft) -> bool:
        """Whether no rule gives the time to something else."""
        if found.span.start in self.stamp.foreign:
            return False
        if not draft.elsewhen.isdisjoint(_tokens(found)) or self.days.is_elsewhere(found, draft):
            return False
        time = attached_token(self.parse.doc, found).i
        if of_something_else(self.parse, time, found.precision, draft):
            return False
        head = self.parse.head[draft.verb]
        if self.parse.dep[draft.verb] == "pcomp" and self.parse.lower[head] in ORDERING:
            return False  # "left on Monday after rejecting the plan"
        return not self._is_below(found, draft)

    def least(self, found: FoundTime, draft: EventDraft) -> float:
        """The probability from which on a time dates an event. What is said, asked or promised
        often names the day of something else: "invited her to talks on Monday"."""
        told_of = draft.type in VERBAL or draft.type == "STATEMENT"
        if not told_of or self.stamp.is_attached(found, draft.verb):
            return SURE
        parse = self.parse
        for above in parse.above(attached_token(parse.doc, found).i):
            if parse.is_verb(above):
                break
            if parse.dep[above] == "pobj" and above not in _tokens(found):
                return inf
        return SURER

    def _is_below(self, found: FoundTime, draft: EventDraft) -> bool:
        """Whether it is the time of a clause that depends on the event's: "took power after the
        coup ousted him on Monday"."""
        parse = self.parse
        for above in parse.above(attached_token(parse.doc, found).i):
            if parse.is_verb(above):
                joined = parse.first_conjunct(above) == parse.first_conjunct(draft.verb)
                return not joined and draft.verb in parse.above(above)
        return False


def _settle(draft: EventDraft, weighed: list[tuple[float, FoundTime]], vetoes: Vetoes) -> None:
    if draft.date_basis in DATED:
        given_up = [found for _, found in weighed if is_date_of(found, draft)]
        if draft.firm_date or stands([sure for sure, found in weighed if is_date_of(found, draft)]):
            return
        draft.elsewhen.update(t for found in given_up for t in _tokens(found))
        draft.start = draft.end = draft.precision = draft.date_basis = None
    found = attached(
        (sure, found)
        for sure, found in weighed
        if vetoes.allow(found, draft) and sure >= vetoes.least(found, draft)
    )
    if found is not None:
        draft.start, draft.precision, draft.date_basis = found.start, found.precision, "stated"
        draft.end = joined_period(vetoes.parse.doc, found) or found.end
        draft.begins = begins(vetoes.parse, draft.verb)


def stands(sures: list[float]) -> bool:
    """Whether the rules' date stands. `sures` are the probabilities of the times of the sentence
    with that date: none if it comes from elsewhere."""
    return not sures or max(sures) >= UNLIKELY


def attached(weighed: Iterable[tuple[float, FoundTime]]) -> FoundTime | None:
    """Return the time that the model attaches: the surest day, week or month."""
    fit = [(sure, found) for sure, found in weighed if exact(found)]
    return max(fit, key=lambda each: each[0])[1] if fit else None


def exact(found: FoundTime) -> bool:
    """Whether a time is exact enough to be attached. A year is too often part of a name."""
    return found.precision in EXACT and found.start is not None and found.end is not None


def is_date_of(found: FoundTime, draft: EventDraft) -> bool:
    """Whether the date of an event is that of a time."""
    return draft.start is not None and draft.start == found.start


def _tokens(found: FoundTime) -> range:
    return range(found.span.start, found.span.end)
