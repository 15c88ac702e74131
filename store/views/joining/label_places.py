"""The places that the label of an event names: where it happened, not where somebody is from."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence, Set
from itertools import chain

from store.reading import Event, Mention, Reading
from store.views.remembered import remembered
from store.views.words.word_rarity import rarity
from store.views.words.word_tables import stems, stems_of_word

PLACES = ("gpe/", "loc/", "fac/")
"""How the keys of places begin."""
_OF_NAMES = ("name", "acronym")
"""Kinds of mentions that say the name of a place; "it" and "the Americans" do not say where."""
_MOST = 12
"""Places of a sentence that are looked at."""
_LEAST_WEIGHT = 30
"""The weight of a word that may name a place. Words like "Democratic" have less."""
_SHORTEST = 4
"""The letters of such a word. Titles and months have less: "Mrs.", "Feb."."""
_WORD = re.compile(r"\w+")
_NAME = re.compile(r"[A-Z](?<=[\s(“\"'’-].)[\w.]*")
_OFFICE = re.compile(r"\s(?:senator|governor|congress(?:wo)?man|Sen\.|Gov\.|Rep\.)", re.IGNORECASE)
"""What makes the name of a place that of an office: "the Texas senator"."""

type _Mention = tuple[int, int, str]
"""The code points of a mention, and the key of its entity."""


class LabelPlaces:
    """The places of the labels of one article."""

    def __init__(self, reading: Reading) -> None:
        self._text = reading.text
        self._named: list[_Mention] = sorted(
            (mention.start, mention.end, entity.key)
            for entity in reading.entities
            if entity.is_named
            for mention in entity.mentions
        )
        self._located = _located(reading)

    def of(self, event: Event, pieces: Sequence[tuple[int, int]]) -> tuple[str, ...]:
        """Return the keys of the places that a label names, sorted.

        If it names none, the stems of its names that belong to nobody, each after `~`: they may be
        of a place that is not known. `pieces` are the sentences of the event.
        """
        known = self._in_label(event, pieces)
        if known:
            return tuple(sorted(known))
        names = set(filter(_may_be_place, stems_of_names(event.label, frozenset())))
        for start, end in pieces:
            low, high = (bisect_left(self._named, (each,)) for each in (start, end))
            for first, last, _ in self._named[low:high]:
                if not names:
                    return ()
                names.difference_update(_stems_of_name(self._text[first:last]))
        return tuple(sorted(f"~{name}" for name in names))

    def _in_label(self, event: Event, pieces: Sequence[tuple[int, int]]) -> set[str]:
        """Return the keys of the places that the sentences mention in words of the label."""
        found = set()
        for start, end in pieces:
            low = bisect_left(self._located, (start,))
            for first, last, key in self._located[low : low + _MOST]:
                if first >= end:
                    break
                if key not in found and _has_words(event.label, self._text[first:last]):
                    found.add(key)
        return found


def _has_words(label: str, words: str) -> bool:
    """Return whether a label has these words, and not as parts of longer ones."""
    start = label.find(words)
    while start >= 0:
        end = start + len(words)
        before, after = label[:start][-1:], label[end : end + 1]
        if _is_of_word(before) != _is_of_word(words[:1]) and not _is_of_word(after):
            return True
        start = label.find(words, start + 1)
    return False


def _is_of_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def stems_of_names(label: str, places: frozenset[str]) -> Set[str]:
    """Return the stems of the capitalised words of a label but for months and weekdays. The capital
    of the first word says nothing; it is a name if it is the first of one of these places."""
    first = _WORD.match(label) if places else None
    found = _stems_of_capitals(label)
    if first and first[0].casefold() in places:
        return found.union(filter(rarity, stems_of_word(first[0])))
    return found


@remembered(64)
def _stems_of_capitals(label: str) -> frozenset[str]:
    """Return the same but for the first word. What an article asks for twice is remembered."""
    stems_of = map(stems_of_word, _NAME.findall(label))
    return frozenset(filter(rarity, chain.from_iterable(stems_of)))


@remembered(10_000)
def _stems_of_name(written: str) -> Sequence[str]:
    return tuple(stems(written))


def _located(reading: Reading) -> list[_Mention]:
    """Return the mentions of places but for those that say where somebody is from: "Ann Lee of
    Arvik", "(R-Texas)"."""
    ends = {
        mention.end
        for entity in reading.entities
        if entity.type == "PERSON"
        for mention in entity.mentions
    }
    return sorted(
        (mention.start, mention.end, entity.key)
        for entity in reading.entities
        if entity.key.startswith(PLACES)
        for mention in entity.mentions
        if mention.kind in _OF_NAMES and _says_where(reading.text, mention, ends)
    )


def _says_where(text: str, mention: Mention, ends: set[int]) -> bool:
    start = mention.start
    if text.endswith(" of ", 0, start) and start - len(" of ") in ends:
        return False
    return not text.endswith(("(R-", "(D-", "(I-"), 0, start) and not _OFFICE.match(
        text, mention.end
    )


def _may_be_place(stem: str) -> bool:
    return len(stem) >= _SHORTEST and rarity(stem) >= _LEAST_WEIGHT
