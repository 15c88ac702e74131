"""Finds earlier articles by their weightiest words: in the tables, and in memory while a store is
small, which takes less than half the time."""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping

NEAREST = 24
"""How many articles with a word are compared, on each side in time."""
DAYS = 120
"""Articles that are further apart are not compared."""
_MOST = 500_000
"""Postings in memory, those of 20,000 articles: 25 MB."""
_NUMBER_BITS = 32
_NUMBER = (1 << _NUMBER_BITS) - 1


def _with_of(days: str, order: str) -> str:
    return (
        "SELECT * FROM (SELECT number, weight FROM story_terms WHERE term = ?1"
        f" AND day BETWEEN {days} AND number < ?2"
        f" ORDER BY day {order}, number {order} LIMIT {NEAREST})"
    )


_WITH_DATED = " UNION ALL ".join(
    (
        _with_of(f"?3 - {DAYS} AND ?3", "DESC"),
        _with_of(f"?3 + 1 AND ?3 + {DAYS}", "ASC"),
    )
)
_WITH = f"{_with_of('0 AND 0', 'DESC')} UNION ALL {_WITH_DATED}"
_WITH_ALL = _with_of(f"0 AND {1 << 30} + ?3", "DESC")
"""The earlier articles with a word, nearest in time on each side, and those without a date."""
_ARE_UNDATED = "SELECT EXISTS (SELECT 1 FROM story_texts WHERE day = 0)"
_EVERY = (
    "SELECT day, number, weight FROM story_terms WHERE term = ? AND number < ? ORDER BY day, number"
)


class _Posting:
    """The articles with a word, in order of day and number, and what it weighs in each."""

    __slots__ = ("places", "weights")

    def __init__(self, rows: Iterable[tuple[int, int, float]]) -> None:
        self.places = array("Q")
        self.weights = array("d")
        for day, number, weight in rows:
            self.places.append(day << _NUMBER_BITS | number)
            self.weights.append(weight)

    def add(self, day: int, number: int, weight: float) -> None:
        place = day << _NUMBER_BITS | number
        at = bisect_left(self.places, place)
        self.places.insert(at, place)
        self.weights.insert(at, weight)

    def near(self, day: int) -> Iterable[tuple[int, int]]:
        """Yield the ranges of the nearest articles on each side of a day, 0 for none."""
        places = self.places
        if not day:
            yield max(0, len(places) - NEAREST), len(places)
            return
        earliest, latest = day - DAYS << _NUMBER_BITS, day + DAYS + 1 << _NUMBER_BITS
        if len(places) <= NEAREST and places and earliest <= places[0] and places[-1] < latest:
            yield 0, len(places)  # as of most words
            return
        middle = bisect_left(places, day + 1 << _NUMBER_BITS)
        first = bisect_left(places, 1 << _NUMBER_BITS, 0, middle)
        if first:
            yield max(0, first - NEAREST), first
        low = bisect_left(places, earliest, first, middle)
        yield max(low, middle - NEAREST), middle
        yield middle, bisect_left(places, latest, middle, min(len(places), middle + NEAREST))


class StoryPostings:
    """The earlier articles with each word. `keep` begins to remember them; what was remembered is
    as the tables have it, as long as each article that is placed is told to `add`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._kept: dict[int, _Posting] | None = None
        self._size = 0

    def reset(self) -> None:
        self._kept = None

    def keep(self) -> None:
        """Remember what is looked for from now on."""
        if self._kept is None:
            self._kept, self._size = {}, 0

    def most_shared(
        self, weights: Mapping[int, float], number: int, day: int, most: int
    ) -> list[int]:
        """Return the earlier articles near a day that share most with one that has words of these
        weights; of those that share as much, the first ones."""
        if self._kept is None or number > _NUMBER:
            return _most(self._shared(weights, number, day), most)
        from store.views.stories.story_arrays import most_shared  # only where many come at once

        places, its, counts = array("Q"), array("d"), []
        for term in weights:
            posting = self._kept.get(term)
            if posting is None:
                posting = self._loaded(term, number)
            before = len(places)
            for first, end in posting.near(day):
                places += posting.places[first:end]
                its += posting.weights[first:end]
            counts.append(len(places) - before)
        return most_shared(places, its, list(weights.values()), counts, most)

    def _shared(self, weights: Mapping[int, float], number: int, day: int) -> dict[int, float]:
        """Return what each earlier article near a day shares, as the tables have it."""
        shared: dict[int, float] = {}
        query = self._query(day)
        for term, weight in weights.items():
            for other, its in self._connection.execute(query, (term, number, day)):
                shared[other] = shared.get(other, 0.0) + its * weight
        return shared

    def add(self, number: int, day: int, weights: Mapping[int, float]) -> None:
        """Take note of an article that was placed."""
        if self._kept is None:
            return
        for term, weight in weights.items():
            posting = self._kept.get(term)
            if posting is not None:
                posting.add(day, number, weight)
                self._size += 1
        if self._size > _MOST or number > _NUMBER:
            self.reset()

    def _loaded(self, term: int, number: int) -> _Posting:
        found = _Posting(self._connection.execute(_EVERY, (term, number)))
        self._size += len(found.places)
        if self._kept is not None:
            self._kept[term] = found
        return found

    def _query(self, day: int) -> str:
        """Return the query for the articles with a word near a day. It takes a third less time
        where no article is undated."""
        if not day:
            return _WITH_ALL
        (are_undated,) = self._connection.execute(_ARE_UNDATED).fetchone()
        return _WITH if are_undated else _WITH_DATED


def _most(shared: Mapping[int, float], most: int) -> list[int]:
    """Return the articles that share most; of those that share as much, the first ones."""
    # Numbers are sorted much faster than pairs of them.
    least = sorted(shared.values(), reverse=True)[:most][-1] if shared else 0.0
    kept = [(-share, article) for article, share in shared.items() if share >= least]
    return [article for _, article in sorted(kept)[:most]]
