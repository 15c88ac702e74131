"""One name, one type: by first names, surnames and the clearer mentions."""

from __future__ import annotations

from collections import Counter, defaultdict

from store.extract.gazetteer.cities import cities
from store.extract.names.draft import Name, NamesDraft
from store.extract.names.words import COMMON_FIRST, GIVEN_NAMES
from store.identity.folding import fold

# Which names are persons: by first name, and by the surnames of those named in full.


def grow_given_names(draft: NamesDraft) -> None:
    """ "Uri" before the surname "Lubrani" belongs to it."""
    marks = draft.covered()
    for name in draft.names:
        before = name.start - 1
        if name.type != "PERSON" or " " in name.text or before < 0 or marks[before] or name.chars:
            continue
        if draft.words[before][:1].isupper() and fold(draft.words[before]) in GIVEN_NAMES:
            draft.reset(name, before, name.end)


def full_surnames(draft: NamesDraft) -> set[str]:
    """The last words, folded, of the persons named in full or with a title."""
    return {
        form
        for name in draft.names
        if name.type == "PERSON" and (" " in name.text or name.titled)
        for form in _surname_forms(name)
    }


def _surname_forms(name: Name) -> tuple[str, str]:
    """ "al-Assad" is "Assad" too."""
    last = fold(name.words()[-1])
    return last, last.split()[-1] if last else last


def retype_surnames(draft: NamesDraft) -> None:
    """A word tagged as a place or an organisation is the person whose surname it is, or whose
    first name; and so is a name of two words that ends in that surname ("Melania Trump")."""
    surnames = full_surnames(draft)
    families = {
        fold(name.words()[-1])
        for name in draft.names
        if name.type == "PERSON" and (name.titled or fold(name.words()[0]) in GIVEN_NAMES)
    }
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


def _first_surnames(draft: NamesDraft) -> set[str]:
    """ "Quispe" of "Rosario Quispe Huamán", who has two; no town, and no first name."""
    return {
        folded
        for name in draft.names
        if name.type == "PERSON" and not name.known
        for word in name.words()[1:-1]
        if len(folded := fold(word)) > 3 and folded not in GIVEN_NAMES and word not in cities()
    }


def _is_of_family(draft: NamesDraft, name: Name, families: set[str]) -> bool:
    """Two words, the second the surname of somebody who is surely a person."""
    first, *rest = name.words()
    return (
        len(rest) == 1
        and fold(rest[0]) in families
        and name.type in ("ORG", "GPE", "WORK", "PRODUCT")
        and first.istitle()
        and first.isalpha()
        and first.casefold() not in COMMON_FIRST
        and not draft.gazetteer.demonym(first)
        and not draft.gazetteer.place(first)
    )


# One name, one type: mentions that were tagged in two ways follow the clearer ones.

_PLACES = ("GPE", "LOC", "FAC")


def vote(draft: NamesDraft) -> None:
    """All names of the same letters get the type that most of them have; a type that is
    sure, or that a title proves, counts four times, and one that a table favours twice."""
    same: defaultdict[str, list[Name]] = defaultdict(list)
    for name in draft.names:
        same[name.text.casefold()].append(name)
    for group in same.values():
        if len({name.type for name in group}) > 1:
            _settle(group)


def _favoured(text: str) -> str:
    """What a word is that a table knows, other things being equal."""
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
