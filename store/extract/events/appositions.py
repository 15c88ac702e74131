"""Names beside descriptions: "the mayor, Ann Lee", "Zeta, a union that left the talks"."""

from __future__ import annotations

from collections.abc import Callable

from store.extract import lexicon
from store.extract.events.codebook import ActorNoun, Codebook
from store.extract.extensions import FoundEntity
from store.extract.rules import rule
from store.extract.syntax.arguments import among_them
from store.extract.syntax.parse import Parse

DEPICTIONS = lexicon.words("events.depictions")
"""Nouns for what shows somebody, but is not them or theirs."""
_NAMING = "named"


class Appositions:
    """The descriptions in one article that stand beside a name."""

    def __init__(
        self, book: Codebook, parse: Parse, entity: Callable[[int], FoundEntity | None]
    ) -> None:
        self.book = book
        self.parse = parse
        self.entity = entity

    @rule("events.described_by")
    def described_by(self, head: int, noun: ActorNoun) -> FoundEntity | None:
        """Return the one whom an apposition describes: "Zeta, a union that left the talks"."""
        parse, before = self.parse, self.parse.head[head]
        if parse.dep[head] == "conj" and parse.tag[head] == "NN":
            return self._second_title(head)
        if parse.dep[head] != "appos" or not parse.having(head, "det") or before > head:
            return self._set_off(head)
        named = self.entity(before)
        fits = named is not None and named.is_named and named.type == noun.type
        alone = parse.tag[head] == "NN" and parse.conjuncts(before) == [before]
        return named if fits and alone else None

    @rule("events.second_title")
    def _second_title(self, head: int) -> FoundEntity | None:
        """Return the one who has a second title: "Ann Lee, founder and owner of the shop"."""
        parse, first = self.parse, self.parse.head[head]
        if parse.having(head, "det", "poss", "nummod"):
            return None
        named = self.entity(first)
        if named is None:
            noun = self.book.actors.get(parse.lemma[first])
            return self._set_off(first) if noun is not None else None
        titled = any(k < head and parse.pos[k] == "NOUN" for k in parse.having(first, "appos"))
        return named if titled and named.type == "PERSON" and named.is_named else None

    @rule("events.set_off_name")
    def _set_off(self, head: int) -> FoundEntity | None:
        """Return the person before a description that the parser took for the subject.

        For example "Lee, a painter, found the letter", if "Lee" begins the sentence.
        """
        parse = self.parse
        if parse.dep[head] != "nsubj" or not parse.having(head, "det"):
            return None
        start = min(parse.subtree(head))
        first = parse.bounds[parse.sentence[head]][0]
        named = self.entity(start - 2) if start > first + 1 else None
        if named is None or parse.lower[start - 1] != "," or named.type != "PERSON":
            return None
        alone = all(self.entity(k) is named for k in range(first, start - 1))
        return named if named.is_named and alone else None

    @rule("events.apposed")
    def apposed(self, head: int) -> FoundEntity | None:
        """Return the one whom an apposition names: "the mayor, Ann Lee"."""
        if self.parse.lemma[head] in DEPICTIONS:
            return None
        for k in self.parse.kids[head]:
            if self.parse.dep[k] == "appos" and not among_them(self.parse, k):
                return self.entity(k)
        return self._apposed_below(head) or self._named(head)

    @rule("events.apposed_below")
    def _apposed_below(self, head: int) -> FoundEntity | None:
        """Return a person attached to the place: "the mayor of Riga, Ann Lee"."""
        parse = self.parse
        noun = self.book.actors.get(parse.lemma[head])
        if noun is None or parse.tag[head] != "NN":
            return None
        for preposition, place in parse.prepositions(head):
            if preposition in ("of", "for") and not parse.having(place, "cc"):
                for k in parse.having(place, "appos", "conj"):
                    if (person := self._person(k)) is not None:
                        return person
        return None

    @rule("events.named_persons")
    def _named(self, head: int) -> FoundEntity | None:
        """Return the person whose name a participle gives: "a lawyer named Ann Lee"."""
        parse = self.parse
        for participle in parse.having(head, "acl"):
            if parse.lower[participle] == _NAMING:
                for k in parse.having(participle, "oprd", "attr", "dobj"):
                    if (person := self._person(k)) is not None:
                        return person
        return None

    def _person(self, token: int) -> FoundEntity | None:
        found = self.entity(token)
        return found if found is not None and found.type == "PERSON" else None

    @rule("events.name_beside_thing")
    def only_beside(self, head: int, apposed: FoundEntity) -> bool:
        """Whether a person is named right behind a thing of theirs: "the bag Ann Lee carried"."""
        behind = [k for k in self.parse.having(head, "appos") if self.entity(k) is apposed]
        between = {self.parse.doc[t].is_punct for k in behind for t in range(head + 1, k)}
        verbs = any(self.parse.is_verb(k + 1) for k in behind if k + 1 < len(self.parse))
        return apposed.type == "PERSON" and verbs and True not in between
