"""Who holds which office: "foreign minister of belarus" finds the person."""

from __future__ import annotations

import sqlite3
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from store.identity.folding import fold
from store.views.names.lines import Lines

_LONGEST = 100
_MOST = 1_000
_MANY = 5_000
_SAYS_NOTHING = frozenset({"of", "the", "for", "s"})
_HELD = """
    SELECT person, role, body, (SELECT name FROM entities WHERE id = body),
           (SELECT group_concat(folded, ' ') FROM aliases WHERE entity = body)
    FROM (SELECT person, role, body, count(*) AS articles, max(article) AS latest
          FROM roles GROUP BY person, role, body)
    ORDER BY articles DESC, latest DESC"""


class Office(NamedTuple):
    person: int
    role: str
    body: str | None

    def __str__(self) -> str:
        return f"{self.role}, {self.body}" if self.body else self.role


class Offices:
    """The offices of an index, read when first searched (a second for 100,000).

    When the index moves on they are read again, in a large store only once many are new.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._read_to = 0
        self._offices: list[Office] = []
        self._lines = Lines(())

    def warm(self) -> None:
        """Read the offices that are new, if they have not been read yet."""
        (newest,) = self._connection.execute("SELECT max(rowid) FROM roles").fetchone()
        new = abs((newest or 0) - self._read_to)
        if new > (self._read_to // 20 if self._read_to > _MANY else 0):
            self._read()
            self._read_to = newest or 0

    def _read(self) -> None:
        self._offices = []
        lines: list[str] = []
        once: dict[str, str] = {}  # few words for many offices: SQLite makes a string of each
        for person, role, body, name, aliases in self._connection.execute(_HELD):
            if body == person:
                continue
            holds = once.setdefault(role, role), name and once.setdefault(name, name)
            self._offices.append(Office(person, *holds))
            lines.append(f"{_fold(role)} {aliases or ''}")
        self._lines = Lines(lines)

    def search(self, typed: str, limit: int) -> list[Office]:
        """Offices that hold all these words or beginnings, at least one of them in the office
        itself: those of most articles first."""
        asked = [word for word in fold(typed[:_LONGEST]).split() if word not in _SAYS_NOTHING]
        if not asked or max(map(len, asked)) < 4:
            return []
        self.warm()
        offices, lines = self._offices, self._lines
        longest = max(asked, key=len)
        found = (
            offices[line]
            for line in islice(lines.holding(f" {longest}"), _MOST)
            if all(f" {word}" in lines.line(line) for word in asked)
            and any(f" {word}" in f" {_fold(offices[line].role)}" for word in asked)
        )
        return list(islice(found, limit))


@lru_cache(maxsize=10_000)
def _fold(role: str) -> str:
    return fold(role)
