"""Who "they" are: the persons, countries or bodies that are one subject together."""

from __future__ import annotations

from spacy.tokens import Token

from store.extract.found import FoundEntity
from store.extract.references.discourse import SUBJECTS, Discourse, above, clause, subject, within

_UP = 4
"""How many clauses up they may be the subject."""
_PLAYED = frozenset(
    "beat win lose defeat play score concede draw trail lead thrash qualify".split()
)
"""What a team does to another."""
_TEAMS = frozenset({"GPE", "ORG", "LOC"})


def several(discourse: Discourse, pronoun: Token) -> list[FoundEntity]:
    """The members of "Xi and Modi" for the "their" of the same clause or the "they" after it;
    none where one of them has no name. In what tells of a game, the team named before."""
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
    members = _members(discourse, who) if who is not None else []
    return members or _team(discourse, pronoun, who)


def _members(discourse: Discourse, who: Token) -> list[FoundEntity]:
    words = [who, *who.conjuncts]
    found = [discourse.at(word) for word in words]
    members = [entity for entity in found if entity is not None]
    alike = len({entity.type for entity in members}) == 1
    return members if len(members) == len(words) > 1 and alike else []


def _team(discourse: Discourse, pronoun: Token, who: Token | None) -> list[FoundEntity]:
    """Who won or lost is the subject of the sentence before, if that is a team that did so
    too, and not the one that it is done to."""
    verb = pronoun.head
    if who is None or pronoun.dep_ not in SUBJECTS or verb.lemma_ not in _PLAYED:
        return []
    team = discourse.at(who)
    played = clause(who).lemma_ in _PLAYED
    if team is None or team.type not in _TEAMS or not played or list(who.conjuncts):
        return []
    others = [discourse.at(child) for child in verb.rights if child.dep_ == "dobj"]
    return [] if any(other is team for other in others) else [team]
