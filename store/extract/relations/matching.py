"""Rows of the table held against the words of an article."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from store.extract.found import FoundEntity, FoundMention, FoundRelation, Tokens
from store.extract.relations.codebook import ANYTHING, Row, relational
from store.extract.relations.dates import days_by_verb, since
from store.extract.relations.slots import Entities, fill
from store.extract.searching import where
from store.extract.stated import states

_NOT_NOW = frozenset(
    "former then future potential prospective aspiring would-be alleged ex".split()
)


# What a country or place is home to that a card should show, where it has no name.
_HOSTED = frozenset(
    "base weapon warhead missile bomb troop soldier force headquarters command reactor plant "
    "airport port embassy mission consulate court bank fleet factory shipyard".split()
)


class Matching:
    """Finds the relations of one article."""

    def __init__(self, doc: Doc, entities: Entities) -> None:
        self.doc = doc
        self.entities = entities
        self.days = days_by_verb(doc)

    def relations(self) -> Iterator[FoundRelation]:
        table = relational()
        words = frozenset(table.verbs) | frozenset(table.nouns)
        for index in where(self.doc, "LEMMA", words):
            token = self.doc[index]
            if token.i and self.doc[token.i - 1].text == "-":
                continue
            if token.pos_ in {"VERB", "AUX", "ADJ"}:
                rows = table.verbs.get(token.lemma_, [])
            elif token.pos_ in {"NOUN", "ADV", "PROPN"}:
                rows = table.nouns.get(token.lemma_, [])
            else:
                continue
            for row in rows:
                yield from self._match(row, token)

    def _match(self, row: Row, word: Token) -> Iterator[FoundRelation]:
        if any(child.lower_ in _NOT_NOW for child in word.lefts):
            return
        if row.adjective and all(child.lower_ != row.adjective for child in word.lefts):
            return
        if word.pos_ in {"VERB", "AUX"} and not states(word, row.past):
            return
        for subject in self._filled(word, row.subject, row.subject_types, row.past):
            for obj in self._filled(word, row.object, row.object_types, row.past):
                if subject[1] is not obj[1]:
                    span = _span(word, subject[0], obj[0])
                    begun = since(word, self.days) if row.past or _becomes(word) else None
                    yield FoundRelation(subject[1], row.predicate, obj[1], span, since=begun)

    def _filled(
        self, word: Token, slots: tuple[str, ...], types: frozenset[str], past: bool
    ) -> list[tuple[Token, FoundEntity]]:
        """The entities of the first slot that holds one."""
        for slot in slots:
            found: list[tuple[Token, FoundEntity]] = []
            for token in fill(word, slot, past):
                entity = self.entities.get(token.i)
                if entity is None and ANYTHING in types and token.lemma_ in _HOSTED:
                    entity = self._nominal(token)
                if entity is not None and (ANYTHING in types or types & _types(entity)):
                    found.append((token, entity))
            if found:
                return found
        return []

    def _nominal(self, noun: Token) -> FoundEntity:
        """An entity for words that name none, "tactical nuclear weapons"."""
        start = noun.i
        while start > noun.left_edge.i and self.doc[start - 1].dep_ in {"amod", "compound"}:
            start -= 1
        words = self.doc[start : noun.i + 1].text
        key = f"nominal/{words.casefold()}"
        known: list[FoundEntity] = [e for e in self.doc._.entities if e.key == key]
        if known:
            return known[0]
        mention = FoundMention(Tokens(start, noun.i + 1), "nominal")
        entity = FoundEntity(key, words, "PRODUCT", [mention])
        self.doc._.entities.append(entity)
        return entity


def _becomes(word: Token) -> bool:
    return word.dep_ == "attr" and word.head.lemma_ == "become"


def _types(entity: FoundEntity) -> set[str]:
    """The type of an entity, and of a place whether it is a country."""
    if entity.type not in {"GPE", "LOC"}:
        return {entity.type}
    country = entity.iso is not None and entity.country is None
    return {entity.type, "COUNTRY" if country else "TOWN"}


def _span(word: Token, subject: Token, obj: Token) -> Tokens:
    """From the first to the last of the words that say so; one parse tree is one sentence."""
    places = (word.i, subject.i, obj.i)
    return Tokens(min(places), max(places) + 1)
