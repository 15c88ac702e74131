"""From a finished draft to entities: every thing once, with all its mentions and its key."""

from __future__ import annotations

from typing import cast

from store.extract.found import FoundEntity, FoundMention
from store.extract.gazetteer import City, cities
from store.extract.names.acronyms import acronym_pairs, is_acronym
from store.extract.names.draft import Draft, Name, tokens
from store.extract.names.people import person_groups
from store.identity import keys
from store.reading import EntityType


def build_entities(draft: Draft) -> list[FoundEntity]:
    """The entities in order of their first mention."""
    entities: dict[str, FoundEntity] = {}
    for mentions in person_groups(draft):
        full = max(mentions, key=lambda name: (len(name.words()), len(name.text)))
        _join(entities, keys.person_key(full.text), full.text, "PERSON", mentions)
    pairs = acronym_pairs(draft)
    countries = frozenset(n.known.iso for n in draft.names if n.known and n.known.iso)
    for name in draft.names:
        if name.type != "PERSON":
            _place(draft, entities, name, pairs, countries)
    for group in draft.groups:
        _join(entities, _group_key(group), group.text, "ORG", [group])
    found = list(entities.values())
    for entity in found:
        entity.mentions.sort(key=lambda mention: (mention.span, mention.chars or (0, 0)))
    return sorted(found, key=lambda entity: entity.mentions[0].span)


def _group_key(group: Name) -> str:
    iso = group.body_of.iso if group.body_of else None
    return keys.organization_key(group.text, iso)


def _place(
    draft: Draft,
    entities: dict[str, FoundEntity],
    name: Name,
    pairs: dict[str, str],
    countries: frozenset[str],
) -> None:
    if name.known:
        entity = _join(entities, name.known.key, name.known.name, name.known.type, [name])
        entity.iso = name.known.iso
        entity.country = draft.gazetteer.country_name(name.known.country)
    elif name.type == "ORG":
        full = pairs.get(name.text, name.text)
        name.kind = "acronym" if is_acronym(name) else name.kind
        known = draft.gazetteer.organization(full)
        key = known.key if known else keys.organization_key(full)
        _join(entities, key, known.name if known else full, "ORG", [name])
    elif name.type in ("GPE", "LOC", "FAC"):
        city = cities().choose(name.text, countries) if name.type == "GPE" else None
        key = keys.place_key(name.text, city.iso if city else None)
        entity = _join(entities, key, name.text, cast("EntityType", name.type), [name])
        if city:
            _locate(draft, entity, city)
    else:
        type_ = cast("EntityType", name.type)
        _join(entities, keys.thing_key(type_, name.text), name.text, type_, [name])


def _locate(draft: Draft, entity: FoundEntity, city: City) -> None:
    entity.lat, entity.lon = city.lat, city.lon
    entity.country = draft.gazetteer.country_name(city.iso)


def _join(
    entities: dict[str, FoundEntity], key: str, name: str, type_: EntityType, mentions: list[Name]
) -> FoundEntity:
    entity = entities.get(key)
    if entity is None:
        entity = entities[key] = FoundEntity(key, name, type_, person_like=type_ == "PERSON")
    for mention in mentions:
        entity.mentions.append(FoundMention(tokens(mention), mention.kind, mention.chars))
        entity.aliases.add(mention.text)
        mention.entity = entity
    return entity
