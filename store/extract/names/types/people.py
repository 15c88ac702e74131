"""Persons: a surname alone is the person of that surname, named in full in the article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from store.extract.gazetteer import cities
from store.extract.names.draft import Draft, Name
from store.extract.names.words.beside import PARTICLES
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
    for name in draft.names:
        if name.type == "PERSON" or name.sure:
            continue
        if fold(name.text) in surnames or _is_of_family(draft, name, families):
            name.type = "PERSON"
    firsts = {
        fold(name.words()[0]) for name in draft.names if name.type == "PERSON" and " " in name.text
    }
    for name in draft.names:
        unsure = name.type in ("ORG", "GPE", "PRODUCT", "WORK") and not name.sure
        if unsure and fold(name.text) in firsts and name.text not in cities():
            name.type = "PERSON"


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


Words = tuple[str, ...]
"""A name's words, folded, without particles: "al-Abadi" is ("abadi",)."""


@dataclass(slots=True)
class Person:
    """The mentions of one person."""

    mentions: list[Name] = field(default_factory=list)
    doubtful: bool = False
    """A surname alone that several persons of the article have."""

    def has_title(self, title: str) -> bool:
        return any(name.title == title for name in self.mentions)

    def in_full(self) -> int:
        return sum(" " in name.text for name in self.mentions)


class People:
    """The persons of an article, in order of their first full name."""

    def __init__(self, names: list[Name]) -> None:
        self._persons: dict[Words, Person] = {}
        self._by_last: defaultdict[str, list[Words]] = defaultdict(list)
        self._by_first: defaultdict[str, list[Words]] = defaultdict(list)
        self._by_middle: defaultdict[str, list[Words]] = defaultdict(list)
        alone: list[tuple[str, Name]] = []
        for name in names:
            words = _words(name)
            if len(words) > 1:
                self._add_full(words, name)
            else:
                alone.append((words[0], name))
        for word, name in alone:
            self._add_alone(word, name)

    def __iter__(self) -> Iterator[Person]:
        return iter(self._persons.values())

    def _add_full(self, words: Words, name: Name) -> None:
        known = self._same(words)
        if known is None:
            self._persons[words] = Person()
            self._by_last[words[-1]].append(words)
            self._by_first[words[0]].append(words)
            for word in words[1:-1]:
                self._by_middle[word].append(words)
        self._persons[known or words].mentions.append(name)

    def _same(self, words: Words) -> Words | None:
        """The full name that this one is, or that differs from it in what stands before the
        surname only by more or fewer words."""
        if words in self._persons:
            return words
        for other in self._by_last[words[-1]]:
            if (
                other[0] == words[0]
                or other[-len(words) :] == words
                or words[-len(other) :] == other
            ):
                return other
        return None

    def _add_alone(self, word: str, name: Name) -> None:
        """A lone word is the person whose surname it is, or else whose first name, or else
        whose first of two surnames ("García" for Gabriel García Márquez)."""
        named = (self._by_last, self._by_first, self._by_middle)
        owners = next((by[word] for by in named if word in by), [])
        likely = owners if len(owners) < 2 else self._likeliest(owners, name)
        person = self._persons.setdefault(likely[0] if likely else (word,), Person())
        person.doubtful = person.doubtful or (not likely and len(owners) > 1)
        person.mentions.append(name)

    def _likeliest(self, owners: list[Words], name: Name) -> list[Words]:
        """The only one of the same title, or named so far, or the one named in full at least
        twice as often as any other; else none."""
        alike = [w for w in owners if name.title and self._persons[w].has_title(name.title)]
        if len(alike) == 1:
            return alike
        before = [w for w in owners if self._persons[w].mentions[0].start < name.start]
        if len(before) == 1:
            return before
        often = sorted(owners, key=lambda words: -self._persons[words].in_full())
        most, next_most = (self._persons[words].in_full() for words in often[:2])
        return often[:1] if most >= 2 * next_most else []


def _words(name: Name) -> Words:
    words = fold(name.text).split() or [name.text]
    return tuple(word for word in words if word not in PARTICLES) or tuple(words)
