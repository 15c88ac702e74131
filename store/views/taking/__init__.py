"""Takes one article after the other into the index, and out of it again.

Everything here runs inside the transaction of a batch. What spans articles (groups of events,
display names, totals) is written by `settle`, once, at the end of the batch.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping
from typing import Any

from store.reading import Article, Reading
from store.views.schema import ERA_BITS, MAX_EVENTS
from store.views.taking.blocks import Mentioned, ToldBlocks
from store.views.taking.events import forget_events, take_events
from store.views.taking.families import Families
from store.views.taking.frequent import Frequent
from store.views.taking.grouping import Grouping
from store.views.taking.interned import Interned
from store.views.taking.names import Names
from store.views.taking.published import instant
from store.views.taking.storable import storable
from store.views.taking.sums import Sums
from store.views.taking.titles import title_of

_TOTALS = """
    INSERT OR REPLACE INTO meta VALUES
        ('articles', (SELECT count(*) FROM articles)),
        ('listed', (SELECT count(*) FROM articles) - (
            SELECT count(*) FROM articles INDEXED BY articles_family
            WHERE family <> number AND folded)),
        ('entities', (SELECT count(*) FROM entities WHERE total > 0)),
        ('events', (SELECT coalesce(sum(groups), 0) FROM moments)),
        ('clear', (SELECT coalesce(sum(clear), 0) FROM moments))"""


class Taking:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._interned = Interned(connection)
        self._names = Names(connection, self._interned)
        self._told = ToldBlocks(connection)
        self._grouping = Grouping(connection, self._told)
        self._mentioned = Mentioned(connection)
        self._frequent = Frequent(connection)
        self._families = Families(connection, self._interned)
        self._totals = Sums(connection, "entities", ("total", "articles"))

    def reset(self) -> None:
        """Forget what is remembered of the tables; after a rollback it is no longer true."""
        self._interned.reset()
        self._names.reset()
        self._grouping.reset()
        self._families.reset()
        self._mentioned.reset()
        self._told.reset()
        self._frequent.reset()
        self._totals.reset()

    def settle(self) -> None:
        """Write what spans articles; the last step before a commit."""
        self._families.settle()
        self._grouping.settle()
        self._told.settle()
        self._mentioned.settle()
        self._totals.settle()
        self._frequent.settle()
        self._names.settle()
        self._connection.execute(_TOTALS)

    def take_copy(self, record: int, known: Mapping[str, Any] | None) -> set[int]:
        """Take in what the store says of copies; the articles to take in anew for it."""
        return self._families.take_record(record, known)

    def take(self, number: int, article: Article, reading: Reading | None) -> None:
        """Take the article in, in place of what was there under its number."""
        article, reading = storable(article, reading)
        self.forget(number)
        title, is_sentence = title_of(article, reading)
        at, day = instant(article.published)
        source = self._interned.source(article.source) if article.source else None
        events = min(len(reading.events), MAX_EVENTS) if reading else 0
        family, has_others = self._families.of(number)
        self._connection.execute(
            "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
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
                events,
                family,
            ),
        )
        self._connection.execute("INSERT OR IGNORE INTO eras VALUES (?)", (number >> ERA_BITS,))
        if reading is not None:
            self._take_reading(number, reading, family if has_others else None)

    def _take_reading(self, number: int, reading: Reading, family: int | None) -> None:
        """`family` is None where the article is alone in its family."""
        ids = {entity.id: self._interned.entity(entity) for entity in reading.entities}
        # What has no name takes part in events, and is no row of its own: nobody looks for it.
        named = [entity for entity in reading.entities if entity.is_named]
        mentions: Counter[int] = Counter()
        for entity in named:
            mentions[ids[entity.id]] += len(entity.mentions)
        self._take_mentions(number, mentions)
        written = self._names.take(reading.text, named, ids)
        take_events(self._connection, self._grouping, number, reading, ids, family)
        self._told.touch(number)
        self._connection.execute("INSERT INTO written VALUES (?, ?)", (number, written))
        self._take_links(number, reading, ids)

    def _take_mentions(self, number: int, mentions: Counter[int]) -> None:
        self._connection.executemany(
            "INSERT INTO postings VALUES (?, ?, ?, ?)",
            ((number >> ERA_BITS, entity, number, count) for entity, count in mentions.items()),
        )
        self._mentioned.put(number, mentions)
        self._frequent.put(number, mentions)
        self._count(mentions, 1)

    def _take_links(self, number: int, reading: Reading, ids: dict[str, int]) -> None:
        self._connection.executemany(
            "INSERT INTO roles VALUES (?, ?, ?, ?)",
            (
                (number, ids[role.person], role.role, ids.get(role.of or ""))
                for role in reading.roles
                if role.person in ids
            ),
        )
        self._connection.executemany(
            "INSERT INTO relations VALUES (?, ?, ?, ?, ?)",
            (
                (
                    number,
                    ids[each.subject],
                    each.predicate,
                    ids.get(each.object or ""),
                    each.object_text,
                )
                for each in reading.relations
                if each.subject in ids
            ),
        )

    def _count(self, mentions: Counter[int], sign: int) -> None:
        for entity, count in mentions.items():
            self._totals.add(entity, 0, sign * count)
            self._totals.add(entity, 1, sign)

    def forget(self, number: int) -> None:
        """Take the article out again, where it is there."""
        row = self._connection.execute(
            "SELECT aliases FROM written WHERE number = ?", (number,)
        ).fetchone()
        self._families.leave(number)
        self._connection.execute("DELETE FROM articles WHERE number = ?", (number,))
        if row is None:
            return
        mentions = self._mentioned.pop(number).copy()
        for entity in self._names.forget(row[0]):
            mentions[entity] += 0
        self._connection.executemany(
            "DELETE FROM postings WHERE era = ? AND entity = ? AND article = ?",
            ((number >> ERA_BITS, entity, number) for entity in mentions),
        )
        self._frequent.drop(number, mentions)
        self._count(mentions, -1)
        forget_events(self._connection, self._grouping, number)
        self._told.touch(number)
        self._connection.execute("DELETE FROM written WHERE number = ?", (number,))
        for table in ("roles", "relations"):
            self._connection.execute(f"DELETE FROM {table} WHERE article = ?", (number,))
