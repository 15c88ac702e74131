"""Which day of the article an event without a date belongs to, as named numbers.

An article often names the day once: in its lead, in the sentence before, or with the report of the
event. The candidates for an undated row are the calendar times near its sentence and in the lead;
times with the same days are one candidate. A forest over these numbers says how likely each is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from store.extract.learned.day_candidates import (
    DATED,
    PRECISIONS,
    Candidate,
    DayCandidates,
    count_between,
)
from store.extract.learned.day_events import LEAD, SAYING, EventNumbers
from store.extract.learned.day_signs import DaySigns
from store.extract.learned.event_times import TimeFeatures
from store.extract.learned.forest import Forest, load_forest
from store.extract.learned.likeness import Likeness
from store.extract.learned.row_times import time_words
from store.extract.learned.signs import CONTENT, Row, capped
from store.extract.learned.speaker_days import SpeakerDays
from store.extract.times.clause import attached_token, time_of

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from store.extract.events.draft import EventDraft
    from store.extract.extensions import FoundEntity, FoundTime
    from store.extract.learned.row_numbers import RowNumbers

PREPOSITIONS = frozenset("on in at during".split())
BOUNDS = frozenset("since until till by before after from to of for than".split())
"""Words before a time that often make it that of something else."""


@cache
def shipped_day_model() -> Forest:
    """Return the model of `assets/models/row_days.json`, read once."""
    return load_forest("row_days")


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
        self.parse = parse = clauses.parse
        self.doc = parse.doc
        drafts = [piece for merged, _ in rows for piece in merged.pieces]
        self._days = DayCandidates(parse, drafts, numbers.published, foreign)
        self.candidates = self._days.all
        self._seen = TimeFeatures(parse, numbers.published)
        self._by_verb = {draft.verb: draft for draft in drafts}
        self._events = EventNumbers(clauses, self._seen, self._days.article)
        self._signs = DaySigns(parse, self._events)
        self._newlines = [i for i, word in enumerate(parse.lower) if "\n" in word]
        is_past = ("VBD" in parse.tag[first:last] for first, last in parse.bounds)
        self._past = list(accumulate(is_past, initial=0))
        """How many sentences before each have a finite past."""
        dated = [(draft, n) for n, c in enumerate(self.candidates) for draft in c.dated]
        self._speakers = SpeakerDays(parse, drafts, dated, self._newlines, self._sure_of_day)
        self._words: dict[int, set[str]] = {}
        self._known_people: dict[int, tuple[set[int], set[int]]] = {}
        self._likeness = Likeness(parse)

    def of(self, row: Row) -> list[WeighedDay]:
        """Return the candidates for the day of a row, in the order of the text."""
        draft = row[0].draft
        said = self._speakers.days_of(draft)
        near = self._days.near(self.parse.sentence[draft.verb], said)
        if not near:
            return []
        own = dict(self._events.of(draft))
        own |= {f"row {name}": min(x, 1.0) for name, x in self._rows.timeless(row).items()}
        own["candidates"] = capped(len(near), 6)
        found = time_of(self.doc, draft.verb)
        clause = (found.start, found.end) if found is not None else None
        nearest = [min(c.times, key=lambda t: self._distance(t, draft.verb)) for c in near]
        ranked = sorted(range(len(near)), key=lambda n: self._distance(nearest[n], draft.verb))
        days = []
        for n, (candidate, time) in enumerate(zip(near, nearest, strict=True)):
            numbers = own | self._days.of(candidate) | self._pair(draft, candidate, time)
            numbers |= self._governor(draft, time)
            numbers |= self._speakers.of(draft, self.candidates.index(candidate))
            numbers["own clause"] = float(clause == candidate.days)
            numbers["rank"] = capped(ranked.index(n), 5)
            days.append(WeighedDay(candidate, time, numbers))
        return days

    def _distance(self, time: FoundTime, verb: int) -> int:
        return abs(time.span.start - verb)

    # The row and one day.

    def _pair(self, draft: EventDraft, candidate: Candidate, time: FoundTime) -> dict[str, float]:
        """Return how far the day stands from the event, and what else belongs to it."""
        return {
            **self._same_sentence(draft, candidate),
            **self._distances(draft, candidate, time),
            **self._dated_beside(draft, candidate),
            **{f"precision {name}": float(time.precision == name) for name in PRECISIONS},
            **{f"basis {name}": float(time.basis == name) for name in ("published", "text")},
            **self._shared(draft, candidate, time),
            **self._signs.of(draft, time),
            **time_words(self.parse, draft.verb, time),
        }

    def _same_sentence(self, draft: EventDraft, candidate: Candidate) -> dict[str, float]:
        """Return whether the event's own sentence names the day, or another."""
        number = self.parse.sentence[draft.verb]
        at = zip(candidate.times, candidate.sentences, strict=True)
        here = [time for time, sentence in at if sentence == number]
        own = self._seen.times_of(draft)
        return {
            "here": float(bool(here)),
            "here sure": self._sure(draft, here),
            "elsewhen here": float(any(t.span.start in draft.elsewhen for t in here)),
            "here first": float(bool(here) and here[0].span.start < draft.verb),
            "own other": float(any((t.start, t.end) != candidate.days for t in own)),
        }

    def _distances(
        self, draft: EventDraft, candidate: Candidate, time: FoundTime
    ) -> dict[str, float]:
        """Return how far the day stands from the event, and what is between."""
        number = self.parse.sentence[draft.verb]
        at = candidate.sentences
        low, high = sorted((draft.verb, time.span.start))
        return {
            "before": capped(min((number - s for s in at if s < number), default=8), 8),
            "after": capped(min((s - number for s in at if s > number), default=8), 8),
            "words": capped(high - low, 120),
            "times between": capped(self._days.between(low, high), 4),
            "lines between": capped(count_between(self._newlines, low, high), 4),
            "between past": self._past_between(number, time),
        }

    def _dated_beside(self, draft: EventDraft, candidate: Candidate) -> dict[str, float]:
        """Return whether the last dated event before this one, and the next, are of the day."""
        last, following = self._days.beside(draft.verb)
        return {
            "last dated": float(last is candidate),
            "next dated": float(following is candidate),
            "other last dated": float(last not in (None, candidate)),
            "other next dated": float(following not in (None, candidate)),
        }

    def _past_between(self, sentence: int, time: FoundTime) -> float:
        """Return the share of the sentences from the time to the event with a finite past."""
        low, high = sorted((sentence, self.parse.sentence[time.span.start]))
        return (self._past[high] - self._past[low]) / (high - low) if low < high else 1.0

    def _sure(self, draft: EventDraft, here: list[FoundTime]) -> float:
        """Return how likely one of these times of the event's own sentence dates it."""
        if not here:
            return 0.0
        sures = self._rows.times.sures(draft)
        return max(sures[id(time)] for time in here)

    def _sure_of_day(self, draft: EventDraft, day: int) -> float:
        """Return how likely a day, by its number, dates an event whose sentence names it."""
        number = self.parse.sentence[draft.verb]
        times = self.candidates[day].times
        return self._sure(draft, [t for t in times if self.parse.sentence[t.span.start] == number])

    def _shared(self, draft: EventDraft, candidate: Candidate, time: FoundTime) -> dict[str, float]:
        """Return what the event has in common with those of the day, and with its sentence."""
        parse, number = self.parse, self.parse.sentence[time.span.start]
        actors, parties = self._people(draft)
        others = [other for other in candidate.dated if other is not draft]
        verbs = [other.verb for other in others]
        mine, theirs = self._content(parse.sentence[draft.verb]), self._content(number)
        lemma = parse.lemma[draft.verb]
        same = [o for o in others if o.type == draft.type]
        return {
            "shared party": float(any(parties & self._people(o)[1] for o in others)),
            "shared actor": float(any(actors & self._people(o)[0] for o in others)),
            "shared words": capped(len(mine & theirs), 4),
            "same word": float(any(parse.lemma[verb] == lemma for verb in verbs)),
            "word there": float(lemma in theirs),
            "same type": capped(len(same), 3),
            "actor there": float(self._mentioned(draft.actors, number)),
            "whom there": float(self._mentioned(draft.recipients, number)),
            "actor in lead": float(
                any(n < LEAD for entity in draft.actors for n in self._events.sentences_of(entity))
            ),
            "same plan": float(any(o.modality == draft.modality for o in others)),
            "same actor and type": float(any(actors & self._people(o)[0] for o in same)),
            "subject there": float(not theirs.isdisjoint(self._heads(draft.subject_tokens))),
            "object there": float(not theirs.isdisjoint(self._heads(draft.object_tokens))),
            "verb alike": self._likeness.words(
                draft.verb, [verb for verb in verbs if parse.sentence[verb] == number]
            ),
            "verb alike any": self._likeness.words(draft.verb, verbs),
            "words alike": self._likeness.sentences(parse.sentence[draft.verb], number),
        }

    def _people(self, draft: EventDraft) -> tuple[set[int], set[int]]:
        """Return the actors of an event, and all who take part."""
        if id(draft) not in self._known_people:
            actors = ids_of(draft.actors)
            self._known_people[id(draft)] = actors, actors | ids_of(draft.recipients)
        return self._known_people[id(draft)]

    def _heads(self, tokens: Sequence[int]) -> set[str]:
        return {self.parse.lemma[i] for i in tokens if self.parse.pos[i] in CONTENT}

    def _mentioned(self, entities: list[FoundEntity], sentence: int) -> bool:
        return any(sentence in self._events.sentences_of(entity) for entity in entities)

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
        actors, parties = self._people(draft)
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
            "of shared": other is not None and bool(parties & self._people(other)[1]),
            "of actor": other is not None and bool(actors & self._people(other)[0]),
            "of same type": other is not None and other.type == draft.type,
            "of quoted": governor is not None and self.clauses.is_quoted(governor),
            "of dated": other is not None and other.date_basis in DATED,
        }
        return {name: float(value) for name, value in holds.items()}


def _range(time: FoundTime) -> tuple[int, int]:
    return time.span.start, time.span.end


def ids_of(entities: Sequence[FoundEntity]) -> set[int]:
    """Return what tells these entities from others of the same document."""
    return {id(entity) for entity in entities}
