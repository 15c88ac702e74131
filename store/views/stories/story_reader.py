"""Reads the tables of stories. What placing asks for again and again is remembered."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Mapping, Sequence
from operator import mul
from typing import TYPE_CHECKING

import msgspec

from store.views.remembered import Recent
from store.views.stories.story_words import StoryWords

if TYPE_CHECKING:
    from store.views.stories.story_arrays import StoryArrays

_VECTORS = 2_000
"""Articles whose words are remembered, 20 MB."""
_PLACES = 4_000
"""Articles and stories of which the rest is remembered."""

type Row = tuple[str, int | None]
"""The label and the successor of a story."""
type Packed = tuple[int, bytes, bytes]
"""The day of an article, and its words and their weights as bytes."""


class Vector(msgspec.Struct, gc=False):
    """What each word of an article weighs, the weightiest first."""

    day: int
    weights: Mapping[int, float]
    words: frozenset[int]

    @classmethod
    def of(cls, day: int, terms: Iterable[int], weights: Iterable[float]) -> Vector:
        known = dict(zip(terms, weights, strict=True))
        return cls(day, known, frozenset(known))

    def shared(self, other: Vector) -> float:
        """Return how much of its words an article shares with another one."""
        shared = self.words & other.words
        ours, theirs = self.weights.__getitem__, other.weights.__getitem__
        return float(sum(map(mul, map(ours, shared), map(theirs, shared))))


class StoryText(msgspec.Struct):
    day: int
    words: StoryWords


class StoryReader:
    """Reads what the tables have of articles and stories.

    What it remembers is as the tables have it, as long as each change is told to it.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._vectors: Recent[int, Vector] = Recent(_VECTORS)
        self._links: Recent[int, Mapping[int, float]] = Recent(_PLACES)
        self._story_of: Recent[int, int] = Recent(_PLACES)
        self._members: Recent[int, Sequence[int]] = Recent(_PLACES)
        self._rows: Recent[int, Row | None] = Recent(_PLACES)
        self._arrays: StoryArrays | None = None

    def reset(self) -> None:
        """Forget everything."""
        self._arrays = None
        for each in (self._vectors, self._links, self._story_of, self._members, self._rows):
            each.clear()

    def keep_arrays(self) -> None:
        """Compare articles in arrays from now on."""
        if self._arrays is None:
            from store.views.stories.story_arrays import StoryArrays  # only where many come at once

            self._arrays = StoryArrays(self._packed)

    def keep(self, number: int, links: Mapping[int, float]) -> None:
        """Remember what was written of a new article."""
        self._links.keep(number, links)

    def remember(
        self,
        groups: Iterable[Sequence[int]],
        story_of: Mapping[int, int],
        before: Iterable[int],
        rows: Mapping[int, Row],
    ) -> None:
        """Remember the stories of some articles, instead of those that they had before, and the
        rows of stories that changed."""
        for story, row in rows.items():
            self._rows.keep(story, row)
        for story in before:
            self._members.pop(story, None)
        for group in groups:
            self._members.keep(story_of[group[0]], sorted(group))
        for article, story in story_of.items():
            self._story_of.keep(article, story)

    def telling(self, number: int, most: int) -> tuple[int, dict[int, float]]:
        """Return the day of an article and what its weightiest words weigh."""
        packed = self._packed(number)
        assert packed is not None  # noqa: S101 - who asks has the number from this table
        day, terms, weights = packed
        return day, dict(zip(array("I", terms)[:most], array("d", weights), strict=False))

    def compared(self, number: int, others: Sequence[int]) -> list[tuple[int, float, int]]:
        """Return others with how much of its words an article shares with them, and their days."""
        if self._arrays is not None:
            shares = self._arrays.shared(number, others)
            return list(zip(others, shares, map(self._arrays.day, others), strict=True))
        mine = self._vector(number)
        vectors = ((other, self._vector(other)) for other in others)
        return [
            (other, mine.shared(its), its.day)
            for other, its in vectors
            if its is not None and mine is not None
        ]

    def _vector(self, number: int) -> Vector | None:
        known = self._vectors.get(number)
        if known is None:
            packed = self._packed(number)
            if packed is None:
                return None
            day, terms, weights = packed
            known = Vector.of(day, array("I", terms), array("d", weights))
            self._vectors.keep(number, known)
        return known

    def _packed(self, number: int) -> Packed | None:
        query = "SELECT day, terms, weights FROM story_texts WHERE number = ?"
        row: Packed | None = self._connection.execute(query, (number,)).fetchone()
        return row

    def text(self, number: int) -> StoryText | None:
        row = self._connection.execute(
            "SELECT day, terms, weights, phrases FROM story_texts WHERE number = ?", (number,)
        ).fetchone()
        if row is None:
            return None
        day, terms, weights, phrases = row
        words = StoryWords(
            tuple(array("I", terms)),
            tuple(array("d", weights)),
            msgspec.json.decode(phrases, type=tuple[tuple[int, str], ...]),
        )
        return StoryText(day, words)

    def links(self, number: int) -> Mapping[int, float]:
        """Return the earlier articles that are like one."""
        known = self._links.get(number)
        if known is None:
            query = "SELECT alike FROM story_links WHERE number = ?"
            (packed,) = self._connection.execute(query, (number,)).fetchone()
            known = msgspec.msgpack.decode(packed, type=dict[int, float])
            self._links.keep(number, known)
        return known

    def story(self, number: int) -> int:
        """Return the story of an article."""
        known = self._story_of.get(number)
        if known is None:
            query = "SELECT story FROM story_articles WHERE number = ?"
            known = int(self._connection.execute(query, (number,)).fetchone()[0])
            self._story_of.keep(number, known)
        return known

    def articles(self, story: int) -> Sequence[int]:
        """Return the articles of a story, in order."""
        known = self._members.get(story)
        if known is None:
            query = "SELECT number FROM story_articles WHERE story = ? ORDER BY number"
            known = [number for (number,) in self._connection.execute(query, (story,))]
            self._members.keep(story, known)
        return known

    def row(self, story: int) -> Row | None:
        if story in self._rows:
            return self._rows[story]
        query = "SELECT label, successor FROM stories WHERE id = ?"
        row = self._connection.execute(query, (story,)).fetchone()
        known = None if row is None else (str(row[0]), row[1])
        self._rows.keep(story, known)
        return known
