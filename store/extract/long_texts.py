"""Read a long text in chunks and merge their readings into one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

import msgspec
from msgspec.structs import replace

from store.reading import (
    Article,
    Entity,
    Event,
    Reading,
    Relation,
    Role,
    Span,
    Statement,
    TimeExpression,
)

# Shift the reading of a chunk to its place in the whole text.


class Moved:
    """The reading of a chunk that starts at code point `start` of the whole text.

    `ids` maps the chunk's entity ids to those of the whole.
    """

    def __init__(self, start: int, ids: Mapping[str, str], reading: Reading) -> None:
        self._start = start
        self._ids = ids
        self._reading = reading

    @staticmethod
    def entity(entity: Entity, start: int) -> Entity:
        """Return the entity with its mentions shifted to the whole text."""
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


# Split a long text into chunks, and merge the readings of the chunks.

AT_ONCE = 150_000
"""The largest `weight` to read at once: prose needs 0.6 GB, any other text 0.8 GB."""
PIECE = 100_000
"""The weight of a chunk."""
_TOKEN_WEIGHT = 4
"""The least weight of a token in code points; in English prose a token has 4.9 with its space."""
_TOKEN = re.compile(r"\w+|[^\w\s]|\s{2,}|[^\S ]")
"""An approximation of spaCy's tokens."""
_SENTENCE = r"[.!?][\"”’)\]]*"
_BORDERS = tuple(
    re.compile(border)
    for border in (rf"{_SENTENCE}[ \t\r]*\n\s*\n", r"\n\s*\n", r"\n", rf"{_SENTENCE}\s", r"\s")
)
"""Places at which a text may be split, the best first."""


def weight(text: str) -> int:
    """Estimate the memory that reading a text takes, in code points of ordinary prose."""
    return max(len(text), _TOKEN_WEIGHT * len(_TOKEN.findall(text)))


def at_once(articles: Iterable[Article], most: int) -> Iterator[list[Article]]:
    """Group articles into batches that fit in memory.

    A batch holds at most `most` articles and fewer when they are long. An article that needs chunks
    is a batch of its own.
    """
    batch: list[Article] = []
    together = 0
    for article in articles:
        more = weight(article.text)
        if batch and (len(batch) == most or together + more > AT_ONCE):
            yield batch
            batch, together = [], 0
        batch.append(article)
        together += more
    if batch:
        yield batch


def chunks(article: Article) -> Iterator[tuple[int, Article]]:
    """Yield each chunk as an article, with its offset in the text in code points."""
    start = 0
    while start < len(article.text):
        end = _end(article.text, start)
        furniture = (
            Span(max(span.start, start) - start, min(span.end, end) - start)
            for span in article.furniture
            if span.start < end and span.end > start
        )
        text = article.text[start:end]
        yield start, msgspec.structs.replace(article, text=text, furniture=tuple(furniture))
        start = end


def one_reading(article: Article, readings: Sequence[tuple[int, Reading]]) -> Reading:
    """Merge the readings of the chunks, each given with its offset, into one reading of the
    article.
    """
    entities = _Entities()
    moved = [Moved(start, entities.ids_of(start, one), one) for start, one in readings]
    events = [event for each in moved for event in each.events()]
    return msgspec.structs.replace(
        readings[0][1],
        text=article.text,
        furniture=tuple(span for each in moved for span in each.furniture()),
        sentences=tuple(span for each in moved for span in each.sentences()),
        times=tuple(time for each in moved for time in each.times()),
        entities=tuple(entities.all()),
        roles=tuple(role for each in moved for role in each.roles()),
        relations=tuple(relation for each in moved for relation in each.relations()),
        events=tuple(
            msgspec.structs.replace(event, id=f"v{number}")
            for number, event in enumerate(events, 1)
        ),
        statements=tuple(statement for each in moved for statement in each.statements()),
    )


def _end(text: str, start: int) -> int:
    """Return where the chunk at `start` ends: the last good boundary in its last quarter."""
    end = min(start + PIECE, len(text))
    tokens = _TOKEN.finditer(text, start, end)
    if last := next(islice(tokens, PIECE // _TOKEN_WEIGHT, None), None):
        end = last.start()
    elif end == len(text):
        return end
    for border in _BORDERS:
        found = list(border.finditer(text, end - (end - start) // 4, end))
        if found:
            return found[-1].end()
    return end


class _Entities:
    """The entities of all chunks; entities with the same key are merged."""

    def __init__(self) -> None:
        self._by_key: dict[str, Entity] = {}

    def ids_of(self, start: int, reading: Reading) -> dict[str, str]:
        """Add the entities of a chunk, and map their ids in the chunk to their ids in the whole."""
        ids: dict[str, str] = {}
        for entity in reading.entities:
            key = self._person(entity) or entity.key
            there = Moved.entity(entity, start)
            known = self._by_key.get(key)
            if known is None:
                known = msgspec.structs.replace(there, id=f"e{len(self._by_key) + 1}", key=key)
            else:
                aliases = dict.fromkeys((*known.aliases, entity.name, *entity.aliases))
                aliases.pop(known.name, None)
                mentions = known.mentions + there.mentions
                known = msgspec.structs.replace(known, aliases=tuple(aliases), mentions=mentions)
            self._by_key[key] = known
            ids[entity.id] = known.id
        return ids

    def all(self) -> Iterator[Entity]:
        yield from self._by_key.values()

    def _person(self, entity: Entity) -> str | None:
        """Return the key of the only earlier person with the surname that this chunk gives."""
        name = entity.key.removeprefix("person/")
        if entity.type != "PERSON" or " " in name or entity.key in self._by_key:
            return None
        bearers = [
            key
            for key, known in self._by_key.items()
            if known.type == "PERSON" and key.endswith(f" {name}")
        ]
        return bearers[0] if len(bearers) == 1 else None
