"""Who stands with whom: entities in the same sentences, offices, and relations.

They are counted in a temporary SQLite file, so that the memory does not grow with the export.
Copies of an article are not counted: they repeat one voice.
"""

from __future__ import annotations

import json
import re
import sqlite3
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from itertools import combinations, groupby
from operator import itemgetter
from typing import Any, Literal

import msgspec
from msgspec import Struct

from store.errors import UserError
from store.exports.records import (
    Citation,
    EntityRecord,
    RelationRecord,
    RoleRecord,
    State,
)
from store.exports.rows import ExportRows
from store.reading import Reading
from store.views.lists.event_list import Parties

LONGEST_LIST = 100
"""Named entities of one sentence that are paired. A longer list, say of a whole assembly, is cut:
pairs grow with its square.
"""
_AT_ONCE = 100_000
"""Pairs of one article that are held in memory."""
_CACHE_KIB = 32_768
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BY_PERSONS: tuple[State, ...] = ("edited", "checked", "machine")

_TABLES = """
    CREATE TABLE pairs (
        a INTEGER, b INTEGER, weight INTEGER NOT NULL, articles INTEGER NOT NULL, first TEXT,
        last TEXT, number INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
        counted INTEGER NOT NULL, PRIMARY KEY (a, b)) WITHOUT ROWID;
    CREATE TABLE kinds (
        a INTEGER, b INTEGER, kind TEXT, events INTEGER NOT NULL,
        PRIMARY KEY (a, b, kind)) WITHOUT ROWID;
    CREATE TABLE quotes (
        number INTEGER, start INTEGER, end INTEGER, citation TEXT NOT NULL,
        PRIMARY KEY (number, start, end)) WITHOUT ROWID;
"""
# `counted` is the last article that was counted. The sentence that is quoted is the first of the
# earliest article. Articles come newest first, so of several on one day the last one stays.
_IS_EARLIER = """
    excluded.counted <> counted AND coalesce(excluded.first, '~') <= coalesce(pairs.first, '~')"""
_PAIR = f"""
    INSERT INTO pairs VALUES (?1, ?2, ?3, 1, ?4, ?4, ?5, ?6, ?7, ?5) ON CONFLICT DO UPDATE SET
        weight = weight + excluded.weight,
        articles = articles + (excluded.counted <> counted),
        number = iif({_IS_EARLIER}, excluded.number, number),
        start = iif({_IS_EARLIER}, excluded.start, start),
        end = iif({_IS_EARLIER}, excluded.end, end),
        first = min(coalesce(first, excluded.first), coalesce(excluded.first, first)),
        last = max(coalesce(last, excluded.last), coalesce(excluded.last, last)),
        counted = excluded.counted"""
_KIND = """
    INSERT INTO kinds SELECT ?1, ?2, ?3, 1 WHERE EXISTS (
        SELECT 1 FROM pairs WHERE a = ?1 AND b = ?2)
    ON CONFLICT DO UPDATE SET events = events + 1"""
_QUOTED = "SELECT DISTINCT number, start, end FROM pairs ORDER BY number, start, end"
_PAIRS = """
    SELECT a, b, weight, articles, first, last, citation,
        (SELECT json_group_array(json_array(kind, events)) FROM (
            SELECT kind, events FROM kinds WHERE kinds.a = pairs.a AND kinds.b = pairs.b
            ORDER BY events DESC, kind)) AS kinds
    FROM pairs JOIN quotes USING (number, start, end) ORDER BY weight DESC, a, b"""

_TIES = """
    CREATE TABLE ties (
        kind BLOB, subject_key BLOB, label BLOB, object_key BLOB, words BLOB, since BLOB,
        until BLOB, subject BLOB, object BLOB, state TEXT, day TEXT, number INTEGER, start INTEGER,
        citation TEXT)"""
_TIE = f"INSERT INTO ties VALUES ({', '.join('?' * 14)})"
_SAME = ("kind", "subject_key", "label", "object_key", "words", "since", "until")
"""What makes two statements one tie. The names of an entity differ between articles, its key does
not; `words` stand for an object without one.
"""
_IN_ORDER = f"""
    SELECT * FROM ties ORDER BY {", ".join(_SAME)}, coalesce(day, '~'), number, start"""


class CoOccurrence(Struct, frozen=True, kw_only=True):
    """Two entities that are named in the same sentences."""

    key: str
    name: str
    other_key: str
    other: str
    weight: int
    """The number of sentences that mention both."""
    articles: int
    first: str | None
    """The publication days of the first and the last of these articles: `2024-07-09`."""
    last: str | None
    kinds: tuple[tuple[str, int], ...]
    """The types of the events in which both take part, each with their number. What is not stated
    as a fact is apart: `ASSAULT (claimed)`.
    """
    state: State
    """Edited if a person changed one of the two."""
    evidence: Citation
    """The first of the sentences."""


class Tie(Struct, frozen=True, kw_only=True):
    """An office or a relation, from all articles that state it."""

    kind: Literal["office", "relation"]
    subject_key: str
    subject: str
    label: str
    """The office, or the predicate."""
    object_key: str | None
    """Null for an office of no known body, and for an object that is only words of the text."""
    object: str | None
    since: str | None
    until: str | None
    first: str | None
    """The publication days of the first and the last article that state it."""
    last: str | None
    state: State
    evidence: tuple[Citation, ...]
    """One citation for each article that states it, the earliest first."""


class CoOccurrences:
    """Counts the pairs of an export. A context manager: the temporary file is deleted at the
    end.
    """

    def __init__(self, rows: ExportRows) -> None:
        self._rows = rows
        self._connection = _temporary_database(_TABLES)
        self._entities: list[tuple[str, str, State]] = []
        self._ids: dict[str, int] = {}

    def __enter__(self) -> CoOccurrences:
        return self

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        self._connection.close()
        if isinstance(error, sqlite3.Error):
            raise _unwritten(error) from error

    def entities(self) -> Iterator[EntityRecord]:
        """Yield the entities of the export, which are those that are paired. Read them all before
        `pairs`.
        """
        for entity in self._rows.entities():
            self._ids[entity.key] = len(self._entities)
            self._entities.append((entity.key, entity.name, entity.state))
            yield entity

    def pairs(self) -> Iterator[CoOccurrence]:
        """Yield the pairs, those with the most sentences first."""
        for number, reading in self._rows.readings():
            self._count_sentences(number, reading)
        for event in self._rows.parties():
            self._count_kinds(event)
        self._quote()
        for row in self._connection.execute(_PAIRS):
            yield self._pair(row)

    def _pair(self, row: sqlite3.Row) -> CoOccurrence:
        key, name, state = self._entities[row["a"]]
        other_key, other, other_state = self._entities[row["b"]]
        return CoOccurrence(
            key=key,
            name=name,
            other_key=other_key,
            other=other,
            weight=row["weight"],
            articles=row["articles"],
            first=row["first"],
            last=row["last"],
            kinds=msgspec.json.decode(row["kinds"], type=tuple[tuple[str, int], ...]),
            state="edited" if "edited" in {state, other_state} else "machine",
            evidence=_unpacked(row["citation"]),
        )

    def _quote(self) -> None:
        """Cite the sentences, one article after the other. The pairs come in another order, in
        which each would read its article again.
        """
        places = self._connection.execute(_QUOTED).fetchall()
        self._connection.executemany(
            "INSERT INTO quotes VALUES (?, ?, ?, ?)",
            ((*place, _packed(self._rows.records.citation(*place))) for place in places),
        )

    def _count_sentences(self, number: int, reading: Reading) -> None:
        together: dict[tuple[int, int], list[int]] = {}
        for sentence, entities in _by_sentence(reading, self._ids):
            for pair in combinations(entities, 2):
                together.setdefault(pair, []).append(sentence)
            if len(together) >= _AT_ONCE:
                self._add(number, reading, together)
                together.clear()
        self._add(number, reading, together)

    def _add(
        self, number: int, reading: Reading, together: Mapping[tuple[int, int], list[int]]
    ) -> None:
        """Add pairs of an article, each with the indexes of its sentences."""
        day = _day(reading.published)
        self._connection.executemany(
            _PAIR,
            (
                (*pair, len(sentences), day, number, *reading.sentences[sentences[0]])
                for pair, sentences in together.items()
            ),
        )

    def _count_kinds(self, event: Parties) -> None:
        found = sorted(self._ids[key] for key in event.keys if key in self._ids)[:LONGEST_LIST]
        is_fact = event.modality == "asserted"
        kind = event.type if is_fact else f"{event.type} ({event.modality})"
        self._connection.executemany(_KIND, ((*pair, kind) for pair in combinations(found, 2)))


def ties(rows: ExportRows) -> Iterator[Tie]:
    """Yield the offices and relations of an export, each once, by kind and subject."""
    connection = _temporary_database(_TIES)
    try:
        connection.executemany(_TIE, map(_office, rows.roles()))
        connection.executemany(_TIE, map(_relation, rows.relations()))
        found = connection.execute(_IN_ORDER)
        for _, same in groupby(found, key=itemgetter(*range(len(_SAME)))):
            yield _tie(list(same))
    except sqlite3.Error as error:
        raise _unwritten(error) from error
    finally:
        connection.close()


def _office(role: RoleRecord) -> tuple[Any, ...]:
    object_ = role.of_key, None if role.of_key else role.of
    period = role.since, role.until
    tie = "office", role.person_key, role.full, *object_, *period, role.person, role.of
    return *map(_bytes, tie), role.state, *_place(role.evidence[0])


def _relation(found: RelationRecord) -> tuple[Any, ...]:
    object_ = found.object_key, None if found.object_key else found.object
    period = found.since, found.until
    tie = "relation", found.subject_key, found.predicate, *object_, *period
    return (
        *map(_bytes, (*tie, found.subject, found.object)),
        found.state,
        *_place(found.evidence[0]),
    )


def _place(cited: Citation) -> tuple[Any, ...]:
    return _day(cited.published), cited.number, cited.start, _packed(cited)


def _tie(stated: list[sqlite3.Row]) -> Tie:
    first = stated[0]
    days = [row["day"] for row in stated if row["day"]]
    states: set[State] = {row["state"] for row in stated}
    by_article = {row["number"]: row["citation"] for row in reversed(stated)}
    numbers = dict.fromkeys(row["number"] for row in stated)
    names = {*_SAME, "subject", "object"} - {"words"}
    texts: dict[str, Any] = {name: _text(first[name]) for name in names}
    return Tie(
        **texts,
        first=min(days, default=None),
        last=max(days, default=None),
        state=next(state for state in _BY_PERSONS if state in states),
        evidence=tuple(_unpacked(by_article[number]) for number in numbers),
    )


# Texts may hold half a character, which SQLite and JSON in UTF-8 refuse.


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else text.encode("utf-8", "surrogatepass")


def _text(packed: bytes | None) -> str | None:
    return None if packed is None else packed.decode("utf-8", "surrogatepass")


def _packed(cited: Citation) -> str:
    return json.dumps(msgspec.to_builtins(cited))


def _unpacked(packed: str) -> Citation:
    return msgspec.convert(json.loads(packed), Citation)


def _temporary_database(tables: str) -> sqlite3.Connection:
    """Return a database in a private temporary file, which SQLite deletes when it is closed."""
    connection = sqlite3.connect("", isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.executescript(
        f"PRAGMA journal_mode = OFF; PRAGMA cache_size = -{_CACHE_KIB}; {tables}; BEGIN;"
    )
    return connection


def _unwritten(error: sqlite3.Error) -> UserError:
    return UserError(
        f"The temporary file of this export could not be written: {error}.",
        "TMPDIR names another folder for it.",
    )


def _day(published: str | None) -> str | None:
    found = _DAY.match(published or "")
    return found[0] if found else None


def _by_sentence(reading: Reading, ids: dict[str, int]) -> Iterator[tuple[int, list[int]]]:
    """Yield the index of each sentence with the ids of its entities, in ascending order."""
    starts = [sentence.start for sentence in reading.sentences]
    mentions = sorted(
        (mention.start, ids[entity.key])
        for entity in reading.entities
        if entity.key in ids
        for mention in entity.mentions
    )
    placed = ((bisect_right(starts, start) - 1, entity_id) for start, entity_id in mentions)
    for sentence, found in groupby(placed, key=itemgetter(0)):
        if sentence >= 0:
            together = dict.fromkeys(entity_id for _, entity_id in found)
            yield sentence, sorted(list(together)[:LONGEST_LIST])
