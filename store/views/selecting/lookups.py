"""What a selection must look up outside the tables: words in texts, names of entities."""

from __future__ import annotations

from typing import Protocol

from store.query.tree import Named, Text


class Lookups(Protocol):
    def texts(self, leaf: Text, /) -> set[int]:
        """The numbers of the articles with these words in title or text."""
        ...

    def named(self, leaf: Named, /) -> frozenset[int]:
        """The index numbers of the entities with this name."""
        ...
