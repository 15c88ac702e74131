"""Offices that a list of names shares: "senators such as Ann Lee", "the poets Lee and Falk"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from store.extract.extensions import Tokens
from store.extract.roles.behind_names import party_before
from store.extract.roles.branches import name_end, name_start
from store.extract.roles.offices import office_words
from store.extract.roles.owners import Entities
from store.extract.rules import nothing, rule

_PLURALS = frozenset({"NNS", "NNPS"})
_JOINING = frozenset({",", "and", "&", "or"})
_EXAMPLES = ("including", "such as", "like", "among them")
_LONGEST_LIST = 30
"""How many words of a list stand before its last name."""
_BETWEEN = _JOINING | {";"}


@rule("roles.shared_offices", off=nothing)
def shared_office(doc: Doc, name: Tokens, entities: Entities) -> Sequence[Token]:
    """Return the plural office before a list of names, of which this is one.

    For example "the leaders, Ann Lee and Bo Falk", "council members such as Ann Lee".
    """
    at, is_listed = _start_of_list(doc, name, entities)
    before = doc[max(at - 3, 0) : at].text.lower()
    example = next((words for words in _EXAMPLES if before.endswith(words)), None)
    if example is not None:
        at -= len(example.split())
    is_behind_comma = at > 1 and doc[at - 1].text in {",", ":"}
    noun = doc[at - 2 if is_behind_comma else at - 1] if at > 1 else None
    if noun is None or noun.tag_ not in _PLURALS or noun.lower_ not in office_words().last:
        return ()
    if example is not None:
        return (noun,)
    is_list = is_listed or _goes_on(doc, name, entities)
    is_closed = not is_behind_comma or _is_closed(doc, name, entities)
    return (noun,) if is_list and is_closed else ()


def _start_of_list(doc: Doc, name: Tokens, entities: Entities) -> tuple[int, bool]:
    """Return where the list of persons begins that has a name, and whether others stand before."""
    first = at = name.start
    while first - at < _LONGEST_LIST and at > 1 and doc[at - 1].lower_ in _JOINING:
        end = at - 1
        if doc[end].lower_ != "," and doc[end - 1].text == ",":
            end -= 1
        person = entities.get(end - 1)
        if person is None or person.type != "PERSON":
            break
        at = name_start(end - 1, person, entities)
    return at, at < first


def previous_name(doc: Doc, at: int, entities: Entities) -> int | None:
    """Return where the person begins whom a list names before the one that begins at `at`.

    A party or a state may stand behind the name: "Ann Lee, D-Ohio; Bo Falk of Utah and Cy Orr".
    """
    end = at
    while end > 1 and doc[end - 1].lower_ in _BETWEEN:
        end -= 1
    if end == at or end < 1:
        return None
    end = _before_place(doc, party_before(doc, end), entities)
    person = entities.get(end - 1)
    if person is None or person.type != "PERSON":
        return None
    return name_start(end - 1, person, entities)


def _before_place(doc: Doc, end: int, entities: Entities) -> int:
    """Return where "of Ohio" begins, if a place ends here."""
    place = entities.get(end - 1)
    if place is None or place.type != "GPE":
        return end
    first = name_start(end - 1, place, entities)
    return first - 1 if first > 1 and doc[first - 1].lower_ in {"of", "from"} else end


def _goes_on(doc: Doc, name: Tokens, entities: Entities) -> bool:
    """Whether another person is the next of the list."""
    at = _next_name(doc, name.end)
    person = entities.get(at)
    return at > name.end and person is not None and person.type == "PERSON"


def _is_closed(doc: Doc, name: Tokens, entities: Entities) -> bool:
    """Whether a mark ends the list: not in "unlike the leaders, Ann Lee and Bo Falk agreed"."""
    at = name.end
    while at < len(doc) and (entity := entities.get(_next_name(doc, at))) is not None:
        if entity.type != "PERSON" or doc[at].lower_ not in _JOINING:
            break
        at = name_end(_next_name(doc, at), entity, entities)
    return at >= len(doc) or doc[at].is_punct


def _next_name(doc: Doc, at: int) -> int:
    """Return where the next name of a list may begin."""
    while at < len(doc) and doc[at].lower_ in _JOINING:
        at += 1
    return at
