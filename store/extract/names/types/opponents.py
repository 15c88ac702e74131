"""Two that play each other are of one type: "Almeria beat Getafe" has no person in it."""

from __future__ import annotations

from spacy.tokens import Token

from store.extract.gazetteer import cities
from store.extract.names.draft import Draft, Name
from store.extract.names.types.people import full_surnames
from store.identity.folding import fold

_BEATEN = frozenset("beat defeat edge host outplay overpower overwhelm thrash trounce".split())
_TEAMS = frozenset({"ORG", "GPE"})


def settle_opponents(draft: Draft) -> None:
    """A lone word that was taken for a person, and beat or was beaten by a team."""
    names = {index: name for name in draft.names for index in range(name.start, name.end)}
    surnames = full_surnames(draft)
    for token in draft.doc:
        if token.pos_ == "VERB" and token.lemma_ in _BEATEN:
            first, second = _player(token, "nsubj", names), _player(token, "dobj", names)
            if first is not None and second is not None:
                _settle(first, second, surnames)
                _settle(second, first, surnames)


def _player(verb: Token, dependency: str, names: dict[int, Name]) -> Name | None:
    return next((names.get(child.i) for child in verb.children if child.dep_ == dependency), None)


def _settle(name: Name, other: Name, surnames: set[str]) -> None:
    is_lone = " " not in name.text and not name.titled and fold(name.text) not in surnames
    if name.type == "PERSON" and is_lone and other.type in _TEAMS:
        name.type, name.sure = "GPE" if name.text in cities() else "ORG", True
