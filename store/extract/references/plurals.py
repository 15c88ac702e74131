"""Who "they" are: the persons, countries or bodies that are one subject together."""

from __future__ import annotations

from spacy.tokens import Token

from store.extract.found import FoundEntity
from store.extract.references.discourse import Discourse, above, clause, subject, within

_UP = 4
"""How many clauses up they may be the subject."""


def several(discourse: Discourse, pronoun: Token) -> list[FoundEntity]:
    """The members of "Xi and Modi" for the "their" of the same clause or the "they" after it;
    none where one of them has no name."""
    if discourse.quotations.at(pronoun.i) is not None or pronoun.dep_ in {"dobj", "dative"}:
        return []
    verb: Token | None = clause(pronoun)
    for _ in range(_UP):
        if verb is None:
            break
        who = subject(verb)
        if who is not None and who.i != pronoun.i and not within(pronoun, who):
            return _members(discourse, who) if who.i < pronoun.i else []
        verb = above(verb)
    number = discourse.number(pronoun)
    who = subject(discourse.roots[number - 1]) if number else None
    return _members(discourse, who) if who is not None else []


def _members(discourse: Discourse, who: Token) -> list[FoundEntity]:
    words = [who, *who.conjuncts]
    found = [discourse.at(word) for word in words]
    members = [entity for entity in found if entity is not None]
    alike = len({entity.type for entity in members}) == 1
    return members if len(members) == len(words) > 1 and alike else []
