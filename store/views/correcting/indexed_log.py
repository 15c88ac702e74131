"""What the index knows of the log: the lines that an article obeys, names and types of entities."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from store.views.indexing.updating import covered

if TYPE_CHECKING:
    from store.corrections.applying import Override


class IndexedLog:
    """The log in one state of the index."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def covers(self, version: int) -> bool:
        """Return whether the index has everything up to this version of the store."""
        return covered(self._connection) == version

    def lines(self, article: int) -> Sequence[int]:
        """Return the numbers of the lines that an article has to obey, in their order."""
        query = "SELECT lines FROM obeyed WHERE article = ?"
        row = self._connection.execute(query, (article,)).fetchone()
        return array("I", b"" if row is None else row[0])

    def overrides(self, keys: Iterable[str]) -> Mapping[str, Override]:
        """Return the names and types that people gave these entities everywhere."""
        rows = self._connection.execute(
            "SELECT key, name, type FROM overrides WHERE key IN (SELECT value FROM json_each(?))",
            (json.dumps(list(keys)),),
        )
        return {key: (name, type_) for key, name, type_ in rows}
