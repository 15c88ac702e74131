"""The selected articles as a temporary table, and the families among them."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyroaring import BitMap

# The temporary table, for joins with what SQL can sort and fetch.


class ShownArticles:
    """`temp.shown (number)` on a connection. It is filled again only if the articles change."""

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


# The families among the selected articles.

_OTHERS = """
    SELECT number, family, folded FROM articles INDEXED BY articles_family
    WHERE family <> number ORDER BY number"""


class Families:
    """The families in one state of the index."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @cached_property
    def _others(self) -> list[tuple[int, int, int]]:
        """Return all copies with their family, and whether each is folded without a filter."""
        return self._connection.execute(_OTHERS).fetchall()

    def under(self, shown: BitMap | None) -> Mapping[int, list[int]]:
        """Return the folded articles of a selection (None for all), by the article that represents
        them: the original if it is selected, or else the first one that is.
        """
        representatives: dict[int, int] = {}
        under: dict[int, list[int]] = {}
        for number, family, folded in self._others:
            if shown is not None and number not in shown:
                continue
            if family not in representatives:
                there = folded if shown is None else family in shown
                representatives[family] = family if there else number
            if representatives[family] != number:
                under.setdefault(representatives[family], []).append(number)
        return under
