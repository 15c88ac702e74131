"""Give a name one type: by first names, surnames and the clearer mentions."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import lru_cache

from store.extract.gazetteer.known import cities
from store.extract.names.draft import REMEMBERED, Name, NamesDraft
from store.extract.names.words import COMMON_FIRST, GIVEN_NAMES, WELL_KNOWN
from store.extract.rules import rule
from store.identity.folding import fold
from store.identity.keys import GENERATIONS

# Which names are persons: by first name, and by the surnames of those named in full.


def full_surnames(draft: NamesDraft) -> set[str]:
    """Return the folded last words of persons named in full or with a title."""
    return {
        form
        for name in draft.names
        if name.type == "PERSON" and (" " in name.text or name.titled)
        for form in _surname_forms(name.text)
    }


@lru_cache(REMEMBERED)
def _surname_forms(name: str) -> tuple[str, str]:
    """Return the surname with and without its particle: "al-Assad" is also "Assad"."""
    words = [fold(word) for word in name.split()]
    last = words[-2] if len(words) > 2 and words[-1] in GENERATIONS else words[-1]
    return last, last.split()[-1] if last else last


@rule("names.retype_surnames")
def retype_surnames(draft: NamesDraft) -> None:
    """Make a place or organisation a person if it is the surname or first name of one.

    The same holds for two words that end in the surname ("Melania Trump").
    """
    surnames = full_surnames(draft)
    families = {
        fold(name.words()[-1])
        for name in draft.names
        if name.type == "PERSON" and (name.titled or fold(name.words()[0]) in GIVEN_NAMES)
    }
    families |= _lone_surnames(draft)
    middles = _first_surnames(draft)
    for name in draft.names:
        if name.type == "PERSON" or name.sure:
            continue
        is_surname = fold(name.text) in surnames or fold(name.text) in middles
        if is_surname or _is_of_family(draft, name, families):
            name.type = "PERSON"
    firsts = {
        fold(name.words()[0]) for name in draft.names if name.type == "PERSON" and " " in name.text
    }
    for name in draft.names:
        unsure = name.type in ("ORG", "GPE", "PRODUCT", "WORK") and not name.sure
        if unsure and fold(name.text) in firsts and name.text not in cities():
            name.type = "PERSON"


@rule("names.well_known")
def settle_well_known(draft: NamesDraft) -> None:
    """Make a well-known surname such as "Trump" alone a person."""
    for name in draft.names:
        is_free = not name.known and not name.short_for and not name.is_dateline
        if name.text in WELL_KNOWN and name.type in _UNLIKELY and is_free and not name.sure:
            name.type = "PERSON"


_CLOSE = 6
"""Within how many words behind a full name its first word alone is the person."""


@rule("names.first_names_of_countries")
def retype_first_names(draft: NamesDraft) -> None:
    """Make "Jordan" after "Jordan Hale" or "Ann Jordan" a person, unless a place is shown."""
    persons = [name for name in draft.names if name.type == "PERSON" and " " in name.text]
    full = [name.words() for name in persons]
    firsts = {word for words in full for word in (words[0], words[-1])}
    ends = {name.words()[0]: name.end for name in reversed(persons)}
    lone = [name for name in draft.names if name.known and name.text in firsts]
    known = {
        name.known.key
        for name in draft.names
        if name.known and (name not in lone or draft.before(name.start).casefold() in _PLACING)
    }
    for name in lone:
        is_near = 0 <= name.start - ends.get(name.text, -_CLOSE) < _CLOSE
        is_placed = draft.before(name.start).casefold() in _PLACING
        if name.known and (name.known.key not in known or (is_near and not is_placed)):
            name.type, name.known, name.sure = "PERSON", None, True


_OFTEN = 2


def _lone_surnames(draft: NamesDraft) -> set[str]:
    """Return the unknown words that are persons several times, and never in full."""
    lone = Counter(
        name.text
        for name in draft.names
        if name.type == "PERSON" and " " not in name.text and name.text not in WELL_KNOWN
    )
    return {fold(word) for word, times in lone.items() if times >= _OFTEN and len(word) > 3}


def _first_surnames(draft: NamesDraft) -> set[str]:
    """Return the first of two surnames, except for towns and first names.

    For example "Quispe" of "Rosario Quispe Huamán".
    """
    return {
        folded
        for name in draft.names
        if name.type == "PERSON" and not name.known
        for word in name.words()[1:-1]
        if len(folded := fold(word)) > 3 and folded not in GIVEN_NAMES and word not in cities()
    }


def _is_of_family(draft: NamesDraft, name: Name, families: set[str]) -> bool:
    """Whether it is two words, the second the surname of a certain person."""
    first, *rest = name.words()
    return (
        len(rest) == 1
        and fold(rest[0]) in families
        and name.type in ("ORG", "GPE", "WORK", "PRODUCT")
        and (first.istitle() or (first.isupper() and len(first) < 3))
        and first.replace("-", "").isalpha()
        and first.casefold() not in COMMON_FIRST
        and not draft.gazetteer.demonym(first)
        and not draft.gazetteer.place(first)
    )


_UNLIKELY = frozenset("ORG WORK PRODUCT GPE NORP LOC FAC LAW EVENT".split())
_PLACING = frozenset("in from to near with of between across against".split())
"""Words before a country."""

# One name, one type: mentions with different types follow the clearer ones.

_PLACES = ("GPE", "LOC", "FAC")


@rule("names.vote")
def vote(draft: NamesDraft) -> None:
    """Give all names with the same letters the type that most of them have.

    A type that is certain or shown by a title counts four times, one favoured by a table twice.
    """
    same: defaultdict[str, list[Name]] = defaultdict(list)
    for name in draft.names:
        same[name.text.casefold()].append(name)
    for group in same.values():
        if len({name.type for name in group}) > 1:
            _settle(group)


def _favoured(text: str) -> str:
    """Return the type that a table favours for a word."""
    if fold(text) in GIVEN_NAMES:
        return "PERSON"
    return "GPE" if text in cities() else ""


def _settle(group: list[Name]) -> None:
    votes: Counter[str] = Counter()
    for name in group:
        votes[name.type] += 4 if name.sure or name.titled else 1
    favoured = _favoured(group[0].text)
    if favoured in votes:
        votes[favoured] *= 2
    places = sum(votes[type_] for type_ in _PLACES)
    best = max(votes, key=lambda type_: votes[type_])
    if places > votes[best]:
        best = max(_PLACES, key=lambda type_: votes[type_])
    known = next((name.known for name in group if name.known and name.type == best), None)
    for name in group:
        if not name.sure and not name.titled:
            name.type, name.known = best, known
