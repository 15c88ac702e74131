"""A list of any length of which only the pages that were looked at are held."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from textual.cache import LRUCache

PAGE = 100
"""Rows asked for at a time."""
_KEPT = 40


class ListStart[R](Struct, frozen=True):
    """The beginning of a list: how long it is, and the rows around its cursor."""

    total: int
    offset: int
    rows: Sequence[R]
    cursor: int = 0
    begins: int = 0
    """Where the cursor stands for somebody who was not on any row of it yet."""
    headings: Sequence[int] = ()
    """Rows that are headings, in order: the cursor passes over them."""


class Pages[R]:
    """Rows by their place; each missing page is asked for once."""

    def __init__(self) -> None:
        self._pages: LRUCache[int, Sequence[R]] = LRUCache(_KEPT)
        self._asked: set[int] = set()

    def clear(self) -> None:
        self._pages.clear()
        self._asked.clear()

    def keep(self, offset: int, rows: Sequence[R]) -> None:
        """Take in rows from `offset` on, which is where a page begins."""
        self._asked.discard(offset)
        for first in range(0, len(rows), PAGE):
            self._pages[(offset + first) // PAGE] = rows[first : first + PAGE]

    def row(self, index: int) -> R | None:
        """The row, or None where its page is not here."""
        number, place = divmod(index, PAGE)
        page = self._pages.get(number)
        return page[place] if page is not None and place < len(page) else None

    def missing(self, index: int) -> int | None:
        """The first row of the page to ask for; None where it is here, or on its way."""
        number = index // PAGE
        if number in self._pages or number * PAGE in self._asked:
            return None
        self._asked.add(number * PAGE)
        return number * PAGE
