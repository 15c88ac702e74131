"""Find the country or body of an office: before it, after "of", or through a noun beside it."""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Doc, Token

from store.extract import lexicon
from store.extract.extensions import FoundEntity, Tokens
from store.extract.gazetteer import gazetteer
from store.extract.roles.offices import Office
from store.extract.rules import rule

Entities = dict[int, FoundEntity]

_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_OF = frozenset({"of", "at", "for", "to", "with", "in", "from", "on"})
_DESCENT = lexicon.words("roles.descent")
_BODIES = frozenset({"GPE", "ORG", "LOC", "FAC"})
_TELLING = frozenset({"poss", "compound", "amod", "nmod"})
_OF_PARTIES = lexicon.words("roles.of_parties")
_GROUPS = frozenset("party group league front coalition alliance faction wing branch".split())
_OF_GROUPS = frozenset({"leader", "chairman", "chairwoman", "chair", "spokesman", "spokeswoman"})
"""Offices that a people or a faith has: "a Shiite leader"."""
_OF_STATES = lexicon.words("roles.of_states")
_PARTY = re.compile(r"(?:Rep?|Dem?|Ind?|R|D|I)\.?$")
"""Abbreviations of a lawmaker's party in American news."""
_WITH_STATE = re.compile(r"(?:R|D|I|Rep|Dem|Ind)\.?[-–][A-Z]")


def owner(doc: Doc, office: Office, noun: Token, entities: Entities) -> FoundEntity | None:
    """Return the country or body before an office or after its "of"."""
    before = owner_before(doc, office, entities)
    if before is not None:
        return before
    last = doc[office.span.end - 1]
    return owner_after(noun, entities) or owner_after(last, entities)


def owner_before(doc: Doc, office: Office, entities: Entities) -> FoundEntity | None:
    """Return the owner before an office: "Chinese president", "Wolves' manager"."""
    at = office.span.start - 1
    if at > 0 and doc[at].text in _POSSESSIVE:
        at -= 1
    entity = entities.get(at) if at >= 0 else None
    if entity is not None and (entity.type == "NORP" or entity.key in party_keys()):
        heads = _OF_PARTIES if entity.key in party_keys() else _OF_GROUPS
        return entity if office.head in heads else None
    found = body(entity)
    if found is not None and found.type == "GPE":
        return _whose_branch(doc, at, found, entities) or found
    return found


@rule("roles.branches")
def _whose_branch(
    doc: Doc, at: int, country: FoundEntity, entities: Entities
) -> FoundEntity | None:
    """Return the body whose branch in the country it is: "Amnesty's U.S. director"."""
    while at > 0 and entities.get(at - 1) is country:
        at -= 1
    if at < 2 or doc[at - 1].text not in _POSSESSIVE:
        return None
    owner = entities.get(at - 2)
    return owner if owner is not None and owner.type == "ORG" else None


def owner_after(word: Token, entities: Entities) -> FoundEntity | None:
    """Return the owner after an office: "head of the army", "vice president for sales at Acme"."""
    of_field = None
    for child in word.rights:
        if child.dep_ == "prep" and child.lower_ in _OF and not _is_where(word, child, entities):
            for inner in child.rights:
                if inner.dep_ == "pobj" and inner.lower_ not in _DESCENT:
                    found = body(entities.get(inner.i)) or _apposed(inner, entities)
                    behind = owner_after(inner, entities) if found is None else None
                    if behind is not None and behind.type == "ORG":
                        found = behind  # "director for Asian affairs at Orvis"
                    if found is not None:
                        return found
                    of_field = of_field or _modifying_body(inner, entities) or behind
    return of_field


@rule("roles.places_of_meetings", off=lambda *_: False)
def _is_where(word: Token, preposition: Token, entities: Entities) -> bool:
    """Whether it says where it was, behind the person: "met its president Ann Lee in Haiti"."""
    if preposition.lower_ != "in":
        return False
    between = (entities.get(at) for at in range(word.i + 1, preposition.i))
    return any(entity is not None and entity.type == "PERSON" for entity in between)


@cache
def party_keys() -> frozenset[str]:
    """Return the keys of the known parties."""
    return frozenset(party.key for party, _ in gazetteer().parties.values())


@rule("roles.body_apposed")
def _apposed(noun: Token, entities: Entities) -> FoundEntity | None:
    """Return an owner in apposition: "head of the industry body ELSPA"."""
    for child in noun.rights:
        if child.dep_ == "appos" and (found := body(entities.get(child.i))) is not None:
            return found
    return None


@rule("roles.modifying_body")
def _modifying_body(noun: Token, entities: Entities) -> FoundEntity | None:
    """Return an owner that modifies the noun: "head of the Soviet delegation"."""
    lefts = list(noun.lefts)
    is_owned = any(child.dep_ == "poss" and body(entities.get(child.i)) is None for child in lefts)
    for child in reversed(lefts):
        if child.dep_ in _TELLING and (found := body(entities.get(child.i))) is not None:
            # "the center's American branch" is not America's, "France's Blue party" not France's
            is_other = is_owned or (noun.lower_ in _GROUPS and child.dep_ == "poss")
            return None if is_other and found.type == "GPE" else found
    return None


@rule("roles.state_behind")
def state_behind(doc: Doc, name: Tokens, office: Office, entities: Entities) -> FoundEntity | None:
    """Return the state of a lawmaker, which follows the name.

    For example "Sen. Ann Roe, R-Utah", "Rep. Bo Falk (D., Ohio)", "Sen. Cy Orr of Maine".
    """
    if office.head.lower() not in _OF_STATES:
        return None
    at = name.end
    if at + 1 < len(doc) and doc[at].lower_ in {"of", "from"}:
        return _state(at + 1, entities)
    if at + 1 >= len(doc) or doc[at].text not in {",", "("}:
        return None
    at += 1
    if _WITH_STATE.match(doc[at].text):
        return _state(at, entities)
    if not _PARTY.match(doc[at].text):
        return None
    at += 1
    while at < len(doc) and doc[at].text in {".", ",", "-", "–"}:
        at += 1
    return _state(at, entities)


def _state(index: int, entities: Entities) -> FoundEntity | None:
    entity = entities.get(index)
    return entity if entity is not None and entity.type == "GPE" else None


def body(entity: FoundEntity | None) -> FoundEntity | None:
    """Return the entity if its type can have offices, otherwise None."""
    return entity if entity is not None and entity.type in _BODIES else None
