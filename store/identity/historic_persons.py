"""Persons of history whom all news calls by one name: "Hitler", "Stalin"."""

from __future__ import annotations

from functools import cache

from store.asset_files import shipped_rows
from store.identity.keys import person_key


def usual_key(key: str, year: int | None = None) -> str | None:
    """Return the key of the usual name of the person whom news of a year knows by another one.

    None if there is none, or if the other name may mean somebody else in that year.
    """
    usual, last = _keys().get(key, (None, None))
    return usual if last is None or (year is not None and year <= last) else None


@cache
def _keys() -> dict[str, tuple[str, int | None]]:
    """Map each other key to the usual one and the last year in which it means that person."""
    found: dict[str, tuple[str, int | None]] = {}
    for usual, others, *last in shipped_rows("gazetteer", "historic_persons.tsv"):
        for other in others.split("|"):
            found[person_key(other)] = person_key(usual), int(last[0]) if last else None
    return {key: usual for key, usual in found.items() if key != usual[0]}


@cache
def known_keys() -> frozenset[str]:
    """Return the keys of the persons whom everybody knows by their usual name."""
    return frozenset(person_key(row[0]) for row in shipped_rows("gazetteer", "persons.tsv"))
