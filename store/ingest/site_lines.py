"""Learns the repeated lines of sites, and marks them in an article before it is read.

What was learnt is kept in the views. It can be deleted and is then learnt again from the store. The
articles of one import are examined together, so that the first ones profit too. Articles that were
read before a line was known stay as they were read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import batched
from typing import TYPE_CHECKING

import msgspec

from store.index_file import open_index
from store.ingest.copies import articles_since
from store.intake.site_lines import body, end_lines, furniture, site
from store.reading import Article

if TYPE_CHECKING:
    from store.database import Store

TOGETHER = 16
"""Articles that are examined before the first of them is passed on."""
FEWEST = 3
"""A line belongs to the site if so many of its articles, with different texts, have it."""
SHARE = 1 / 3
"""The share of a site's articles that must have the line. "The company did not comment" ends many
articles and is not furniture.
"""
_SCHEMA = 1
_TABLES = (
    "DROP TABLE IF EXISTS lines; DROP TABLE IF EXISTS bodies; DROP TABLE IF EXISTS covered;"
    "CREATE TABLE lines (site INTEGER, line INTEGER, body INTEGER,"
    " PRIMARY KEY (site, line, body)) WITHOUT ROWID;"
    "CREATE TABLE bodies (site INTEGER, body INTEGER, PRIMARY KEY (site, body)) WITHOUT ROWID;"
    "CREATE TABLE covered (version INTEGER NOT NULL); INSERT INTO covered VALUES (0);"
)


class SiteLines:
    """The repeated lines of the sites of a store. If the file cannot be written, none are known."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._db: sqlite3.Connection | None = None
        with suppress(sqlite3.Error, OSError):
            self._db = open_index(
                store.folder / "views" / "sites.sqlite", _SCHEMA, _TABLES, store.tell
            )
            self._follow(self._db)

    def marked(self, articles: Iterable[Article]) -> Iterator[Article]:
        """Yield the same articles with the known lines of their site as furniture."""
        for batch in batched(articles, TOGETHER):
            self._learn(batch)
            known: dict[int | None, frozenset[int]] = {}
            for article in batch:
                whose = site(article)
                if whose not in known:
                    known[whose] = self._known(whose)
                spans = tuple(furniture(article.text, known[whose])) if known[whose] else ()
                yield msgspec.structs.replace(article, furniture=spans) if spans else article

    def close(self) -> None:
        if self._db is not None:
            self._db.close()
            self._db = None

    def _learn(self, articles: Iterable[Article]) -> None:
        if self._db is not None:
            with suppress(sqlite3.Error), self._db:
                for article in articles:
                    _add(self._db, article)

    def _follow(self, db: sqlite3.Connection) -> None:
        """Learn from the articles stored since the last call."""
        covered = int(db.execute("SELECT version FROM covered").fetchone()[0])
        version = self._store.version()
        with db:
            for _, article in articles_since(self._store, covered if covered <= version else 0):
                _add(db, article)
            db.execute("UPDATE covered SET version = ?", (version,))

    def _known(self, whose: int | None) -> frozenset[int]:
        """Return the known lines of a site."""
        if whose is None or self._db is None:
            return frozenset()
        with suppress(sqlite3.Error):
            (texts,) = self._db.execute(
                "SELECT count(*) FROM bodies WHERE site = ?", (whose,)
            ).fetchone()
            found = self._db.execute(
                "SELECT line FROM lines WHERE site = ? GROUP BY line HAVING count(*) >= ?",
                (whose, max(FEWEST, SHARE * texts)),
            )
            return frozenset(line for (line,) in found)
        return frozenset()


def _add(db: sqlite3.Connection, article: Article) -> None:
    """Count the lines of an article for its site. Counting it again changes nothing."""
    whose = site(article)
    if whose is not None:
        text = body(article.text)
        lines = [(whose, line.known_by, text) for line in end_lines(article.text)]
        db.executemany("INSERT OR IGNORE INTO lines VALUES (?, ?, ?)", lines)
        db.execute("INSERT OR IGNORE INTO bodies VALUES (?, ?)", (whose, text))
