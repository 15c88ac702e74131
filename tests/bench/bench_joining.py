"""What the next article costs a store of any size: `python -m tests.bench.bench_joining [STORE]`.

STORE is a store of real news; without it, the Reuters corpus beside the checkout is read. Its
articles come again and again with other names and dates (see `large_store`), so that they tell
other events. Those that are measured are the same ones for each size, so that what differs is the
store. They come in small updates as in a dashboard; CPU time, the median of some updates.
"""

from __future__ import annotations

import argparse
import math
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from store.database import Change, Store
from store.reading import Article, Reading
from store.views import Filter, Views
from tests.bench.corpus_store import CORPUS, read_corpus
from tests.bench.large_store import repetition
from tests.bench.other_names import OtherNames, changing_words

SIZES = (1_000, 5_000, 10_000, 20_000)
DAYS = 30
"""From one round to the next: as the store grows, so does what it has of any month. With 400,
rounds share no period in which events are compared."""
UPDATE = 20
"""Articles in one update."""
UPDATES = 5
LIMIT = 3.0
"""How many times what the first size costs the last one may cost."""

type Packed = tuple[Article, bytes]
"""An article with its reading as a store has it."""


class RepeatedJournal:
    """Articles with their readings, repeated. `articles` grows as the bench goes on."""

    def __init__(self, folder: Path, told: Sequence[Packed], days: int) -> None:
        self.folder = folder
        self.readonly = False
        self.articles = 0
        self._told = told
        self._days = days
        self._changing = changing_words(_reading(packed) for _, packed in told)
        self._names = OtherNames(self._changing, 0)
        self._made: dict[int, Packed] = {}

    def make(self, articles: int) -> None:
        """Make the next articles, so that no update does."""
        for number in range(self.articles + 1, self.articles + articles + 1):
            self.article(number)

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
        if number not in self._made:
            again, place = divmod(number - 1, len(self._told))
            if again != self._names.again:
                self._names = OtherNames(self._changing, again)
            article, packed = self._told[place]
            days = self._days * again
            self._made[number] = _packed(
                *repetition(article, _reading(packed), again, days, self._names)
            )
        return self._made[number][0]

    def reading(self, number: int, /) -> Reading:
        self.article(number)
        return _reading(self._made.pop(number)[1])


def _packed(article: Article, reading: Reading) -> Packed:
    return article, msgspec.json.encode(reading)


def _reading(packed: bytes) -> Reading:
    return msgspec.json.decode(packed, type=Reading)


def _of_store(folder: Path) -> list[Packed]:
    with Store.open(folder, readonly=True) as store:
        read = [(store.article(number), store.reading(number)) for number in store.numbers()]
        return [_packed(article, reading) for article, reading in read if reading is not None]


def _sizes(articles: int, most: int) -> Iterator[int]:
    """Yield the sizes, each as many whole rounds after the first as it takes."""
    for size in SIZES:
        if size <= most:
            yield SIZES[0] + math.ceil((size - SIZES[0]) / articles) * articles


def measure(told: Sequence[Packed], days: int, most: int) -> None:
    costs: list[float] = []
    with tempfile.TemporaryDirectory() as made:
        journal = RepeatedJournal(Path(made), told, days)
        views = Views.open(journal)
        for size in _sizes(len(told), most):
            journal.articles = size - UPDATE * UPDATES
            views.update()
            costs.append(statistics.median(_updates(views, journal)))
            print(
                f"{size:7,} articles, {views.counts(Filter()).events[1]:9,} rows:"
                f" {costs[-1]:6.2f} ms for the next article, {costs[-1] / costs[0]:.2f} times the"
                f" first",
                flush=True,
            )
        views.close()
    print(f"the last size costs {costs[-1] / costs[0]:.2f} times the first, asked ≤ {LIMIT:g}")


def _updates(views: Views, journal: RepeatedJournal) -> Iterator[float]:
    """Yield the milliseconds for an article of each update."""
    for _ in range(UPDATES):
        journal.make(UPDATE)
        began = time.process_time()
        journal.articles += UPDATE
        views.update()
        yield (time.process_time() - began) * 1000 / UPDATE


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("store", type=Path, nargs="?")
    options.add_argument("--days", type=int, default=DAYS, help="from one round to the next")
    options.add_argument("--most", type=int, default=SIZES[-1], help="articles of the last size")
    chosen = options.parse_args()
    if chosen.store is not None:
        told = _of_store(chosen.store)
    elif CORPUS.exists():
        told = [_packed(*each) for each in read_corpus(Path(sys.prefix) / "bench")]
    else:
        print("bench_joining: needs a store, or ../shared (the Reuters corpus); nothing measured")
        return
    measure(told, chosen.days, chosen.most)


if __name__ == "__main__":
    main()
