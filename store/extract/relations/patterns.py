"""Relations in compounds and of places near a border."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from store.extract.extensions import FoundEntity, FoundRelation, Tokens, states, token_at, where
from store.extract.relations.rows import Row, relational
from store.extract.relations.slots import Entities, fill
from store.extract.rules import rule

# Places near a border: "Brest, near the borders of Poland and Ukraine".

_NEAR = frozenset({"near", "close"})
_BORDERS = frozenset({"border", "frontier"})
_PLACES = frozenset({"GPE", "FAC", "LOC"})


def border_relations(doc: Doc, entities: Entities) -> Iterator[FoundRelation]:
    """Yield a relation between a place right before "near" and each country of the border."""
    for index in where(doc, "LOWER", _NEAR):
        token = doc[index]
        border = _border(token)
        at = _place_before(doc, token.i, entities)
        if border is None or at is None:
            continue
        place = entities[at]
        for slot in ("of", "with", "owner"):
            for word in fill(border, slot, past=False):
                country = entities.get(word.i)
                if country is not None and country.type == "GPE" and country is not place:
                    end = max(border.i, word.i) + 1
                    yield FoundRelation(place, "near_border_of", country, Tokens(at, end))


def _border(near: Token) -> Token | None:
    for child in near.rights:
        if child.dep_ == "pobj" and child.lemma_ in _BORDERS:
            return child
        if child.dep_ == "prep" and child.lower_ == "to":
            return _border(child)
    return None


def _place_before(doc: Doc, index: int, entities: Entities) -> int | None:
    at = index - 1
    if at > 0 and doc[at].text == ",":
        at -= 1
    place = entities.get(at)
    if place is None or place.type not in _PLACES:
        return None
    return None if place.iso and place.country is None else at


# Relations in a compound: "Moscow-led", "Beijing- and Moscow-led", "U.S.-backed".

_DASHES = ("-", "–")
_ABBREVIATED = re.compile(r"\.-(\w+)")
"""Matches "U.S.-led", which is one token."""
_REACH = 3
"""How many words may stand before the name ("the Moscow-led military alliance CSTO")."""
_JOINING = frozenset({"and", "or", ","})
_BEFORE_NOUNS = frozenset({"amod", "compound", "nmod", "npadvmod", "advmod"})


def hyphen_relations(doc: Doc, entities: Entities) -> Iterator[FoundRelation]:
    """Yield a relation between each name before the hyphen and what the compound describes."""
    table = relational().hyphens
    for index in _compounds(doc, frozenset(table)):
        token = doc[index]
        word = token.lower_.rpartition("-")[2]
        at = _described(doc, token.i, entities)
        if at is None:
            continue
        for start, owner in _owners(doc, token.i, entities):
            span = Tokens(min(start, at), max(index, at) + 1)
            for found in _related(table[word], owner, entities[at], span):
                if found.predicate != "based_in" or not _is_alone(at, index, entities):
                    yield found


@rule("relations.based_companies", off=lambda *_: False)
def _is_alone(at: int, index: int, entities: Entities) -> bool:
    """Whether one word behind the compound is rather a company: "Leeds-based Falk will sell"."""
    name = entities[at]
    return at == index + 1 and entities.get(at + 1) is not name


def _compounds(doc: Doc, words: frozenset[str]) -> Iterator[int]:
    """Yield the tokens that end a compound with one of these words."""
    for index in where(doc, "LOWER", words):
        if index > 1 and doc[index - 1].text in _DASHES:
            yield index
    text = doc.text
    for match in _ABBREVIATED.finditer(text) if ".-" in text else ():
        token = token_at(doc, *match.span(1)) if match[1].lower() in words else None
        if token is not None:
            yield token.i


def _described(doc: Doc, index: int, entities: Entities) -> int | None:
    """Return the last word of the name after the compound, its head if it has one."""
    head = doc[index].head.i
    if head > index and head in entities:
        return head
    at = index + 1
    while at < min(index + 1 + _REACH, len(doc)) and doc[at].pos_ in {"ADJ", "NOUN", "PROPN"}:
        if at in entities:
            while entities.get(at + 1) is entities[at]:
                at += 1
            if not _modifies(doc[at], entities):
                return at
        at += 1
    return _apposed(doc[index], entities)


@rule("relations.apposed_compounds")
def _apposed(compound: Token, entities: Entities) -> int | None:
    """Return the name that the noun after a compound describes: "Orvis, a Leeds-based firm"."""
    noun = compound
    while noun.dep_ in _BEFORE_NOUNS and noun.head.i > noun.i:
        noun = noun.head
    name = noun.head if noun.dep_ == "appos" and noun.i != compound.i else noun
    behind = next((child for child in noun.rights if child.dep_ == "appos"), None)
    if name is noun and behind is not None and behind.i in entities and noun.pos_ == "NOUN":
        return behind.i
    if noun.dep_ == "attr" and noun.head.lemma_ == "be" and states(noun.head, past=False):
        name = next((child for child in noun.head.lefts if child.dep_ == "nsubj"), noun)
    is_name = name.i < compound.i and name.i in entities and name.pos_ == "PROPN"
    return name.i if is_name else None


@rule("relations.modifiers", off=lambda *_: False)
def _modifies(name: Token, entities: Entities) -> bool:
    """Whether a name only modifies what is described: "an Oslo-based Republican strategist"."""
    noun = name.head
    is_common = noun.i > name.i and noun.pos_ == "NOUN" and noun.i not in entities
    return is_common and name.dep_ in {"amod", "compound", "nmod"}


def _related(
    rows: list[Row], owner: FoundEntity, described: FoundEntity, span: Tokens
) -> Iterator[FoundRelation]:
    for row in rows:
        subject, obj = (owner, described) if row.subject == ("owner",) else (described, owner)
        fits = subject.type in row.subject_types and obj.type in row.object_types
        if row.predicate == "based_in" and " " not in subject.name:
            continue  # rather a company: "the Oslo-based Orvis"
        if fits and subject is not obj:
            yield FoundRelation(subject, row.predicate, obj, span)


def _owners(doc: Doc, index: int, entities: Entities) -> Iterator[tuple[int, FoundEntity]]:
    """Yield the names before the hyphen, the last first; earlier ones also end in a hyphen."""
    at = index if "-" in doc[index].text else index - 2
    while at >= 0:
        owner = entities.get(at)
        if owner is None:
            return
        while at > 0 and entities.get(at - 1) is owner:
            at -= 1
        yield at, owner
        if at < 2 or doc[at - 1].lower_ not in _JOINING:
            return
        at -= 2
        if doc[at].text in _DASHES:
            at -= 1
        elif not doc[at].text.endswith(_DASHES):
            return
