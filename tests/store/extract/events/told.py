"""What the tests say of an event: type, actors and recipients by name."""

from __future__ import annotations

from store.extract.events.mentions import NOTED, SURE
from store.extract.pipeline import Extractor
from store.reading import Article, Event, Reading

PUBLISHED = "2024-05-15"  # a Wednesday


def read(reader: Extractor, text: str, published: str | None = PUBLISHED) -> Reading:
    article = Article(id="t", text=text, published=published, published_from="given")
    return reader.read(article)


def names(reading: Reading, ids: tuple[str, ...]) -> list[str]:
    known = {entity.id: entity.name for entity in reading.entities}
    return [known[i] for i in ids]


def rows(reading: Reading) -> list[Event]:
    """The events that are told for their own sake, not only mentioned."""
    mentioned = SURE, NOTED
    return [e for e in reading.events if (e.confidence, e.salience) != mentioned]


def told(reader: Extractor, text: str) -> list[tuple[str, list[str], list[str]]]:
    """(type, actors, recipients) of each event but statements."""
    reading = read(reader, text)
    return [
        (e.type, names(reading, e.actors), names(reading, e.recipients))
        for e in rows(reading)
        if e.type != "STATEMENT"
    ]


def only(reader: Extractor, text: str, kind: str) -> tuple[Event, Reading]:
    """The one event of a type, and the reading that it is in."""
    reading = read(reader, text)
    events = [event for event in rows(reading) if event.type == kind]
    assert len(events) == 1, [(e.type, e.label) for e in reading.events]
    return events[0], reading
