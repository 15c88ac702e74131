"""Nationalities that mean no country: of things, of businesses, and "Indian" in the Americas."""

from __future__ import annotations

from store.extract import lexicon
from store.extract.names.draft import Edit, Name, NamesDraft
from store.extract.names.words import HONORIFICS, OFFICES
from store.extract.rules import rule
from store.identity.folding import fold

# A nationality in the name of a thing or of a business is no country.

_OF_NO_COUNTRY = lexicon.words("names.of_no_country")
"""Nationalities with the noun behind them that make a thing of any country: "French fries"."""
_OWN = frozenset({"'s", "’s"})
_PROPER = frozenset({"NNP", "NNPS"})
_TITLES = HONORIFICS | OFFICES


@rule("names.nationalities_of_things")
def drop_nationalities_of_things(draft: NamesDraft) -> None:
    """Drop a nationality that is a word of a thing's name.

    For example "a Swiss Army knife"; "Marcello's Italian Grille" is one name.
    """
    edit = Edit(draft)
    for name in draft.names:
        if name.kind != "demonym" and name.text not in _OF_NO_COUNTRY:
            continue
        following = draft.words[name.end : name.end + 1]
        if name.chars or not following:
            continue
        if name.text in _OF_NO_COUNTRY or f"{name.text} {following[0]}" in _OF_NO_COUNTRY:
            edit.remove(name)
        elif (start := _start_of_business(edit, name)) is not None:
            end = _end_of_capitals(draft, name.end)
            for index in range(start, end):
                edit.remove(edit.at(index))
            edit.add(Name(start, end, "ORG", draft.text(start, end), sure=True))
    edit.apply()


def _start_of_business(edit: Edit, name: Name) -> int | None:
    """Return where a business begins whose owner and kind stand around a nationality."""
    draft = edit.draft
    if name.start < 2 or draft.words[name.start - 1] not in _OWN:
        return None
    owner = draft.words[name.start - 2]
    end = _end_of_capitals(draft, name.end)
    inside = {id(found) for at in range(name.end, end) if (found := edit.at(at)) is not None}
    if end == name.end or inside or not (owner.istitle() and owner.isalpha()):
        return None
    is_title = draft.words[name.end].casefold() in _TITLES
    owning = edit.at(name.start - 2)
    if is_title or (owning is not None and (owning.known or owning.end - owning.start > 1)):
        return None
    return name.start - 2


def _end_of_capitals(draft: NamesDraft, start: int) -> int:
    words, at = draft.words, start
    while at < len(words) and words[at].istitle() and draft.doc[at].tag_ in _PROPER:
        at += 1
    return at


# Indians of the Americas: "the Indian communities of southeastern Mexico".

_INDIA = "IN"
_OF_TRIBES = lexicon.words("names.of_tribes")
"""Nouns behind "Indian" for what tribes have: "reservation"."""
_TRIBAL = frozenset("tribe tribes tribal reservation reservations Navajo Cherokee Sioux".split())
_AMERICAS = frozenset({"American", "Native"})


@rule("names.tribes")
def settle_tribes(draft: NamesDraft) -> None:
    """Make "Indian" a people of the Americas in an article on tribes that does not name India."""
    indian = [name for name in draft.names if name.known and name.known.iso == _INDIA]
    join_tribes(draft, [name for name in indian if name.kind == "demonym"])
    if not indian or any(name.kind != "demonym" for name in indian):
        return
    is_on_tribes = len(draft.places.keys() & _TRIBAL) > 1
    if is_on_tribes or any(draft.after(name.end) in _OF_TRIBES for name in indian):
        for name in indian:
            name.type, name.known, name.kind, name.sure = "NORP", None, "name", True


@rule("names.named_tribes")
def join_tribes(draft: NamesDraft, indian: list[Name]) -> None:
    """Make "American Indians" and "Orvik Indians" one people."""
    edit = Edit(draft)
    for name in indian:
        start = name.start - 1
        first = edit.at(start) if start >= 0 and not name.chars else None
        if start < 0 or name.chars or not _is_tribe(draft, start, first):
            continue
        is_body = draft.words[name.end : name.end + 1] in (["Nation"], ["Tribe"])
        end = name.end + is_body
        for each in (first, name, edit.at(name.end) if is_body else None):
            edit.remove(each)
        type_ = "ORG" if is_body else "NORP"
        edit.add(Name(start, end, type_, draft.text(start, end), sure=True))
    edit.apply()


def _is_tribe(draft: NamesDraft, at: int, name: Name | None) -> bool:
    """Whether a word before "Indian" is the name of a tribe, or "American"."""
    word = draft.words[at]
    if word in _AMERICAS:
        return True
    if name is not None and (name.known or name.titled or name.end - name.start > 1):
        return False
    is_word = word.istitle() and word.isalpha() and not draft.doc[at].is_sent_start
    is_known = draft.gazetteer.demonym(word) or word in draft.gazetteer.peoples
    return is_word and draft.doc[at].tag_ in _PROPER and not is_known and fold(word) not in _TITLES
