"""How many articles, names and rows the whole index has, kept up as they change: counting them
anew would cost more with each article."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Sequence

from store.views.indexing.names import Sums
from store.views.indexing.schema import CHANGES

_ADD = """
    INSERT INTO meta VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = value + ?2"""
_LISTED = """
    INSERT OR REPLACE INTO meta VALUES ('listed',
        (SELECT value FROM meta WHERE name = 'articles') - (
            SELECT count(*) FROM articles INDEXED BY articles_family
            WHERE family <> number AND folded))"""
_ENTITIES = """
    SELECT count(*), coalesce(sum(sure > 0), 0) FROM entities
    WHERE total > 0 AND id IN (SELECT value FROM json_each(?))"""
_NAMES = ("articles", "entities", "sure entities", "events", "clear", CHANGES)


class IndexTotals:
    """Collects what is to be added to the totals in the table `meta`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._amounts: Counter[str] = Counter()

    def reset(self) -> None:
        self._amounts.clear()

    def add(self, name: str, amount: int) -> None:
        """Add to the number of `articles`, of rows (`events`), of rows that are not hidden
        (`clear`), or of `changes`."""
        self._amounts[name] += amount

    def flush(self) -> None:
        self._connection.executemany(_ADD, ((name, self._amounts[name]) for name in _NAMES))
        self._connection.execute(_LISTED)
        self._amounts.clear()

    def write(self, sums: Sums) -> None:
        """Write the sums of entities, and count those that are mentioned now or no more."""
        numbers = sums.numbers()
        before = self._counted(numbers)
        sums.flush()
        for name, was, now in zip(
            ("entities", "sure entities"), before, self._counted(numbers), strict=True
        ):
            self._amounts[name] += now - was

    def _counted(self, entities: Sequence[int]) -> tuple[int, int]:
        row: tuple[int, int] = self._connection.execute(
            _ENTITIES, (json.dumps(entities),)
        ).fetchone()
        return row
