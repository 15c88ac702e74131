"""What the store knows by name, for completing a query."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from store.identity.folding import fold
from store.views.finding import Finder

_MOST = 20
_LOOKED_AT = 200


class KnownNames:
    def __init__(self, connection: sqlite3.Connection, finder: Finder) -> None:
        self._connection = connection
        self._finder = finder

    def entities(self, typed: str, kinds: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        """Those of these types with a name like this; with nothing typed, the most mentioned."""
        if not fold(typed):
            rows = self._connection.execute(
                "SELECT name, total FROM entities WHERE total > 0"
                f" AND type IN ({','.join('?' * len(kinds))}) ORDER BY total DESC LIMIT ?",
                (*kinds, _MOST),
            )
            return ((name, _times(total)) for name, total in rows)
        found = self._finder.names(typed, _LOOKED_AT)
        return ((row.name, _times(row.total)) for row in found if row.type in kinds)

    def sources(self, typed: str) -> Iterator[tuple[str, str]]:
        """Those with a word that begins so."""
        rows = self._connection.execute(
            "SELECT name, (SELECT count(*) FROM articles WHERE source = sources.id) AS articles"
            " FROM sources WHERE articles > 0 ORDER BY articles DESC, name"
        ).fetchall()
        asked = f" {fold(typed)}"
        return (
            (name, f"{articles:,} articles")
            for name, articles in rows
            if asked in f" {fold(name)}" or not asked.strip()
        )

    def languages(self, typed: str) -> Iterator[tuple[str, str]]:
        rows = self._connection.execute(
            "SELECT language, count(*) FROM articles WHERE language IS NOT NULL"
            " GROUP BY language ORDER BY 2 DESC"
        ).fetchall()
        return ((code, f"{count:,} articles") for code, count in rows if code.startswith(typed))


def _times(total: int) -> str:
    return f"{total:,} mentions" if total != 1 else "1 mention"
