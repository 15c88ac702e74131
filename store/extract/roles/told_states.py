"""States of lawmakers told elsewhere in the article: "the Republican from Alabama"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

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
_NAMES = frozenset({"name", "acronym"})


def told_state(
    doc: Doc, person: FoundEntity, office: Office, entities: Entities, who: Who
) -> FoundEntity | None:
    """Return the only state that the article tells of a lawmaker, or None.

    It stands behind the name ("Lee, D-Ohio,") or with a noun for the person: "her years as senator
    from Ohio".
    """
    told = [
        state
        for mention in person.mentions
        if mention.kind in _NAMES
        if (state := state_behind(doc, mention.span, office, entities)) is not None
    ]
    told += [state for noun, state in _nouns(doc, entities) if _means(noun, person, entities, who)]
    states = {id(state): state for state in told if state.key in state_keys()}
    return next(iter(states.values())) if len(states) == 1 else None


@cache
def state_keys() -> frozenset[str]:
    """Return the keys of the states of the United States."""
    return frozenset(state.key for state in gazetteer().states.values())


def _nouns(doc: Doc, entities: Entities) -> Iterator[tuple[Token, FoundEntity]]:
    """Yield each noun for a lawmaker with the state right behind or before it."""
    for token in doc:
        if token.lower_ not in _LAWMAKERS | _PARTISANS or token.pos_ not in {"NOUN", "PROPN"}:
            continue
        state = _state_from(doc, token.i + 1, entities) or entities.get(token.i - 1)
        if state is not None:
            yield token, state


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
