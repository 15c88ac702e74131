"""Relations of two names side by side: "Columbia's School of Law", "Tate Museum in Leeds"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from store.extract import lexicon
from store.extract.extensions import FoundEntity, FoundRelation, Tokens
from store.extract.relations.impossible import is_force, types_of
from store.extract.relations.lists import names_in_list
from store.extract.relations.slots import Entities, fill
from store.extract.roles.offices import office_words
from store.extract.roles.parties import party_keys
from store.extract.rules import nothing, rule

_NAMES = frozenset({"name", "acronym"})
_MADE = frozenset({"WORK", "PRODUCT"})
_INSTITUTIONS = lexicon.words("relations.institutions")
"""Last words in the names of what stands in one place."""
_PARTS = lexicon.words("relations.parts")
"""Words in the names of what is a part of a larger body."""
_NEWCOMERS = lexicon.words("relations.newcomers")
"""Nouns for people who come from where they no longer live."""
_GOVERNING = lexicon.words("relations.governing")
"""Words in the names of bodies of a state, which are in no other."""
_FACULTIES = frozenset({"school", "college", "faculty", "department"})
"""Words in the names of what the short name of a university owns: "Columbia's School of Law"."""
_LISTING = frozenset({"like", "including", "such"})
_LONG_NUMBER = 3
"""How many digits tell a model: "the Boeing 707"."""
_LEGAL = lexicon.words("names.legal")
_QUOTES = frozenset({'"', "“", "``", "‘", "'", "the"})
_SMALL = frozenset({"of", "for", "the", "and", "&"})
_STATION = re.compile(r"[KW][A-Z]{2,3}(?:-(?:TV|FM|AM))?")
_NO_SEATS = lexicon.words("relations.no_seats")
"""Nouns for what a body is in a place without being there: "a leader in Norway"."""


@rule("relations.side_by_side", off=nothing)
def side_by_side(doc: Doc, entities: Entities) -> list[FoundRelation]:
    """Return of which body something is a part or who made it, where a house is, who is listed."""
    found: list[FoundRelation] = []
    for entity in doc._.entities or []:
        for mention in entity.mentions:
            if mention.kind not in _NAMES:
                continue
            if entity.type in {"ORG", "FAC", *_MADE}:
                found += _owned(doc, entity, mention.span, entities)
            if entity.type == "PRODUCT":
                found += _branded(doc, entity, mention.span, entities)
                found += _of_brand(doc, entity, mention.span)
            if entity.type in {"ORG", "FAC"}:
                found += _inside(doc, entity, mention.span, entities)
                found += _seated(doc, entity, mention.span, entities)
            if entity.key in party_keys():
                found += _listed(doc, entity, mention.span, entities)
            if entity.type == "PERSON":
                found += _resident(doc, entity, mention.span, entities)
    return [each for each in found if not _is_only_had(doc, each, found)]


@rule("relations.had_not_made", off=lambda *_: False)
def _is_only_had(doc: Doc, made: FoundRelation, found: list[FoundRelation]) -> bool:
    """Whether somebody only has what stands behind the name, or says it.

    It is had by several, or whose it is has an office: "Senator Falk's ``Safe Streets''".
    """
    if made.predicate != "made_by" or made.object is None or made.object.type != "PERSON":
        return False
    of_it = [each for each in found if each.subject is made.subject and each.object is not None]
    if any(each.object is not made.object for each in of_it if each.predicate == "made_by"):
        return True
    held = (role for role in doc._.roles or [] if role.person is made.object and role.of)
    offices = (role.role for role in held)
    words = office_words()
    last = (office.rpartition(" ")[2].casefold() for office in offices)
    return any(word in words.last and word not in words.trades for word in last)


@rule("relations.owned_bodies", off=nothing)
def _owned(
    doc: Doc, thing: FoundEntity, name: Tokens, entities: Entities
) -> tuple[FoundRelation, ...]:
    """Return the body right before a name that it owns: "Columbia's School of Law"."""
    at = name.start - 1
    while at > 1 and doc[at].lower_ in _QUOTES and doc[at].tag_ != "POS":
        at -= 1
    owner = entities.get(at - 1) if at > 0 and doc[at].tag_ == "POS" else None
    if owner is None or owner is thing or owner.key in party_keys():
        return ()
    start = at - 1
    while start > 0 and entities.get(start - 1) is owner:
        start -= 1
    span = Tokens(start, name.end)
    if owner.type == "GPE":
        is_there = thing.type in {"ORG", "FAC"} and not _goes_on(doc, name)
        words = _words(doc, name)
        is_there &= thing.key not in party_keys() and _GOVERNING.isdisjoint(words)
        is_there &= owner.iso is not None or _FACULTIES.isdisjoint(words)
        return (FoundRelation(thing, "located_in", owner, span),) if is_there else ()
    if owner.iso is not None:
        return ()
    if thing.type in _MADE:
        is_maker = owner.type in {"ORG", "PERSON"} and not _goes_on(doc, name)
        return (FoundRelation(thing, "made_by", owner, span),) if is_maker else ()
    is_part = owner.type == "ORG" and not _goes_on(doc, name) and _is_part(doc, name)
    return (FoundRelation(thing, "part_of", owner, span),) if is_part else ()


@rule("relations.brands", off=nothing)
def _branded(
    doc: Doc, thing: FoundEntity, name: Tokens, entities: Entities
) -> tuple[FoundRelation, ...]:
    """Return the maker whose name stands right before a thing: "the Orvis Gravelpit"."""
    at = name.start - 1
    maker = entities.get(at)
    if maker is None or maker.type != "ORG" or doc[name.start].is_sent_start:
        return ()
    if maker.iso is not None or is_force(maker):
        return ()  # "the Navy Gravelpit"
    return (FoundRelation(thing, "made_by", maker, Tokens(at, name.end)),)


@rule("relations.brands_in_names", off=nothing)
def _of_brand(doc: Doc, thing: FoundEntity, name: Tokens) -> tuple[FoundRelation, ...]:
    """Return the maker with whose name that of a thing begins: "Orvis Gravelpit", "Orvis"."""
    first, _, model = thing.name.partition(" ")
    is_number = model.isdigit() and len(model) < _LONG_NUMBER  # "Orvis Games 40"
    if not model or is_number or any(word.islower() for word in model.split()):
        return ()
    makers = (each for each in doc._.entities if each.type == "ORG" and each.iso is None)
    maker = next((each for each in makers if first in {each.name, *each.aliases}), None)
    is_maker = maker is not None and maker.mentions and not is_force(maker)
    return (FoundRelation(thing, "made_by", maker, name),) if is_maker else ()


def _goes_on(doc: Doc, name: Tokens) -> bool:
    """Whether a name only modifies the noun behind it."""
    behind = doc[name.end] if name.end < len(doc) else None
    if behind is None or behind.is_sent_start:
        return False
    return behind.pos_ == "NOUN" or behind.text == "-"


def _is_part(doc: Doc, name: Tokens) -> bool:
    return not _PARTS.isdisjoint(_words(doc, name))


def _words(doc: Doc, name: Tokens) -> list[str]:
    return [word.lower_ for word in doc[name.start : name.end]]


@rule("relations.institutions", off=nothing)
def _inside(
    doc: Doc, house: FoundEntity, name: Tokens, entities: Entities
) -> tuple[FoundRelation, ...]:
    """Return where a house is that is named before "in": "the Orvis Museum in Leeds"."""
    at = name.end + 1
    if at >= len(doc) or doc[name.end].lower_ != "in":
        return ()
    place = entities.get(at)
    if place is None or place.type != "GPE" or place is house or doc[at].is_sent_start:
        return ()
    end = at
    while entities.get(end) is place:
        end += 1
    is_there = _is_house(doc, name) or _is_station(house) or _is_company(doc, name)
    if not is_there and not _is_in_town(doc, name, end):
        return ()
    if end < len(doc) and (doc[end].tag_ == "POS" or doc[end].pos_ == "NOUN"):
        return ()
    return (FoundRelation(house, "located_in", place, Tokens(name.start, at + 1)),)


@rule("relations.companies_in_towns", off=lambda *_: False)
def _is_company(doc: Doc, name: Tokens) -> bool:
    """Whether "in" belongs to the name of a company: "Orvis Bros. in Leeds"."""
    is_legal = doc[name.end - 1].text.strip(".").casefold() in _LEGAL
    return is_legal and doc[name.end].head.i in name


def _is_station(body: FoundEntity) -> bool:
    """Whether it has the letters of an American station: "WORV-TV"."""
    return _STATION.fullmatch(body.name) is not None


@rule("relations.towns_with_states", off=lambda *_: False)
def _is_in_town(doc: Doc, name: Tokens, end: int) -> bool:
    """Whether a town with its state stands behind a full name: "Orvis Studies in Salem, Ohio"."""
    behind = doc[end : end + 2]
    is_state = len(behind) > 1 and behind[0].text == "," and behind[1].ent_type_ == "GPE"
    is_its = doc[name.end].dep_ == "prep" and doc[name.end].head.i in name
    is_team = doc[name.end - 1].tag_ == "NNPS" and doc[max(name.start - 1, 0)].lower_ == "the"
    return is_state and is_its and len(name) > 1 and not is_team


def _is_house(doc: Doc, name: Tokens) -> bool:
    words = _words(doc, name)
    is_of = any(word in _SMALL for word in words[1:])
    told = words if is_of else words[-1:]
    return len(words) > 1 and not _INSTITUTIONS.isdisjoint(told)


@rule("relations.seats", off=nothing)
def _seated(
    doc: Doc, body: FoundEntity, name: Tokens, entities: Entities
) -> Iterator[FoundRelation]:
    """Yield where a body is, as the noun beside it says: "Orvis Co., a dealer in Leeds"."""
    if body.type != "ORG" or body.iso is not None or body.key in party_keys():
        return
    for noun in doc[name.start : name.end].root.rights:
        is_one = noun.dep_ == "appos" and noun.tag_ == "NN" and noun.lower_ not in _NO_SEATS
        if not is_one or all(child.lower_ not in {"a", "an"} for child in noun.lefts):
            continue
        for word in fill(noun, "in", past=False)[:1]:
            place = entities.get(word.i)
            if place is not None and place.type == "GPE" and not _is_country(place):
                yield FoundRelation(body, "located_in", place, Tokens(name.start, word.i + 1))


@rule("relations.listed_members", off=nothing)
def _listed(
    doc: Doc, party: FoundEntity, name: Tokens, entities: Entities
) -> Iterator[FoundRelation]:
    """Yield the members of a party in a list: "Republicans like Ann Lee and Bo Falk"."""
    at = name.end
    if doc[at - 1].tag_ not in {"NNPS", "NNS"} or at + 2 >= len(doc):
        return
    if doc[at].text == ",":
        at += 1
    if doc[at].lower_ not in _LISTING and doc[at : at + 2].text.lower() != "among them":
        return
    at += 2 if doc[at].lower_ in {"such", "among"} else 1
    for person, index in names_in_list(doc, at, entities, "PERSON"):
        yield FoundRelation(person, "member_of", party, Tokens(name.start, index + 1))


@rule("relations.residents", off=nothing)
def _resident(
    doc: Doc, person: FoundEntity, name: Tokens, entities: Entities
) -> Iterator[FoundRelation]:
    """Yield where somebody is from: "Ann Lee, 67, a retired nurse from Leeds"."""
    head = doc[name.start : name.end].root
    for noun in (child for child in head.rights if child.dep_ == "appos"):
        if not _is_of_people(noun):
            continue
        for word in fill(noun, "from", past=False):
            place = entities.get(word.i)
            if place is not None and place.type == "GPE" and not _is_country(place):
                yield FoundRelation(person, "lives_in", place, Tokens(name.start, word.i + 1))


@rule("relations.countries_of_origin", off=lambda _: False)
def _is_country(place: FoundEntity) -> bool:
    """Whether who is "from" a place came from there: "a cardiologist from Moldova"."""
    return "COUNTRY" in types_of(place)


def _is_of_people(noun: Token) -> bool:
    is_one = any(child.lower_ in {"a", "an"} for child in noun.lefts) and noun.pos_ == "NOUN"
    is_office = noun.lower_ in office_words().last and noun.lower_ not in office_words().trades
    return is_one and not is_office and noun.lower_ not in _NEWCOMERS
