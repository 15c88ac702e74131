"""Resolve references: what "she", "its", "the ministry" and "the two countries" stand for.

The rules resolve only clear references. A reference that is left out costs a mention, but a wrong
one attributes words to the wrong person. The text is read once from left to right. Each resolved
reference becomes a mention of its entity, so that later references can use it.
"""

from __future__ import annotations

from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Token

from store.extract.extensions import FoundEntity, merged, where
from store.extract.references.candidacies import add_candidacies
from store.extract.references.contenders import add_contenders
from store.extract.references.described_offices import add_described_offices
from store.extract.references.described_persons import compatriot
from store.extract.references.descriptions import Descriptions, described, lend_owners
from store.extract.references.discourse import Discourse
from store.extract.references.epithets import EPITHETS, partisan
from store.extract.references.likely import Likely, MakeLikely, likely_described
from store.extract.references.office_signs import OfficeSigns
from store.extract.references.offices_of_pronouns import add_offices_of_pronouns
from store.extract.references.open_offices import MakeBodies, OfficeBodies
from store.extract.references.pairs import PAIRED, add_suspended, pair
from store.extract.references.persons import person
from store.extract.references.things import several, thing
from store.extract.roles.told_bodies import tell_bodies

__all__ = ["references", "resolved"]

_PERSONAL = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
_PLURAL = frozenset({"they", "their", "theirs", "themselves"})
_NEUTER = frozenset({"it", "its", "itself"})


@Language.component("dateline_references")
def references(doc: Doc) -> Doc:
    """Add the references to the mentions of the entities in `doc._.entities`."""
    resolved(doc, Likely)
    add_contenders(doc)
    return doc


def resolved(doc: Doc, likely: MakeLikely, bodies: MakeBodies = OfficeBodies) -> Doc:
    """Return the same `Doc` with the references; `likely` answers where the rules are silent.

    Then `bodies` chooses the bodies of offices that stand without one.
    """
    add_suspended(doc)
    discourse = Discourse(doc)
    descriptions = Descriptions(discourse, likely)
    for index in merged(discourse.heads, where(doc, "LOWER", _words())):
        token = doc[index]
        if index in discourse.entities:
            found = compatriot(discourse, token)
            start = index - 1
            if found is None and token.lower_ in EPITHETS:
                start = token.left_edge.i
                found = partisan(descriptions.epithets, token, start)
            if found is None:
                discourse.pass_by(token)
            else:
                discourse.settle(token, start, "nominal", found)
        elif token.tag_ in {"PRP", "PRP$"}:
            discourse.settle(token, index, "pronoun", _pronoun(discourse, token))
        elif token.pos_ == "NOUN" or token.tag_ == "CD":
            both = pair(discourse, token)
            if both is None:
                descriptions.settle(token)
            else:
                discourse.settle(token, both.start, "nominal", both.entities)
    lend_owners(discourse)
    add_described_offices(discourse)
    add_offices_of_pronouns(discourse)
    add_candidacies(discourse)
    offices = bodies(discourse, OfficeSigns(discourse))
    offices.settle()
    tell_bodies(doc)
    offices.set_confidences()
    offices.leave_out()
    return doc


def _pronoun(discourse: Discourse, token: Token) -> FoundEntity | list[FoundEntity] | None:
    if token.lower_ in _PERSONAL:
        return person(discourse, token)
    if token.lower_ in _NEUTER:
        return thing(discourse, token)
    return several(discourse, token) if token.lower_ in _PLURAL else None


@cache
def _words() -> frozenset[str]:
    """Return every word that may be a reference."""
    return _PERSONAL | _NEUTER | _PLURAL | PAIRED | described() | likely_described()
