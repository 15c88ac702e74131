"""Offices behind a name whatever the parse: "Lee, Orvis's director,", "Lee, D-Ohio, chairman"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from store.extract import lexicon
from store.extract.extensions import FoundEntity, FoundRole, Tokens
from store.extract.roles.offices import RANKS, Office, office_ending, office_from
from store.extract.roles.owners import Entities, body, owner_before, state_behind
from store.extract.roles.told_states import state_keys
from store.extract.rules import nothing, rule

_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_LONGEST_APPOSITION = 12
"""How many words may stand between two commas."""
_STOPS = frozenset({",", ".", ";", ")", "who"})
_OF_PARTY = re.compile(r"(?:R|D|I|Rep|Dem|Ind)(?:\.|[-–].*)?")
"""The party of an American lawmaker behind the name: "R-Utah", "D., Ohio"."""
_LONGEST_STATE = 6
"""How many words the party and state may have: "D", "-", "W.Va", "."."""
_MOST_BEFORE = 5
"""How many words of an office may stand before its noun."""
_OF_STATES = lexicon.words("roles.of_states")
_BEFORE_NOUNS = frozenset({"ADJ", "NOUN", "PROPN", "DET"})


@rule("roles.behind_comma", off=nothing)
def behind_comma(doc: Doc, name: Tokens, entities: Entities) -> Sequence[Token]:
    """Return the office between commas whatever the parse: "Ann Lee, Orvis's director,"."""
    start = name.end + 1
    if doc[name.end : start].text != ",":
        return ()
    end = start
    while end < min(start + _LONGEST_APPOSITION, len(doc)) and doc[end].pos_ != "PUNCT":
        end += 1
    if end == start or doc[end : end + 1].text not in _STOPS:
        return ()
    office = office_ending(doc, end, entities)
    if office is None or office.head in RANKS or owner_before(doc, office, entities) is None:
        return ()
    between = range(start, office.span.start)
    is_clear = all(
        body(entities.get(i)) is not None or doc[i].text in _POSSESSIVE or doc[i].lower_ == "the"
        for i in between
    )
    return (doc[end - 1],) if is_clear else ()


def is_party_behind(doc: Doc, at: int) -> bool:
    """Whether a lawmaker's party begins here, behind a name: "D-Ohio"."""
    is_behind = 0 < at < len(doc) and doc[at - 1].text in {",", "("}
    return is_behind and _OF_PARTY.fullmatch(doc[at : at + 1].text) is not None


def party_before(doc: Doc, end: int) -> int:
    """Return where a lawmaker's party and home begin that end here: ", D-Ohio", "(R., Utah)"."""
    for at in range(end - 1, max(end - _LONGEST_STATE - 2, 0), -1):
        if is_party_behind(doc, at):
            return at - 1
    return end


@rule("roles.lawmakers", off=nothing)
def lawmakers(doc: Doc, roles: Sequence[FoundRole], entities: Entities) -> list[FoundRole]:
    """Return those whom only a party and state behind the name tell of: "Ann Lee (D-Ohio)"."""
    held = {id(role.person) for role in roles if role.role.casefold() in _OF_STATES}
    persons = (each for each in doc._.entities or [] if each.type == "PERSON")
    free = (person for person in persons if id(person) not in held)
    told = (_lawmaker(doc, person, entities) for person in free)
    return [role for role in told if role is not None]


def _lawmaker(doc: Doc, person: FoundEntity, entities: Entities) -> FoundRole | None:
    """Return the office that the first party and state behind a name tell of."""
    for mention in person.mentions:
        at = mention.span.end
        if mention.kind != "name" or not is_party_behind(doc, at + 1):
            continue
        words = Tokens(at + 1, at + 2)
        office = Office(words, "Lawmaker", "lawmaker", tells_body=True)
        state = state_behind(doc, mention.span, office, entities)
        if state is not None and state.key in state_keys():
            return FoundRole(person, office.name, state, Tokens(mention.span.start, words.end))
    return None


@rule("roles.behind_party", off=nothing)
def behind_party(doc: Doc, name: Tokens, entities: Entities) -> Sequence[Token]:
    """Return the office behind a lawmaker's party and state: "Ann Lee, D-Ohio, chairman of"."""
    at = name.end
    opening = doc[at : at + 1].text
    if opening not in {",", "("} or not _OF_PARTY.fullmatch(doc[at + 1 : at + 2].text):
        return ()
    closing = "," if opening == "," else ")"
    behind = (word.i for word in doc[at + 2 : at + 2 + _LONGEST_STATE] if word.text == closing)
    end = next(behind, None)
    if end is None:
        return ()
    end += 2 if closing == ")" and doc[end + 1 : end + 2].text == "," else 1
    for word in doc[end : end + _MOST_BEFORE]:
        is_last = word.i + 1 >= len(doc) or word.nbor().pos_ not in {"NOUN", "PROPN"}
        if word.pos_ == "NOUN" and (is_last or office_from(doc, word.i, entities) is not None):
            return (word,)
        if word.pos_ not in _BEFORE_NOUNS:
            return ()
    return ()
