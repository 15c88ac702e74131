"""The reading of a piece of a text, with its places and entities as they are in the whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from store.reading import (
    Entity,
    Event,
    Reading,
    Relation,
    Role,
    Span,
    Statement,
    TimeExpression,
)


class Moved:
    """A reading whose text starts at `start` of the whole; `ids` are what its entities are
    called there."""

    def __init__(self, start: int, ids: Mapping[str, str], reading: Reading) -> None:
        self._start = start
        self._ids = ids
        self._reading = reading

    @staticmethod
    def entity(entity: Entity, start: int) -> Entity:
        """With its mentions where they stand in the whole."""
        mentions = (
            replace(each, start=each.start + start, end=each.end + start)
            for each in entity.mentions
        )
        return replace(entity, mentions=tuple(mentions))

    def furniture(self) -> Iterator[Span]:
        yield from map(self._span, self._reading.furniture)

    def sentences(self) -> Iterator[Span]:
        yield from map(self._span, self._reading.sentences)

    def times(self) -> Iterator[TimeExpression]:
        for time in self._reading.times:
            yield replace(time, start=time.start + self._start, end=time.end + self._start)

    def roles(self) -> Iterator[Role]:
        for role in self._reading.roles:
            yield replace(
                role,
                person=self._ids[role.person],
                of=self._id(role.of),
                start=role.start + self._start,
                end=role.end + self._start,
            )

    def relations(self) -> Iterator[Relation]:
        for relation in self._reading.relations:
            yield replace(
                relation,
                subject=self._ids[relation.subject],
                object=self._id(relation.object),
                start=relation.start + self._start,
                end=relation.end + self._start,
            )

    def events(self) -> Iterator[Event]:
        for event in self._reading.events:
            yield replace(
                event,
                actors=tuple(self._ids[each] for each in event.actors),
                recipients=tuple(self._ids[each] for each in event.recipients),
                place=self._id(event.place),
                according_to=tuple(self._ids[each] for each in event.according_to),
                evidence=tuple(
                    replace(
                        each,
                        start=each.start + self._start,
                        end=each.end + self._start,
                        verb=self._span(each.verb),
                    )
                    for each in event.evidence
                ),
            )

    def statements(self) -> Iterator[Statement]:
        for statement in self._reading.statements:
            yield replace(
                statement,
                source=self._id(statement.source),
                source_span=statement.source_span and self._span(statement.source_span),
                cue=self._span(statement.cue),
                content=statement.content and self._span(statement.content),
            )

    def _span(self, span: Span) -> Span:
        return Span(span.start + self._start, span.end + self._start)

    def _id(self, entity: str | None) -> str | None:
        return None if entity is None else self._ids[entity]
