"""Persons: a surname alone is the person of that surname, named in full in the article."""

from __future__ import annotations

from collections import defaultdict

from store.extract.names.draft import Draft, Name
from store.extract.names.given import GIVEN_NAMES
from store.extract.names.words import PARTICLES
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


def join_neighbours(draft: Draft) -> None:
    """ "Luiz Inácio" right before "Lula da Silva" is one person's name cut in two."""
    joined: list[Name] = []
    for name in draft.names:
        last = joined[-1] if joined else None
        if last and last.type == name.type == "PERSON" and last.end == name.start:
            draft.reset(last, last.start, name.end)
        else:
            joined.append(name)
    draft.names = joined


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
    """A word tagged as a place or an organisation is the person whose surname it is."""
    surnames = full_surnames(draft)
    for name in draft.names:
        if name.type != "PERSON" and not name.sure and fold(name.text) in surnames:
            name.type = "PERSON"


def person_groups(draft: Draft) -> list[list[Name]]:
    """The mentions of each person, in order of the first full name."""
    people = [name for name in draft.names if name.type == "PERSON"]
    groups: dict[tuple[str, ...], list[Name]] = {}
    for name in people:
        words = _words(name)
        if len(words) > 1:
            groups.setdefault(_same(groups, words), []).append(name)
    by_word: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for words in groups:
        by_word[words[-1]].append(words)
        if words[0] != words[-1]:
            by_word[words[0]].append(words)
    for name in people:
        words = _words(name)
        if len(words) == 1:
            groups.setdefault(_whose(words[0], by_word, groups, name), []).append(name)
    return list(groups.values())


def _words(name: Name) -> tuple[str, ...]:
    """Folded, without particles: "al-Abadi" is "abadi"."""
    words = fold(name.text).split()
    return tuple(word for word in words if word not in PARTICLES) or tuple(words)


def _same(groups: dict[tuple[str, ...], list[Name]], words: tuple[str, ...]) -> tuple[str, ...]:
    """The group of a full name: its own, or one that differs in middle names only."""
    if words in groups:
        return words
    for other in groups:
        if other[0] == words[0] and other[-1] == words[-1]:
            return other
        if len(words) > 1 and (other[-len(words) :] == words or words[-len(other) :] == other):
            return other
    return words


def _whose(
    word: str,
    by_word: dict[str, list[tuple[str, ...]]],
    groups: dict[tuple[str, ...], list[Name]],
    name: Name,
) -> tuple[str, ...]:
    """The full name that a lone word belongs to, or itself when none or several do."""
    owners = by_word.get(word, [])
    surname = [words for words in owners if words[-1] == word] or owners
    if len(surname) > 1:
        surname = _likeliest(surname, groups, name)
    return surname[0] if surname else (word,)


def _likeliest(
    owners: list[tuple[str, ...]], groups: dict[tuple[str, ...], list[Name]], name: Name
) -> list[tuple[str, ...]]:
    """Of several with one surname, the only one named so far, or the one named in full at
    least twice as often as any other; else none."""
    before = [words for words in owners if groups[words][0].start < name.start]
    if len(before) == 1:
        return before
    often = sorted(owners, key=lambda words: -_full(groups[words]))
    return often[:1] if _full(groups[often[0]]) >= 2 * _full(groups[often[1]]) else []


def _full(group: list[Name]) -> int:
    return sum(" " in name.text for name in group)
