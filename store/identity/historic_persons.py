"""Persons of history whom all news calls by one name: "Hitler", "Stalin"."""

from __future__ import annotations

from functools import cache

from store.asset_files import shipped
from store.identity.keys import person_key


def usual_key(key: str) -> str | None:
    """Return the key of the usual name of the person who is known by another one, or None."""
    return _keys().get(key)


@cache
def _keys() -> dict[str, str]:
    lines = shipped("gazetteer", "historic_persons.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    listed = ((usual, other) for usual, others in rows for other in others.split("|"))
    found = {person_key(other): person_key(usual) for usual, other in listed}
    return {key: usual for key, usual in found.items() if key != usual}
