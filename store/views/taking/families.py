"""Which articles belong together: an original, and what is folded under it.

An article is of the family of what it was first said to be a copy, update or excerpt of, and
so on up; an article that is said to be none of these is the original of its own family.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

from store.query.surrogates import made_whole
from store.views.schema import MEMBERS
from store.views.taking.interned import Interned

_PARENT = "SELECT original FROM copies WHERE number = ? ORDER BY id LIMIT 1"
_BELOW = "SELECT number FROM copies WHERE original = ? AND number IS NOT NULL"
_IS_ONE = "SELECT 1 FROM copies WHERE number = ?1 OR (original = ?1 AND number IS NOT NULL) LIMIT 1"


class Families:
    def __init__(self, connection: sqlite3.Connection, interned: Interned) -> None:
        self._connection = connection
        self._interned = interned
        self._touched: set[int] = set()

    def reset(self) -> None:
        self._touched.clear()

    def take_record(self, record: int, known: Mapping[str, Any] | None) -> set[int]:
        """Take in what the store says of copies under this number, in place of what it said
        before; None where it is gone. The articles whose family may be another now."""
        changed = self._related(record)
        self._connection.execute("DELETE FROM copies WHERE id = ?", (record,))
        if known is not None:
            source = known.get("source")
            self._connection.execute(
                "INSERT INTO copies VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    record,
                    known.get("number"),
                    known["of"],
                    known["kind"],
                    self._interned.source(made_whole(source)) if source else None,
                    *(made_whole(known.get(name) or "") for name in ("title", "url", "published")),
                ),
            )
        return changed | self._related(record)

    def _related(self, record: int) -> set[int]:
        """The article that a record is about, all that it is under, and all under it."""
        row = self._connection.execute(
            "SELECT number, original FROM copies WHERE id = ?", (record,)
        ).fetchone()
        if row is None or row[0] is None:
            return set()
        number, original = row
        found = {original, *self._upwards(number)}
        waiting = [number]
        while waiting:
            below = {number for (number,) in self._connection.execute(_BELOW, (waiting.pop(),))}
            waiting += below - found
            found |= below
        return found

    def _upwards(self, number: int) -> list[int]:
        """The article, what it is a copy of, and so on; a circle is gone round once."""
        chain = [number]
        while (row := self._connection.execute(_PARENT, (chain[-1],)).fetchone()) is not None:
            if row[0] in chain:
                return [*chain, min(chain[chain.index(row[0]) :])]
            chain.append(row[0])
        return chain

    def of(self, number: int) -> tuple[int, bool]:
        """The article's family, and whether anything else belongs to it."""
        if self._connection.execute(_IS_ONE, (number,)).fetchone() is None:
            return number, False
        family = self._upwards(number)[-1]
        self._touched.add(family)
        return family, True

    def leave(self, number: int) -> None:
        """The article goes; another one may stand for its family now."""
        row = self._connection.execute(
            "SELECT family FROM articles WHERE number = ?", (number,)
        ).fetchone()
        if row is not None:
            self._touched.add(row[0])

    def settle(self) -> None:
        """Say which articles are folded: all but the original, or the first where that is gone."""
        for family in self._touched:
            rows = self._connection.execute(MEMBERS, (family,))
            members = sorted(
                (number for (number,) in rows), key=lambda each: (each != family, each)
            )
            self._connection.executemany(
                "UPDATE articles SET folded = ? WHERE number = ?",
                ((place > 0, number) for place, number in enumerate(members)),
            )
        self._touched.clear()
