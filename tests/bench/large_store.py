"""A large store from a small one: its articles again and again, with other names and other dates.

    python -m tests.bench.large_store BASE FOLDER --articles 100000 [--index]

`BASE` is a store of articles that were really read. Repetition 0 has them as they are. In every
later one, most persons, organizations and other things that are no places get names of their own
(see `other_names`); ids change, and all dates move by a bit more than a year. So names, words and
events grow with the store as in one of real news, and repetitions are no copies of each other.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby, islice
from pathlib import Path

from msgspec.structs import replace

from store.database import Store
from store.reading import Article, Event, Reading
from tests.bench.made_store import make_views
from tests.bench.other_names import OtherNames, changing_words

_COMMIT = 500
"""Articles written in one commit: this is about a store, not about writing it."""
_APART = 400
"""Days from one repetition to the next, back in time."""
_ROUND = 60
"""Repetitions after which the dates begin anew, some months off."""


def repeated(store: Store, first: int, articles: int) -> Iterator[tuple[Article, Reading]]:
    """Yield the articles with their readings from `first` up to `articles`, those of the store
    before all others."""
    numbers = store.numbers()
    changing = changing_words(reading for reading in map(store.reading, numbers) if reading)
    for again, places in groupby(range(first, articles), lambda place: place // len(numbers)):
        names = OtherNames(changing, again)
        days = -_APART * (again % _ROUND) + 140 * (again // _ROUND)
        for place in places:
            number = numbers[place % len(numbers)]
            article, reading = store.article(number), store.reading(number)
            if reading is not None:
                yield repetition(article, reading, again, days, names)


def repetition(
    article: Article, reading: Reading, again: int, days: int, names: OtherNames
) -> tuple[Article, Reading]:
    """Return an article and its reading as repetition `again` has them, so many days later."""
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


def _event(event: Event, names: OtherNames, days: int) -> Event:
    moved = {"from_": day_moved(event.from_, days), "to": day_moved(event.to, days)}
    return replace(event, label=names.in_text(event.label), **moved)


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
