"""Whom a quotation means by "he" or "she": a main person of the article who was just named."""

from __future__ import annotations

from collections import Counter

from store.extract.extensions import FoundEntity
from store.extract.references.nameless_persons import is_human
from store.extract.roles.offices import office_words
from store.extract.rules import rule
from store.extract.syntax.parse import Parse

GENDERS = {
    **dict.fromkeys(("he", "him", "his"), "male"),
    **dict.fromkeys(("she", "her"), "female"),
}
BACK = 3
"""How many sentences before its own the person may be named."""
TIMES_AS_OFTEN = 3
"""How many times as often as a main person another one may stand in the article."""


class QuotedPersons:
    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        entities = parse.doc._.entities or []
        people = [e for e in entities if e.is_named and e.type == "PERSON"]
        most = max((len(e.mentions) for e in people), default=0)
        self._main = {id(e) for e in people if len(e.mentions) * TIMES_AS_OFTEN >= most}
        self._genders = {id(e): self._gender(e) for e in people}
        self._named: dict[int, list[FoundEntity]] = {}
        """The people of each sentence."""
        for entity in people:
            for mention in entity.mentions:
                number = parse.sentence[mention.span.start]
                told = self._named.setdefault(number, [])
                if all(entity is not other for other in told):
                    told.append(entity)

    def _gender(self, entity: FoundEntity) -> str | None:
        words = (self.parse.lower[m.span.start] for m in entity.mentions)
        found = Counter(GENDERS[word] for word in words if word in GENDERS)
        return next((gender for gender, _ in found.most_common(1)), None)

    @rule("events.label_quoted_person", off=lambda *_: None)
    def meant(
        self, pronoun: int, verb: int, tokens: list[int], speakers: list[FoundEntity]
    ) -> str | None:
        """Return the name that "he" stands for: Ann Lee praised Bo Falk. "He won", she said.

        It is the only other person in the nearest sentence that names one, and a main person.
        """
        parse, gender = self.parse, GENDERS.get(self.parse.lower[pronoun])
        before = [t for t in tokens if t < pronoun]
        if gender is None or any(self._is_somebody(t) for t in before):
            return None
        first, last = parse.sentence[tokens[0]], parse.sentence[verb]
        for number in (*range(last, first - 1, -1), *range(first - 1, first - 1 - BACK, -1)):
            others = [e for e in self._named.get(number, ()) if all(e is not s for s in speakers)]
            fitting = [e for e in others if self._genders[id(e)] in (gender, None)]
            if not fitting:
                continue
            meant = fitting[0]
            sure = len(fitting) == 1 and self._genders[id(meant)] == gender
            sure = sure and id(meant) in self._main and not self._is_named_in(meant, tokens)
            return meant.name if sure else None
        return None

    def _is_named_in(self, person: FoundEntity, tokens: list[int]) -> bool:
        """Whether the words name the person: "He led while Ann Lee held back"."""
        told = set(tokens)
        starts = (m.span.start for m in person.mentions if m.span.start in told)
        return any(self.parse.lower[t] not in GENDERS for t in starts)

    def _is_somebody(self, token: int) -> bool:
        """Whether a quotation speaks of somebody without a name: "a man said he"."""
        office = self.parse.lower[token] in office_words().heads
        noun = self.parse.tag[token] in ("NN", "NNP")
        person = noun and (office or is_human(self.parse.doc[token]))
        return person or self.parse.lower[token] in ("somebody", "someone", "anyone", "everyone")
