"""Places near a border: "Brest, near the borders of Poland and Ukraine"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from store.extract.found import FoundRelation, Tokens
from store.extract.relations.slots import Entities, fill
from store.extract.searching import where

_NEAR = frozenset({"near", "close"})
_BORDERS = frozenset({"border", "frontier"})
_PLACES = frozenset({"GPE", "FAC", "LOC"})


def border_relations(doc: Doc, entities: Entities) -> Iterator[FoundRelation]:
    """A place right before "near", and each country whose border it is."""
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
