"""Which entities an event concerns, and how: those that take part in it, and those that the
sentences which state it only name.

A country is named where a place in it takes part or is named, if the article names the country too.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import chain
from operator import itemgetter
from typing import Any

from store.identity.keys import country_of
from store.reading import Event, Reading, Span
from store.views.indexing.schema import ACCORDING, ACTOR, NAMED, PLACE, RECIPIENT, split

_MOST = 100
"""Entities that one sentence names, at most. A longer list, as of all members of an assembly, would
give each of its events a row for each of them."""
_ACTORS, _NAMED = 6, 11
"""Columns of an event that hold entities: the first, and the one behind the last."""


class EventEntities:
    """Finds the entities of the events of one article."""

    def __init__(self, reading: Reading, ids: Mapping[str, int]) -> None:
        """`ids` maps the reading's entities to their ids in the index."""
        self._ids = ids
        named = [entity for entity in reading.entities if entity.is_named]
        keys = {entity.key: entity.id for entity in named}
        self._countries = {
            entity.id: keys[country]
            for entity in named
            if (country := country_of(entity.key)) in keys and country != entity.key
        }
        self._mentions = sorted(
            (mention.start, entity.id) for entity in named for mention in entity.mentions
        )
        self._found: dict[Span, list[str]] = {}

    def roles(self, event: Event) -> dict[int, int]:
        """Return the roles of each entity of an event, by its id in the index."""
        roles: dict[int, int] = defaultdict(int)
        for name, role in self._named_roles(event):
            if name in self._ids:
                roles[self._ids[name]] |= role
        return roles

    def _named_roles(self, event: Event) -> Iterator[tuple[str, int]]:
        places = () if event.place is None else (event.place,)
        for names, role in (
            (event.actors, ACTOR),
            (event.recipients, RECIPIENT),
            (places, PLACE),
            (event.according_to, ACCORDING),
            (chain.from_iterable(map(self._said, _sentences(event))), NAMED),
        ):
            for name in names:
                yield name, role
                if name in self._countries:
                    yield self._countries[name], NAMED

    def _said(self, sentence: Span) -> list[str]:
        """Return the entities that a sentence names, in order."""
        if sentence not in self._found:
            first, behind = (
                bisect_left(self._mentions, end, key=itemgetter(0)) for end in sentence
            )
            names = dict.fromkeys(name for _, name in self._mentions[first:behind])
            self._found[sentence] = list(names)[:_MOST]
        return self._found[sentence]


def _sentences(event: Event) -> Iterator[Span]:
    return (Span(each.start, each.end) for each in event.evidence)


def numbers(names: tuple[str, ...], ids: Mapping[str, int]) -> str:
    """Return a column with the ids of entities, separated by spaces."""
    return " ".join(str(ids[name]) for name in names if name in ids)


def only_named(roles: Mapping[int, int]) -> str:
    """Return the column with the entities that an event only names."""
    return " ".join(str(entity) for entity in sorted(roles) if roles[entity] == NAMED)


def entities_in(columns: tuple[Any, ...]) -> set[int]:
    """Return the entities in the columns of an event."""
    actors, recipients, place, according, named = columns[_ACTORS:_NAMED]
    return entities_of(actors, recipients, place, according, named)


def entities_of(
    actors: str, recipients: str, place: int | None, according: str, named: str
) -> set[int]:
    """Return the entities in the five columns that hold those of an event."""
    found = {*split(actors), *split(recipients), *split(according), *split(named)}
    return found if place is None else {*found, place}
