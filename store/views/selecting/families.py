"""What of the shown articles stands in a list, and what is folded under it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyroaring import BitMap

_OTHERS = """
    SELECT number, family, folded FROM articles INDEXED BY articles_family
    WHERE family <> number ORDER BY number"""


class Families:
    """The families of one state of the index."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @cached_property
    def _others(self) -> list[tuple[int, int, int]]:
        """All that are no originals, each with its family, and whether it is folded while
        everything is shown."""
        return self._connection.execute(_OTHERS).fetchall()

    def under(self, shown: BitMap | None) -> Mapping[int, list[int]]:
        """The shown articles (None: all) that are folded, in order, by the one that stands for
        them: the original where it is shown, else the first that is."""
        faces: dict[int, int] = {}
        under: dict[int, list[int]] = {}
        for number, family, folded in self._others:
            if shown is not None and number not in shown:
                continue
            if family not in faces:
                there = folded if shown is None else family in shown
                faces[family] = family if there else number
            if faces[family] != number:
                under.setdefault(faces[family], []).append(number)
        return under
