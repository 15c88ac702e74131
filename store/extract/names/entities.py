"""Build entities with their mentions and keys."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import cast

from store.extract.extensions import FoundEntity, FoundMention
from store.extract.gazetteer import City, KnownPlaces
from store.extract.gazetteer.known import cities
from store.extract.names.acronyms import is_acronym
from store.extract.names.bodies import is_generic
from store.extract.names.draft import REMEMBERED, Name, NamesDraft, tokens
from store.extract.names.groups import canonical
from store.extract.names.people import People
from store.identity import keys
from store.reading import EntityType

_EARLY = 2
"""At how many mentions the news says where a town is."""

# The keys of a name, which most articles ask for again and again.
_organization_key = lru_cache(REMEMBERED)(keys.organization_key)
_place_key = lru_cache(REMEMBERED)(keys.place_key)
_thing_key = lru_cache(REMEMBERED)(keys.thing_key)

# Build entities from a finished draft, each with all its mentions and its key.


def build_entities(draft: NamesDraft) -> list[FoundEntity]:
    """Return the entities in the order of their first mention."""
    entities: dict[str, FoundEntity] = {}
    for person in People(draft):
        full = max(person.mentions, key=_fullness).text
        full = full.title() if " " in full and full.isupper() and full.isascii() else full
        key = keys.person_key(full)
        key = keys.local_key(key, draft.article) if person.is_of_article else key
        _join(entities, key, full, "PERSON", [*person.mentions, *person.also])
    starts = draft.starts()
    countries = frozenset(n.known.iso for n in draft.names if n.known and n.known.iso)
    told = _places_around(draft, starts)
    for name in [*draft.names, *draft.inner, *draft.groups]:
        if name.known:
            _join_known(draft, entities, name, name.known)
        elif name.type == "ORG":
            _join_organization(draft, entities, name)
        elif name.type in ("GPE", "LOC", "FAC"):
            container = _place_around(draft, starts, name) or told.get(name.text.casefold())
            _join_place(draft, entities, name, container, countries)
        elif name.type != "PERSON":
            type_ = cast("EntityType", name.type)
            called = name.short_for.text if name.short_for else name.text
            canonical = draft.gazetteer.canonical_peoples.get(called, called)
            _join(entities, _thing_key(type_, canonical), called, type_, [name])
    _join_twins(draft, entities)
    for entity in entities.values():
        entity.mentions.sort(key=lambda mention: (mention.span, mention.chars or (0, 0)))
    return sorted(entities.values(), key=lambda entity: entity.mentions[0].span)


def _fullness(name: Name) -> tuple[int, bool, int]:
    """Return a sort key: more words first, then ordinary case before capitals."""
    return len(name.words()), not name.text.isupper(), len(name.text)


def _join_known(
    draft: NamesDraft, entities: dict[str, FoundEntity], name: Name, known: KnownPlaces
) -> None:
    name.kind = "acronym" if is_acronym(name) else name.kind
    entity = _join(entities, known.key, known.name, known.type, [name])
    entity.iso = known.iso
    entity.country = draft.gazetteer.country_name(known.country)


def _join_organization(draft: NamesDraft, entities: dict[str, FoundEntity], name: Name) -> None:
    long = name.short_for or name
    full = draft.acronyms.get(long.text, long.text)
    is_of_state = not long.body_of and (bool(long.body) or full in draft.of_state)
    full = f"state {full}" if is_of_state else full
    name.kind = "acronym" if is_acronym(name) else name.kind
    known = draft.gazetteer.organization(full)
    if known:
        _join(entities, known.key, known.name, "ORG", [name])
    elif body := long if long.body_of else draft.bodies.get(full):
        _join_body(draft, entities, name, body)
    else:
        key = _organization_key(full)
        if is_generic(full) or is_of_state:
            key = keys.local_key(key, draft.article)
        _join(entities, key, full, "ORG", [name])


def _join_body(draft: NamesDraft, entities: dict[str, FoundEntity], name: Name, body: Name) -> None:
    owner = body.body_of
    if owner is None:
        return
    key = keys.body_key(canonical(body.body, owner.iso), owner.iso or owner.name)
    group = name.kind == "nominal"
    says_whose = body.text != body.body and not group
    shown = body.text if says_whose else f"{draft.gazetteer.adjective(owner)} {body.body}"
    if not group and (known := draft.gazetteer.organization(shown)) is not None:
        _join(entities, known.key, known.name, "ORG", [name])
        return
    _join(entities, key, shown, "ORG", [name])


def _join_place(
    draft: NamesDraft,
    entities: dict[str, FoundEntity],
    name: Name,
    container: KnownPlaces | None,
    countries: frozenset[str],
) -> None:
    long = name.short_for or name
    city = _city(name, container, countries) if name.type == "GPE" else None
    key = _place_key(city.name if city else long.text, city.iso if city else None)
    if name.type == "FAC" and is_generic(long.text):
        key = keys.local_key(key, draft.article)
    shown = long.text.title() if long.text.isupper() and len(long.text) > 3 else long.text
    entity = _join(entities, key, shown, cast("EntityType", name.type), [name])
    if city:
        entity.lat, entity.lon = city.lat, city.lon
        entity.country = draft.gazetteer.country_name(city.iso)


def _places_around(draft: NamesDraft, starts: dict[int, Name]) -> dict[str, KnownPlaces]:
    """Map a town to the state or country that follows its first or second mention.

    Later the news leaves it out: "in Salem, Ohio … Salem voters".
    """
    said: Counter[str] = Counter()
    found: dict[str, KnownPlaces] = {}
    for name in draft.names:
        called = name.text.casefold()
        if name.type == "GPE" and not name.known:
            around = _place_around(draft, starts, name) if said[called] < _EARLY else None
            said[called] += 1
            if around is not None and around.type == "GPE":
                found.setdefault(called, around)
    return found


def _place_around(draft: NamesDraft, starts: dict[int, Name], name: Name) -> KnownPlaces | None:
    """Return the place that a comma joins to a name: "Salem, Ohio"."""
    if name.end >= len(draft.words) or draft.words[name.end] != ",":
        return None
    following = starts.get(name.end + 1)
    return following.known if following else None


def _join_twins(draft: NamesDraft, entities: dict[str, FoundEntity]) -> None:
    """Join a country's body with the organisation of the same name: "U.S. House", "the House"."""
    twins: dict[int, FoundEntity] = {}
    bodies = [each for each in entities.values() if each.type == "ORG" and each.key.count("/") > 1]
    for entity in bodies:
        twin = entities.pop(_organization_key(entity.name), None)
        if twin is not None:
            entity.mentions += twin.mentions
            entity.aliases |= twin.aliases
            twins[id(twin)] = entity
    for name in [*draft.names, *draft.inner, *draft.groups] if twins else ():
        name.entity = twins.get(id(name.entity), name.entity)


def _city(name: Name, container: KnownPlaces | None, countries: frozenset[str]) -> City | None:
    """Return the city of a name.

    It is in the country or state named right after it, otherwise in a country of the article.
    """
    if container is not None and container.iso:
        return cities().choose(name.text, {container.iso})
    if container is not None and container.state:
        return cities().choose(name.text, {"US"}, container.state)
    return cities().choose(name.text, countries)


def _join(
    entities: dict[str, FoundEntity], key: str, name: str, type_: EntityType, mentions: list[Name]
) -> FoundEntity:
    entity = entities.get(key)
    if entity is None:
        entity = entities[key] = FoundEntity(key, name, type_)
    if entity.name.isupper() and not name.isupper():
        entity.name = name
    for mention in mentions:
        entity.mentions.append(FoundMention(tokens(mention), mention.kind, mention.chars))
        entity.aliases.add(mention.text)
        mention.entity = entity
    return entity
