"""Relations that two things never stand in, whatever the words say."""

from __future__ import annotations

from spacy.tokens import Token

from store.extract.extensions import FoundEntity
from store.extract.relations.rows import Row
from store.extract.roles.owners import party_keys
from store.extract.rules import rule

_CHAMBERS = frozenset({"Senate", "House", "Congress", "Assembly", "Legislature", "Parliament"})


@rule("relations.impossible", off=lambda *_: False)
def cannot_be(row: Row, word: Token, subject: FoundEntity, obj: FoundEntity) -> bool:
    """Whether two things never stand in a relation.

    A party is no member of another one ("Republican members" are people), a candidate for the
    Senate is not the Senate's, a country is not in another one and does not lead its own army, and
    who "leads the league in assists" does not lead it.
    """
    if row.predicate == "member_of":
        is_of_people = word.tag_ == "NNS" or obj.key in party_keys()
        return subject.key in party_keys() and is_of_people
    if row.predicate == "candidate_of":
        return not _CHAMBERS.isdisjoint(obj.name.split())
    if row.predicate == "located_in":
        return "COUNTRY" in types_of(subject) and "COUNTRY" in types_of(obj)
    if row.predicate != "led_by":
        return False
    is_own = obj.iso is not None and subject.key.startswith(f"org/{obj.iso}/")
    return is_own or (word.lemma_ == "lead" and any(map(_is_count, word.children)))


def _is_count(child: Token) -> bool:
    """Whether it is what a player is first in: "in assists"."""
    return child.lower_ == "in" and any(part.tag_ == "NNS" for part in child.children)


def types_of(entity: FoundEntity) -> set[str]:
    """Return the entity's type, and for a place whether it is a country."""
    if entity.type not in {"GPE", "LOC"}:
        return {entity.type}
    country = entity.iso is not None and entity.country is None
    return {entity.type, "COUNTRY" if country else "TOWN"}
