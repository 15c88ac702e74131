"""What the next article costs a store of any size: `python -m tests.bench.bench_joining STORE`.

STORE is a store of real news. Its articles come again and again, each round four hundred days
later, so that no round tells the events of another. CPU time, of small updates as in a dashboard.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from msgspec.structs import replace

from store.database import Change, Store
from store.reading import Article, Reading
from store.views import Filter, Views

ROUND_DAYS = 400
SIZES = (1_000, 5_000, 10_000, 20_000)
UPDATE = 20
"""Articles in one update."""


class RepeatedJournal:
    """The articles of a store, repeated. `articles` grows as the bench goes on."""

    def __init__(self, folder: Path, store: Store) -> None:
        self.folder = folder
        self.readonly = False
        self.articles = 0
        self._store = store
        self._numbers = list(store.numbers())

    def version(self) -> int:
        return self.articles

    def changes(self, since: int, /) -> Iterator[Change]:
        for number in range(since + 1, self.articles + 1):
            yield Change(number, "articles", number, False)

    def number(self, article_id: str, /) -> int | None:
        return None

    def raw_documents(self, table: str, after: int, /) -> Iterator[tuple[int, bytes]]:
        return iter(())

    def copy_record(self, doc_id: int, /) -> None:
        return None

    def article(self, number: int, /) -> Article:
        found, days = self._of(number)
        article = self._store.article(found)
        return replace(
            article, id=f"{article.id} {days}", published=_later(article.published, days)
        )

    def reading(self, number: int, /) -> Reading | None:
        found, days = self._of(number)
        reading = self._store.reading(found)
        if reading is None:
            return None
        events = tuple(
            replace(each, from_=_later(each.from_, days), to=_later(each.to, days))
            for each in reading.events
        )
        return replace(reading, published=_later(reading.published, days), events=events)

    def _of(self, number: int) -> tuple[int, int]:
        round_, place = divmod(number - 1, len(self._numbers))
        return self._numbers[place], round_ * ROUND_DAYS


def _later(day: str | None, days: int) -> str | None:
    if day is None or not days:
        return day
    try:
        return (date.fromisoformat(day[:10]) + timedelta(days)).isoformat() + day[10:]
    except (ValueError, OverflowError):
        return day


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("store", type=Path)
    chosen = options.parse_args()
    first = 0.0
    with (
        tempfile.TemporaryDirectory() as made,
        Store.open(chosen.store, readonly=True) as store,
    ):
        journal = RepeatedJournal(Path(made), store)
        views = Views.open(journal)
        for size in SIZES:
            journal.articles = size - UPDATE * 5
            began = time.process_time()
            views.update()
            built = time.process_time() - began
            spent = []
            for _ in range(5):
                journal.articles += UPDATE
                began = time.process_time()
                views.update()
                spent.append((time.process_time() - began) * 1000 / UPDATE)
            middle = sorted(spent)[2]
            first = first or middle
            rows = views.counts(Filter()).events[1]
            print(
                f"{size:7,} articles: {middle:6.2f} ms for the next one, {middle / first:.2f} times"
                f" the first; {rows:,} rows; {built:.1f} s for those before"
            )
        views.close()


if __name__ == "__main__":
    main()
