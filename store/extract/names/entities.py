"""Build entities from a finished draft, each with all its mentions and its key."""

from __future__ import annotations

from typing import cast

from store.extract.extensions import FoundEntity, FoundMention
from store.extract.gazetteer import City, KnownPlaces
from store.extract.gazetteer.cities import cities
from store.extract.names.acronyms import is_acronym
from store.extract.names.bodies import canonical, is_generic
from store.extract.names.draft import Name, NamesDraft, tokens
from store.extract.names.persons import People
from store.identity import keys
from store.reading import EntityType


def build_entities(draft: NamesDraft) -> list[FoundEntity]:
    """Return the entities in the order of their first mention."""
    entities: dict[str, FoundEntity] = {}
    for person in People(draft):
        full = max(person.mentions, key=_fullness).text
        key = keys.person_key(full)
        key = keys.local_key(key, draft.article) if person.doubtful else key
        _join(entities, key, full, "PERSON", [*person.mentions, *person.also])
    starts = draft.starts()
    countries = frozenset(n.known.iso for n in draft.names if n.known and n.known.iso)
    for name in [*draft.names, *draft.inner, *draft.groups]:
        if name.known:
            _join_known(draft, entities, name, name.known)
        elif name.type == "ORG":
            _join_organization(draft, entities, name)
        elif name.type in ("GPE", "LOC", "FAC"):
            following = starts.get(name.end + 1) if _comma_after(draft, name) else None
            container = following.known if following else None
            _join_place(draft, entities, name, container, countries)
        elif name.type != "PERSON":
            type_ = cast("EntityType", name.type)
            called = name.short_for.text if name.short_for else name.text
            _join(entities, keys.thing_key(type_, called), called, type_, [name])
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
    name.kind = "acronym" if is_acronym(name) else name.kind
    known = draft.gazetteer.organization(full)
    if known:
        _join(entities, known.key, known.name, "ORG", [name])
    elif body := long if long.body_of else draft.bodies.get(full):
        _join_body(draft, entities, name, body)
    else:
        key = keys.organization_key(full)
        if is_generic(full):
            key = keys.local_key(key, draft.article)
        _join(entities, key, full, "ORG", [name])


def _join_body(draft: NamesDraft, entities: dict[str, FoundEntity], name: Name, body: Name) -> None:
    owner = body.body_of
    if owner is None:
        return
    key = keys.body_key(canonical(body.body), owner.iso or owner.name)
    group = name.kind == "nominal"
    says_whose = body.text != body.body and not group
    shown = body.text if says_whose else f"{draft.gazetteer.adjective(owner)} {body.body}"
    _join(entities, key, shown, "ORG", [name])


def _join_place(
    draft: NamesDraft,
    entities: dict[str, FoundEntity],
    name: Name,
    container: KnownPlaces | None,
    countries: frozenset[str],
) -> None:
    city = _city(name, container, countries) if name.type == "GPE" else None
    key = keys.place_key(name.text, city.iso if city else None)
    shown = name.text.title() if name.text.isupper() and len(name.text) > 3 else name.text
    entity = _join(entities, key, shown, cast("EntityType", name.type), [name])
    if city:
        entity.lat, entity.lon = city.lat, city.lon
        entity.country = draft.gazetteer.country_name(city.iso)


def _comma_after(draft: NamesDraft, name: Name) -> bool:
    return name.end < len(draft.words) and draft.words[name.end] == ","


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
