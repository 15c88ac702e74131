"""The parties of persons: "Sen. Ann Roe, R-Utah", "Ann Roe, a Democrat", "Republican Ann Roe"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from store.extract import lexicon
from store.extract.extensions import FoundEntity, FoundRelation, Tokens, states
from store.extract.relations.slots import Entities
from store.extract.roles.offices import office_ending, office_words
from store.extract.roles.parties import party_keys
from store.extract.rules import nothing, rule

_ABBREVIATED = re.compile(r"(R|D|Rep|Dem)\.?(?:[-–].*)?")
"""The party of an American lawmaker behind the name: "R-Utah", "D., Ohio"."""
_SIDES = frozenset({"L", "C", "PHOTO", "Photo", "Pictured"})
_AMERICAN = {"R": "Republican Party", "D": "Democratic Party"}
_KEYS = {"R": "org/republican party", "D": "org/democratic party"}
_ARTICLES = frozenset({"a", "an", "the"})
_PARTISANS = lexicon.words("roles.partisans")
_CANDIDATES = frozenset({"candidate", "nominee", "hopeful", "contender", "front-runner"})
"""Offices that a party has; the table of relations reads them as `candidate_of`."""


@rule("relations.parties", off=nothing)
def party_relations(doc: Doc, entities: Entities) -> list[FoundRelation]:
    """Return the party that each person is a member of, as the words around the name say."""
    by_key = {entity.key: entity for entity in doc._.entities or []}
    found: list[FoundRelation] = []
    for person in doc._.entities or []:
        if person.type == "PERSON":
            for mention in person.mentions:
                if mention.kind == "name":
                    found += _abbreviated(doc, person, mention.span, by_key, entities)
                    found += _stated(doc, person, mention.span, entities)
                    found += _own_party(doc, person, mention.span, entities)
    return found


def _abbreviated(
    doc: Doc,
    person: FoundEntity,
    name: Tokens,
    by_key: dict[str, FoundEntity],
    entities: Entities,
) -> Iterator[FoundRelation]:
    at = name.end
    if at + 2 < len(doc) and doc[at].text == "," and doc[at + 1].lower_ in _OF_SEVERAL:
        at += 1
    elif at + 1 >= len(doc) or doc[at].text not in {",", "("}:
        return
    match = _ABBREVIATED.fullmatch(doc[at + 1].text)
    behind = doc[at + 2].text if at + 2 < len(doc) else ""
    if match is None or ("-" not in match[0] and behind not in {"-", "–", ".", ",", ")"}):
        return
    if behind == ")" and _is_caption(doc, at):
        return
    letter = match[1][0]
    party = by_key.get(_KEYS[letter])
    words = None if party is not None else _AMERICAN[letter]
    span = Tokens(name.start, at + 2)
    yield FoundRelation(person, "member_of", party, span, object_text=words)
    if at > name.end:
        for other in _joined_before(doc[name.start : name.end].root, entities):
            yield FoundRelation(other, "member_of", party, span, object_text=words)


@rule("relations.parties_of_several", off=nothing)
def _joined_before(name: Token, entities: Entities) -> Iterator[FoundEntity]:
    """Yield the persons joined before a name: "Ann Lee and Bo Falk, both D-Utah"."""
    while name.dep_ == "conj":
        name = name.head
        entity = entities.get(name.i)
        if entity is not None and entity.type == "PERSON":
            yield entity


def _is_caption(doc: Doc, at: int) -> bool:
    """Whether "(R)" is the right of a picture."""
    sentence = doc[at].sent
    return any(token.text in _SIDES for token in sentence)


def _stated(
    doc: Doc, person: FoundEntity, name: Tokens, entities: Entities
) -> Iterator[FoundRelation]:
    nouns = _nouns(doc[name.start : name.end].root)
    for at in (*nouns, _before(doc, name.start, entities), _behind(doc, name, entities)):
        party = entities.get(at)
        if party is not None and party.key in party_keys():
            span = Tokens(min(at, name.start), max(at + 1, name.end))
            if doc[max(at - 1, 0)].lower_ not in _OTHER_PARTIES:
                yield FoundRelation(person, "member_of", party, span)


_LAWMAKERS = frozenset({"lawmaker", "incumbent", "challenger", "legislator", "politician"})
_OF_SEVERAL = frozenset({"both", "all"})
_OTHER_PARTIES = frozenset({"liberal", "social", "christian", "free", "national", "new"})
"""Words before "Democrat" in the names of parties that are not the American one."""
_PARTIES = frozenset("party front alliance coalition movement league bloc".split())
"""Last words in the names of parties."""


@rule("relations.own_party", off=nothing)
def _own_party(
    doc: Doc, person: FoundEntity, name: Tokens, entities: Entities
) -> tuple[FoundRelation, ...]:
    """Return the party that a person's name owns: "President Bo Falk's Orvis Party"."""
    at = name.end + 1
    party = entities.get(at)
    if party is None or party.type != "ORG" or doc[name.end].tag_ != "POS":
        return ()
    while entities.get(at + 1) is party:
        at += 1
    if doc[at].lower_ not in _PARTIES:
        return ()  # "Falk's Democratic rival"
    return (FoundRelation(person, "member_of", party, Tokens(name.start, at + 1)),)


_AFTER = frozenset({"PUNCT", "PRON", "CCONJ", "SCONJ", "ADP", "VERB", "AUX", "SPACE"})
_LONGEST = 7
"""How many words may stand between a comma and the party: ", a Decatur, Ill., Republican"."""


@rule("relations.party_of_town", off=lambda *_: -1)
def _behind(doc: Doc, name: Tokens, entities: Entities) -> int:
    """Return the party behind a name and a town: "Ann Lee, a Leeds, Ohio, Republican"."""
    at = name.end + 2
    if at >= len(doc) or doc[at - 2].text != "," or doc[at - 1].lower_ not in {"a", "an"}:
        return -1
    for index in range(at, min(at + _LONGEST, len(doc))):
        entity = entities.get(index)
        if entity is not None and entity.key in party_keys() and doc[index].tag_ != "NNPS":
            is_last = index + 1 < len(doc) and doc[index + 1].pos_ in _AFTER
            return index if is_last else -1
        if (entity is None or entity.type != "GPE") and doc[index].pos_ not in {"PUNCT", "ADJ"}:
            return -1
    return -1


def _nouns(head: Token) -> Iterator[int]:
    """Yield the nouns that are said of a name: "Ann Roe, a Democrat", "is the top Democrat"."""
    said = [child for child in head.rights if child.dep_ == "appos"]
    if head.dep_ == "nsubj" and head.head.lemma_ == "be" and states(head.head, past=False):
        said += [child for child in head.head.rights if child.dep_ == "attr"]
    for noun in said:
        if any(child.lower_ in _ARTICLES for child in noun.lefts) and noun.tag_ != "NNPS":
            yield noun.i
        yield from _of_office(noun)


@rule("relations.party_of_office", off=nothing)
def _of_office(noun: Token) -> Iterator[int]:
    """Yield the words before an office, of which one may be a party: "a Republican senator"."""
    is_office = noun.lower_ in office_words().last or noun.lower_ in _LAWMAKERS
    if is_office and noun.tag_ == "NN" and noun.lower_ not in _CANDIDATES | _PARTISANS:
        yield from (child.i for child in noun.lefts if child.dep_ in {"amod", "compound", "nmod"})


def _before(doc: Doc, start: int, entities: Entities) -> int:
    """Return the last word before a name and its office: "Democratic Sen. Ann Roe"."""
    office = office_ending(doc, start, entities) if start else None
    if office is not None and office.head.rpartition(" ")[2] in _CANDIDATES | _PARTISANS:
        return -1
    if office is not None:
        start = office.span.start
    while start > 0 and doc[start - 1].lower_ in office_words().titles:
        start -= 1
    return start - 1
