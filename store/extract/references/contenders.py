"""Who stands for election, by many weak signs: "Sanders and his rivals", "voters for Lee".

A model weighs them; its weights are fitted by `store/extract/learned/contender_fit.py` from labels.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

from spacy.tokens import Doc

from store.extract import lexicon
from store.extract.extensions import FoundEntity, FoundRole, Tokens, where
from store.extract.learned.linear import load
from store.extract.references.contender_signs import ContenderSigns, SignsOfPerson
from store.extract.references.contests import CALLED, NATIONAL, Races
from store.extract.references.known_offices import known_office
from store.extract.roles.parties import party_keys
from store.extract.rules import rule
from store.reading import Standing
from store.shown_events import SURE_OFFICE

MODEL = "contenders"
STANDS, NOT = "stands", "not"
LEAST = 0.88
"""How likely a person must be to stand for election, chosen on articles left out."""
_FEWEST = 3
"""How many words of elections an article has at least."""
_SOUGHT = lexicon.words("roles.sought") | {"mate"}
_NOMINEES = frozenset({"nominee"})
_HIGHEST = frozenset({"President", "Prime Minister", "Chancellor"})
_SURE = 0.6
"""How sure it must be that a name is one person's."""
_LONGEST = 30
"""How many tokens may tell of a candidacy."""


@rule("references.contenders")
def add_contenders(doc: Doc) -> None:
    """Add the candidates that no phrase calls so: who is weighed to stand for election."""
    words = where(doc, "LOWER", lexicon.words("references.of_elections"))
    if len(words) < _FEWEST:
        return
    found = ContenderSigns(doc, words)
    races: Races | None = None
    roles: list[FoundRole] = doc._.roles or []
    added: list[FoundRole] = []
    for person in found.all():
        sure = likelihood(person)
        if sure < LEAST or _is_told(roles, person.person) or not _may_stand(roles, person.person):
            continue
        races = races or Races(found)
        role = _candidacy(found, races, person, sure)
        if role is not None:
            added.append(role)
    doc._.roles = sorted([*roles, *added], key=lambda role: role.span)


def likelihood(person: SignsOfPerson) -> float:
    """Return how likely a person stands or stood for election, 0 to 1."""
    return 1.0 / (1.0 + math.exp(-math.fsum(_odds().get(name, 0.0) for name in person.names)))


@cache
def _odds() -> dict[str, float]:
    return load(MODEL).log_odds(STANDS)


def _is_told(roles: Sequence[FoundRole], person: FoundEntity) -> bool:
    """Whether a phrase calls a person a candidate, and lists show it."""
    shown = (role for role in roles if role.person is person and role.confidence >= SURE_OFFICE)
    return any(map(_is_sought, shown))


def _may_stand(roles: Sequence[FoundRole], person: FoundEntity) -> bool:
    """Whether it is clearly one person, who does not hold the highest office, nor held it."""
    is_one = person.confidence >= _SURE and "," not in person.name.removesuffix(" Jr.")
    return is_one and all(r.role not in _HIGHEST for r in roles if r.person is person)


def _is_sought(role: FoundRole) -> bool:
    words = role.role.casefold().split()
    return words[-1] in _SOUGHT or words[0] == "candidate"


def _candidacy(
    found: ContenderSigns, races: Races, person: SignsOfPerson, sure: float
) -> FoundRole | None:
    """Return the office that a person stands for, with the words that show it best."""
    span = _shown(person)
    race = races.of(person)
    if span is None:
        return None
    name = f"{CALLED[race.kind]} Candidate" if race is not None else "Candidate"
    of = race.of if race is not None else None
    role = FoundRole(person.person, name, of, span, confidence=sure)
    if race is None or race.kind in NATIONAL:
        role.of = _party(found, role)
    if race is None and role.of is None:
        return None
    role.standing = _standing(found, person, role.of)
    return role


def _shown(person: SignsOfPerson) -> Tokens | None:
    """Return the words of the sign that weighs most."""
    odds = _odds()
    shown = [sign for sign in person.found if sign.words and len(sign.words) <= _LONGEST]
    best = max(shown, key=lambda sign: odds.get(sign.name, 0.0), default=None)
    return best.words if best is not None else None


def _party(found: ContenderSigns, role: FoundRole) -> FoundEntity | None:
    """Return the party of a person: told with an office, else what everybody knows."""
    told = (each.of for each in found.roles[id(role.person)])
    party = next((of for of in told if of is not None and of.key in party_keys()), None)
    if party is not None:
        return party
    known = known_office(role, found.doc._.entities or [], _kind)
    return known.of if known is not None else None


def _kind(entity: FoundEntity) -> str:
    return "party" if entity.key in party_keys() else entity.type


def _standing(
    found: ContenderSigns, person: SignsOfPerson, party: FoundEntity | None
) -> Standing | None:
    """Return whether a race is over: that of an earlier year, or of whom the party did not take."""
    located = [sign for sign in person.strong() if sign.words is not None]
    if located and all(found.number[s.words.start] in found.past for s in located if s.words):
        return "former"
    if any(sign.name.startswith("is former") for sign in located):
        return "former"
    nominees = {
        id(role.person)
        for role in found.doc._.roles or []
        if role.of is party and role.role.casefold().split()[-1] in _NOMINEES
    }
    return "former" if party is not None and nominees - {id(person.person)} else None
