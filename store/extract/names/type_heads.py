"""Settle the type of a name by its last word: "Alphabet Inc", "Zagros Mountains"."""

from __future__ import annotations

import re

from store.extract import lexicon
from store.extract.gazetteer import Gazetteer
from store.extract.gazetteer.known import cities
from store.extract.names.draft import Name, NamesDraft
from store.extract.names.words import (
    BUILDINGS,
    BUSINESS,
    CLUBS,
    GIVEN_NAMES,
    LANDSCAPES,
    LAST,
    LEGAL,
    ORGANIZATIONS,
    PARTICLES,
    PRODUCTS,
)
from store.extract.rules import rule
from store.identity.folding import fold
from store.identity.keys import GENERATIONS

SURE_EVENTS = lexicon.words("names.sure_events")
"""Last words of events that are not bodies."""
_UNLIKE_PERSONS = frozenset("GPE LOC FAC PRODUCT WORK NORP".split())
_LONGEST_PRODUCT = 5
_PROGRAMMES = frozenset("Program Programme Project Initiative Plan Scheme Strategy".split())
_CALL_SIGN = re.compile(r"[KW][A-Z]{2,3}\d{2,4}|[KW][A-Z]{2,3}-(?:TV|FM|AM)")
"""Of an American station: "WQXR-FM", "KFI640"."""
_BILL = re.compile(r"(?:HB|SB|HR|H\.R\.|S\.B\.|H\.B\.|HCR|SCR) ?\d{1,5}")
"""A bill by the letters of its chamber: "HB2", "SB 1070"."""
_INITIALS = re.compile(r"(?:[A-Z]\.)+ [A-Z][a-z]+$")
_GENERAL = lexicon.words("names.general")
"""Words after "General" that do not make it a person."""
_ACTS = lexicon.words("names.numbered")
"""First words of numbered laws."""
_PLACES = frozenset({"GPE", "LOC"})
_COMMITTEES = frozenset({"PAC", "SuperPAC"})
_FOREIGN_BANKS = frozenset({"Banque", "Banco", "Banca", "Banka"})
_TASKS = frozenset(
    "School Water Control Utility Transit Park Sanitation Irrigation Improvement Hospital Fire "
    "Conservation Drainage".split()
)
_BUILT = BUILDINGS | LANDSCAPES
"""Last words of what has "the" before it, as no person has: "the Charles Bridge"."""
_TOWNS = frozenset("town city village suburb hamlet township borough municipality".split())
_POLICIES = frozenset("Power Action Tax Climate Stimulus Peace Recovery Budget Energy".split())
"""Words before "Plan" in the name of a policy."""
_HALLS = lexicon.words("names.halls")
"""Words before "Center" in the name of a building that is no body."""
_TREATIES = lexicon.words("names.treaties")
"""Words before "Convention" in the name of a treaty."""
_FOR = frozenset(["of", "for"])
"""Words between a body and what it is of or for."""
_STYLES = lexicon.words("names.styles")
_NO_SURNAMES = lexicon.words("names.no_surnames")
"""Last words of bodies and the like that nobody is called by: "Arthur Building"."""
_WRITTEN = frozenset({"Statement", "File", "Files"})
"""Those of works."""


@rule("names.settle_by_head")
def settle_by_head(draft: NamesDraft) -> None:
    """Settle types by the last word, and persons by the first name."""
    for name in draft.names:
        if name.type == "LAW" and name.text.isalnum():
            name.type = "ORG"  # "L3Harris": laws have longer names
        elif name.type == "LAW" and _is_sequel(name):
            name.type = "WORK"
        if name.sure or " " not in name.text:
            continue
        words = name.words()
        if _is_town(draft, name):
            name.type, name.sure = "GPE", True
            continue
        type_ = settles_type(words) or _unlike_person(name, words)
        is_body = type_ == "EVENT" and name.type == "ORG" and not _is_sure_event(words)
        is_built = words[-1] in _BUILT and draft.before(name.start) in ("the", "The")
        if is_body or (not is_built and _has_such_a_surname(name, words)):
            continue
        if type_ and not (name.type == "PERSON" and name.titled):
            name.type, name.sure = type_, type_ == "ORG"
        elif type_ is None and name.type != "PERSON":
            _settle_person(draft, name, words)


@rule("names.settle_by_form")
def settle_by_form(draft: NamesDraft) -> None:
    """Settle types by the letters.

    "iPhone X" is a product, "F.W. Murnau" is a person, "IHS Markit" is not, and two peoples
    together are one ("Turkish Cypriots").
    """
    gazetteer = draft.gazetteer
    for name in draft.names:
        words = name.words()
        if type_ := _type_of_code(name, words):
            name.type, name.sure = type_, True
        elif (
            name.type in _UNLIKE_PERSONS
            and _INITIALS.match(name.text)
            and not gazetteer.place(words[0])
        ):
            name.type = "PERSON"
        elif len(words) > 1 and words[-1] in _COMMITTEES and not name.known:
            name.type, name.titled, name.sure = "ORG", False, True
        elif name.type == "PERSON" and not name.titled and _has_letters(draft, name):
            name.type = "ORG"
        elif name.type == "GPE" and len(words) > 1 and words[-1] in _PROGRAMMES:
            name.type, name.known = "ORG", None
        elif name.type in _PLACES and not name.known and _is_american_body(words, gazetteer):
            name.type, name.sure = "ORG", True
        elif len(words) > 1 and fold(words[-1]) in GENERATIONS and _may_be_person(draft, name):
            name.type, name.sure = "PERSON", True
        elif len(words) == 2 and all(_is_people(word, gazetteer) for word in words):
            name.type, name.known, name.kind, name.sure = "NORP", None, "name", True


def _is_american_body(words: list[str], gazetteer: Gazetteer) -> bool:
    """Whether it is a body and no region: "Boy Scouts of America", "Oxfam America"."""
    if words[-1] != "America" or len(words) < 2 or "States" in words:
        return False
    return words[-2] == "of" or gazetteer.organization(words[0]) is not None


def _type_of_code(name: Name, words: list[str]) -> str | None:
    """Return the type of a product by its first word, of a bill or a station by its letters."""
    if name.known:
        return None
    if words[0] in PRODUCTS and len(words) < _LONGEST_PRODUCT:
        return "PRODUCT"
    if _BILL.fullmatch(name.text):
        return "LAW"
    return "ORG" if _CALL_SIGN.fullmatch(name.text) else None


def _is_sure_event(words: list[str]) -> bool:
    """Whether it is an event and no body: "Democratic National Convention"."""
    return words[-1] in SURE_EVENTS or words[-2:] == ["National", "Convention"]


@rule("names.towns_with_heads", off=lambda *_: False)
def _is_town(draft: NamesDraft, name: Name) -> bool:
    """Whether a town only looks like a body: "in State College", "the town of Sioux Center"."""
    if (
        name.titled
        or name.known
        or name.type == "GPE"
        or not is_organization_head(name.words()[-1])
    ):
        return False
    before = draft.words[max(name.start - 2, 0) : name.start]
    if before[-1:] == ["of"] and before[0] in _TOWNS:
        return True
    return before[-1:] in (["in"], ["In"]) and name.text in cities()


def _may_be_person(draft: NamesDraft, name: Name) -> bool:
    """Whether it is a body without a capitalised word behind it, as in "King Jr. Center"."""
    is_body = name.type == "ORG" and not name.known
    return is_body and not any(word[:1].isupper() for word in draft.words[name.end : name.end + 1])


def _is_sequel(name: Name) -> bool:
    """Whether it has the form of a game or film of a series: "Fallout 3"."""
    first, last = name.words()[0], name.words()[-1]
    return last.isdigit() and len(last) == 1 and first.istitle() and first not in _ACTS


def _begins_with_letters(words: list[str]) -> bool:
    """Whether it begins with an acronym: "IHS Markit", not "JFK Jr." or "JOHN SMITH"."""
    first, *rest = words
    is_short = len(first) > 2 and first.isupper() and first.isalpha()
    is_short = is_short and fold(rest[-1] if rest else "") not in GENERATIONS
    return is_short and bool(rest) and rest[-1].istitle() and fold(first) not in GIVEN_NAMES


def _has_letters(draft: NamesDraft, name: Name) -> bool:
    """Whether it begins or ends with an acronym."""
    return _begins_with_letters(name.words()) or _ends_in_body(draft, name)


@rule("names.branches_of_bodies", off=lambda *_: False)
def _ends_in_body(draft: NamesDraft, name: Name) -> bool:
    """Whether it ends in the letters of a body that the article names alone: "Junge SVP"."""
    words = name.words()
    last = words[-1]
    is_short = len(words) > 1 and len(last) > 2 and last.isupper() and last.isalpha()
    if not is_short or words[0].isupper() or fold(last) in GENERATIONS:
        return False
    return any(other.text == last and other.type == "ORG" for other in draft.names)


def _is_people(word: str, gazetteer: Gazetteer) -> bool:
    return gazetteer.demonym(word) is not None or word in gazetteer.peoples


def _is_styled(words: list[str]) -> bool:
    """Whether it has a person's title: "Queen Anne", "General Abacha", not "General Motors"."""
    if len(words) > 3 or "&" in words:
        return False
    return words[0].rstrip(".") in _STYLES or (
        words[0] == "General" and words[-1] not in _GENERAL and words[-1].casefold() not in BUSINESS
    )


def _has_such_a_surname(name: Name, words: list[str]) -> bool:
    """Whether the last word is a surname here: "Doris Day", "Emily Post"."""
    return (
        name.type == "PERSON"
        and len(words) == 2
        and fold(words[0]) in GIVEN_NAMES
        and words[1].strip(".").casefold() not in LEGAL
        and not _unlike_person(name, words)
    )


@rule("names.no_surnames")
def _unlike_person(name: Name, words: list[str]) -> str | None:
    """Return the type of what only begins like a person: "Elliot Hospital", "the Kelly File"."""
    if name.type != "PERSON" or len(words) != 2 or words[1] not in _NO_SURNAMES:
        return None
    return settles_type(words) or ("WORK" if words[1] in _WRITTEN else "ORG")


def _settle_person(draft: NamesDraft, name: Name, words: list[str]) -> None:
    if _is_person(words, draft.gazetteer.peoples) or (
        name.type == "GPE" and _INITIALS.match(name.text)
    ):
        name.type = "PERSON"
    elif _is_styled(words):
        name.type, name.titled = "PERSON", True
        draft.reset(name, name.start + 1 + (draft.words[name.start + 1] == "."), name.end)


def is_organization_head(word: str) -> bool:
    return word in ORGANIZATIONS


def settles_type(words: list[str]) -> str | None:
    """Return the type that the last or first word of a name shows."""
    last = words[-1]
    if kind := _kind_of_pair(words):
        return kind
    if last in ORGANIZATIONS or _is_special_district(words) or _is_club(words):
        return "ORG"
    if words[-3:] == ["of", "the", "Year"]:
        return "WORK"
    if last not in BUILDINGS and _is_body_for_something(words):
        return "ORG"
    if last in LAST:
        return LAST[last]
    if words[0] in _FOREIGN_BANKS:
        return "ORG"
    if words[0] in ("Mount", "Mt.", "Lake", "Cape"):
        return "LOC"
    return "EVENT" if words[0] == "Operation" else None


def _kind_of_pair(words: list[str]) -> str | None:
    """Return the type that the last word shows only beside another: "Flight 32"."""
    before, last = ("", *words)[-2:]
    if last in ("Center", "Centre") and before in _HALLS:
        return "FAC"
    if last in ("Convention", "Conventions") and before in _TREATIES:
        return "LAW"
    if last == "Partnership" and "Trade" in words:
        return "LAW"
    if last == "Plan" and len(words) > 2 and before in _POLICIES:
        return "LAW"
    return "EVENT" if len(words) > 2 and before == "Flight" else None


def _is_body_for_something(words: list[str]) -> bool:
    """Whether it is a body of or for something: "Foundation for Peace", "Court of Orvis County"."""
    inner = next((at for at, word in enumerate(words) if at and word in _FOR), None)
    return inner is not None and words[inner - 1] in ORGANIZATIONS


def _is_special_district(words: list[str]) -> bool:
    """Whether it is a body with a task in a district: "Marin Water District"."""
    return words[-1] == "District" and len(words) > 1 and words[-2] in _TASKS


def _is_club(words: list[str]) -> bool:
    """Whether it is a club: "Manchester United"; "Kansas City" is a town."""
    town = " ".join(words[:-1])
    return words[-1] in CLUBS and town in cities() and " ".join(words) not in cities()


def _is_small(word: str) -> bool:
    """Whether it is an initial, a particle or a nickname, as in a name of four words."""
    return "." in word or len(word) == 1 or word.casefold() in PARTICLES


def _is_person(words: list[str], peoples: frozenset[str]) -> bool:
    """Whether it has the form of a person: a first name, perhaps initials, and a surname."""
    rest = words[1:]
    return (
        fold(words[0]) in GIVEN_NAMES
        and words[-1] not in peoples
        and (len(rest) < 3 or (len(rest) == 3 and any(_is_small(word) for word in rest[:-1])))
        and all(
            word[0].isupper() and word.replace("-", "").replace(".", "").isalpha() for word in rest
        )
    )
