"""A reading while corrections are applied to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from msgspec.structs import replace

from store.corrections.targets import EntityRef, Unplaced
from store.query.words import replace_surrogates
from store.reading import Entity, Event, Mention, Reading, Relation, Role, Span, Statement


class Mark(NamedTuple):
    """`starred`, `checked`, `edited`, `noted`, `hidden` or `tag`, and the name of a tag."""

    mark: str
    value: str = ""


class Draft:
    """The parts of a reading that corrections change, as mutable tables.

    `matched` collects the keys that acts on entities found, `applied` the events (by id) that each
    correction changed, and `unplaced` why a correction has no place here.
    """

    def __init__(self, reading: Reading) -> None:
        self.text = replace_surrogates(reading.text)
        """The text as the words of corrections are written. Offsets are the same."""
        self.entities: dict[str, Entity] = {each.id: each for each in reading.entities}
        self.events: dict[str, Event] = {each.id: each for each in reading.events}
        self.originals: list[Event] = list(reading.events)
        """Events as the machine read them, and those that people added."""
        self.roles: list[Role] = list(reading.roles)
        self.relations: list[Relation] = list(reading.relations)
        self.statements: list[Statement] = list(reading.statements)
        self.times = list(reading.times)
        self.matched: set[str] = set()
        self.groups: dict[str, str] = {}
        """Events that people put in a row of the timeline: a token that the row's events share."""
        self.event_marks: dict[str, set[Mark]] = {}
        self.article_marks: set[Mark] = set()
        self.dated: set[str] = set()
        """Events that people dated: they do not move with the article's own date."""
        self.applied: dict[str, list[str]] = {}
        self.unplaced: dict[str, str] = {}
        self._reading = reading
        self._added = 0

    def done(self) -> Reading:
        """Return the corrected reading."""
        return replace(
            self._reading,
            entities=tuple(self.entities.values()),
            events=tuple(self.events.values()),
            roles=tuple(self.roles),
            relations=tuple(self.relations),
            statements=tuple(self.statements),
            times=tuple(self.times),
        )

    # Entities.

    def with_key(self, key: str) -> Entity | None:
        return next((each for each in self.entities.values() if each.key == key), None)

    def entity_for(self, ref: EntityRef, instead_of: str | None = None) -> Entity:
        """Return the entity with this key, adding it, at the place of another one or at the end.

        `instead_of` is the id of the entity whose place it takes.
        """
        known = self.with_key(ref.key)
        if known is not None:
            return known
        new = Entity(id=instead_of or self._new_id(), key=ref.key, name=ref.name, type=ref.type)
        self.entities[new.id] = new
        return new

    def _new_id(self) -> str:
        while True:
            self._added += 1
            if (id_ := f"c{self._added}") not in self.entities:
                return id_

    def put(self, entity: Entity) -> None:
        self.entities[entity.id] = entity

    def move_mentions(self, source: Entity, into: EntityRef, spans: Iterable[Span] | None) -> None:
        """Give mentions of an entity to another one, and its part in events and relations there.

        With `spans` None, all mentions move and the first entity is gone.
        """
        if spans is None:
            self._move_all(source, into)
            return
        places = set(spans)
        moved = tuple(m for m in source.mentions if Span(m.start, m.end) in places)
        if len(moved) == len(source.mentions):
            self._move_all(source, into)
            return
        target = self._with_mentions(self.entity_for(into), moved)
        self.put(replace(source, mentions=tuple(m for m in source.mentions if m not in moved)))
        left, here = _starts(self.entities[source.id]), _starts(target)
        self._swap(source.id, target.id, lambda span: _holds(span, here) and not _holds(span, left))

    def _move_all(self, source: Entity, into: EntityRef) -> None:
        known = self.with_key(into.key)
        names = dict.fromkeys((source.name, *source.aliases))
        if known is None:
            names.pop(into.name, None)
            self.put(
                replace(source, key=into.key, name=into.name, type=into.type, aliases=tuple(names))
            )
            return
        target = self._with_mentions(known, source.mentions)
        names = dict.fromkeys((*target.aliases, *names))
        names.pop(target.name, None)
        self.put(replace(target, aliases=tuple(names)))
        del self.entities[source.id]
        self._swap(source.id, target.id, lambda _: True)

    def _with_mentions(self, entity: Entity, more: Iterable[Mention]) -> Entity:
        """Return the entity with more mentions, in the order of the text, each place once."""
        places = {(m.start, m.end): m for m in (*more, *entity.mentions)}
        entity = replace(entity, mentions=tuple(places[place] for place in sorted(places)))
        self.put(entity)
        return entity

    def add_mention(self, ref: EntityRef, span: Span) -> None:
        """Add a name of an entity. What else the machine saw at these words is no name there."""
        for other in list(self.entities.values()):
            clear = tuple(m for m in other.mentions if not _meet(m, span))
            if other.key != ref.key and clear != other.mentions:
                self.put(replace(other, mentions=clear))
                if not clear:
                    self.remove(other)
        entity = self.entity_for(ref)
        self._with_mentions(entity, (Mention(start=span.start, end=span.end, kind="name"),))

    def remove(self, entity: Entity) -> None:
        """Remove an entity with its part in events, offices, relations and statements."""
        del self.entities[entity.id]
        gone = entity.id
        self._each_event(lambda event: _event_without(event, gone))
        self.roles = [
            replace(each, of=None) if each.of == gone else each
            for each in self.roles
            if each.person != gone
        ]
        self.relations = [
            each for each in self.relations if gone not in {each.subject, each.object}
        ]
        self.statements = [
            replace(each, source=None) if each.source == gone else each for each in self.statements
        ]

    def drop_mentions(self, entity: Entity, spans: Iterable[Span]) -> None:
        """Remove mentions of an entity, and its part in events whose words name it no more."""
        places = set(spans)
        left = tuple(m for m in entity.mentions if Span(m.start, m.end) not in places)
        if not left:
            self.remove(entity)
            return
        self.put(replace(entity, mentions=left))
        before, after = _starts(entity), {m.start for m in left}
        for event in list(self.events.values()):
            named = [Span(piece.start, piece.end) for piece in event.evidence]
            if any(_holds(s, before) for s in named) and not any(_holds(s, after) for s in named):
                self.events[event.id] = _event_without(event, entity.id)

    def _swap(self, old: str, new: str, moves: Callable[[Span], bool]) -> None:
        """Put an entity in the place of another where the words of the fact say so."""
        for event in list(self.events.values()):
            if all(moves(Span(piece.start, piece.end)) for piece in event.evidence):
                self.events[event.id] = _event_with(event, old, new)
        self.roles = [
            replace(each, person=_or(each.person, old, new), of=_or(each.of, old, new))
            if moves(Span(each.start, each.end))
            else each
            for each in self.roles
        ]
        self.relations = [
            replace(each, subject=_or(each.subject, old, new), object=_or(each.object, old, new))
            if moves(Span(each.start, each.end))
            else each
            for each in self.relations
        ]
        self.statements = [
            replace(each, source=new)
            if each.source == old and moves(each.source_span or each.cue)
            else each
            for each in self.statements
        ]

    # Events.

    def _each_event(self, change: Callable[[Event], Event]) -> None:
        self.events = {id_: change(event) for id_, event in self.events.items()}

    def change_event(self, event_id: str, **changes: object) -> None:
        """Change fields of an event.

        Raises:
            Unplaced: Another correction hides the event.
        """
        event = self.events.get(event_id)
        if event is None:
            raise Unplaced("the event is hidden by another correction")
        self.events[event_id] = replace(event, **changes)

    def mark_event(self, event_id: str, mark: Mark, *, on: bool = True) -> None:
        marks = self.event_marks.setdefault(event_id, set())
        (marks.add if on else marks.discard)(mark)


def _or[T](value: T, old: T, new: T) -> T:
    return new if value == old else value


def _event_with(event: Event, old: str, new: str) -> Event:
    def swapped(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(_or(each, old, new) for each in ids)) if old in ids else ids

    return replace(
        event,
        actors=swapped(event.actors),
        recipients=swapped(event.recipients),
        place=_or(event.place, old, new),
        according_to=swapped(event.according_to),
    )


def _event_without(event: Event, gone: str) -> Event:
    def rest(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(each for each in ids if each != gone)

    return replace(
        event,
        actors=rest(event.actors),
        recipients=rest(event.recipients),
        place=None if event.place == gone else event.place,
        according_to=rest(event.according_to),
    )


def _starts(entity: Entity) -> set[int]:
    return {mention.start for mention in entity.mentions}


def _holds(span: Span, starts: set[int]) -> bool:
    return any(span.start <= start < span.end for start in starts)


def _meet(mention: Mention, span: Span) -> bool:
    return mention.start < span.end and span.start < mention.end
