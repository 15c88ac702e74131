"""Settle the type of a name by the company it keeps: lists of towns, of films, of a family."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from store.extract import lexicon
from store.extract.gazetteer.known import cities
from store.extract.names.draft import Name, NamesDraft
from store.extract.names.type_heads import settles_type
from store.extract.names.words import CALENDAR, GIVEN_NAMES
from store.extract.rules import rule
from store.identity.folding import fold

# Names in one list are of one kind: "in Ash Fork, Prescott and Cottonwood".

_BETWEEN = frozenset(["and", "or", "&", ","])
_FEWEST = 3
"""How many names make a list."""
_LISTED = frozenset({"PERSON", "GPE"})
"""Types that a list shows. Companies are listed with towns and persons too often."""


@rule("names.lists")
def settle_lists(draft: NamesDraft) -> None:
    """Give an unclear name the type that the other names of its list have."""
    for names in _lists(draft):
        if _are_first_names(names):
            for name in names:
                name.type, name.sure = "PERSON", True
            continue
        best, times = Counter(name.type for name in names).most_common(1)[0]
        clear = {name.type for name in names if _is_clear(name)}
        if best in _LISTED and times * 2 > len(names) and clear == {best}:
            for name in names:
                if not _is_clear(name) and _may_be_listed(name, best):
                    name.type = best


@rule("names.first_names_listed", off=lambda _: False)
def _are_first_names(names: list[Name]) -> bool:
    """Whether a list is of children and the like: "Noah, Maliyah, Isaiah and Nariyah"."""
    given = sum(fold(name.text) in GIVEN_NAMES for name in names)
    return 2 * given >= len(names) and all(
        " " not in name.text
        and name.text.istitle()
        and name.text.isalpha()
        and not (name.known or name.sure or name.titled)
        and name.text not in cities()
        for name in names
    )


def _lists(draft: NamesDraft) -> Iterator[list[Name]]:
    """Yield the names that only commas and "and" separate."""
    run: list[Name] = []
    for name in draft.names:
        if run and not _is_next(draft, run[-1], name):
            if len(run) >= _FEWEST:
                yield run
            run = []
        run.append(name)
    if len(run) >= _FEWEST:
        yield run


def _is_next(draft: NamesDraft, first: Name, second: Name) -> bool:
    between = draft.words[first.end : second.start]
    return 0 < len(between) < 3 and all(word in _BETWEEN for word in between)


def _is_clear(name: Name) -> bool:
    """Whether the type is certain, or shown by a first name or the table of cities."""
    if name.sure or name.known or name.titled:
        return True
    if name.type == "PERSON":
        return " " in name.text and fold(name.words()[0]) in GIVEN_NAMES
    return name.type == "GPE" and name.text in cities()


def _may_be_listed(name: Name, type_: str) -> bool:
    words = name.words()
    if name.text.isupper() or not all(word[:1].isupper() for word in words):
        return False
    if type_ == "PERSON":
        is_full = len(words) < 4 and all(word.replace("-", "").isalpha() for word in words)
        return is_full and settles_type(words) is None and name.type != "GPE"
    is_plain = len(words) < 3 and fold(words[0]) not in GIVEN_NAMES
    return is_plain and name.type != "LOC" and settles_type(words) is None


# Children and parents are persons: "their daughters Runa, Scout and Tallis".

_KIN = lexicon.words("names.kin")
"""Nouns for one relative, before a first name."""
_KINDRED = lexicon.words("names.kindred")
"""Nouns for several relatives, before a list of first names."""


@rule("names.kin")
def settle_kin(draft: NamesDraft) -> None:
    """Make the names after "daughter" or "sons" persons, and add those that the model missed."""
    found = draft.find(_KIN | _KINDRED)
    if not found:
        return
    starts = draft.starts()
    added: list[Name] = []
    for at in found:
        for start in _relatives(draft, at + 1, draft.words[at] in _KINDRED):
            name = starts.get(start)
            if name is not None:
                _make_person(name)
            elif _may_be_added(draft, start):
                added.append(Name(start, start + 1, "PERSON", draft.words[start], sure=True))
    draft.add(added)


def _relatives(draft: NamesDraft, start: int, several: bool) -> Iterator[int]:
    """Yield the first tokens of the names of the relatives."""
    words, at = draft.words, start
    ends = {name.start: name.end for name in draft.names}
    if words[at : at + 1] == [","] and not several:
        at += 1
        end = ends.get(at, at + 1)
        if words[end : end + 1] not in ([","], ["."], ["and"]):
            return
    if at < len(words) and words[at].casefold() in CALENDAR:
        return
    while at < len(words) and words[at][:1].isupper():
        yield at
        at = ends.get(at, at + 1)
        if not several:
            return
        while at < len(words) and words[at] in _BETWEEN:
            at += 1


# Relatives with their ages: "the children, Runa, 12, and Melk, 10".

_OLDEST = 110
_LONGEST_NAME = 4
_REACH = 12
"""How many tokens before the first of them a noun for a relative may stand."""


@rule("names.ages")
def settle_ages(draft: NamesDraft) -> None:
    """Make persons of single words with an age behind, where a noun for relatives precedes."""
    starts = [name for name in draft.names if _has_age(draft, name)]
    run: list[Name] = []
    for name in starts:
        if run and not set(draft.words[run[-1].end + 2 : name.start]) <= _BETWEEN:
            _settle_run(draft, run)
            run = []
        run.append(name)
    _settle_run(draft, run)


def _has_age(draft: NamesDraft, name: Name) -> bool:
    comma, age = (*draft.words[name.end : name.end + 2], "", "")[:2]
    is_word = name.text.istitle() and name.text.isalpha()
    return is_word and comma == "," and age.isdecimal() and int(age) <= _OLDEST


def _settle_run(draft: NamesDraft, names: list[Name]) -> None:
    """Make these names persons, if relatives are named right before the first."""
    if len(names) < 2:
        return
    before = draft.words[max(0, names[0].start - _REACH) : names[0].start]
    if _KIN.isdisjoint(before) and _KINDRED.isdisjoint(before):
        return
    for name in names:
        if name.type != "PERSON":
            name.type, name.known, name.kind, name.sure = "PERSON", None, "name", True


def _make_person(name: Name) -> None:
    """Make an unknown word or a name of two or three a person; countries and titled names stay."""
    words = name.words()
    is_full = 1 < len(words) < _LONGEST_NAME and settles_type(words) is None
    is_word = (len(words) == 1 or is_full) and name.text.istitle() and not name.text.isupper()
    is_free = not name.known and not name.sure
    if name.type != "PERSON" and is_word and is_free:
        name.type, name.sure = "PERSON", True


def _may_be_added(draft: NamesDraft, at: int) -> bool:
    word = draft.words[at]
    is_name = word.istitle() and word.isalpha() and draft.doc[at].tag_ == "NNP"
    return is_name and not draft.doc[at].is_sent_start and draft.gazetteer.place(word) is None
