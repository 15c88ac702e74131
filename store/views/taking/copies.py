"""Takes what the store knows of copies into the index."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any


def take_copy(connection: sqlite3.Connection, record: int, known: Mapping[str, Any] | None) -> None:
    """The journal's record that article `number` is a copy of article `of`, in place of what it
    said before; None where the record is gone. Without a `number`, the very text of `of` came
    from another source too."""
    connection.execute("DELETE FROM copies WHERE id = ?", (record,))
    if known is not None:
        connection.execute(
            "INSERT INTO copies VALUES (?, ?, ?)", (record, known.get("number"), known["of"])
        )
