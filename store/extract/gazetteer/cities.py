"""Look up cities, and choose between cities of the same name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from store.asset_files import shipped
from store.extract.gazetteer.known import lines
from store.identity.folding import fold

_FAMOUS = 5
"""How many times larger than the next a city must be to be chosen without a hint."""


class City(NamedTuple):
    name: str
    iso: str
    state: str
    """The state's postal code for the United States, otherwise empty."""
    lat: float
    lon: float
    population: int


class Cities:
    """Cities by folded name."""

    def __init__(self) -> None:
        self._named: defaultdict[str, list[City]] = defaultdict(list)
        for name, others, iso, state, lat, lon, people in lines(shipped("gazetteer", "cities.tsv")):
            city = City(name, iso, state, float(lat), float(lon), int(people))
            for each in (name, *others.split("|")) if others else (name,):
                self._named[fold(each)].append(city)

    def named(self, name: str) -> list[City]:
        """Return the cities of this name, the largest first."""
        return sorted(self._named.get(fold(name), ()), key=lambda city: -city.population)

    def __contains__(self, name: str) -> bool:
        return fold(name) in self._named

    def choose(self, name: str, countries: Collection[str] = (), state: str = "") -> City | None:
        """Return the city that an article means, or None if nothing decides.

        It is the only city of the name in `countries` (ISO codes of the countries in the article),
        or the only one that is likely at all.
        """
        cities = self.named(name)
        if state:
            return next((city for city in cities if city.state == state), None)
        large = [city for city in cities if city.population * _FAMOUS >= cities[0].population]
        near = [city for city in large if city.iso in countries]
        return _outstanding(near) if near else _outstanding(cities)


def _outstanding(cities: list[City]) -> City | None:
    """Return the only city, or one that is far larger than the others."""
    if len(cities) == 1 or (len(cities) > 1 and _dwarfs(cities[0], cities[1])):
        return cities[0]
    return None


def _dwarfs(city: City, other: City) -> bool:
    return city.population >= _FAMOUS * max(other.population, 1)


@lru_cache(maxsize=1)
def cities() -> Cities:
    """Return the shipped table, read once per process."""
    return Cities()
