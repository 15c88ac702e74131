"""A large store from a small one: its articles again and again, with other names and other dates.

    python -m tests.bench.large_store BASE FOLDER --articles 100000 [--index]

`BASE` is a store of articles that were really read. Repetition 0 has them as they are. In every
later one, most persons, organizations and other things that are no places get names of their own,
of the same length and everywhere in the article, so that offsets hold; ids change, and all dates
move by a bit more than a year. So names, words and events grow with the store as in one of real
news, and repetitions are no copies of each other.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Protocol
from zlib import crc32

from msgspec.structs import replace

from store.database import Store
from store.reading import Article, Entity, Event, Reading
from tests.bench.made_store import make_views

_COMMIT = 500
"""Articles written in one commit: this is about a store, not about writing it."""
_APART = 400
"""Days from one repetition to the next, back in time."""
_ROUND = 60
"""Repetitions after which the dates begin anew, some months off."""
KEPT = {"GPE", "LOC", "NORP"}
"""Types whose names stay: there are not more countries in a larger store."""
SHARE = 4
"""One name in so many stays too, as those do of whom everybody writes."""
_NAME = re.compile(r"\b[A-Za-z]{3,}\b")
_VOWELS, _CONSONANTS = "aeiou", "bcdfghjklmnprstvz"


class Names(Protocol):
    """The names of a repetition."""

    def in_text(self, text: str) -> str:
        """Return a text with other names. Its length is the same."""

    def in_entity(self, entity: Entity) -> Entity: ...


def repeated(store: Store, first: int, articles: int) -> Iterator[tuple[Article, Reading]]:
    """Yield the articles with their readings from `first` up to `articles`, those of the store
    before all others."""
    numbers = store.numbers()
    for place in range(first, articles):
        again, which = divmod(place, len(numbers))
        article, reading = store.article(numbers[which]), store.reading(numbers[which])
        if reading is not None:
            days = -_APART * (again % _ROUND) + 140 * (again // _ROUND)
            yield repetition(article, reading, again, days)


def repetition(
    article: Article, reading: Reading, again: int, days: int
) -> tuple[Article, Reading]:
    """Return an article and its reading as repetition `again` has them, so many days later."""
    return with_names(article, reading, again, days, _Names(reading.entities, again))


def with_names(
    article: Article, reading: Reading, again: int, days: int, names: Names
) -> tuple[Article, Reading]:
    """Return the same with these names."""
    if not again:
        return article, reading
    text = names.in_text(article.text)
    shared = {
        "id": f"{article.id}-{again}",
        "text": text,
        "title": article.title and names.in_text(article.title),
        "published": day_moved(article.published, days),
        "url": article.url and f"{article.url}?{again}",
    }
    entities = tuple(names.in_entity(entity) for entity in reading.entities)
    events = tuple(_event(event, names, days) for event in reading.events)
    times = tuple(
        replace(time, from_=day_moved(time.from_, days), to=day_moved(time.to, days))
        for time in reading.times
    )
    return (
        replace(article, **shared),
        replace(reading, **shared, entities=entities, events=events, times=times),
    )


def _event(event: Event, names: Names, days: int) -> Event:
    moved = {"from_": day_moved(event.from_, days), "to": day_moved(event.to, days)}
    return replace(event, label=names.in_text(event.label), **moved)


class _Names:
    """The names of an article that change in a repetition."""

    def __init__(self, entities: Iterable[Entity], again: int) -> None:
        self._again = again
        self._changing: set[str] = set()
        kept: set[str] = set()
        for entity in entities:
            changes = entity.type not in KEPT and crc32(f"{entity.key}".encode()) % SHARE
            words = self._changing if changes and entity.is_named else kept
            for name in (entity.name, *entity.aliases):
                words.update(word.lower() for word in _NAME.findall(name) if word[0].isupper())
        self._changing -= kept

    def in_text(self, text: str) -> str:
        """Return a text with the names of this repetition. Its length is the same."""
        return _NAME.sub(self._one, text)

    def _one(self, match: re.Match[str]) -> str:
        word = match[0]
        is_name = word[0].isupper() and word.lower() in self._changing
        return other_name(word, self._again) if is_name else word

    def in_entity(self, entity: Entity) -> Entity:
        if not entity.is_named or not self._changing:
            return entity
        kind, _, name = entity.key.partition("/")
        key = _NAME.sub(
            lambda match: (
                other_name(match[0], self._again) if match[0] in self._changing else match[0]
            ),
            name,
        )
        return replace(
            entity,
            key=f"{kind}/{key}" if name.islower() else entity.key,
            name=self.in_text(entity.name),
            aliases=tuple(map(self.in_text, entity.aliases)),
        )


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


def day_moved(day: str | None, days: int) -> str | None:
    """Return an ISO date or time that many days later."""
    if not day:
        return day
    try:
        return (date.fromisoformat(day[:10]) + timedelta(days)).isoformat() + day[10:]
    except (ValueError, OverflowError):
        return day


def make_large_store(base: Path, folder: Path, articles: int) -> Path:
    """Make a store of so many articles in `folder`, without views. What is there already stays."""
    with Store.open(base) as source, Store.open(folder, create=True) as store:
        there = len(store.numbers())
        pairs = repeated(source, there, articles)
        while some := list(islice(pairs, _COMMIT)):
            with store.transaction():
                for article, reading in some:
                    store.put(article, reading, {"outcome": "new"})
    return folder


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("base", type=Path)
    options.add_argument("folder", type=Path)
    options.add_argument("--articles", type=int, default=100_000)
    options.add_argument("--index", action="store_true", help="make its views too")
    chosen = options.parse_args()
    made = make_large_store(chosen.base, chosen.folder, chosen.articles)
    if chosen.index:
        with Store.open(made) as store:
            make_views(store)


if __name__ == "__main__":
    main()
