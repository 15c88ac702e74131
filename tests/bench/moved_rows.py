"""The rows of an index as a repetition of its articles has them (see `side_by_side`)."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import msgspec

from store.views.indexing.schema import EVENT_BITS, is_current
from store.views.joining.event_signs import EventSign, hashed
from store.views.moments import CLOSED, FIRST_SHIFT, OPEN, class_of
from tests.bench.large_store import day_moved
from tests.bench.other_names import OtherNames

_APART = 2_000
"""Days from one repetition to the next, back in time: more than a year for each of those that BASE
may have itself."""
_ROUND = 12
"""Repetitions after which the dates begin anew, some months off."""
_LATER = 140
_MINUTES_A_DAY = 24 * 60

COLUMNS = {
    "articles": "article id iso minutes day . . text . . article . .",
    "written": "article aliases_of",
    "postings": "era entity article . .",
    "events": "event row moment . . . . . . text entities_of entities_of entity entities_of"
    " entities_of . . . . . row moment",
    "participants": "era entity event . row moment .",
    "groups": "row event moment . . . . . . . .",
    "cells": "row same",
    "links": "event event .",
    "compared": "event event .",
    "roles": "article entity . entity . . . . . .",
    "relations": "article entity . entity . . . . .",
    "story_texts": "article day terms . phrases",
    "story_terms": "term day article .",
    "story_links": "article links",
    "story_articles": "article story",
    "stories": "story text story",
    "story_steps": "article step",
}  # fmt: skip
"""What the columns of each table hold, "." for what stays the same. See `MovedRows`."""
_EMPTY = (
    "copies", "marks", "entity_marks", "waiting", "obeyed", "overrides", "rekeyed", "unplaced",
)  # fmt: skip
"""Tables of what people changed and of copies, which BASE must not have."""

type Row = tuple[Any, ...]


def days_of(again: int) -> int:
    """Return by how many days the dates of a repetition are later."""
    return _LATER * (again // _ROUND) - _APART * (again % _ROUND)


def id_of(known: str, again: int) -> str:
    """Return the id of an article in a repetition. `large_store` writes them with a hyphen."""
    return f"{known}.{again}" if again else known


class Sizes(NamedTuple):
    """How far numbers move from one repetition to the next: by the greatest one."""

    articles: int
    entities: int
    aliases: int
    rows: int
    stories: int

    @classmethod
    def of(cls, base: sqlite3.Connection) -> Sizes:
        """Return the sizes of an index.

        Raises:
            ValueError: Its articles do not have the numbers from 1 on, or people changed something.
        """
        articles, last = base.execute("SELECT count(*), max(number) FROM articles").fetchone()
        counted = sum(base.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in _EMPTY)
        if articles != last or counted or not is_current(base):
            raise ValueError("BASE must be current, without gaps, corrections and copies")
        asked = ("max(id) FROM entities", "max(id) FROM aliases",
                 "max(max(cell), max(grp)) FROM events", "max(id) FROM stories")  # fmt: skip
        found = (base.execute(f"SELECT {each}").fetchone()[0] or 0 for each in asked)
        return cls(articles, *found)


class MovedRows:
    """Changes the values of rows of BASE. A method changes a column of what it is named after."""

    def __init__(self, sizes: Sizes, names: OtherNames, again: int) -> None:
        self._again, self._names, self._days = again, names, days_of(again)
        self._articles = again * sizes.articles
        self._events = self._articles << EVENT_BITS
        self._rows = again * sizes.rows
        self._stories = again * sizes.stories
        self.entities: dict[int, int] = {}
        """The entities of BASE, each with that of this repetition."""
        self.aliases: dict[int, int] = {0: 0}
        """The same of aliases. 0 separates them in rows."""
        self.keys: dict[str, str] = {}
        self._hashes: dict[int, int] = {}

    def know(self, keys: dict[str, str]) -> None:
        """Take note of the keys of BASE, each with that of this repetition."""
        self.keys = keys
        self._hashes = {hashed(old): hashed(new) for old, new in keys.items()}

    def row_of(self, kinds: str) -> Callable[[Row], Row]:
        """Return a function for rows whose columns hold these."""
        if not self._again:
            return lambda row: row
        changes = [
            (place, getattr(self, kind))
            for place, kind in enumerate(kinds.split())
            if kind not in (".", "era")
        ]

        def changed(row: Row) -> Row:
            values = list(row)
            for place, change in changes:
                if values[place] is not None:
                    values[place] = change(values[place])
            return tuple(values)

        return changed

    def article(self, number: int) -> int:
        return number + self._articles

    def event(self, event: int) -> int:
        return event + self._events

    def row(self, row: int) -> int:
        return row + self._rows

    def story(self, story: int) -> int:
        return story + self._stories

    def entity(self, entity: int) -> int:
        return self.entities[entity]

    def entities_of(self, listed: str) -> str:
        return " ".join([str(self.entities[int(each)]) for each in listed.split()])

    def aliases_of(self, packed: bytes) -> bytes:
        return array("I", map(self.aliases.__getitem__, array("I", packed))).tobytes()

    def id(self, known: str) -> str:
        return id_of(known, self._again)

    def text(self, text: str) -> str:
        return self._names.in_text(text)

    def key(self, key: str) -> str:
        return self._names.in_key(key)

    def iso(self, day: str) -> str | None:
        return day_moved(day, self._days)

    def minutes(self, minutes: int) -> int:
        return minutes + self._days * _MINUTES_A_DAY

    def day(self, day: int) -> int:
        return day + self._days if day else day

    def moment(self, moment: int) -> int:
        kind = class_of(moment)
        if kind == CLOSED:
            return moment + (self._days << FIRST_SHIFT) + self._days
        return moment + (self._days << FIRST_SHIFT) if kind == OPEN else moment

    def same(self, key: int) -> int:
        """Return a number that no other repetition has, not that of the changed event."""
        return (key * 31 + self._again) % (1 << 64) - (1 << 63)

    def term(self, term: int) -> int:
        return self._names.terms.get(term, term)

    def terms(self, packed: bytes) -> bytes:
        return array("I", map(self.term, array("I", packed))).tobytes()

    def phrases(self, packed: bytes) -> bytes:
        found = msgspec.json.decode(packed)
        return msgspec.json.encode([(self.term(term), self.text(words)) for term, words in found])

    def links(self, packed: bytes) -> bytes:
        found = msgspec.msgpack.decode(packed)
        return msgspec.msgpack.encode({self.article(each): alike for each, alike in found.items()})

    def step(self, packed: bytes) -> bytes:
        articles, stories = msgspec.msgpack.decode(packed)
        rows = {
            self.story(story): row and (self.text(row[0]), row[1] and self.story(row[1]))
            for story, row in stories.items()
        }
        steps = {self.article(each): self.story(story) for each, story in articles.items()}
        return msgspec.msgpack.encode((steps, rows))

    def sign(self, sign: EventSign) -> EventSign:
        """Return the sign of an event of this repetition."""
        names, keys, published = self._names, self.keys, sign.published
        return msgspec.structs.replace(
            sign,
            moment=self.moment(sign.moment),
            published=published and published + self._days,
            actors=_of(keys, sign.actors),
            recipients=_of(keys, sign.recipients),
            place=keys.get(sign.place or "", sign.place),
            sources=_of(keys, sign.sources),
            label=_sorted(names.weighed_words, sign.label),
            words=_sorted(names.weighed_words, sign.words),
            names=_sorted(self._hashes, sign.names),
            label_names=_sorted(names.terms, sign.label_names),
            about=_of(self._hashes, sign.about),
            places=_of(keys, sign.places),
        )


def _of[T](others: dict[T, T], values: Sequence[T]) -> tuple[T, ...]:
    return tuple([others.get(each, each) for each in values])


def _sorted(others: dict[int, int], values: Sequence[int]) -> tuple[int, ...]:
    return tuple(sorted({others.get(each, each) for each in values}))
