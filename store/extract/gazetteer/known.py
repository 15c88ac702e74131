"""Read the gazetteer tables: tab-separated lines, with `#` for comments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple, cast

from store.asset_files import shipped_rows
from store.identity.folding import fold
from store.identity.keys import GENERATIONS, country_key, organization_key, place_key, thing_key
from store.reading import EntityType

# The names that English news uses for countries, regions and well-known organisations.

_SHORT = {"US": "U.S.", "GB": "British"}
"""Adjectives that news prefers to the demonym."""


@dataclass(frozen=True, slots=True)
class KnownPlaces:
    """An entry of the gazetteer.

    `iso` is set for countries only. `country` is the ISO code of the country that a region is in.
    """

    key: str
    name: str
    type: EntityType
    iso: str | None = None
    country: str | None = None
    state: str = ""
    """The postal code of a state of the United States."""


@dataclass(slots=True, weakref_slot=True, eq=False)
class Gazetteer:
    """The gazetteer.

    Names are looked up in folded form, acronyms by exact letters ("US", not "us").
    """

    names: dict[str, KnownPlaces] = field(default_factory=dict)
    """Countries and regions."""
    demonyms: dict[str, KnownPlaces] = field(default_factory=dict)
    """By lower case with accents: "Turk" differs from "Türk"."""
    adjectives: dict[str, str] = field(default_factory=dict)
    """Maps the key of a country or region to its first demonym, as written."""
    capitals: dict[str, KnownPlaces] = field(default_factory=dict)
    """Maps a capital's name to its country."""
    organizations: dict[str, KnownPlaces] = field(default_factory=dict)
    acronyms: dict[str, KnownPlaces] = field(default_factory=dict)
    """Acronyms of countries, regions and organisations."""
    countries: dict[str, KnownPlaces] = field(default_factory=dict)
    """Maps an ISO code to its country."""
    twins: dict[str, KnownPlaces] = field(default_factory=dict)
    """Maps the key of a country to a state of another country with the same name."""
    states: dict[str, KnownPlaces] = field(default_factory=dict)
    """Maps a postal code to its U.S. state."""
    parties: dict[str, tuple[KnownPlaces, str]] = field(default_factory=dict)
    """Maps a name of a party or its members, as written, to the party and its country's code."""
    peoples: frozenset[str] = frozenset()
    """Peoples, religions and groups without a country, singular and plural, as written."""
    things: dict[str, KnownPlaces] = field(default_factory=dict)
    """Well-known companies, media, products, works, laws, landmarks and events, as written."""
    persons: dict[str, frozenset[str]] = field(default_factory=dict)
    """Maps a folded name to what everybody knows the person to be: "senator", "vermont"."""
    canonical_peoples: dict[str, str] = field(default_factory=dict)
    """Maps another form of a people or faith to its name: "Jewish" to "Jew"."""
    spellings: list[tuple[str, KnownPlaces]] = field(default_factory=list)
    """Every name as written, in table order."""

    def place(self, name: str) -> KnownPlaces | None:
        """Return the country or region of this name.

        Letters with full stops are an acronym only: "V.A." is not "Va.".
        """
        if _is_acronym(name):
            found = self.acronyms.get(name.replace(".", ""))
            if found is not None or "." in name[:-1]:
                return found if found is not None and found.type != "ORG" else None
        return self.names.get(fold(name)) if len(name) > 3 or not name.isupper() else None

    def organization(self, name: str) -> KnownPlaces | None:
        """Return the organisation of this name."""
        if _is_acronym(name) and (found := self.acronyms.get(name.replace(".", ""))) is not None:
            return found if found.type == "ORG" else None
        found = self.organizations.get(fold(name))
        if found is None and " & " in name:
            return self.organizations.get(fold(name.replace(" & ", " and ")))
        return found

    def demonym(self, word: str) -> KnownPlaces | None:
        """Return the country or region of a demonym or an adjective of nationality."""
        return self.demonyms.get(word.casefold()) if word[:1].isupper() else None

    def capital(self, name: str) -> KnownPlaces | None:
        """Return the country whose capital has this name."""
        return self.capitals.get(fold(name)) if name[:1].isupper() else None

    def known_as(self, person: str) -> frozenset[str]:
        """Return the words for what everybody knows a person to be, by the full name.

        Initials and "Jr." may be left out.
        """
        folded = fold(person)
        words = [word for word in folded.split() if len(word) > 1]
        short = " ".join(words[:-1] if words and words[-1] in GENERATIONS else words)
        return self.persons.get(folded) or self.persons.get(short, frozenset())

    def adjective(self, owner: KnownPlaces) -> str:
        """Return the adjective or short form before a noun: "Chinese", "U.S.", "NATO"."""
        return _SHORT.get(owner.iso or "") or self.adjectives.get(owner.key, owner.name)

    def country_name(self, iso: str | None) -> str | None:
        country = self.countries.get(iso or "")
        return country.name if country else None


def _is_acronym(name: str) -> bool:
    bare = name.replace(".", "")
    return len(bare) <= 6 and bare.isupper() and bare.isalpha()


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """Return the shipped gazetteer, read once per process."""
    found = Gazetteer()
    _read_countries(found)
    _read_regions(found)
    _read_organizations(found)
    _read_parties(found)
    _read_things(found)
    _read_peoples(found)
    for name, words in _table("persons.tsv"):
        found.persons[fold(name)] = frozenset(words.split())
    return found


def _read_countries(found: Gazetteer) -> None:
    for iso, name, others, demonyms, capital, capital_others in _table("countries.tsv"):
        country = KnownPlaces(country_key(iso), name, "GPE", iso=iso)
        found.countries[iso] = country
        _add_names(found, country, [name, *_split(others)])
        _add_demonyms(found, country, _split(demonyms))
        for city in (capital, *_split(capital_others)):
            if city:
                found.capitals.setdefault(fold(city), country)


def _read_regions(found: Gazetteer) -> None:
    for name, others, kind, iso, demonyms, _capital, state in _table("regions.tsv"):
        type_: EntityType = "LOC" if kind == "LOC" else "FAC" if kind == "FAC" else "GPE"
        region = KnownPlaces(place_key(name, iso or None), name, type_, None, iso or None, state)
        names = [*_split(others)] if kind == "CITY" else [name, *_split(others)]
        if iso == "US" and len(state) == 2:
            found.states[state] = region
        twin = found.names.get(fold(name))
        if twin is not None and twin.iso and state:
            found.twins[twin.key] = region
        _add_names(found, region, names)
        _add_demonyms(found, region, _split(demonyms))


def _read_organizations(found: Gazetteer) -> None:
    for name, others in _table("organizations.tsv"):
        organization = KnownPlaces(organization_key(name), name, "ORG")
        for each in (name, *_split(others)):
            if not each.lower().startswith("the "):
                found.spellings.append((each, organization))
            if _is_acronym(each):
                found.acronyms.setdefault(each.replace(".", ""), organization)
            else:
                found.organizations.setdefault(fold(each), organization)


def _read_parties(found: Gazetteer) -> None:
    for name, forms, iso in _table("parties.tsv"):
        party = KnownPlaces(organization_key(name), name, "ORG")
        for form in (name, *_split(forms)):
            found.parties[form] = (party, iso)


def _read_things(found: Gazetteer) -> None:
    for name, others, kind in _table("things.tsv"):
        type_ = cast("EntityType", kind)
        if type_ == "ORG":
            known = found.organization(name)
            thing = known or KnownPlaces(organization_key(name), name, "ORG")
        elif type_ in ("FAC", "LOC"):
            thing = KnownPlaces(place_key(name), name, type_)
        else:
            thing = KnownPlaces(thing_key(type_, name), name, type_)
        for each in (name, *_split(others)):
            found.things.setdefault(each, thing)
            if " " in each:
                found.spellings.append((each, thing))


def _add_names(found: Gazetteer, place: KnownPlaces, names: list[str]) -> None:
    for name in names:
        if not name.startswith("the ") and not name.endswith(" state"):
            found.spellings.append((name, place))
        if _is_acronym(name):
            found.acronyms.setdefault(name.replace(".", ""), place)
        else:
            found.names.setdefault(fold(name), place)


def _add_demonyms(found: Gazetteer, place: KnownPlaces, demonyms: list[str]) -> None:
    if demonyms:
        found.adjectives[place.key] = demonyms[0]
    for demonym in demonyms:
        for form in (demonym, demonym + "s"):
            found.demonyms.setdefault(form.casefold(), place)


def _read_peoples(found: Gazetteer) -> None:
    words: set[str] = set()
    for (line,) in _table("peoples.txt"):
        for entry in line.split():
            name, *others = entry.replace("_", " ").split("=")
            words.update((name, *others))
            for other in (name, *others) if others else ():
                found.canonical_peoples[other] = found.canonical_peoples[other + "s"] = name
    found.peoples = frozenset(words | {word + "s" for word in words})


def _table(name: str) -> list[list[str]]:
    return shipped_rows("gazetteer", name)


def _split(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


# Words that count as names in a text in capitals, even if they have other meanings.

_COMMON = frozenset(
    "pole poles male kiwi west western gulf turk turks central nice reading mobile queens java "
    "dane danes finn finns swede swedes lao thai hellenic baltic is us who pa car nam eta sec as "
    "fed un ap it".split()
)
"""Words that mean something else more often than a place or a body."""


def proper_words() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return the names for recasing: single words, acronyms, and names of several words.

    Single words are in lower case: countries, their people and capitals, regions and peoples.
    Acronyms are in capitals.
    """
    known = gazetteer()
    names = {*known.names, *known.demonyms, *known.capitals}
    names |= {people.casefold() for people in known.peoples}
    words = frozenset(name for name in names if name.isalpha() and name not in _COMMON)
    acronyms = frozenset(word for word in known.acronyms if word.casefold() not in _COMMON)
    phrases = frozenset(
        name for name in {*known.names, *known.capitals, *known.organizations} if " " in name
    )
    return words, acronyms, phrases


# Look up cities, and choose between cities of the same name.

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
        for name, others, iso, state, lat, lon, people in _table("cities.tsv"):
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
