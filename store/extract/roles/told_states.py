"""States of lawmakers told elsewhere in the article: "the Republican from Alabama"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from spacy.tokens import Doc, Token

from store.extract import lexicon
from store.extract.extensions import FoundEntity
from store.extract.gazetteer import gazetteer
from store.extract.roles.offices import Office
from store.extract.roles.owners import Entities, state_behind

Who = Callable[[Token], FoundEntity | None]
"""Returns whom a token stands for."""

_LAWMAKERS = lexicon.words("roles.of_states")
_PARTISANS = frozenset({"republican", "democrat", "independent"})
_NOUNS = _LAWMAKERS | _PARTISANS
_NAMES = frozenset({"name", "acronym"})


class ToldState(NamedTuple):
    """A noun for a lawmaker with the state beside it: "senator from Ohio"."""

    noun: Token
    state: FoundEntity


def told_state(
    doc: Doc,
    person: FoundEntity,
    office: Office,
    nouns: Sequence[ToldState],
    entities: Entities,
    who: Who,
) -> FoundEntity | None:
    """Return the only state that the article tells of a lawmaker, or None.

    It stands behind the name ("Lee, D-Ohio,") or with a noun for the person: "her years as senator
    from Ohio". `nouns` are those of the article.
    """
    told = [
        state
        for mention in person.mentions
        if mention.kind in _NAMES
        if (state := state_behind(doc, mention.span, office, entities)) is not None
    ]
    told += [state for noun, state in nouns if _means(noun, person, entities, who)]
    states = {id(state): state for state in told if state.key in state_keys()}
    return next(iter(states.values())) if len(states) == 1 else None


@cache
def state_keys() -> frozenset[str]:
    """Return the keys of the states of the United States."""
    return frozenset(state.key for state in gazetteer().states.values())


def told_states(doc: Doc, entities: Entities) -> list[ToldState]:
    """Return each noun for a lawmaker that has a state right behind or before it."""
    return [
        ToldState(token, state)
        for token in doc
        if token.lower_ in _NOUNS and token.pos_ in {"NOUN", "PROPN"}
        if (state := _state_from(doc, token.i + 1, entities) or entities.get(token.i - 1))
    ]


def _state_from(doc: Doc, at: int, entities: Entities) -> FoundEntity | None:
    if doc[at : at + 1].text.lower() not in {"of", "from"}:
        return None
    return entities.get(at + 1)


def _means(noun: Token, person: FoundEntity, entities: Entities, who: Who) -> bool:
    """Whether a noun for a lawmaker stands for the person."""
    meant = who(noun)
    if meant is None or meant.type != "PERSON":
        meant = _said_of(noun, who)
    if meant is not None:
        return meant is person
    if noun.lower_ not in _PARTISANS or noun.left_edge.lower_ != "the":
        return False
    before = (entities.get(at) for at in range(noun.sent.start, noun.i))
    lawmakers = _lawmakers(noun.doc)
    named = {id(entity) for entity in before if id(entity) in lawmakers}
    return named == {id(person)}


def _lawmakers(doc: Doc) -> set[int]:
    """Return the ids of the persons with an office that a state sends somebody to."""
    return {
        id(role.person)
        for role in doc._.roles or []
        if role.role.casefold().rpartition(" ")[2] in _LAWMAKERS
    }


def _said_of(noun: Token, who: Who) -> FoundEntity | None:
    """Return of whom it is said: "her years as senator", "she was a senator"."""
    above = noun.head
    if noun.dep_ == "pobj" and above.lower_ == "as":
        above = above.head
    elif noun.dep_ != "attr":
        return None
    for child in above.lefts:
        if child.dep_ in {"poss", "nsubj", "nsubjpass"}:
            return who(child)
    return None
