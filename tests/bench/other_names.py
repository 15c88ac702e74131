"""The names of a whole store changed in a repetition: the same word for the same word everywhere.

A word changes in all articles or in none, and keeps its length and case, so that offsets hold and
the rows of an index can be changed like the articles that they are of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import chain
from zlib import crc32

from msgspec.structs import replace

from store.reading import Entity, Reading, is_name
from store.views.joining.event_signs import weighed
from store.views.stories.story_words import term_of
from store.views.words.word_tables import stems_of_word, word_lists

_KEPT = {"GPE", "LOC", "NORP"}
"""Types whose names stay: there are not more countries in a larger store."""
_SHARE = 4
"""One name in so many stays too, as those do of whom everybody writes."""
_VOWELS, _CONSONANTS = "aeiou", "bcdfghjklmnprstvz"
_NAME = re.compile(r"\b[A-Z][A-Za-z]{2,}\b")
_PLAIN = re.compile(r"\b[a-z]{3,}\b")
_DIGEST = re.compile(r"(?<=@)[0-9a-f]{12}|(?<=^nominal/)[0-9a-f]{12}")
"""What limits a key to one article."""
_SPREAD = 0x9E3779B1
"""A number that makes the digests of one repetition other than those of all others."""


def changing_words(readings: Iterable[Reading]) -> frozenset[str]:
    """Return the words of names that change, in lower case: those of most persons, organizations
    and other things that are no places. A word that texts also write small is no name, and agencies
    are known by theirs."""
    names: dict[str, set[str]] = {}
    kept: set[str] = set()
    plain: set[str] = set()
    for reading in readings:
        plain.update(_PLAIN.findall(reading.text))
        for entity in (each for each in reading.entities if each.is_named):
            if entity.type in _KEPT or not crc32(entity.key.encode()) % _SHARE:
                kept.add(entity.key)
            words = names.setdefault(entity.key, set())
            for name in (entity.name, *entity.aliases):
                words.update(word.lower() for word in _NAME.findall(name))
    known = word_lists("agencies")
    agencies = " ".join(chain(known, *known.values())).lower()
    changing = set().union(*names.values()) - plain - set(_PLAIN.findall(agencies))
    while kept:  # what keeps its key keeps its names, and so do others with these words
        changing = changing.difference(*(names.pop(key) for key in kept))
        kept = {key for key in names if changing.isdisjoint(_words_of_key(key))}
    return frozenset(changing)


def _words_of_key(key: str) -> list[str]:
    return _PLAIN.findall(key.partition("/")[2])


class OtherNames:
    """The names of repetition `again`. Those of repetition 0 are as they are."""

    def __init__(self, changing: frozenset[str], again: int) -> None:
        self.again = again
        self._words = {word: other_name(word, again) for word in changing} if again else {}
        self._written: dict[str, str] = {}

    def in_text(self, text: str) -> str:
        """Return a text with the names of this repetition. Its length is the same."""
        return _NAME.sub(self._one, text) if self.again else text

    def _one(self, match: re.Match[str]) -> str:
        word = match[0]
        known = self._written.get(word)
        if known is None:
            letters = zip(word, self._words.get(word.lower(), word), strict=True)
            known = "".join(new.upper() if old.isupper() else new for old, new in letters)
            self._written[word] = known
        return known

    def in_key(self, key: str) -> str:
        """Return the key of a thing in this repetition. What only one article knows, only its
        repetition does."""
        if not self.again:
            return key
        kind, slash, name = _DIGEST.sub(self._digest, key).partition("/")
        if is_name(key):
            name = _PLAIN.sub(lambda match: self._words.get(match[0], match[0]), name)
        return kind + slash + name

    def _digest(self, match: re.Match[str]) -> str:
        return f"{int(match[0], 16) ^ self.again * _SPREAD:012x}"

    def in_entity(self, entity: Entity) -> Entity:
        return replace(
            entity,
            key=self.in_key(entity.key),
            name=self.in_text(entity.name),
            aliases=tuple(map(self.in_text, entity.aliases)),
        )

    @cached_property
    def weighed_words(self) -> dict[int, int]:
        """The changed words as signs of events have them."""
        pairs = ((weighed(old), weighed(new)) for old, new in self._stems)
        return {old: new for old, new in pairs if old and new}

    @cached_property
    def terms(self) -> dict[int, int]:
        """The changed words as stories have them."""
        return {term_of(old): term_of(new) for old, new in self._stems}

    @cached_property
    def _stems(self) -> Sequence[tuple[str, str]]:
        return [
            pair
            for word, other in self._words.items()
            for pair in zip(stems_of_word(word), stems_of_word(other), strict=False)
        ]


@lru_cache(maxsize=200_000)
def other_name(word: str, again: int) -> str:
    """Return a word of the same length, with vowels for vowels and in the same case."""
    seed = crc32(f"{again} {word.lower()}".encode())
    letters = []
    for letter in word:
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        low = letter.lower()
        choice = _VOWELS if low in _VOWELS else _CONSONANTS
        new = choice[(seed >> 8) % len(choice)]
        letters.append(new if letter == low else new.upper())
    return "".join(letters)
