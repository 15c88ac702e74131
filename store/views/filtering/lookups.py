"""Looks up names and texts for the conditions of a filter."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Protocol

from store.asset_files import shipped_rows
from store.views.indexing.updating import covered
from store.views.searching.fulltext import FullText

if TYPE_CHECKING:
    from store.query.tree import Named, Text

_NAMED = """
    SELECT DISTINCT entity FROM aliases
    WHERE instr(' ' || folded || ' ', ?) OR instr(' ' || loose || ' ', ?)"""
_KEY = "SELECT key FROM entities WHERE id = ? AND key GLOB 'gpe/[A-Z][A-Z]'"
"""The key of a country; none for another entity."""
_WITHIN = "SELECT id FROM entities WHERE key >= ? || '/' AND key < ? || '0'"
"""The places in a country. In keys of places, a slash follows the country ("0" is after "/")."""


def _country(name: str) -> str | None:
    """Return the key of a country by its name: "gpe/NO" for "Norway"."""
    from store.identity.folding import fold

    return _countries().get(fold(name))


@cache
def _countries() -> dict[str, str]:
    """Return the keys of countries by folded name."""
    from store.identity.folding import fold

    rows = shipped_rows("gazetteer", "countries.tsv")
    names = ((iso, name) for iso, one, others, *_ in rows for name in (one, *others.split("|")))
    return {fold(name): f"gpe/{iso}" for iso, name in names if name}


class TableLookups:
    """Looks up names in the index and words in the full-text index."""

    def __init__(self, connection: sqlite3.Connection, full_text: FullText) -> None:
        self._connection = connection
        self._full_text = full_text
        self._named: dict[Named, frozenset[int]] = {}

    def named(self, leaf: Named) -> frozenset[int]:
        """Return the entities with a name that contains these words in order. The usual
        transliterations of a foreign name are equal. A country stands for its cities too.
        """
        if leaf not in self._named:
            self._named[leaf] = self._find(leaf)
        return self._named[leaf]

    def _find(self, leaf: Named) -> frozenset[int]:
        from store.identity.folding import fold, loose  # for a filter, not for the first paint

        if leaf.fuzzy:
            found = frozenset(self._misspelt(fold(leaf.name).split()))
        else:
            asked = (f" {fold(leaf.name)} ", f" {loose(leaf.name)} ")
            found = frozenset(number for (number,) in self._connection.execute(_NAMED, asked))
        if not leaf.kinds:
            return found
        found = frozenset(number for number in found if self._type(number) in leaf.kinds)
        return found.union(self._within(leaf, found)) if leaf.is_place else found

    def _within(self, leaf: Named, found: frozenset[int]) -> Iterator[int]:
        """Yield the places in the countries that were found, and in the one that is called so,
        which no article of the store need name.
        """
        countries = {key for each in found for (key,) in self._connection.execute(_KEY, (each,))}
        if not leaf.fuzzy and (called := _country(leaf.name)):
            countries.add(called)
        for key in countries:
            yield from (place for (place,) in self._connection.execute(_WITHIN, (key, key)))

    def _misspelt(self, asked: list[str]) -> Iterator[int]:
        """Yield the entities with a name that contains these words in order, with up to two
        misspelt letters each.
        """
        from rapidfuzz.distance import OSA

        from store.query.words import distance

        @cache
        def is_meant(word: str, there: str) -> bool:
            allowed = distance(word)
            return bool(OSA.distance(word, there, score_cutoff=allowed) <= allowed)

        for entity, name in self._connection.execute("SELECT entity, folded FROM aliases"):
            there = name.split()
            for start in range(len(there) - len(asked) + 1):
                if all(map(is_meant, asked, there[start : start + len(asked)])):
                    yield entity
                    break

    def _type(self, number: int) -> str:
        query = "SELECT type FROM entities WHERE id = ?"
        return str(self._connection.execute(query, (number,)).fetchone()[0])

    def texts(self, leaf: Text) -> set[int]:
        found = self._full_text.numbers(leaf)
        if self._full_text.version == covered(self._connection):
            return found
        # The full-text index may be ahead of the index and contain newer articles.
        known = self._connection.execute("SELECT number FROM articles")
        return found.intersection(number for (number,) in known)


# The interface for conditions that need more than the tables.


class Lookups(Protocol):
    """Looks up words in texts and names of entities."""

    def texts(self, leaf: Text, /) -> set[int]:
        """Return the numbers of the articles with these words in the title or text."""
        ...

    def named(self, leaf: Named, /) -> frozenset[int]:
        """Return the ids of the entities with this name."""
        ...
