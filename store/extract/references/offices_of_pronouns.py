"""Offices that a verb gives "he" or "she": "Ann Lee spoke. She is chairwoman of Orvis Bank"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from store.extract.extensions import FoundEntity, FoundRole, Tokens
from store.extract.references.discourse import Discourse
from store.extract.roles.holders import OfficeFinder
from store.extract.rules import nothing, rule

_PRONOUNS = frozenset({"he", "she", "his", "her", "him"})


@rule("references.offices_of_pronouns", off=nothing)
def add_offices_of_pronouns(discourse: Discourse) -> list[FoundRole]:
    """Add the offices that a verb gives a pronoun to the person whom it stands for.

    Returns the offices that it has added.
    """
    doc = discourse.doc
    roles: list[FoundRole] = doc._.roles or []
    finder = OfficeFinder(doc, discourse.entities)
    added: list[FoundRole] = []
    for word, person in _pronouns(discourse):
        said = finder.said_of(word)
        for role in finder.roles(person, Tokens(word.i, word.i + 1), said):
            if not is_known(role, [*roles, *added]):
                added.append(role)
    doc._.roles = sorted((*roles, *added), key=lambda role: role.span)
    doc._.bare_roles = [*(doc._.bare_roles or []), *finder.bare]
    return added


def _pronouns(discourse: Discourse) -> Iterator[tuple[Token, FoundEntity]]:
    """Yield each pronoun outside quotations with the person whom it stands for."""
    for index in discourse.settled:
        word = discourse.doc[index]
        person = discourse.at(word)
        is_one = word.lower_ in _PRONOUNS and person is not None and person.type == "PERSON"
        if is_one and person is not None and discourse.quotations.at(index) is None:
            yield word, person


def is_known(role: FoundRole, roles: list[FoundRole]) -> bool:
    """Whether the article calls the person so elsewhere, of the same body or more precisely."""
    return any(
        other.person is role.person
        and role.role.casefold().split()[-1] in other.role.casefold().split()
        and (role.of is None or other.of is role.of)
        for other in roles
    )
