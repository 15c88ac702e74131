"""Words that describe the names beside them: first names, last words, titles."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from store.asset_files import shipped_rows
from store.extract import lexicon
from store.identity.folding import fold

# Words beside names in English news that are not part of them.

ARTICLES = frozenset("the The THE a A an An".split())

HONORIFICS = lexicon.words("names.honorifics")
"""Titles of one word right before a person's name."""

OFFICES = lexicon.words("names.offices")
"""Words for offices and occupations before a person's name."""

HUMANS = lexicon.words("names.humans")
"""Lower-case nouns right before a person's full name."""

EPITHETS = lexicon.words("names.epithets")
"""Descriptions of a person before the first name."""

ORG_NOUNS = lexicon.words("names.org_nouns")
"""Nouns before the name of an organisation: "union", "newspaper"."""

NEWSROOMS = frozenset("newsdesk newsroom".split())
"""Words after a place in the sign-off of a wire."""

CALENDAR = lexicon.words("names.calendar")

NEVER = lexicon.words("names.never")
"""Words of pages, tables and wires that the model takes for names."""

PARTICLES = lexicon.words("names.particles")
"""Small words inside surnames, with or without a hyphen after them."""

OPPOSITES = frozenset(["non", "un"])
"""Prefixes before a people that make it another group."""

LED = lexicon.words("names.led")
"""Words after a name and a hyphen: "Moscow-led"."""


# Words that show a person's gender: first names, titles, nouns.

FEMALE, MALE = "female", "male"


@cache
def _words() -> dict[str, dict[str, str]]:
    parts: dict[str, dict[str, str]] = {"given": {}, "title": {}, "noun": {}}
    for word, part, gender in shipped_rows("codebook", "genders.tsv")[1:]:
        parts[part][word] = gender
    return parts


def gender_of_title(word: str) -> str | None:
    """Return the gender of "Ms", "Prince" and the like; case and a full stop are ignored."""
    return _words()["title"].get(word.casefold().rstrip("."))


def gender_of_noun(word: str) -> str | None:
    """Return the gender of a noun such as "actress" or "husband", or None."""
    return _words()["noun"].get(word.casefold())


def gender_of_given(first: str) -> str | None:
    """Return the gender of a first name as written, or None if it is unknown or ambiguous."""
    given = _words()["given"]
    return given.get(first) or next((given[p] for p in first.split("-") if p in given), None)


def gender_of_person(words: Sequence[str]) -> str | None:
    """Return the gender by the first name of a full name: Michael's for "J. Michael Roe"."""
    first = next((word for word in words[:-1] if len(word.rstrip(".")) > 1), None)
    return gender_of_given(first) if first is not None else None


# First names, which tell persons from other types.

GIVEN_NAMES = frozenset(
    fold(word)
    for table in ("given_names.txt", "given_names_census.txt", "given_names_world.txt")
    for (line,) in shipped_rows("gazetteer", table)
    for word in line.split()
)
"""First names in folded form."""


# Words that end (or begin) the names of organisations, places, events, works and laws.

ORGANIZATIONS = lexicon.words("names.organizations")
BUILDINGS = lexicon.words("names.buildings")
WORKS = frozenset("Show Report Prize Medal Award Awards Trophy Experience Podcast".split())
LAWS = frozenset(
    "Act Law Bill Amendments Directive Constitution Amendment Treaty Accord Accords Agreement "
    "Protocol Declaration Code".split()
)
LANDSCAPES = lexicon.words("names.landscapes")
INSTRUMENTS = frozenset("Telescope Satellite Spacecraft Rover Probe".split())
WELL_KNOWN = lexicon.words("names.well_known")
"""Surnames that news uses alone for one person."""
PRODUCTS = lexicon.words("names.products")
"""First words of products."""
OBJECTS = lexicon.words("names.objects")
"""Last words of things."""
DIVISIONS = frozenset(
    "Province County District Municipality Prefecture Governorate Oblast Township Region".split()
)
EVENTS = lexicon.words("names.events")
_TYPES = (
    (BUILDINGS, "FAC"),
    (WORKS, "WORK"),
    (LAWS, "LAW"),
    (LANDSCAPES, "LOC"),
    (EVENTS, "EVENT"),
    (DIVISIONS, "GPE"),
    (INSTRUMENTS, "PRODUCT"),
    (OBJECTS, "PRODUCT"),
)
LAST = {word: type_ for words, type_ in reversed(_TYPES) for word in words}
"""Maps last words to the type they show, that of the first list that has the word."""
NICKNAMES = lexicon.words("names.team_nicknames")
"""Nicknames of teams, which are plain words elsewhere."""
CLUBS = lexicon.words("names.clubs")
"""Words after a town in the name of its club."""
BUSINESS = lexicon.words("names.business")
"""Words that a company's short name leaves out."""
LEGAL = lexicon.words("names.legal")
COMMON_FIRST = lexicon.words("names.common_first")
CAMPS = lexicon.words("names.camps")
"""First words of parties that name the party alone: "Labour" does, "Green" does not."""
