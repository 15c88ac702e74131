"""Where cities are, and which of several of the same name an article means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from store.asset_files import shipped
from store.extract.gazetteer.known import lines
from store.identity.folding import fold

_FAMOUS = 5
"""How many times larger than the next one a city must be to be meant without a hint."""


class City(NamedTuple):
    name: str
    iso: str
    state: str
    """Postal code of the state, for the United States; else empty."""
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
        """The cities of this name, the largest first."""
        return sorted(self._named.get(fold(name), ()), key=lambda city: -city.population)

    def __contains__(self, name: str) -> bool:
        return fold(name) in self._named

    def choose(self, name: str, countries: Collection[str] = (), state: str = "") -> City | None:
        """The city that is meant where `countries` (ISO codes) are talked of: the only one
        of its name in them, or the only one that could be meant at all. None when nothing
        decides."""
        cities = self.named(name)
        if state:
            return next((city for city in cities if city.state == state), None)
        large = [city for city in cities if city.population * _FAMOUS >= cities[0].population]
        near = [city for city in large if city.iso in countries]
        return _outstanding(near) if near else _outstanding(cities)


def _outstanding(cities: list[City]) -> City | None:
    """The only city, or the one that dwarfs the others."""
    if len(cities) == 1 or (len(cities) > 1 and _dwarfs(cities[0], cities[1])):
        return cities[0]
    return None


def _dwarfs(city: City, other: City) -> bool:
    return city.population >= _FAMOUS * max(other.population, 1)


@lru_cache(maxsize=1)
def cities() -> Cities:
    """The shipped table, read once a process."""
    return Cities()
