"""Short names by which people search: "bibi", "nytimes", "potus"."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import chain

from store.asset_files import shipped_rows
from store.identity.folding import fold

_OFFICE = "office:"


def named_by(typed: str) -> str | None:
    """Return the name for which people type this, or None."""
    return _names().get(fold(typed))


def office_named_by(typed: str) -> str | None:
    """Return the office for whose holder people type this, or None."""
    return _offices().get(fold(typed))


def known_as(words: Iterable[str]) -> list[str]:
    """Return the persons of whom everybody knows all these words: "polish president"."""
    asked = frozenset(words)
    return [name for name, known in _persons() if asked <= known] if len(asked) > 1 else []


@cache
def _persons() -> tuple[tuple[str, frozenset[str]], ...]:
    tables = ("persons.tsv", "searched_persons.tsv")
    rows = chain.from_iterable(shipped_rows("gazetteer", table) for table in tables)
    return tuple((name, frozenset(words.split())) for name, words in rows)


@cache
def _names() -> dict[str, str]:
    return {typed: name for typed, name in _rows() if not name.startswith(_OFFICE)}


@cache
def _offices() -> dict[str, str]:
    return {
        typed: name.removeprefix(_OFFICE) for typed, name in _rows() if name.startswith(_OFFICE)
    }


@cache
def _rows() -> tuple[tuple[str, str], ...]:
    rows = shipped_rows("gazetteer", "nicknames.tsv")
    return tuple((fold(short), name) for name, listed in rows for short in listed.split("|"))
