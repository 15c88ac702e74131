"""Learns the repeated lines of sites, and marks them in an article before it is read.

A line at the top or end of one article may belong to it. A line at the top or end of many articles
of one site belongs to the site: its name, menus, appeals. What was learnt is kept in the views. It
can be deleted and is then learnt again from the store. The articles of one import are examined
together, so that the first ones profit too. Articles that were read before a line was known stay as
they were read.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from itertools import batched
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from store.index_file import open_index
from store.ingest.copies import articles_since
from store.intake.copies import hashed
from store.reading import Article, Span

if TYPE_CHECKING:
    from store.database import Store

# The lines with which a site's articles begin and end: its name, menus, appeals.

FIRST, LAST = 4, 6
"""Lines at the top and at the end of a text that are examined."""
_LONGEST = 300
_SHORTEST = 40
"""The minimum code points of an article without the lines of its site."""
_HOST = re.compile(r"https?://(?:www\.)?([^/:?#]+)", re.IGNORECASE)
_LINE = re.compile(r"(?<![^\r\n])[^\r\n]*\S[^\r\n]*")
_NUMBER = re.compile(r"\d+")


class EndLine(NamedTuple):
    """A line near an end of a text, and a hash that ignores its numbers."""

    span: Span
    known_by: int


def site(article: Article) -> int | None:
    """Return the hash of an article's site or feed, or None if it is unknown."""
    host = _HOST.match(article.url or "")
    name = host[1] if host else article.source
    return hashed(name.casefold()) if name else None


def end_lines(text: str) -> list[EndLine]:
    """Return the lines at both ends, in order."""
    lines = list(_LINE.finditer(text))
    near = lines if len(lines) <= FIRST + LAST else [*lines[:FIRST], *lines[-LAST:]]
    return [
        EndLine(Span(*line.span()), _known_by(line[0]))
        for line in near
        if len(line[0].strip()) <= _LONGEST
    ]


def body(text: str) -> int:
    """Return the hash of a text without its ends, which is that of its longest line. A text and its
    update have the same hash and so count once.
    """
    return hashed(max(text.splitlines(), key=len, default="").strip())


def furniture(text: str, of_site: Collection[int]) -> Iterator[Span]:
    """Yield the spans of lines that belong to the site, unless nothing else would remain."""
    found = [line.span for line in end_lines(text) if line.known_by in of_site]
    if sum(span.end - span.start for span in found) <= len(text.strip()) - _SHORTEST:
        yield from found


def _known_by(line: str) -> int:
    return hashed(_NUMBER.sub("0", " ".join(line.casefold().split())))


# Learns the repeated lines of sites, and marks them in an article before it is read.

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
