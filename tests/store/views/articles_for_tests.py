"""Small articles and readings made by hand."""

from __future__ import annotations

from store.reading import (
    Article,
    Entity,
    EntityType,
    Event,
    Evidence,
    ExtractorVersion,
    Mention,
    Reading,
    Role,
    Span,
)

_TYPES: dict[str, EntityType] = {"norp": "NORP", "person": "PERSON", "gpe": "GPE", "org": "ORG"}
EXTRACTOR = ExtractorVersion(name="test", version="0", model="none")


def article(
    text: str, title: str | None = None, source: str | None = None, published: str | None = None
) -> Article:
    return Article(id=f"id of {text}", text=text, title=title, source=source, published=published)


def entity(id_: str, key: str, name: str, *aliases: str, times: int = 1) -> Entity:
    """An entity that is mentioned so often, in no particular place."""
    kind = _TYPES[key.partition("/")[0]]
    mention = Mention(start=0, end=0, kind="nominal")
    return Entity(
        id=id_, key=key, name=name, type=kind, aliases=aliases, mentions=(mention,) * times
    )


def named(id_: str, key: str, text: str, *names: str) -> Entity:
    """An entity that the text names so."""
    mentions = tuple(
        Mention(start=text.index(name), end=text.index(name) + len(name), kind="name")
        for name in names
    )
    kind = _TYPES[key.partition("/")[0]]
    return Entity(id=id_, key=key, name=names[0], type=kind, mentions=mentions)


def event(id_: str, day: str | None = None, **fields: object) -> Event:
    known = {"from_": day, "to": day, "precision": "day" if day else None, "salience": 0.9}
    evidence = (Evidence(start=0, end=4, verb=Span(0, 1)),)
    return Event(
        id=id_, **{"type": "CONSULT", "label": "they meet", "evidence": evidence, **known, **fields}
    )


def reading(
    of: Article, *entities: Entity, events: tuple[Event, ...] = (), roles: tuple[Role, ...] = ()
) -> Reading:
    return Reading(
        id=of.id,
        text=of.text,
        entities=entities,
        events=events,
        roles=roles,
        sentences=(Span(0, len(of.text)),),
        extractor=EXTRACTOR,
    )
