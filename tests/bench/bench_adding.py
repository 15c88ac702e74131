"""What new articles cost on top of a store, in the processor's time: to write and to index them.

    python -m tests.bench.bench_adding STORE --articles 1000

The first articles of STORE are added again with names of their own, among the latest dates. They
are read already: what reading costs does not grow with a store (see `bench_extract`). STORE keeps
them, so give a copy or a made store.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Sequence
from datetime import date
from itertools import batched, pairwise
from pathlib import Path

from store.database import Store
from store.reading import Article
from store.views import Filter, Views
from tests.bench.large_store import repetition
from tests.bench.other_names import OtherNames, changing_words

_AGAIN = 1_000
"""The first repetition that no store has."""
_COMMIT = 50
"""Articles in a commit, about as an import commits them."""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("store", type=Path, nargs="?")
    options.add_argument("--articles", type=int, default=1_000)
    chosen = options.parse_args()
    if chosen.store is None:
        print("bench_adding: needs a store (see tests/bench/side_by_side.py); nothing was measured")
        return
    with Store.open(chosen.store) as store:
        add(store, chosen.articles)


def add(store: Store, articles: int) -> None:
    """Add so many articles, and print what it takes."""
    there = store.numbers()
    readings = [(number, store.reading(number)) for number in there[:articles]]
    known = [(store.article(number), reading) for number, reading in readings if reading]
    changing = changing_words(reading for _, reading in known)
    again = _AGAIN + len(there)  # another one each time, since STORE keeps them
    views = Views.open(store)
    views.update()
    while views.prepare_search():  # names are read once, however many articles are new
        pass
    days = _days_to_last(views, [article for article, _ in known])
    names = OtherNames(changing, again)
    new = [repetition(article, reading, again, days, names) for article, reading in known]
    began = time.process_time()
    for some in batched(new, _COMMIT):
        with store.transaction():
            for article, reading in some:
                store.put(article, reading, {"outcome": "new"})
    written = time.process_time()
    while views.behind:
        views.update()
    indexed = time.process_time()
    while views.prepare_search():
        pass
    searchable = time.process_time()
    views.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    took = [second - first for first, second in pairwise((began, written, indexed, searchable))]
    each = ", ".join(f"{seconds * 1000 / len(new):.1f} ms" for seconds in took)
    print(f"{len(new):,} more than {len(there):,}: to write, to index, and for the words")
    print(f"of each: {each}; peak {peak:.0f} MB")


def _days_to_last(views: Views, articles: Sequence[Article]) -> int:
    """Return the days from the last of these articles to the last of the store."""
    last = max(article.published or "" for article in articles)
    latest = views.articles(Filter(), limit=1)[0].published or last
    return (date.fromisoformat(latest[:10]) - date.fromisoformat(last[:10])).days


if __name__ == "__main__":
    main()
