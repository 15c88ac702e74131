"""Adds articles to the index and removes them from it."""

from __future__ import annotations

import re
import sqlite3
from array import array
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from msgspec.structs import replace

from store.corrections.applying import Corrected
from store.corrections.draft import Mark
from store.query.words import is_whole, replace_surrogates
from store.reading import Article, Reading, article_from, reading_from, to_document
from store.views.indexing.group_blocks import GroupBlocks
from store.views.indexing.mention_blocks import MentionBitmaps, Mentioned
from store.views.indexing.names import Interned, NameTables, Sums, is_sure
from store.views.indexing.row_tables import RowTables
from store.views.indexing.schema import CHANGES, ERA_BITS, EVENT_BITS, MAX_EVENTS, MarkedThing
from store.views.indexing.tables import EventTables, FamilyTables
from store.views.indexing.totals import IndexTotals
from store.views.stories.placing import StoryTables
from store.views.words.voices import article_voice, voice_number

# Preparing an article and its reading for SQLite.


def storable(article: Article, reading: Reading | None) -> tuple[Article, Reading | None]:
    """Return the article and reading without lone surrogates. If the article's strings have none,
    the reading has none either and is not searched.
    """
    strings = (article.id, article.text, article.title, article.source, article.language)
    if all(is_whole(each or "") for each in (*strings, article.published)):
        return article, reading
    return (
        article_from(_whole(to_document(article))),
        None if reading is None else reading_from(_whole(to_document(reading))),
    )


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        return replace_surrogates(value)
    if isinstance(value, dict):
        return {key: _whole(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_whole(each) for each in value]
    return value


# The article date as numbers: minutes for sorting, days for searching.

_MINUTES_A_DAY = 24 * 60


def instant(published: str | None) -> tuple[int | None, int | None]:
    """Return minutes since year 1 in UTC, and the ordinal of the local day.

    A day without a time sorts as its first minute. Both are None for an invalid date.
    """
    if not published:
        return None, None
    try:
        day = date.fromisoformat(published[:10]).toordinal()
    except ValueError:
        return None, None
    if len(published) <= 10:
        return day * _MINUTES_A_DAY, day
    try:
        moment = datetime.fromisoformat(published)
        if moment.tzinfo is not None:
            moment = moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return day * _MINUTES_A_DAY, day
    return moment.toordinal() * _MINUTES_A_DAY + moment.hour * 60 + moment.minute, day


# The title of an article in lists.

_CUT = 300
_LETTERS = re.compile(r"[^\W\d_]+")
_LOOKED_AT = 5
_SHORTEST = 5
"""Words with letters. A shorter sentence at the top is a dateline or a label."""


def title_of(article: Article, reading: Reading | None) -> tuple[str, bool]:
    """Return the headline on one line, or the first sentence and True if there is no headline."""
    if article.title and article.title.strip():
        return _one_line(article.title), False
    first = ""
    for sentence in reading.sentences[:_LOOKED_AT] if reading else ():
        words = _one_line(article.text[sentence.start : min(sentence.end, sentence.start + 4_000)])
        if len(_LETTERS.findall(words)) >= _SHORTEST:
            return words, True
        first = first or words
    if first:
        return first, True
    for line in article.text[:4_000].splitlines():
        if line.strip():
            return _one_line(line), True
    return "", True


def _one_line(text: str) -> str:
    return " ".join(text[:4_000].split())[:_CUT]


# Indexing.

_LARGEST = (1 << 63) - 1
"""The largest integer of SQLite. An article with a number near it has no events in the index."""


class Indexing:
    """Writes articles to the tables of the index."""

    def __init__(self, connection: sqlite3.Connection, *, is_dashboard: bool) -> None:
        """A dashboard compares events in another process."""
        self._connection = connection
        self._interned = Interned(connection)
        self._names = NameTables(connection, self._interned)
        self._group_blocks = GroupBlocks(connection)
        self._totals = IndexTotals(connection)
        self._rows = RowTables(
            connection, self._group_blocks, self._totals, is_dashboard=is_dashboard
        )
        self._events = EventTables(connection, self._rows)
        self._mentioned = Mentioned(connection)
        self._frequent = MentionBitmaps(connection)
        self._families = FamilyTables(connection, self._interned)
        self._sums = Sums(connection, "entities", ("total", "articles", "sure"))
        self._stories = StoryTables(connection)

    def reset(self) -> None:
        """Clear the caches of the tables, which are invalid after a rollback."""
        self._interned.reset()
        self._names.reset()
        self._rows.reset()
        self._families.reset()
        self._mentioned.reset()
        self._group_blocks.reset()
        self._frequent.reset()
        self._sums.reset()
        self._totals.reset()
        self._stories.reset()

    def flush(self, placed: int) -> None:
        """Write the sums over articles, and place up to `placed` articles in their stories, as the
        last step before a commit.
        """
        self._families.flush()
        self._rows.flush()
        self._group_blocks.flush()
        self._mentioned.flush()
        self._totals.write(self._sums)
        self._frequent.flush()
        self._names.flush()
        self._stories.place(placed)
        self._totals.flush()

    def index_copy(self, record: int, known: Mapping[str, Any] | None) -> set[int]:
        """Index a document of the table `copies`. Return the articles to index again
        because of it.
        """
        return self._families.index_record(record, known)

    def choose_again(self, key: str) -> None:
        """Choose the name and type of an entity again, if the index has it."""
        row = self._connection.execute("SELECT id FROM entities WHERE key = ?", (key,)).fetchone()
        if row is not None:
            self._names.touch(row[0])

    def index_article(self, number: int, corrected: Corrected) -> None:
        """Index the article, replacing what was under its number."""
        article, reading = storable(corrected.article, corrected.reading)
        before = self._before(number)
        if before is not None:
            self._forget_all_but_events(number)
        self._index_corrections(number, corrected)
        family, has_others = self._families.of(number)
        self._index_text(number, article, reading, family)
        if reading is None:
            self._forget_events(number, known=before is not None)
            return
        ids = self._index_reading(number, reading)
        changed = self._events.index(
            number,
            _with_checked(reading, corrected),
            ids,
            family if has_others else None,
            corrected.groups,
            known=before is not None,
            keep=before == (family, _voice(article)) and not has_others,
        )
        if changed:
            self._group_blocks.touch(number)

    def _index_text(
        self, number: int, article: Article, reading: Reading | None, family: int
    ) -> None:
        """Write the row of an article, and its words for stories."""
        title, is_sentence = title_of(article, reading)
        at, day = instant(article.published)
        source = self._interned.source(article.source) if article.source else None
        self._connection.execute(
            "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)",
            (
                number,
                article.id,
                article.published,
                at,
                day,
                source,
                article.language,
                title,
                is_sentence,
                min(len(reading.events), MAX_EVENTS) if reading else 0,
                family,
                _voice(article),
            ),
        )
        self._totals.add("articles", 1)
        self._totals.add(CHANGES, 1)
        self._connection.execute("INSERT OR IGNORE INTO eras VALUES (?)", (number >> ERA_BITS,))
        furniture = article.furniture if reading is None else reading.furniture
        self._stories.put(number, article, furniture, day, reading)

    def _before(self, number: int) -> tuple[int, int | None] | None:
        """Return the family and the voice that an article has in the index, None if it is new."""
        query = "SELECT family, voice FROM articles WHERE number = ?"
        row: tuple[int, int | None] | None
        row = self._connection.execute(query, (number,)).fetchone()
        return row

    def _index_corrections(self, number: int, corrected: Corrected) -> None:
        """Write the marks of an article and its events, and what the log found in it."""
        marks = [(MarkedThing.ARTICLE, number, *mark) for mark in corrected.article_marks]
        events = corrected.reading.events[:MAX_EVENTS] if corrected.reading else ()
        for place, event in enumerate(events if corrected.event_marks else ()):
            target = number << EVENT_BITS | place
            found = corrected.event_marks.get(event.id, ())
            marks += [(MarkedThing.EVENT, target, *mark) for mark in found]
        self._connection.executemany("INSERT OR IGNORE INTO marks VALUES (?, ?, ?, ?)", marks)
        self._connection.executemany(
            "INSERT OR IGNORE INTO rekeyed VALUES (?, ?)",
            ((key, number) for key in corrected.matched),
        )
        if corrected.obeyed:
            packed = array("I", corrected.obeyed).tobytes()
            self._connection.execute("INSERT INTO obeyed VALUES (?, ?)", (number, packed))
        self._connection.executemany(
            "INSERT OR REPLACE INTO unplaced VALUES (?, ?, ?)",
            ((record, number, why) for record, why in corrected.unplaced.items()),
        )

    def _index_reading(self, number: int, reading: Reading) -> dict[str, int]:
        """Write all but the events. Return the ids of the reading's entities."""
        self._interned.look_up(reading.entities, reading.text)
        ids = {entity.id: self._interned.entity(entity) for entity in reading.entities}
        # Entities without a name take part in events but are not listed, because nobody searches
        # for them.
        named = [entity for entity in reading.entities if entity.is_named]
        mentions: Counter[int] = Counter()
        for entity in named:
            mentions[ids[entity.id]] += len(entity.mentions)
        sure = {ids[entity.id] for entity in named if is_sure(entity)}
        self._index_mentions(number, mentions, sure)
        written = self._names.index_names(reading.text, named, ids)
        self._connection.execute("INSERT INTO written VALUES (?, ?)", (number, written))
        self._index_links(number, reading, ids)
        return ids

    def _index_mentions(self, number: int, mentions: Counter[int], sure: set[int]) -> None:
        self._connection.executemany(
            "INSERT INTO postings VALUES (?, ?, ?, ?, ?)",
            (
                (number >> ERA_BITS, entity, number, count, entity in sure)
                for entity, count in mentions.items()
            ),
        )
        self._mentioned.put(number, mentions)
        self._frequent.put(number, mentions)
        self._count(mentions, 1, sure)

    def _index_links(self, number: int, reading: Reading, ids: dict[str, int]) -> None:
        self._connection.executemany(
            "INSERT INTO roles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    number,
                    ids[role.person],
                    role.role,
                    ids.get(role.of or ""),
                    role.standing,
                    role.since,
                    role.until,
                    *reading.sentence(role.start, role.end),
                    role.confidence,
                )
                for role in reading.roles
                if role.person in ids
            ),
        )
        self._connection.executemany(
            "INSERT INTO relations VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    number,
                    ids[each.subject],
                    each.predicate,
                    ids.get(each.object or ""),
                    each.object_text,
                    each.since,
                    each.until,
                    *reading.sentence(each.start, each.end),
                )
                for each in reading.relations
                if each.subject in ids
            ),
        )

    def _count(self, mentions: Counter[int], sign: int, sure: set[int]) -> None:
        for entity, count in mentions.items():
            self._sums.add(entity, 0, sign * count)
            self._sums.add(entity, 1, sign)
            if entity in sure:
                self._sums.add(entity, 2, sign)

    def _is_sure(self, number: int, entity: int) -> bool:
        row = self._connection.execute(
            "SELECT sure FROM postings WHERE era = ? AND entity = ? AND article = ?",
            (number >> ERA_BITS, entity, number),
        ).fetchone()
        return row is not None and bool(row[0])

    def forget(self, number: int) -> None:
        """Remove the article from the index, if it is there."""
        known = self._before(number) is not None
        self._forget_events(number, known=known)
        if known:
            self._forget_all_but_events(number)
            self._totals.add(CHANGES, 1)
        self._stories.forget(number)

    def _forget_events(self, number: int, *, known: bool) -> None:
        if known:
            self._events.remove(number)
            self._group_blocks.touch(number)

    def _forget_all_but_events(self, number: int) -> None:
        row = self._connection.execute(
            "SELECT aliases FROM written WHERE number = ?", (number,)
        ).fetchone()
        self._families.leave(number)
        gone = self._connection.execute("DELETE FROM articles WHERE number = ?", (number,))
        self._totals.add("articles", -gone.rowcount)
        self._forget_corrections(number)
        if row is None:
            return
        mentions = self._mentioned.pop(number).copy()
        for entity in self._names.forget(row[0]):
            mentions[entity] += 0
        sure = {entity for entity in mentions if self._is_sure(number, entity)}
        self._connection.executemany(
            "DELETE FROM postings WHERE era = ? AND entity = ? AND article = ?",
            ((number >> ERA_BITS, entity, number) for entity in mentions),
        )
        self._frequent.drop(number, mentions)
        self._count(mentions, -1, sure)
        self._connection.execute("DELETE FROM written WHERE number = ?", (number,))
        for table in ("roles", "relations"):
            self._connection.execute(f"DELETE FROM {table} WHERE article = ?", (number,))

    def _forget_corrections(self, number: int) -> None:
        first, behind = (min(n << EVENT_BITS, _LARGEST) for n in (number, number + 1))
        for query, values in (
            ("marks WHERE thing = ? AND target = ?", (MarkedThing.ARTICLE, number)),
            (
                "marks WHERE thing = ? AND target >= ? AND target < ?",
                (MarkedThing.EVENT, first, behind),
            ),
            ("rekeyed WHERE article = ?", (number,)),
            ("obeyed WHERE article = ?", (number,)),
            ("unplaced WHERE article = ?", (number,)),
        ):
            self._connection.execute(f"DELETE FROM {query}", values)


def _voice(article: Article) -> int | None:
    """Return the voice of an article: the agency that it credits, or its source."""
    name = article_voice(article.text, article.source)
    return None if name is None else voice_number(name)


def _with_checked(reading: Reading, corrected: Corrected) -> Reading:
    """Return the reading with the events that a person checked as sure ones, which lists show."""
    checked = {each for each, marks in corrected.event_marks.items() if Mark("checked") in marks}
    if not checked:
        return reading
    events = (replace(e, confidence=1.0) if e.id in checked else e for e in reading.events)
    return replace(reading, events=tuple(events))
