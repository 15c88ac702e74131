"""Days of what people say on an occasion: at a rally, after a lunch.

The parser attaches such a day to any word nearby; where its words stand shows whose it is.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator

from spacy.tokens import Doc

from store.extract import lexicon
from store.extract.extensions import FoundTime
from store.extract.reporting_words import SAYING
from store.extract.rules import rule
from store.extract.syntax.parse import Parse
from store.extract.times.clause import time_of

EXACT = frozenset({"day", "time", "week", "month"})
FINITE_PAST = "VBD"
MEETINGS = lexicon.words("events.meetings")
"""What people say something after on the same day: "said after a lunch on Friday"."""
SPOKEN_AT = lexicon.words("events.spoken_at")
"""Occasions on which people speak in public."""
BESIDE = 6
"""How many words may stand between such an occasion and its day."""
CLAUSES = ("relcl", "acl", "ccomp", "advcl", "conj")


def times_in(doc: Doc, parse: Parse, foreign: Container[int], verb: int) -> Iterator[FoundTime]:
    """Yield the times on the calendar in the sentence of a verb."""
    first, last = parse.bounds[parse.sentence[verb]]
    for found in doc._.times or []:
        inside = first <= found.span.start < last and found.span.start not in foreign
        if inside and (found.start or found.end):
            yield found


class SpokenTimes:
    """Finds the day on which somebody said something."""

    def __init__(self, doc: Doc, parse: Parse, foreign: Container[int]) -> None:
        self.doc = doc
        self.parse = parse
        self.foreign = foreign
        """The first tokens of times that date no event."""

    @property
    def firm(self) -> tuple[Callable[[int], FoundTime | None], ...]:
        """The ways that leave no doubt."""
        return self.after_meeting, self.at_rally

    def _day_of(self, token: int) -> FoundTime | None:
        """Return the day in the clause of a verb or noun."""
        found = time_of(self.doc, token, self.foreign)
        day = found is not None and found.start and found.precision in ("day", "time")
        return found if day else None

    def _days_in(self, verb: int) -> list[FoundTime]:
        """Return the days, weeks and months in the sentence of a verb."""
        found = times_in(self.doc, self.parse, self.foreign, verb)
        return [t for t in found if t.type in ("DATE", "TIME") and t.precision in EXACT]

    @rule("events.after_meeting")
    def after_meeting(self, verb: int) -> FoundTime | None:
        """Return the day of what a saying followed: "said after a lunch on Friday"."""
        parse = self.parse
        if parse.tag[verb] != FINITE_PAST or parse.lemma[verb] not in SAYING:
            return None
        for preposition in parse.having(verb, "prep"):
            if parse.lower[preposition] in ("after", "following"):
                for k in parse.having(preposition, "pobj", "pcomp"):
                    day = self._day_of(k) if parse.lemma[k] in MEETINGS else None
                    if day is not None:
                        return day
        return None

    @rule("events.at_rally")
    def at_rally(self, verb: int) -> FoundTime | None:
        """Return the day of the occasion at the end: "called for a boycott at a rally on Friday".

        The parser attaches the day or the occasion to any word before it.
        """
        parse, times = self.parse, self._days_in(verb)
        if parse.tag[verb] != FINITE_PAST or parse.dep[verb] != "ROOT" or len(times) != 1:
            return None
        day = times[0]
        if day.precision not in ("day", "time") or day.span.start < verb:
            return None
        near = range(max(verb + 1, day.span.start - BESIDE), day.span.end + BESIDE)
        nouns = (i for i in near if i < len(parse.lower) and parse.lemma[i] in SPOKEN_AT)
        return day if any(self._is_held_on(noun, day, verb) for noun in nouns) else None

    def _is_held_on(self, noun: int, day: FoundTime, verb: int) -> bool:
        """Whether "at" is before an occasion, only its place between it and a day, and no other
        clause between the two and the verb."""
        parse = self.parse
        if parse.sentence[noun] != parse.sentence[verb]:
            return False
        between = range(min(noun, day.span.end), max(noun, day.span.start))
        beside = all(parse.pos[i] not in ("VERB", "AUX", "PUNCT") for i in between)
        at = any(parse.lower[i] in ("at", "during") for i in range(max(verb, noun - 4), noun))
        apart = range(verb + 1, min(noun, day.span.start))
        verbs = [i for i in apart if parse.pos[i] == "VERB" and parse.tag[i] != "VB"]
        alone = all(parse.dep[i] not in CLAUSES for i in verbs)
        return beside and at and alone
