"""Names for the completion of queries: of entities, sources, languages, tags and stories."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from store.identity.folding import fold
from store.views.searching.search import Finder

_MOST = 20
_LOOKED_AT = 200


class KnownNames:
    """Completes names of entities, sources and languages."""

    def __init__(self, connection: sqlite3.Connection, finder: Finder) -> None:
        self._connection = connection
        self._finder = finder

    def entities(self, typed: str, kinds: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        """Yield entities of these types (none: of any) with a similar name. Without input, yield
        the most mentioned.
        """
        if not fold(typed):
            of_kinds = f" AND type IN ({','.join('?' * len(kinds))})" if kinds else ""
            rows = self._connection.execute(
                f"SELECT name, total FROM entities WHERE total > 0{of_kinds}"
                " ORDER BY total DESC LIMIT ?",
                (*kinds, _MOST),
            )
            return ((name, _times(total)) for name, total in rows)
        found = self._finder.names(typed, _LOOKED_AT)
        return ((row.name, _times(row.total)) for row in found if not kinds or row.type in kinds)

    def sources(self, typed: str) -> Iterator[tuple[str, str]]:
        """Yield sources with a word that begins with the input."""
        rows = self._connection.execute(
            "SELECT name, (SELECT count(*) FROM articles WHERE source = sources.id) AS articles"
            " FROM sources WHERE articles > 0 ORDER BY articles DESC, name"
        ).fetchall()
        asked = f" {fold(typed)}"
        return (
            (name, _articles(articles))
            for name, articles in rows
            if asked in f" {fold(name)}" or not asked.strip()
        )

    def languages(self, typed: str) -> Iterator[tuple[str, str]]:
        rows = self._connection.execute(
            "SELECT language, count(*) FROM articles WHERE language IS NOT NULL"
            " GROUP BY language ORDER BY 2 DESC"
        ).fetchall()
        return ((code, _articles(count)) for code, count in rows if code.startswith(typed))

    def tags(self, typed: str) -> Iterator[tuple[str, str]]:
        rows = self._connection.execute(
            "SELECT value, count(*) FROM (SELECT value FROM marks WHERE mark = 'tag'"
            " UNION ALL SELECT value FROM entity_marks WHERE mark = 'tag')"
            " GROUP BY value ORDER BY 2 DESC, value"
        ).fetchall()
        asked = fold(typed)
        return ((tag, f"{count:,}") for tag, count in rows if fold(tag).startswith(asked))

    def stories(self, typed: str) -> Iterator[tuple[str, str]]:
        """Yield the labels of stories with a word that begins with the input, the largest first."""
        rows = self._connection.execute(
            "SELECT label, count(*) FROM stories JOIN story_articles ON story = id"
            " WHERE label <> '' GROUP BY id ORDER BY 2 DESC, label"
        )
        asked = f" {fold(typed)}"
        return (
            (label, _articles(count))
            for label, count in rows
            if asked in f" {fold(label)}" or not asked.strip()
        )


def _articles(count: int) -> str:
    return f"{count:,} articles" if count != 1 else "1 article"


def _times(total: int) -> str:
    return f"{total:,} mentions" if total != 1 else "1 mention"
