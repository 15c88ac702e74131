"""Offices whose body everybody knows: "Sen. Sanders" in an article that names Vermont."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from functools import cache
from typing import NamedTuple

from store.extract import lexicon
from store.extract.extensions import FoundEntity, FoundRole
from store.extract.gazetteer import gazetteer
from store.extract.rules import rule
from store.identity.folding import fold

_STATE, _TOWN, _COUNTRY = frozenset({"state"}), frozenset({"town", "place"}), frozenset({"country"})
_CONGRESS = frozenset({"congressman", "congresswoman"})
_SECRETARY = frozenset({"secretary"})
_CITY = frozenset({"city"})
_BODY, _GENERAL = frozenset({"ORG"}), frozenset({"secretary-general"})
_OFFICES = {
    "senator": (frozenset({"senator"}), _STATE),
    "governor": (frozenset({"governor"}), _STATE),
    "representative": (_CONGRESS, _STATE),
    "congressman": (_CONGRESS, _STATE),
    "congresswoman": (_CONGRESS, _STATE),
    "mayor": (frozenset({"mayor"}), _TOWN),
    "president": (frozenset({"president"}), _COUNTRY),
    "prime minister": (frozenset({"premier"}), _COUNTRY),
    "premier": (frozenset({"premier"}), _COUNTRY),
    "chancellor": (frozenset({"chancellor"}), _COUNTRY),
    "vice president": (frozenset({"vice"}), _COUNTRY),
    "secretary of state": (_SECRETARY, _COUNTRY),
    "defense secretary": (_SECRETARY, _COUNTRY),
    "secretary of defense": (_SECRETARY, _COUNTRY),
    "treasury secretary": (_SECRETARY, _COUNTRY),
    "secretary of the treasury": (_SECRETARY, _COUNTRY),
    "homeland security secretary": (_SECRETARY, _COUNTRY),
    "secretary-general": (_GENERAL, _BODY),
    "secretary general": (_GENERAL, _BODY),
}
"""By title the words of the table of persons for it, and the kinds of what has it."""
_TYPES = frozenset({"GPE", "ORG"})
_PARTIES = frozenset({"republican", "democratic"})
_SOUGHT = lexicon.words("roles.sought")
_NATIONAL = frozenset({"presidential", "presumptive", "presumed", "likely", "white", "house"})
"""Words of what a candidate for president is called."""


class KnownOffice(NamedTuple):
    """An office that everybody knows a person to have or have had."""

    of: FoundEntity | None
    """The place or body that it is of, if the article names it."""


@rule("references.known_offices")
def known_office(
    role: FoundRole, entities: Sequence[FoundEntity], kind: Callable[[FoundEntity], str]
) -> KnownOffice | None:
    """Return what everybody knows of an office, or None if the table of persons has it not.

    `kind` returns what an entity is: "state", "town", "country". Who is called the president of a
    country that everybody knows him to be from is its president, whatever else he is known as.
    """
    if (party := _party(role, entities, kind)) is not None:
        return KnownOffice(party)
    words, kinds = _OFFICES.get(role.role.casefold(), (frozenset(), frozenset()))
    known = gazetteer().known_as(role.person.name) or _by_surname(role.person.name, words)
    is_sure = not words.isdisjoint(known)
    if not is_sure and kinds is not _COUNTRY:
        return None
    fitting = [
        (len(name), entity)
        for entity in entities
        if entity.type in _TYPES and entity.mentions and kind(entity) in kinds
        for name in _names(entity)
        if name <= known
    ]
    most = max((length for length, _ in fitting), default=0)
    best = {id(entity): entity for length, entity in fitting if length == most}
    if not is_sure and len(best) != 1:
        return None  # what else a president of that country may have been is not known
    return KnownOffice(next(iter(best.values())) if len(best) == 1 else None)


@rule("references.known_parties")
def _party(
    role: FoundRole, entities: Sequence[FoundEntity], kind: Callable[[FoundEntity], str]
) -> FoundEntity | None:
    """Return the party of a candidate for president that everybody knows, if the article names it.

    For example the Republican Party for "presumptive nominee Donald Trump".
    """
    *before, last = role.role.casefold().split()
    if last not in _SOUGHT or not _NATIONAL.issuperset(before):
        return None
    known = gazetteer().known_as(role.person.name) & _PARTIES
    found = [e for e in entities if e.mentions and kind(e) == "party" and _words(e) & known]
    return found[0] if len(known) == len(found) == 1 else None


def is_of_other_party(person: FoundEntity, party: FoundEntity) -> bool:
    """Whether everybody knows a person to be of another American party."""
    known = gazetteer().known_as(person.name) & _PARTIES
    said = _words(party) & _PARTIES
    return bool(known) and bool(said) and known != said


def _words(entity: FoundEntity) -> frozenset[str]:
    return frozenset(entity.name.casefold().split())


def _by_surname(name: str, office: frozenset[str]) -> frozenset[str]:
    """Return the words for the only known person with a surname and an office: "Gov. Kasich"."""
    found = [known for known in known_by_surname(name) if known & office]
    return found[0] if len(found) == 1 else frozenset()


def known_by_surname(surname: str) -> Collection[frozenset[str]]:
    """Return the words for what everybody knows each person of a surname to be."""
    return _surnames().get(fold(surname), ())


@cache
def _surnames() -> dict[str, set[frozenset[str]]]:
    """Map the last words of the known names to the words for each person."""
    found: defaultdict[str, set[frozenset[str]]] = defaultdict(set)
    for name, known in gazetteer().persons.items():
        found[name.rpartition(" ")[2]].add(known)
    return found


def _names(entity: FoundEntity) -> list[frozenset[str]]:
    """Return the words of its name, and those of its adjective: "north korean"."""
    names = (entity.name, gazetteer().adjectives.get(entity.key, ""))
    return [frozenset(fold(name).split()) - _CITY for name in names if name]
