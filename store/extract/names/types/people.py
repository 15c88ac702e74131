"""Which names are persons: by first name, and by the surnames of those named in full."""

from __future__ import annotations

from store.extract.gazetteer import cities
from store.extract.names.draft import Draft, Name
from store.extract.names.words.given import GIVEN_NAMES
from store.extract.names.words.head_words import COMMON_FIRST
from store.identity.folding import fold


def grow_given_names(draft: Draft) -> None:
    """ "Uri" before the surname "Lubrani" belongs to it."""
    marks = draft.covered()
    for name in draft.names:
        before = name.start - 1
        if name.type != "PERSON" or " " in name.text or before < 0 or marks[before] or name.chars:
            continue
        if draft.words[before][:1].isupper() and fold(draft.words[before]) in GIVEN_NAMES:
            draft.reset(name, before, name.end)


def full_surnames(draft: Draft) -> set[str]:
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


def retype_surnames(draft: Draft) -> None:
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


def _first_surnames(draft: Draft) -> set[str]:
    """ "Quispe" of "Rosario Quispe Huamán", who has two; no town, and no first name."""
    return {
        folded
        for name in draft.names
        if name.type == "PERSON" and not name.known
        for word in name.words()[1:-1]
        if len(folded := fold(word)) > 3 and folded not in GIVEN_NAMES and word not in cities()
    }


def _is_of_family(draft: Draft, name: Name, families: set[str]) -> bool:
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
