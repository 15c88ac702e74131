"""Offices in branches of parties: "state Democratic chairman", "the GOP chair of Lee County"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from store.extract import lexicon
from store.extract.extensions import FoundEntity, Tokens
from store.extract.roles.joined import Held
from store.extract.roles.offices import Office, titled
from store.extract.roles.owners import Entities, is_base
from store.extract.roles.parties import party_keys
from store.extract.rules import rule, second

_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_BRANCHES = frozenset({"state", "county", "city", "local", "district"})
"""Words before a party that make it a branch of it."""
_CHAMBERS = frozenset({"house", "senate", "assembly", "parliament", "legislature"})
"""Words before a party that make it the party's group there: "Senate Republican leader"."""
_IN_BRANCHES = lexicon.words("roles.in_branches")
_PARTISANS = lexicon.words("roles.partisans")


@rule("roles.party_branch", off=lambda _, office, of, __: (office, of))
def of_branch(
    doc: Doc, office: Office, of: FoundEntity | None, entities: Entities
) -> tuple[Office, FoundEntity | None]:
    """Return an office of a branch of a party with its words: "state Democratic chairman"."""
    at = office.span.start
    if of is None or of.key not in party_keys() or entities.get(at - 1) is not of:
        return office, of
    first = name_start(at - 1, of, entities)
    state = entities.get(first - 1)
    if doc[first - 1].lower_ in _BRANCHES:
        first, state = first - 1, None
    elif doc[first - 1].lower_ in _CHAMBERS:
        first, state = (first - 1, None) if state is None else (first, state)
    elif state is None or state.type != "GPE" or state.iso is not None or is_base(doc, first - 1):
        return office, of
    words = " ".join(w[:1].upper() + w[1:] for w in doc[first:at].text.split())
    span = Tokens(first, office.span.end)
    return office._replace(span=span, name=f"{words} {office.name}"), state


@rule("roles.party_branch_behind", off=second)
def of_branch_behind(noun: Token, held: Held, entities: Entities) -> Held:
    """Return an office of a branch of a party with its place: "the Democratic chair of Lee County".

    Somebody of a party who has no office in it has none: "a Democratic strategist".
    """
    doc, office, party = noun.doc, held.office, held.of
    if party is None or party.key not in party_keys():
        return held
    first = name_before(office, party, entities)
    if first is None:
        return held
    last = office.head.rpartition(" ")[2]
    place = _place_behind(doc, office.span.end, entities) if last in _IN_BRANCHES else None
    if place is None and last not in _PARTISANS:
        return held
    words = titled(doc[first : name_end(first, party, entities)].text)
    if place is None:
        words = words.removesuffix(" Party")
    return held._replace(office=office._replace(name=f"{words} {office.name}"), of=place)


def _place_behind(doc: Doc, at: int, entities: Entities) -> FoundEntity | None:
    """Return the state, county or town behind an office: "for Ohio's Lee County"."""
    if at + 1 >= len(doc) or doc[at].lower_ not in {"of", "in", "for"}:
        return None
    at += 1
    while at + 1 < len(doc) and entities.get(at) is not None:
        place = entities[at]
        at = name_end(at, place, entities)
        if place.type != "GPE" or place.iso is not None:
            return None
        if at >= len(doc) or doc[at].text not in _POSSESSIVE:
            return place
        at += 1
    return None


def name_before(office: Office, body: FoundEntity, entities: Entities) -> int | None:
    """Return where the name of the body before an office begins."""
    at = office.span.end - 1
    while at > office.span.start - 2 and at > 0 and entities.get(at) is not body:
        at -= 1
    if entities.get(at) is not body:
        return None
    return name_start(at, body, entities)


def name_start(at: int, entity: FoundEntity, entities: Entities) -> int:
    """Return where the name that ends at a token begins."""
    while at > 0 and entities.get(at - 1) is entity:
        at -= 1
    return at


def name_end(at: int, entity: FoundEntity, entities: Entities) -> int:
    """Return where the name that begins at a token ends."""
    while entities.get(at) is entity:
        at += 1
    return at
