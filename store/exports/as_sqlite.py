"""SQLite: tables with keys between them and full text, as Datasette opens them.

The bytes are the same for the same store and the same version of SQLite: rows are inserted in the
order of the export, the page size is fixed, and no clock is read. Rows go straight to the file.
"""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from store.errors import UserError
from store.exports.citing import web_link
from store.exports.network import CoOccurrences
from store.exports.records import ArticleRecord, Citation, EntityRecord, EventRecord
from store.exports.rows import ExportRows
from store.reading import Reading
from store.safe_text import safe

type Values = Mapping[str, Any]

_CITATION = """
    article INTEGER REFERENCES articles (id), quote TEXT NOT NULL, source TEXT, published TEXT,
    title TEXT, url TEXT, sha256 TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    also_in TEXT NOT NULL"""
"""A whole citation, with offsets in code points of the text. `article` is null if the quoted
article is not exported.
"""
_TABLES = f"""
CREATE TABLE export (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE articles (
    id INTEGER PRIMARY KEY, number INTEGER NOT NULL, article_id TEXT NOT NULL, kind TEXT,
    original INTEGER REFERENCES articles (id), title TEXT, shown_title TEXT NOT NULL, source TEXT,
    url TEXT, published TEXT, published_from TEXT, published_doubt TEXT, modified TEXT,
    language TEXT, author TEXT, origin TEXT, sha256 TEXT NOT NULL, text TEXT NOT NULL,
    state TEXT NOT NULL);
CREATE TABLE entities (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, type TEXT NOT NULL,
    mentions INTEGER NOT NULL, mentions_in_store INTEGER NOT NULL, aliases TEXT NOT NULL,
    first TEXT, last TEXT, iso TEXT, country TEXT, latitude REAL, longitude REAL,
    state TEXT NOT NULL);
CREATE TABLE mentions (
    id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles (id),
    entity INTEGER NOT NULL REFERENCES entities (id), kind TEXT NOT NULL, words TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, sentence_start INTEGER, sentence_end INTEGER);
CREATE TABLE events (
    id INTEGER PRIMARY KEY, event_id TEXT NOT NULL, date TEXT NOT NULL, label TEXT NOT NULL,
    type TEXT NOT NULL, mode TEXT, modality TEXT NOT NULL, status TEXT, according_to TEXT NOT NULL,
    confidence REAL, labels TEXT NOT NULL, actors TEXT NOT NULL, recipients TEXT NOT NULL,
    place TEXT, "from" TEXT, "to" TEXT, precision TEXT, is_bound INTEGER NOT NULL,
    date_basis TEXT, salience REAL NOT NULL, minor INTEGER NOT NULL, unsure INTEGER NOT NULL,
    voices INTEGER NOT NULL, sentences INTEGER NOT NULL, state TEXT NOT NULL);
CREATE TABLE participants (
    id INTEGER PRIMARY KEY, event INTEGER NOT NULL REFERENCES events (id), part TEXT NOT NULL,
    entity INTEGER REFERENCES entities (id), key TEXT NOT NULL, name TEXT NOT NULL,
    type TEXT NOT NULL);
CREATE TABLE evidence (
    id INTEGER PRIMARY KEY, event INTEGER NOT NULL REFERENCES events (id), {_CITATION});
CREATE TABLE offices (
    id INTEGER PRIMARY KEY, person INTEGER REFERENCES entities (id), person_key TEXT NOT NULL,
    person_name TEXT NOT NULL, office TEXT NOT NULL, body INTEGER REFERENCES entities (id),
    body_key TEXT, body_name TEXT, standing TEXT, since TEXT, until TEXT, confidence REAL,
    unsure INTEGER NOT NULL, state TEXT NOT NULL, {_CITATION});
CREATE TABLE relations (
    id INTEGER PRIMARY KEY, subject INTEGER REFERENCES entities (id), subject_key TEXT NOT NULL,
    subject_name TEXT NOT NULL, predicate TEXT NOT NULL, object INTEGER REFERENCES entities (id),
    object_key TEXT, object_name TEXT, since TEXT, until TEXT, state TEXT NOT NULL, {_CITATION});
CREATE TABLE co_occurrences (
    id INTEGER PRIMARY KEY, entity INTEGER NOT NULL REFERENCES entities (id),
    other INTEGER NOT NULL REFERENCES entities (id), sentences INTEGER NOT NULL,
    articles INTEGER NOT NULL, first TEXT, last TEXT, event_types TEXT NOT NULL,
    state TEXT NOT NULL, {_CITATION});
"""
_INDEXES = """
CREATE INDEX mentions_entity ON mentions (entity, article);
CREATE INDEX mentions_article ON mentions (article);
CREATE INDEX participants_entity ON participants (entity);
CREATE INDEX participants_event ON participants (event);
CREATE INDEX evidence_event ON evidence (event);
CREATE INDEX evidence_article ON evidence (article);
CREATE INDEX offices_person ON offices (person);
CREATE INDEX relations_subject ON relations (subject);
CREATE INDEX relations_object ON relations (object);
CREATE INDEX co_occurrences_entity ON co_occurrences (entity);
CREATE INDEX co_occurrences_other ON co_occurrences (other);
CREATE VIEW timeline AS
    SELECT events.id, date, label, labels, confidence, quote, source, published, url, sha256,
        start, "end"
    FROM events JOIN evidence ON evidence.event = events.id ORDER BY events.id, evidence.id;
"""
_FULL_TEXT = "".join(
    f"CREATE VIRTUAL TABLE {table}_fts USING fts5"
    f' ({columns}, content="{table}", content_rowid="id");'
    f" INSERT INTO {table}_fts ({table}_fts) VALUES ('rebuild');"
    for table, columns in (
        ("articles", "shown_title, text"),
        ("events", "label"),
        ("evidence", "quote"),
    )
)
_SETTINGS = """
PRAGMA page_size = 4096;
PRAGMA encoding = 'UTF-8';
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
"""


def write(rows: ExportRows, path: Path) -> None:
    """Write a new SQLite file. An empty file may be there.

    Raises:
        UserError: It cannot be written.
    """
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.executescript(f"{_SETTINGS} BEGIN; {_TABLES}")
            _Tables(connection, rows).fill()
            connection.execute("COMMIT")
            connection.executescript(f"BEGIN; {_INDEXES} {_FULL_TEXT} COMMIT;")
    except sqlite3.Error as error:
        raise UserError(f"The SQLite file could not be written: {error}.") from error


class _Tables:
    """Fills the tables. Numbers and keys are translated to the ids of the file."""

    def __init__(self, connection: sqlite3.Connection, rows: ExportRows) -> None:
        self._connection = connection
        self._rows = rows
        self._articles: dict[int, int] = {}
        self._entities: dict[str, int] = {}

    def fill(self) -> None:
        request = self._rows.request
        for name, value in (
            ("generator", "dateline"),
            ("minor and unsure events", "included" if request.every else "left out"),
            ("offsets", "code points of articles.text; the end is exclusive"),
            ("query", request.query),
        ):
            self._insert("export", {"name": name, "value": value})
        for article in self._rows.articles():
            self._add_article(article)
        with CoOccurrences(self._rows) as together:
            for entity in together.entities():
                self._entities[entity.key] = self._insert("entities", _entity(entity))
            self._add_mentions()
            for event in self._rows.events():
                self._add_event(event)
            self._add_offices()
            self._add_relations()
            for pair in together.pairs():
                self._insert(
                    "co_occurrences",
                    {
                        "entity": self._entities[pair.key],
                        "other": self._entities[pair.other_key],
                        "sentences": pair.weight,
                        "articles": pair.articles,
                        "first": pair.first,
                        "last": pair.last,
                        "event_types": dict(pair.kinds),
                        "state": pair.state,
                        **self._citation(pair.evidence),
                    },
                )

    def _add_article(self, article: ArticleRecord) -> None:
        original = self._insert("articles", _article(article, None))
        self._articles.setdefault(article.number, original)
        for copy in article.copies:
            self._articles.setdefault(
                copy.number, self._insert("articles", _article(copy, original))
            )

    def _add_mentions(self) -> None:
        for number, reading in self._rows.readings():
            self._connection.executemany(
                "INSERT INTO mentions VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)",
                _mentions(reading, self._articles[number], self._entities),
            )

    def _add_event(self, event: EventRecord) -> None:
        number = self._insert(
            "events",
            {
                "event_id": event.id,
                "date": event.date,
                "label": event.label,
                "type": event.type,
                "mode": event.mode,
                "modality": event.modality,
                "status": event.status,
                "according_to": event.according_to,
                "confidence": event.confidence,
                "labels": event.labels,
                "actors": event.actors,
                "recipients": event.recipients,
                "place": event.place,
                "from": event.from_,
                "to": event.to,
                "precision": event.precision,
                "is_bound": event.is_bound,
                "date_basis": event.date_basis,
                "salience": event.salience,
                "minor": event.minor,
                "unsure": event.unsure,
                "voices": event.voices,
                "sentences": event.sentences,
                "state": event.state,
            },
        )
        for each in event.participants:
            self._insert(
                "participants",
                {
                    "event": number,
                    "part": each.part,
                    "entity": self._entities.get(each.key),
                    "key": each.key,
                    "name": each.name,
                    "type": each.type,
                },
            )
        for citation in event.evidence:
            self._insert("evidence", {"event": number, **self._citation(citation)})

    def _add_offices(self) -> None:
        for role in self._rows.roles():
            fields = {
                "person": self._entities.get(role.person_key),
                "person_key": role.person_key,
                "person_name": role.person,
                "office": role.role,
                "body": self._entities.get(role.of_key or ""),
                "body_key": role.of_key,
                "body_name": role.of,
                "standing": role.standing,
                "since": role.since,
                "until": role.until,
                "confidence": role.confidence,
                "unsure": role.unsure,
                "state": role.state,
            }
            for citation in role.evidence:
                self._insert("offices", {**fields, **self._citation(citation)})

    def _add_relations(self) -> None:
        for relation in self._rows.relations():
            fields = {
                "subject": self._entities.get(relation.subject_key),
                "subject_key": relation.subject_key,
                "subject_name": relation.subject,
                "predicate": relation.predicate,
                "object": self._entities.get(relation.object_key or ""),
                "object_key": relation.object_key,
                "object_name": relation.object,
                "since": relation.since,
                "until": relation.until,
                "state": relation.state,
            }
            for citation in relation.evidence:
                self._insert("relations", {**fields, **self._citation(citation)})

    def _citation(self, citation: Citation) -> Values:
        return {
            "article": self._articles.get(citation.number),
            "quote": citation.quote,
            "source": citation.source,
            "published": citation.published,
            "title": citation.title,
            "url": web_link(citation.url),
            "sha256": citation.sha256,
            "start": citation.start,
            "end": citation.end,
            "also_in": citation.also_in,
        }

    def _insert(self, table: str, values: Values) -> int:
        """Insert a row and return its id. Lists become JSON, which Datasette shows as such."""
        columns = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join("?" * len(values))
        added = self._connection.execute(
            f"INSERT INTO {table} ({columns}) VALUES ({marks})", [*map(_plain, values.values())]
        )
        return added.lastrowid or 0


def _article(article: ArticleRecord, original: int | None) -> Values:
    return {
        "number": article.number,
        "article_id": article.id,
        "kind": article.kind,
        "original": original,
        "title": article.title,
        "shown_title": article.shown_title,
        "source": article.source,
        "url": web_link(article.url),
        "published": article.published,
        "published_from": article.published_from,
        "published_doubt": article.published_doubt,
        "modified": article.modified,
        "language": article.language,
        "author": article.author,
        "origin": article.origin,
        "sha256": article.sha256,
        "text": article.text,
        "state": article.state,
    }


def _entity(entity: EntityRecord) -> Values:
    return {
        "key": entity.key,
        "name": entity.name,
        "type": entity.type,
        "mentions": entity.mentions,
        "mentions_in_store": entity.all,
        "aliases": entity.aliases,
        "first": entity.first,
        "last": entity.last,
        "iso": entity.iso,
        "country": entity.country,
        "latitude": entity.lat,
        "longitude": entity.lon,
        "state": entity.state,
    }


def _mentions(
    reading: Reading, article: int, entities: Mapping[str, int]
) -> Iterator[tuple[Any, ...]]:
    """Yield the mentions of an article in the order of its text."""
    starts = [sentence.start for sentence in reading.sentences]
    found = sorted(
        (mention.start, mention.end, entities[entity.key], mention.kind)
        for entity in reading.entities
        if entity.key in entities
        for mention in entity.mentions
    )
    for start, end, entity_id, kind in found:
        at = bisect_right(starts, start) - 1
        sentence = tuple(reading.sentences[at]) if at >= 0 else (None, None)
        yield article, entity_id, kind, safe(reading.text[start:end]), start, end, *sentence


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return safe(value)
    if isinstance(value, tuple | dict):
        return safe(json.dumps(value, ensure_ascii=False))
    return value
