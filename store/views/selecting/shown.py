"""The shown articles as a temporary table, for joining with what SQL can sort and fetch."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyroaring import BitMap


class Shown:
    """`temp.shown (number)` on a connection. It is filled again only for other articles."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._holds: BitMap | None = None
        connection.execute("CREATE TEMP TABLE shown (number INTEGER PRIMARY KEY)")

    def fill(self, numbers: BitMap) -> None:
        if numbers is self._holds:
            return
        self.connection.execute("DELETE FROM temp.shown")
        self.connection.execute(
            "INSERT INTO temp.shown SELECT value FROM json_each(?)", (str(list(numbers)),)
        )
        self._holds = numbers
