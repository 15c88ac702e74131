"""Which day of the article an event without a date belongs to, as named numbers.

An article often names the day once: in its lead, in the sentence before, or with the report of the
event. The candidates for an undated row are the calendar times near its sentence and in the lead;
times with the same days are one candidate. A forest over these numbers says how likely each is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from store.extract.learned.day_events import LEAD, SAYING, EventNumbers
from store.extract.learned.day_signs import DaySigns
from store.extract.learned.event_times import WHEN, TimeFeatures
from store.extract.learned.forest import Forest, load_forest
from store.extract.learned.likeness import Likeness
from store.extract.learned.row_times import time_words
from store.extract.learned.signs import CONTENT, Row, capped
from store.extract.time_grammar.tokens import MONTHS, WEEKDAYS
from store.extract.times.clause import attached_token, time_of

if TYPE_CHECKING:
    from collections.abc import Container, Sequence
    from datetime import date

    from store.extract.events.draft import EventDraft
    from store.extract.extensions import FoundEntity, FoundTime
    from store.extract.learned.row_numbers import RowNumbers

type Days = tuple[date, date]
"""The first and the last day of a time, inclusive."""

BEFORE = 6
"""How many sentences before an event are looked at for its day."""
AFTER = 3
LONGEST = 366
"""The most days that a candidate covers."""
PRECISIONS = ("time", "day", "week", "month", "quarter", "year")
DATED = ("stated", "inherited")
PREPOSITIONS = frozenset("on in at during".split())
BOUNDS = frozenset("since until till by before after from to of for than".split())
"""Words before a time that often make it that of something else."""
NAMING = frozenset([*WEEKDAYS, *MONTHS]) | frozenset(
    "today tonight yesterday tomorrow this last next that same day date".split()
)
"""Words that tell which day a time of day is of. "At 9 a.m." alone tells none."""
OPENING = 2
"""How many sentences tell the news itself."""


@cache
def shipped_day_model() -> Forest:
    """Return the model of `assets/models/row_days.json`, read once."""
    return load_forest("row_days")


@dataclass(slots=True)
class Candidate:
    """The times of an article that mean the same days."""

    days: Days
    times: list[FoundTime]
    dated: list[EventDraft] = field(default_factory=list)
    """The events that the rules date by it."""


@dataclass(frozen=True, slots=True, eq=False)
class WeighedDay:
    """A candidate for a row, with what bears on it."""

    candidate: Candidate
    nearest: FoundTime
    """The time of the candidate that stands nearest to the event."""
    numbers: dict[str, float]


class ContextDays:
    """The days of one article, for those of its rows that have no date."""

    def __init__(
        self,
        rows: Sequence[Row],
        numbers: RowNumbers,
        foreign: Container[int],
    ) -> None:
        """`foreign` are the first tokens of times that date no event."""
        self._rows = numbers
        self.clauses = clauses = numbers.clauses
        self.parse = clauses.parse
        self.doc = clauses.parse.doc
        self.published = published = numbers.published
        self.foreign = foreign
        self.drafts = [piece for merged, _ in rows for piece in merged.pieces]
        self._seen = TimeFeatures(self.parse, published)
        self._column = clauses.models.event_times.classes.index(WHEN)
        self._by_verb = {draft.verb: draft for draft in self.drafts}
        self.candidates = self._candidates()
        self._first_day = next(filter(self._is_exact, self.candidates), None)
        exact = [c for c in self.candidates if self._is_exact(c)]
        self._exact_days = len(exact)
        self._lead_days = sum(self._first_sentence(c) < OPENING for c in exact)
        self._mentions = sorted(t.span.start for c in self.candidates for t in c.times)
        self._dated = sorted(
            (draft.verb, n) for n, c in enumerate(self.candidates) for draft in c.dated
        )
        self._told_most = max(exact, key=lambda c: len(c.times), default=None)
        self._dated_most = max(
            (c for c in self.candidates if c.dated), key=lambda c: len(c.dated), default=None
        )
        self._events = EventNumbers(clauses, self._seen, self._article())
        self._signs = DaySigns(self.parse, self._events)
        self._newlines = [token.i for token in self.doc if "\n" in token.text]
        self._words: dict[int, set[str]] = {}
        self._likeness = Likeness(self.parse)

    def _article(self) -> dict[str, float]:
        """Return what is the same for all events of the article."""
        return {
            "lead days": capped(self._lead_days, 4),
            "exact days": capped(self._exact_days, 8),
            "article days": capped(len(self.candidates), 10),
            "article dated": len(self._dated) / max(1, len(self.drafts)),
        }

    def _is_exact(self, candidate: Candidate) -> bool:
        return candidate.times[0].precision in ("day", "time")

    def _first_sentence(self, candidate: Candidate) -> int:
        return min(self.parse.sentence[time.span.start] for time in candidate.times)

    def _candidates(self) -> list[Candidate]:
        """Return the days that the article names, without those that date no event."""
        found: dict[Days, Candidate] = {}
        for time in self.doc._.times or []:
            start, end = time.start, time.end
            if time.type not in ("DATE", "TIME") or start is None or end is None:
                continue
            if time.precision not in PRECISIONS or time.span.start in self.foreign:
                continue
            if 0 <= (end - start).days <= LONGEST:
                found.setdefault((start, end), Candidate((start, end), [])).times.append(time)
        for draft in self.drafts:
            if draft.date_basis in DATED and draft.start is not None and draft.end is not None:
                known = found.get((draft.start, draft.end))
                if known is not None:
                    known.dated.append(draft)
        return [c for c in found.values() if any(map(self._names_day, c.times))]

    def _names_day(self, time: FoundTime) -> bool:
        """Whether the words say which day it is, not only at what time of it."""
        words = {self.parse.lower[i].rstrip(".") for i in range(time.span.start, time.span.end)}
        return time.precision != "time" or not words.isdisjoint(NAMING) or self._is_dated(words)

    def _is_dated(self, words: set[str]) -> bool:
        return any(word.isdigit() and len(word) == 4 for word in words)

    def of(self, row: Row) -> list[WeighedDay]:
        """Return the candidates for the day of a row, in the order of the text."""
        draft = row[0].draft
        number = self.parse.sentence[draft.verb]
        near = [c for c in self.candidates if self._is_main(c) or self._has_near(c, number)]
        if not near:
            return []
        own = dict(self._events.of(draft))
        own |= {f"row {name}": min(x, 1.0) for name, x in self._rows.timeless(row).items()}
        nearest = [min(c.times, key=lambda t: self._distance(t, draft.verb)) for c in near]
        ranked = sorted(range(len(near)), key=lambda n: self._distance(nearest[n], draft.verb))
        found = []
        for n, (candidate, time) in enumerate(zip(near, nearest, strict=True)):
            numbers = own | self._pair(draft, candidate, time)
            numbers |= self._governor(draft, time)
            numbers["rank"] = capped(ranked.index(n), 5)
            numbers["candidates"] = capped(len(near), 6)
            found.append(WeighedDay(candidate, time, numbers))
        return found

    def _is_main(self, candidate: Candidate) -> bool:
        """Whether the article names no other day as often, or tells most events of it."""
        return candidate is self._told_most or candidate is self._dated_most

    def _has_near(self, candidate: Candidate, sentence: int) -> bool:
        numbers = [self.parse.sentence[time.span.start] for time in candidate.times]
        return any(n < LEAD or -BEFORE <= n - sentence <= AFTER for n in numbers)

    def _distance(self, time: FoundTime, verb: int) -> int:
        return abs(time.span.start - verb)

    # The row and one day.

    def _pair(self, draft: EventDraft, candidate: Candidate, time: FoundTime) -> dict[str, float]:
        """Return how far the day stands from the event, and what else belongs to it."""
        return {
            **self._same_sentence(draft, candidate),
            **self._distances(draft, candidate, time),
            **self._standing(candidate),
            **self._dated_beside(draft, candidate),
            **self._days(candidate),
            **{f"precision {name}": float(time.precision == name) for name in PRECISIONS},
            **{f"basis {name}": float(time.basis == name) for name in ("published", "text")},
            **self._shared(draft, candidate, time),
            **self._signs.of(draft, time),
            **time_words(self.parse, draft.verb, time),
        }

    def _same_sentence(self, draft: EventDraft, candidate: Candidate) -> dict[str, float]:
        """Return whether the event's own sentence names the day, or another."""
        number = self.parse.sentence[draft.verb]
        here = [t for t in candidate.times if self.parse.sentence[t.span.start] == number]
        own = self._seen.times_of(draft)
        return {
            "here": float(bool(here)),
            "here sure": self._sure(draft, here),
            "elsewhen here": float(any(t.span.start in draft.elsewhen for t in here)),
            "here first": float(bool(here) and here[0].span.start < draft.verb),
            "own other": float(any((t.start, t.end) != candidate.days for t in own)),
            "own clause": float(self._is_in_clause(draft, candidate)),
        }

    def _distances(
        self, draft: EventDraft, candidate: Candidate, time: FoundTime
    ) -> dict[str, float]:
        """Return how far the day stands from the event and from the top, and what is between."""
        number = self.parse.sentence[draft.verb]
        at = [self.parse.sentence[each.span.start] for each in candidate.times]
        low, high = sorted((draft.verb, time.span.start))
        return {
            "before": capped(min((number - s for s in at if s < number), default=8), 8),
            "after": capped(min((s - number for s in at if s > number), default=8), 8),
            "in lead": float(min(at) < LEAD),
            "first sentence": capped(min(at), 10),
            "words": capped(high - low, 120),
            "times between": capped(sum(low < start < high for start in self._mentions), 4),
            "lines between": capped(sum(low < i < high for i in self._newlines), 4),
            "between past": self._past_between(number, time),
        }

    def _standing(self, candidate: Candidate) -> dict[str, float]:
        """Return how often the article names the day and dates events by it, among its days."""
        is_exact = self._is_exact(candidate)
        is_in_lead = is_exact and self._first_sentence(candidate) < OPENING
        return {
            "times": capped(len(candidate.times), 5),
            "share of times": len(candidate.times) / max(1, len(self._mentions)),
            "dated": capped(len(candidate.dated), 5),
            "share of dated": len(candidate.dated) / max(1, len(self._dated)),
            "first day": float(candidate is self._first_day),
            "told most": float(candidate is self._told_most),
            "dated most": float(candidate is self._dated_most),
            "only lead day": float(self._lead_days == 1 and is_in_lead),
            "only day": float(self._exact_days == 1 and is_exact),
        }

    def _dated_beside(self, draft: EventDraft, candidate: Candidate) -> dict[str, float]:
        """Return whether the last dated event before this one, and the next, are of the day."""
        n = self.candidates.index(candidate)
        last = next((place for verb, place in reversed(self._dated) if verb < draft.verb), None)
        following = next((place for verb, place in self._dated if verb > draft.verb), None)
        return {
            "last dated": float(last == n),
            "next dated": float(following == n),
            "other last dated": float(last not in (None, n)),
            "other next dated": float(following not in (None, n)),
        }

    def _days(self, candidate: Candidate) -> dict[str, float]:
        """Return how long the day, or its period, is and how far from the day of the article."""
        start, end = candidate.days
        days = (self.published - end).days if self.published is not None else 0
        return {
            "days before": capped(max(days, 0), 10),
            "years before": capped(max(days, 0), 2000),
            "ahead": float(days < 0),
            "that day": float(days == 0 and start == end),
            "covers": capped((end - start).days, 31),
            "latest": float(all(start >= c.days[0] for c in self.candidates)),
        }

    def _is_in_clause(self, draft: EventDraft, candidate: Candidate) -> bool:
        found = time_of(self.doc, draft.verb)
        return found is not None and (found.start, found.end) == candidate.days

    def _past_between(self, sentence: int, time: FoundTime) -> float:
        """Return the share of the sentences from the time to the event with a finite past."""
        parse = self.parse
        low, high = sorted((sentence, parse.sentence[time.span.start]))
        told = [
            any(parse.tag[i] == "VBD" for i in range(*parse.bounds[n])) for n in range(low, high)
        ]
        return sum(told) / len(told) if told else 1.0

    def _sure(self, draft: EventDraft, here: list[FoundTime]) -> float:
        """Return how likely one of these times of the event's own sentence dates it."""
        if not here:
            return 0.0
        model = self.clauses.models.event_times
        found = model.probabilities(self._seen.of(draft, time) for time in here)
        return float(found[:, self._column].max())

    def _shared(self, draft: EventDraft, candidate: Candidate, time: FoundTime) -> dict[str, float]:
        """Return what the event has in common with those of the day, and with its sentence."""
        parties = _parties(draft)
        others = [other for other in candidate.dated if other is not draft]
        mine = self._content(self.parse.sentence[draft.verb])
        theirs = self._content(self.parse.sentence[time.span.start])
        lemma = self.parse.lemma[draft.verb]
        same = [o for o in others if o.type == draft.type]
        return {
            "shared party": float(any(parties & _parties(other) for other in others)),
            "shared actor": float(
                any(ids_of(draft.actors) & ids_of(other.actors) for other in others)
            ),
            "shared words": capped(len(mine & theirs), 4),
            "same word": float(any(self.parse.lemma[o.verb] == lemma for o in others)),
            "word there": float(lemma in theirs),
            "same type": capped(len(same), 3),
            "actor there": float(self._mentioned(draft.actors, time)),
            "whom there": float(self._mentioned(draft.recipients, time)),
            "actor in lead": float(
                any(n < LEAD for entity in draft.actors for n in self._events.sentences_of(entity))
            ),
            "same plan": float(any(o.modality == draft.modality for o in others)),
            "same actor and type": float(
                any(ids_of(draft.actors) & ids_of(other.actors) for other in same)
            ),
            "subject there": float(self._heads(draft.subject_tokens) & theirs != set()),
            "object there": float(self._heads(draft.object_tokens) & theirs != set()),
            "verb alike": self._likeness.words(
                draft.verb, (o.verb for o in others if self._is_beside(o, time))
            ),
            "verb alike any": self._likeness.words(draft.verb, (o.verb for o in others)),
            "words alike": self._likeness.sentences(
                self.parse.sentence[draft.verb], self.parse.sentence[time.span.start]
            ),
        }

    def _heads(self, tokens: Sequence[int]) -> set[str]:
        return {self.parse.lemma[i] for i in tokens if self.parse.pos[i] in CONTENT}

    def _is_beside(self, other: EventDraft, time: FoundTime) -> bool:
        return self.parse.sentence[other.verb] == self.parse.sentence[time.span.start]

    def _mentioned(self, entities: list[FoundEntity], time: FoundTime) -> bool:
        number = self.parse.sentence[time.span.start]
        return any(number in self._events.sentences_of(entity) for entity in entities)

    def _content(self, sentence: int) -> set[str]:
        if sentence not in self._words:
            parse = self.parse
            inside = range(*parse.bounds[sentence])
            self._words[sentence] = {parse.lemma[i] for i in inside if parse.pos[i] in CONTENT}
        return self._words[sentence]

    def _governor(self, draft: EventDraft, time: FoundTime) -> dict[str, float]:
        """Return what the nearest time of the day belongs to."""
        parse, verb = self.parse, draft.verb
        token = attached_token(self.doc, time).i
        head = parse.head[token]
        governor = next((a for a in parse.above(token) if parse.is_verb(a)), None)
        other = self._by_verb.get(governor) if governor is not None else None
        before = parse.lower[time.span.start - 1] if time.span.start else ""
        holds = {
            "of noun": parse.pos[head] in ("NOUN", "PROPN") and head not in range(*_range(time)),
            "at place": before in PREPOSITIONS,
            "bound": before in BOUNDS,
            "of verb": governor is not None,
            "of event": other is not None,
            "of this": governor == verb,
            "of below": governor is not None and verb in parse.above(governor),
            "of statement": other is not None and other.type == "STATEMENT",
            "of saying": governor is not None and parse.lemma[governor] in SAYING,
            "of root": governor is not None and parse.dep[governor] == "ROOT",
            "of same tense": governor is not None and parse.tag[governor] == parse.tag[verb],
            "of past": governor is not None and parse.tag[governor] in ("VBD", "VBN"),
            "of pluperfect": other is not None and other.pluperfect,
            "of shared": other is not None and bool(_parties(draft) & _parties(other)),
            "of actor": other is not None and bool(ids_of(draft.actors) & ids_of(other.actors)),
            "of same type": other is not None and other.type == draft.type,
            "of quoted": governor is not None and self.clauses.is_quoted(governor),
            "of dated": other is not None and other.date_basis in DATED,
        }
        return {name: float(value) for name, value in holds.items()}


def _range(time: FoundTime) -> tuple[int, int]:
    return time.span.start, time.span.end


def _parties(draft: EventDraft) -> set[int]:
    return ids_of(draft.actors) | ids_of(draft.recipients)


def ids_of(entities: Sequence[FoundEntity]) -> set[int]:
    """Return what tells these entities from others of the same document."""
    return {id(entity) for entity in entities}
