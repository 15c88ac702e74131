"""Compares an article with many others at once, in arrays of numpy, which takes a fourth of the
time. Only what indexes many articles loads this, and numpy with it.

The sums are the same in any order, because weights are multiples of a power of two (see
`story_words`): an article has the same links whether it comes alone or with many.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence

import numpy as np

from store.views.stories.story_reader import Packed
from store.views.stories.story_words import KEPT

_MOST = 20_000
"""Articles that are remembered, 16 MB."""
_FIRST = 1_024
"""Articles and words for which there is room at first."""


class StoryArrays:
    """The words of articles and their weights, a row each. They are read when they are first
    needed, and are as the tables have them, as long as none of these articles changes."""

    def __init__(self, read: Callable[[int], Packed | None]) -> None:
        self._read = read
        self._clear()

    def _clear(self) -> None:
        self._rows: dict[int, int] = {}
        self._columns: dict[int, int] = {}
        self._days = [0]
        # Row 0 is an article that is gone, column 0 no word.
        self._words = np.zeros((_FIRST, KEPT), np.int32)
        self._weights = np.zeros((_FIRST, KEPT), np.float32)
        self._asked = np.zeros(_FIRST)

    def day(self, number: int) -> int:
        return self._days[self._row(number)]

    def shared(self, number: int, others: Sequence[int]) -> list[float]:
        """Return how much of its words an article shares with each of others."""
        if len(self._rows) + len(others) >= _MOST:
            self._clear()
        rows = np.array([self._row(other) for other in others], np.intp)
        mine = self._row(number)
        self._asked[self._words[mine]] = self._weights[mine]
        its = self._weights.take(rows, 0)
        found: list[float] = (self._asked.take(self._words.take(rows, 0)) * its).sum(1).tolist()
        self._asked[self._words[mine]] = 0.0
        return found

    def _row(self, number: int) -> int:
        row = self._rows.get(number)
        if row is None:
            row = self._rows[number] = self._loaded(self._read(number))
        return row

    def _loaded(self, packed: Packed | None) -> int:
        if packed is None:
            return 0
        day, terms, weights = packed
        row = len(self._days)
        if row == len(self._words):
            self._words = np.concatenate([self._words, np.zeros_like(self._words)])
            self._weights = np.concatenate([self._weights, np.zeros_like(self._weights)])
        found = dict(zip(array("I", terms), array("d", weights), strict=True))
        known = self._columns
        self._words[row, : len(found)] = [known.setdefault(each, len(known) + 1) for each in found]
        self._weights[row, : len(found)] = [*found.values()]
        while len(known) >= len(self._asked):
            self._asked = np.zeros(2 * len(self._asked))
        self._days.append(day)
        return row


_NUMBER = np.uint64((1 << 32) - 1)
"""The bits of an article's number in its place."""


def most_shared(
    places: array[int],
    its: array[float],
    weights: Sequence[float],
    counts: Sequence[int],
    most: int,
) -> list[int]:
    """Return the articles that share most; of those that share as much, the first ones.

    `places` has the day and the number of an article for each word that it shares, and `its` what
    the word weighs in it: one word of `weights` after the other, each as often as `counts` says.
    """
    if not places:
        return []
    products = np.repeat(weights, counts) * np.frombuffer(its)
    numbers = np.frombuffer(places, np.uint64) & _NUMBER
    articles, of_articles = np.unique(numbers, return_inverse=True)
    totals = np.bincount(of_articles, products)
    found: list[int] = articles[np.argsort(-totals, kind="stable")[:most]].tolist()
    return found
