"""An index on disk from picked hashes to the articles that have them. Derived, disposable."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from store.index_file import open_index

_SCHEMA = 1
_TABLES = (
    "DROP TABLE IF EXISTS hashes; DROP TABLE IF EXISTS covered;"
    "CREATE TABLE hashes (hash INTEGER, number INTEGER, PRIMARY KEY (hash, number)) WITHOUT ROWID;"
    "CREATE TABLE covered (version INTEGER NOT NULL);"
    "INSERT INTO covered VALUES (0);"
)
_COMMON = 40
"""A run of words that so many articles have is a site's own phrase and tells nothing."""
_CANDIDATES = 4
_AT_ONCE = 500


class Sketches:
    """The hashes of a store's articles up to a version of it.

    Several processes may write, none for longer than an article takes; an entry that is there
    twice is one. Where nothing more can be written (a full disk) what is in here serves on, and
    the rest is added by a later import. What was added when a process was killed is added
    again, because `covered` had not moved.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._is_behind = False
        self._db = open_index(path, _SCHEMA, _TABLES)

    def covered(self) -> int:
        """The version of the store up to which its articles are in here."""
        return int(self._db.execute("SELECT version FROM covered").fetchone()[0])

    def add(self, number: int, hashes: Iterable[int]) -> None:
        """The article can be found, here and by other processes."""
        entries = [(each, number) for each in hashes]
        try:
            with self._db:
                self._db.executemany("INSERT OR IGNORE INTO hashes VALUES (?, ?)", entries)
        except sqlite3.OperationalError:
            self._is_behind = True

    def commit(self, covered: int) -> None:
        """All articles up to this version of the store are in, unless one could not be added."""
        if not self._is_behind:
            with suppress(sqlite3.OperationalError), self._db:
                self._db.execute("UPDATE covered SET version = ?", (covered,))

    def clear(self) -> None:
        """Forget everything: the store is another than the one that was indexed."""
        with self._db:
            self._db.execute("DELETE FROM hashes")
        self.commit(0)

    def candidates(self, hashes: list[int]) -> list[int]:
        """The articles that share most of these hashes, the best first."""
        having: dict[int, list[int]] = {}
        for start in range(0, len(hashes), _AT_ONCE):
            some = hashes[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            question = f"SELECT hash, number FROM hashes WHERE hash IN ({marks})"  # noqa: S608
            for each, number in self._db.execute(question, some):
                having.setdefault(each, []).append(number)
        counts: Counter[int] = Counter()
        for numbers in having.values():
            if len(numbers) <= _COMMON:
                counts.update(numbers)
        return [number for number, _ in counts.most_common(_CANDIDATES)]

    def close(self) -> None:
        self._db.close()
