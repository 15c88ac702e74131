"""Learns the lines of sites as articles come, and marks them before an article is read.

What was learnt is kept in the views, may be deleted, and is then learnt again from the store.
Articles of one import are looked at together, so that the first of them profits too; what was
read before a line was known to be the site's stays as it was read.
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
"""Articles that are looked at before the first of them is handed on."""
FEWEST = 3
"""Articles of a site that have a line, each with another text, before it is the site's."""
SHARE = 1 / 3
"""Of the articles of a site, so many must have the line: "the company did not comment" ends
many an article, and is no furniture."""
_SCHEMA = 1
_TABLES = (
    "DROP TABLE IF EXISTS lines; DROP TABLE IF EXISTS bodies; DROP TABLE IF EXISTS covered;"
    "CREATE TABLE lines (site INTEGER, line INTEGER, body INTEGER,"
    " PRIMARY KEY (site, line, body)) WITHOUT ROWID;"
    "CREATE TABLE bodies (site INTEGER, body INTEGER, PRIMARY KEY (site, body)) WITHOUT ROWID;"
    "CREATE TABLE covered (version INTEGER NOT NULL); INSERT INTO covered VALUES (0);"
)


class SiteLines:
    """The lines of the sites of a store. Where they cannot be written, none are known."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._db: sqlite3.Connection | None = None
        with suppress(sqlite3.Error, OSError):
            self._db = open_index(
                store.folder / "views" / "sites.sqlite", _SCHEMA, _TABLES, store.tell
            )
            self._follow(self._db)

    def marked(self, articles: Iterable[Article]) -> Iterator[Article]:
        """The same articles, with what is known to be their site's as their furniture."""
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
        """Learn from what came into the store since it was followed last."""
        covered = int(db.execute("SELECT version FROM covered").fetchone()[0])
        version = self._store.version()
        with db:
            for _, article in articles_since(self._store, covered if covered <= version else 0):
                _add(db, article)
            db.execute("UPDATE covered SET version = ?", (version,))

    def _known(self, whose: int | None) -> frozenset[int]:
        """The lines that are a site's own."""
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
    """Count the lines of an article for its site; again changes nothing."""
    whose = site(article)
    if whose is not None:
        text = body(article.text)
        lines = [(whose, line.known_by, text) for line in end_lines(article.text)]
        db.executemany("INSERT OR IGNORE INTO lines VALUES (?, ?, ?)", lines)
        db.execute("INSERT OR IGNORE INTO bodies VALUES (?, ?)", (whose, text))
