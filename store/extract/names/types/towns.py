"""Lone words that are towns of a country the article is about, whatever they were tagged."""

from __future__ import annotations

from store.extract.gazetteer import cities
from store.extract.names.draft import Draft, Name
from store.extract.names.types.people import full_surnames
from store.identity.folding import fold

_LARGE = 50_000
"""People; smaller towns share their names with too many persons."""


def settle_towns(draft: Draft) -> None:
    """ "Raqqah" in an article that names Syria, unless somebody there is called so."""
    countries = {n.known.iso or n.known.country for n in draft.names if n.known}
    surnames = full_surnames(draft)
    starts = draft.starts()
    for name in draft.names:
        if name.type == "LOC" and not name.known and name.text in cities():
            name.type = "GPE"
        if name.type not in ("PERSON", "ORG", "PRODUCT", "NORP", "FAC", "WORK") or name.sure:
            continue
        if name.titled or name.text.isupper() or fold(name.text) in surnames:
            continue
        if draft.words[name.end : name.end + 1] == ["and"] and _is_first_name(starts, name):
            continue
        city = next(iter(cities().named(name.text)), None)
        if city and city.population >= _LARGE and city.iso in countries - {"US"}:
            name.type, name.sure = "GPE", True


def _is_first_name(starts: dict[int, Name], name: Name) -> bool:
    """ "Artem and Anna Dultsev": two persons share the surname."""
    other = starts.get(name.end + 1)
    return other is not None and other.type == "PERSON"
