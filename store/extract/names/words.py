"""Words that say something of the names beside them: first names, last words, titles."""

from __future__ import annotations

from functools import cache

from store.asset_files import shipped
from store.extract import lexicon
from store.identity.folding import fold

# Words that stand beside names in English news and are no part of them.

ARTICLES = frozenset("the The THE a A an An".split())

HONORIFICS = lexicon.words("names.honorifics")
"""Titles of one word that stand right before a person's name."""

OFFICES = lexicon.words("names.offices")
"""Words for offices and trades that stand before a person's name."""

HUMANS = lexicon.words("names.humans")
"""What stands in lower case right before somebody's full name."""

EPITHETS = lexicon.words("names.epithets")
"""What one is or is called, before the first name."""

ORG_NOUNS = lexicon.words("names.org_nouns")
"""What stands before an organisation's name: "union", "newspaper"."""

NEWSROOMS = frozenset("newsdesk newsroom".split())
"""What a wire puts after a place to sign off."""

CALENDAR = frozenset(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sept sep oct nov dec "
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri "
    "sat sun today yesterday tomorrow tonight gmt utc est edt cet bst am pm a.m. p.m.".split()
)

NEVER = lexicon.words("names.never")
"""Words of pages, tables and wires that the model takes for names."""

PARTICLES = lexicon.words("names.particles")
"""Small words inside surnames, with or without a hyphen after them."""

LED = lexicon.words("names.led")
"""What follows a name and a hyphen: "Moscow-led"."""


# Words that tell of a person whether "she" or "he" is said: first names, titles, nouns.

FEMALE, MALE = "female", "male"


@cache
def _words() -> dict[str, dict[str, str]]:
    parts: dict[str, dict[str, str]] = {"given": {}, "title": {}, "noun": {}}
    lines = shipped("codebook", "genders.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    for word, part, gender in rows[1:]:
        parts[part][word] = gender
    return parts


def gender_of_title(word: str) -> str | None:
    """ "Ms", "Prince", in any case, with its full stop or without."""
    return _words()["title"].get(word.casefold().rstrip("."))


def gender_of_noun(word: str) -> str | None:
    """ "Actress", "husband"; None where the noun does not tell."""
    return _words()["noun"].get(word.casefold())


def gender_of_given(first: str) -> str | None:
    """Of a first name as it is written; None where both have it, or nobody that we know."""
    return _words()["given"].get(first)


# First names, for telling persons from what the model takes them for.

GIVEN_NAMES = frozenset(
    fold(word)
    for table in ("given_names.txt", "given_names_census.txt")
    for line in shipped("gazetteer", table).read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)
"""Folded."""


# Words that end (or begin) the names of organisations, places, events, works and laws.

ORGANIZATIONS = lexicon.words("names.organizations")
BUILDINGS = lexicon.words("names.buildings")
WORKS = frozenset("Show Report Prize Award Awards Trophy Experience Podcast".split())
LAWS = frozenset(
    "Act Law Bill Amendments Directive Constitution Amendment Treaty Accord Accords Agreement "
    "Protocol".split()
)
LANDSCAPES = lexicon.words("names.landscapes")
INSTRUMENTS = frozenset("Telescope Satellite Spacecraft Rover Probe".split())
WELL_KNOWN = lexicon.words("names.well_known")
"""Surnames that the news says alone and means one person by."""
PRODUCTS = lexicon.words("names.products")
"""First words of products."""
OBJECTS = lexicon.words("names.objects")
"""Last words of things."""
DIVISIONS = frozenset(
    "Province County District Municipality Prefecture Governorate Oblast Township Region".split()
)
EVENTS = lexicon.words("names.events")
LAST = {
    BUILDINGS: "FAC",
    WORKS: "WORK",
    LAWS: "LAW",
    LANDSCAPES: "LOC",
    EVENTS: "EVENT",
    DIVISIONS: "GPE",
    INSTRUMENTS: "PRODUCT",
    OBJECTS: "PRODUCT",
}
"""Last words → the type they tell."""
CLUBS = lexicon.words("names.clubs")
"""What follows a town in the name of its club."""
BUSINESS = lexicon.words("names.business")
"""What a company's short name leaves out."""
LEGAL = lexicon.words("names.legal")
COMMON_FIRST = lexicon.words("names.common_first")
CAMPS = lexicon.words("names.camps")
"""First words of parties that say more than the party: "Labour" is one, "Green" is not."""
