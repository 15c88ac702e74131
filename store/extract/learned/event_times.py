"""How each time of a sentence stands to an event, as names of features.

A date may depend on a noun beside the verb, on the verb that reports the event, or on another event
altogether. A model over these features says how likely a time says when the event happened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.extract.learned.linear import Features
from store.extract.times.clause import attached_token

if TYPE_CHECKING:
    from datetime import date

    from spacy.tokens import Doc

    from store.extract.events.draft import EventDraft
    from store.extract.extensions import FoundTime
    from store.extract.syntax.parse import Parse

WHEN = "when"
"""The class of times that say when the event happened."""
ELSEWHEN = "elsewhen"
PATH = 4
"""Relations between a time and an event that are told apart."""
HOPS = 12
"""Governors of a time or an event that are looked at."""
NEAR = (2, 5, 10, 20)
"""Tokens between the two, from which on they stand farther apart."""
MANY = 3
"""Verbs or times beyond which more say nothing new."""


class TimeFeatures:
    """What bears on whether a time says when an event happened, in one document."""

    def __init__(self, parse: Parse, published: date | None) -> None:
        self.parse = parse
        self.doc: Doc = parse.doc
        self.published = published
        self.by_sentence: dict[int, list[FoundTime]] = {}
        for found in self.doc._.times or []:
            if found.type in ("DATE", "TIME", "DURATION") and (found.start or found.end):
                number = parse.sentence[found.span.start]
                self.by_sentence.setdefault(number, []).append(found)

    def times_of(self, draft: EventDraft) -> list[FoundTime]:
        """The times on the calendar in the sentence of an event."""
        return self.by_sentence.get(self.parse.sentence[draft.verb], [])

    def of(self, draft: EventDraft, found: FoundTime) -> Features:
        """The features of one pair."""
        names = ["bias", *self._way(draft, found), *self._order(draft, found)]
        names += self._time(draft, found)
        return Features(names)

    def _way(self, draft: EventDraft, found: FoundTime) -> list[str]:
        """How the time hangs on the event in the parse."""
        parse = self.parse
        token = attached_token(self.doc, found).i
        up, down, governor = self._path(token, draft.verb)
        of_event = {draft.verb, *draft.tokens}
        head = parse.head[token]
        preposition = parse.lower[head] if parse.dep[token] == "pobj" else parse.dep[token]
        verb = next((a for a in self._above(token) if parse.is_verb(a)), None)
        place = (
            "none"
            if verb is None
            else "own"
            if verb in of_event
            else "above"
            if verb in self._above(draft.verb)
            else "below"
            if any(t in self._above(verb) for t in of_event)
            else "beside"
        )
        above = parse.lemma[verb] if verb is not None and place == "above" else ""
        nouns = sum(parse.pos[t] in ("NOUN", "PROPN") for t in governor)
        return [
            f"path={up}<{down}",
            f"up={up}",
            f"down={down}",
            f"hops={min(len(governor), 4)} {down.count('>')}",
            f"nouns={min(nouns, MANY)} {place}",
            f"preposition={preposition}",
            f"preposition={preposition} {place}",
            f"verb={place}",
            f"verb={place} down={down}",
            f"above={above} {down}",
            f"last={parse.lemma[governor[-1]] if governor else ''}",
            f"clause={parse.dep[verb] if verb is not None else ''} {place}",
            f"event.dep={parse.dep[draft.verb]} {place}",
        ]

    def _above(self, token: int) -> list[int]:
        found = []
        for n, above in enumerate(self.parse.above(token)):
            if n == HOPS:
                break
            found.append(above)
        return found

    def _path(self, token: int, event: int) -> tuple[str, str, list[int]]:
        """The relations from the time up to where they meet, from there down to the event, and the
        tokens between the time and that place."""
        parse = self.parse
        ups, events = [token, *self._above(token)], [event, *self._above(event)]
        meet = next((t for t in ups if t in events), None)
        if meet is None:
            return "apart", "apart", []
        first, last = ups[: ups.index(meet)], events[: events.index(meet)]
        up = "<".join(parse.dep[t] for t in first[-PATH:])
        down = ">".join(parse.dep[t] for t in reversed(last[-PATH:]))
        return up, down, first[1:]

    def _order(self, draft: EventDraft, found: FoundTime) -> list[str]:
        """How far they stand apart, and what stands between."""
        parse, verb, span = self.parse, draft.verb, found.span
        before = span.end <= verb
        first, last = (span.end, verb) if before else (verb + 1, span.start)
        between = range(first, last)
        verbs = sum(parse.is_verb(i) for i in between)
        commas = sum(parse.lower[i] in (",", ";", "—", "-", "(") for i in between)
        times = self.times_of(draft)
        nearest = min(times, key=lambda t: abs(t.span.start - verb)) is found
        start = parse.bounds[parse.sentence[verb]][0]
        return [
            f"before={before} far={sum(len(between) > n for n in NEAR)}",
            f"before={before} verbs={min(verbs, MANY)}",
            f"verbs={min(verbs, MANY)} commas={min(commas, MANY)}",
            f"times={min(len(times), MANY)} nearest={nearest}",
            f"first={span.start - start < MANY} verbs={min(verbs, MANY)}",
            f"same={len({(t.start, t.end) for t in times}) == 1}",
        ]

    def _time(self, draft: EventDraft, found: FoundTime) -> list[str]:
        """What time it is, and whether the tense of the event agrees."""
        parse = self.parse
        side = "unknown"
        if self.published is not None:
            late = found.start is not None and found.start > self.published
            early = found.end is not None and found.end < self.published
            side = "late" if late else "early" if early else "now"
        tag = parse.tag[draft.verb]
        ends = "open" if found.start is None or found.end is None else "closed"
        before = parse.lower[found.span.start - 1] if found.span.start else ""
        return [
            f"time={found.type} {found.precision} {ends}",
            f"time.side={side} {tag}",
            f"time.side={side} {draft.modality}",
            f"time.words={parse.lower[found.span.start]}",
            f"time.before={before}",
            f"time.precision={found.precision} {found.mod}",
            f"event={'noun' if draft.nominal else tag} {draft.modality}",
            f"event.type={draft.type}",
            f"event.lemma={parse.lemma[draft.verb]}",
            f"event.pluperfect={draft.pluperfect} {found.precision}",
        ]
