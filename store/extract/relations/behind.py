"""Relations by a preposition right behind a name: "Ann Lee of Reuters", "Orvis Corp. of Leeds"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from store.extract import lexicon
from store.extract.extensions import FoundEntity, FoundRelation, Tokens
from store.extract.relations.impossible import is_no_place, types_of
from store.extract.relations.slots import Entities
from store.extract.roles.offices import office_ending, office_words
from store.extract.roles.parties import party_keys
from store.extract.rules import nothing, rule

_LEGAL = lexicon.words("names.legal")
_ADDRESSES = frozenset({"mr", "mrs", "ms", "miss", "dr", "mr.", "mrs.", "ms.", "dr."})
"""Titles that tell nothing of an office."""
_OF_TWO = frozenset({"drs", "profs", "professors", "doctors", "reporters", "economists"})
"""Titles that two names share."""
_FULL = 2
"""How many words a full name has at least."""
_LONGEST_AGE = 3
"""More digits than an age has."""
_NAMES = frozenset({"name", "acronym"})
_HOME_NATIONS = lexicon.words("relations.home_nations")
_SEATED = frozenset({"-based", "-headquartered"})
_CLOSING_QUOTES = frozenset({'"', "”", "''", "’", "'"})


@rule("relations.behind", off=nothing)
def relations_behind(doc: Doc, entities: Entities) -> list[FoundRelation]:
    """Return where a company is, for whom or where a person works or lives, who made a work."""
    held = {(id(role.person), id(role.of)) for role in doc._.roles or []}
    found: list[FoundRelation] = []
    for entity in doc._.entities or []:
        for mention in entity.mentions:
            if mention.kind in _NAMES and entity.type == "PERSON":
                found += _owned(doc, entity, mention.span, entities)
            if mention.kind in _NAMES and entity.type in {"PERSON", "ORG", "WORK"}:
                found += _behind(doc, entity, mention.span, entities)
    return [each for each in found if (id(each.subject), id(each.object)) not in held]


def _behind(
    doc: Doc, entity: FoundEntity, name: Tokens, entities: Entities
) -> Iterator[FoundRelation]:
    word = _after_age(doc, name) if entity.type == "PERSON" else name.end
    if entity.type == "WORK" and word + 1 < len(doc) and doc[word].text in _CLOSING_QUOTES:
        word += 1
    at = word + 1
    if at < len(doc) and doc[at].lower_ == "the":
        at += 1
    at = _past_seat(doc, at, entities)
    other = entities.get(at)
    if other is None or other is entity or doc[word].is_sent_start or _owns(doc, at, entities):
        return
    predicate = _predicate(doc, entity, name, other, entities, word)
    if predicate is not None:
        for person, start in ((entity, name.start), *_titled_together(doc, name, entities)):
            yield FoundRelation(person, predicate, other, Tokens(start, at + 1))


@rule("relations.past_seats", off=lambda _, at, __: at)
def _past_seat(doc: Doc, at: int, entities: Entities) -> int:
    """Return the word behind "Leeds-based" in "Ann Lee at the Leeds-based Orvis Corp."."""
    end = at
    while end < len(doc) and entities.get(end) is not None:
        end += 1
    is_seat = end > at and doc[end : end + 2].text.casefold() in _SEATED
    return end + 2 if is_seat else at


@rule("relations.titled_together", off=nothing)
def _titled_together(
    doc: Doc, name: Tokens, entities: Entities
) -> tuple[tuple[FoundEntity, int], ...]:
    """Return the other of two with one title: "Drs. Ann Lee and Bo Falk of Orvis College"."""
    at = name.start - 1
    other = entities.get(at - 1) if at > 1 and doc[at].lower_ == "and" else None
    if other is None or other.type != "PERSON":
        return ()
    first = at - 1
    while first > 0 and entities.get(first - 1) is other:
        first -= 1
    title = doc[max(first - 2, 0) : first].text.casefold().rstrip(".").rpartition(" ")[2]
    return ((other, first),) if title in _OF_TWO else ()


@rule("relations.behind_age", off=lambda _, name: name.end)
def _after_age(doc: Doc, name: Tokens) -> int:
    """Return the word right behind a name, or behind the age: "Ann Lee, 41, of Leeds"."""
    at = name.end
    if at + 3 >= len(doc) or doc[at].text != ",":
        return at
    if doc[at + 1].lower_ == "of":
        return at + 1
    is_age = doc[at + 1].text.isdigit() and len(doc[at + 1].text) < _LONGEST_AGE
    return at + 3 if is_age and doc[at + 2].text == "," else at


@rule("relations.owned_names", off=nothing)
def _owned(
    doc: Doc, person: FoundEntity, name: Tokens, entities: Entities
) -> tuple[FoundRelation, ...]:
    """Return of which body or country a person is: "CNN's Ann Lee", "Norway's Bo Falk"."""
    at = name.start - 1
    if at < 1 or not _is_possessive(doc[at]) or len(name) < _FULL:
        return ()
    body = entities.get(at - 1)
    if body is None or body.key in party_keys():
        return ()
    is_country = body.type == "GPE" and _is_nation(body)
    if not is_country and (body.type != "ORG" or _is_state(body)):
        return ()
    start = at - 1
    while start > 0 and entities.get(start - 1) is body:
        start -= 1
    predicate = "citizen_of" if is_country else "works_for"
    return (FoundRelation(person, predicate, body, Tokens(start, name.end)),)


def _is_nation(place: FoundEntity) -> bool:
    """Whether somebody is a citizen of it: a country, or "Wales"."""
    return "COUNTRY" in types_of(place) or place.name.casefold() in _HOME_NATIONS


def _is_possessive(mark: Token) -> bool:
    """Whether it is a possessive, or the apostrophe that a parse takes for a quotation mark."""
    owner = mark.nbor(-1)
    is_bare = mark.text in {"'", "’"} and owner.lower_.endswith("s") and not owner.whitespace_
    return mark.tag_ == "POS" or (is_bare and bool(mark.whitespace_))


def _is_state(body: FoundEntity) -> bool:
    return body.iso is not None


def _owns(doc: Doc, at: int, entities: Entities) -> bool:
    """Whether the name at a token only describes what follows: "of Oslo's Institute"."""
    end = at
    while end < len(doc) and entities.get(end) is entities.get(at):
        end += 1
    is_of_body = is_no_place(doc[end - 1], entities[at]) if at in entities else False
    return end < len(doc) and (doc[end].tag_ == "POS" or is_of_body)


def _predicate(
    doc: Doc,
    entity: FoundEntity,
    name: Tokens,
    other: FoundEntity,
    entities: Entities,
    word: int,
) -> str | None:
    between = doc[word].lower_
    if between == "from" and (word > name.end or doc[word].head.i in name):
        between = "of"
    if entity.type == "WORK":
        return "made_by" if between == "by" and other.type == "PERSON" else None
    if between == "at" and entity.type == "PERSON" and len(name) >= _FULL:
        is_told = _is_at_work(doc[name.end], name) and not _has_office(doc, name)
        is_body = other.type == "ORG" and other.key not in party_keys()
        return "works_for" if is_told and is_body and not _names_more(doc, name, entities) else None
    if between != "of":
        return None
    if entity.type == "ORG":
        is_company = doc[name.end - 1].text.strip(".").casefold() in _LEGAL
        is_there = is_company or _is_town_with_state(doc, name.end + 1, other)
        return "located_in" if is_there and other.type == "GPE" else None
    if len(name) < 2 or _has_office(doc, name):
        return None
    if other.type == "ORG":
        return _in_body(doc, word, other, entities)
    return "lives_in" if other.type == "GPE" and other.lat is not None else None


def _in_body(doc: Doc, word: int, body: FoundEntity, entities: Entities) -> str | None:
    """Return what somebody "of" a body is of it: a member of a party, or employed."""
    if body.key in party_keys():
        return None
    at = word + 1
    while at + 1 < len(doc) and (doc[at].lower_ == "the" or entities.get(at + 1) is body):
        at += 1
    return "member_of" if doc[at].lower_ == "party" else "works_for"


def _is_at_work(preposition: Token, name: Tokens) -> bool:
    """Whether "at" belongs to the name before it and not to a verb: "Ann Lee at Reuters said"."""
    return preposition.dep_ == "prep" and preposition.head.i in name


def _names_more(doc: Doc, name: Tokens, entities: Entities) -> bool:
    """Whether the name behind "at" only modifies a noun: "Ann Lee at the Orvis dinner"."""
    at = name.end + 1
    while at < len(doc) and (entities.get(at) is not None or doc[at].lower_ == "the"):
        at += 1
    return at < len(doc) and doc[at].pos_ == "NOUN"


def _is_town_with_state(doc: Doc, at: int, town: FoundEntity) -> bool:
    """Whether a state follows the town: "the Orvis Savings Bank of Warren, Ohio"."""
    while at < len(doc) and doc[at].text != "," and doc[at].is_alpha:
        at += 1
    behind = doc[at + 1] if at + 1 < len(doc) and doc[at].text == "," else None
    is_town = town.type == "GPE" and town.lat is not None and town.country is not None
    return is_town and behind is not None and behind.ent_type_ == "GPE"


def _has_office(doc: Doc, name: Tokens) -> bool:
    """Whether an office or a rank stands before a name: "Sen. Ann Lee of Ohio"."""
    start = name.start
    if not start:
        return False
    word = doc[start - 1].lower_
    is_titled = word in office_words().titles and word not in _ADDRESSES
    return is_titled or office_ending(doc, start) is not None
