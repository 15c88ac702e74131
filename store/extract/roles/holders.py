"""Who holds an office: "Chinese President Xi Jinping", "Xi, the Chinese president", "is head of".

The country or body is the one whose name stands before the office or after "of"; nothing is
guessed from elsewhere in the article.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from store.extract import lexicon
from store.extract.extensions import FoundEntity, FoundRole, Tokens, states
from store.extract.roles.offices import (
    Office,
    office_ending,
    office_from,
    office_words,
    said_when,
    time_before,
)

Entities = dict[int, FoundEntity]

_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_ENDS = frozenset({",", ".", ";", ")", "—", "–", ""})
_OF = frozenset({"of", "at", "for", "to", "with", "in"})
_BEING = frozenset({"be", "become", "remain"})
_NAMED = frozenset({"elect", "name", "appoint", "make", "crown", "confirm", "choose", "swear"})
# Said of many people at once; a role only with the body that it is held in.
_WEAK = lexicon.words("roles.weak")
# Say nothing at all without what they are of.
_BARE = frozenset({"Leader", "Chief", "Head"})
_FOR_OTHERS = frozenset(
    "spokesman spokeswoman spokesperson lawyer attorney adviser advisor aide assistant secretary "
    "ambassador envoy counsel".split()
)
"""Who speaks or works for somebody."""
# Ranks of birth and of the army, with an office before them: "Energy Minister Prince X".
_RANKS = frozenset(
    "prince princess sheikh general colonel admiral major captain professor justice".split()
)


def find_roles(doc: Doc, entities: Entities) -> list[FoundRole]:
    """Each role of each person once, in order of the text."""
    found: dict[tuple[int, str, int], FoundRole] = {}
    for entity in doc._.entities or []:
        if entity.type != "PERSON":
            continue
        for mention in entity.mentions:
            if mention.kind not in {"name", "acronym"}:
                continue
            for office, owner in _offices(doc, mention.span, entities):
                is_weak = office.head in _WEAK or office.name in _BARE
                if owner is entity or (owner is None and is_weak):
                    continue
                span = _spanning(office.span, mention.span)
                key = (id(entity), office.name.casefold(), id(owner))
                found.setdefault(key, FoundRole(entity, office.name, owner, span))
    roles = sorted(found.values(), key=lambda role: role.span)
    return [role for role in roles if not _said_with_owner(role, roles)]


def _said_with_owner(role: FoundRole, roles: list[FoundRole]) -> bool:
    """ "President Xi" adds nothing to "Chinese President Xi Jinping"."""
    return role.of is None and any(
        other.person is role.person
        and other.of is not None
        and other.role.casefold() == role.role.casefold()
        for other in roles
    )


def _offices(
    doc: Doc, name: Tokens, entities: Entities
) -> Iterator[tuple[Office, FoundEntity | None]]:
    before = _before(doc, name.start, entities) or _before_comma(doc, name, entities)
    if before is not None:
        yield before
        rank = before[0]
        higher = _before(doc, rank.span.start, entities) if rank.head in _RANKS else None
        if higher is not None:
            yield higher
    head = doc[name.start : name.end].root
    for noun in _nouns_for(head):
        office = office_from(doc, noun.i, entities)
        if office is not None:
            owner = _owner(doc, office, noun, entities)
            yield _with_early_time(doc, office, owner, entities), owner


def _before_comma(
    doc: Doc, name: Tokens, entities: Entities
) -> tuple[Office, FoundEntity | None] | None:
    """ "the mayor of Rotterdam, X," where the parse has X beside the town."""
    comma = name.start - 1
    is_between = comma > 0 and doc[comma].text == "," and doc[name.end : name.end + 1].text in _ENDS
    if not is_between or entities.get(comma - 1) is None:
        return None
    return _before(doc, comma, entities)


def _before(doc: Doc, end: int, entities: Entities) -> tuple[Office, FoundEntity | None] | None:
    """ "Belarusian Foreign Minister X", "President of Belarus X"; `end` is where they end."""
    while end > 0 and (doc[end - 1].lower_ in office_words().titles):
        end -= 1
    office = office_ending(doc, end, entities) if end > 0 else None
    if office is not None:
        owner = _owner_before(doc, office.span.start, entities)
        return _with_early_time(doc, office, owner, entities), owner
    owner = entities.get(end - 1)
    at = end - 1
    while at > 0 and entities.get(at) is owner and owner is not None:
        at -= 1
    if at > 0 and doc[at].lower_ == "the":
        at -= 1
    if owner is None or at < 1 or doc[at].lower_ != "of":
        return None
    office = office_ending(doc, at, entities)
    return (office, owner) if office is not None else None


def _with_early_time(
    doc: Doc, office: Office, owner: FoundEntity | None, entities: Entities
) -> Office:
    """ "Former U.S. President": the time stands before the country."""
    at = office.span.start
    while at > 0 and owner is not None and _owns(doc, at - 1, owner, entities):
        at -= 1
    begin = time_before(doc, at)
    name = said_when(doc, begin, at, office.name)
    return Office(Tokens(begin, office.span.end), name, office.head)


def _owns(doc: Doc, index: int, owner: FoundEntity, entities: Entities) -> bool:
    return entities.get(index) is owner or doc[index].text in _POSSESSIVE


def _nouns_for(name: Token) -> Iterator[Token]:
    """The nouns that say what a person is."""
    for child in name.rights:
        if child.dep_ == "appos":
            yield child
    if name.dep_ == "appos" and name.head.i < name.i:
        yield _speaker_for(name.head)
    verb = name.head
    if name.dep_ == "nsubj" and verb.lemma_ in _BEING and states(verb, verb.lemma_ == "become"):
        yield from _said(verb, {"attr"})
    if name.dep_ == "nsubjpass" and verb.lemma_ in _NAMED and states(verb, past=True):
        yield from _said(verb, {"oprd", "attr"})
        for child in verb.rights:
            if child.dep_ == "prep" and child.lower_ == "as":
                yield from _said(child, {"pobj"})


def _speaker_for(noun: Token) -> Token:
    """ "A spokeswoman for the governor, Ann Lee": she is the spokeswoman."""
    phrase = noun.head
    is_for = noun.dep_ == "pobj" and phrase.lower_ in {"for", "to"} and phrase.dep_ == "prep"
    return phrase.head if is_for and phrase.head.lower_ in _FOR_OTHERS else noun


def _said(head: Token, deps: set[str]) -> Iterator[Token]:
    for child in head.rights:
        if child.dep_ in deps:
            yield child


def _owner(doc: Doc, office: Office, noun: Token, entities: Entities) -> FoundEntity | None:
    """The country or body of an office, before it or after "of"."""
    before = _owner_before(doc, office.span.start, entities)
    if before is not None:
        return before
    last = doc[office.span.end - 1]
    for word in (noun, last):
        owner = _owner_after(word, entities)
        if owner is not None:
            return owner
    return None


def _owner_after(word: Token, entities: Entities) -> FoundEntity | None:
    """ "Head of the army", "vice president for sales at Acme"."""
    for child in word.rights:
        if child.dep_ == "prep" and child.lower_ in _OF:
            for inner in child.rights:
                if inner.dep_ == "pobj":
                    owner = _not_person(entities.get(inner.i)) or _owner_after(inner, entities)
                    if owner is not None:
                        return owner
    return None


def _owner_before(doc: Doc, start: int, entities: Entities) -> FoundEntity | None:
    at = start - 1
    if at > 0 and doc[at].text in _POSSESSIVE:
        at -= 1
    return _not_person(entities.get(at)) if at >= 0 else None


def _not_person(entity: FoundEntity | None) -> FoundEntity | None:
    return entity if entity is not None and entity.type in {"GPE", "ORG", "LOC", "FAC"} else None


def _spanning(one: Tokens, other: Tokens) -> Tokens:
    return Tokens(min(one.start, other.start), max(one.end, other.end))
