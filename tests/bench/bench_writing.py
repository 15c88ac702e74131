"""How fast an import writes articles, when readers keep up: one a commit, and those of a batch.

    python -m tests.bench.bench_writing [--articles 1200] [--folder DIR]

The articles are of the Reuters corpus beside the checkout and were read before, so this is the
writer alone: finding copies, encoding, and syncing to the disk. SQLite is the yardstick: it gets
the same documents, encoded before, in three tables, with a write-ahead log and `synchronous=FULL`,
and finds no copies. The sides take turns, and the median of three counts. Processor time is that of
the writing process.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from itertools import batched
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from store import Import, Source, Store
from store.extract.pipeline import Extractor
from store.ingest.add import TOGETHER
from store.ingest.workers import Read
from store.reading import Article, Reading, to_json
from tests.bench.corpus_store import CORPUS
from tests.bench.table import Table

TURNS = 3
TABLES = ("articles", "texts", "readings")


class Taken(NamedTuple):
    wall: float
    processor: float


def corpus(number: int) -> list[Article]:
    """The first articles of the Reuters corpus."""
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        known = [json.loads(line) for _, line in zip(range(number), lines, strict=False)]
    fields = ("id", "text", "title", "source", "published")
    return [Article(**{name: each.get(name) for name in fields}) for each in known]


def timed(work: Iterable[object]) -> Taken:
    began, used = time.perf_counter(), time.process_time()
    for _ in work:
        pass
    return Taken(time.perf_counter() - began, time.process_time() - used)


def ours(folder: Path, read: Sequence[tuple[Article, Reading]], together: int) -> Taken:
    """Import articles whose readings come in groups of this size."""
    readings = {article.id: reading for article, reading in read}
    source = Source("reuters.jsonl")

    def taken(*_: object) -> Iterator[tuple[Source, Article]]:
        return ((source, article) for article, _ in read)

    def read_together(articles: Iterable[Article], **_: object) -> Generator[list[Read]]:
        for group in batched(articles, together):
            yield [(each, readings[each.id]) for each in group]

    with (
        Store.open(folder, create=True) as store,
        patch("store.ingest.add.articles_of", taken),
        patch("store.ingest.add.read_together", read_together),
    ):
        return timed(Import(store, standard_input=io.BytesIO()).run([source]))


def plain_sqlite(folder: Path, read: Sequence[tuple[Article, Reading]], together: int) -> Taken:
    """Insert the same documents into SQLite, in commits of this size."""
    documents = [(to_json(article), article.text, to_json(reading)) for article, reading in read]
    folder.mkdir()
    db = sqlite3.connect(folder / "store.sqlite")
    db.executescript(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
        + "".join(
            f"CREATE TABLE {name} (id INTEGER PRIMARY KEY, document TEXT);" for name in TABLES
        )
    )

    def written() -> Iterator[None]:
        for group in batched(documents, together):
            with db:
                columns = zip(*group, strict=True)
                for name, column in zip(TABLES, columns, strict=True):
                    db.executemany(
                        f"INSERT INTO {name} (document) VALUES (?)",  # noqa: S608 - our own names
                        [(each,) for each in column],
                    )
            yield

    try:
        return timed(written())
    finally:
        db.close()


SIDES = {
    "dateline, 1 a commit": (ours, 1),
    f"dateline, {TOGETHER} a commit": (ours, TOGETHER),
    "SQLite, 1 a commit": (plain_sqlite, 1),
    f"SQLite, {TOGETHER} a commit": (plain_sqlite, TOGETHER),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=1_200)
    parser.add_argument("--folder", type=Path, help="where to write; on a local disk")
    options = parser.parse_args()
    articles = corpus(options.articles)
    read = list(zip(articles, Extractor().read_all(articles), strict=True))
    taken: dict[str, list[Taken]] = {name: [] for name in SIDES}
    with tempfile.TemporaryDirectory(dir=options.folder) as place:
        for turn in range(TURNS):
            for number, (name, (side, together)) in enumerate(SIDES.items()):
                taken[name].append(side(Path(place) / f"{turn}-{number}", read, together))
    rates = {
        name: len(read) / statistics.median(each.wall for each in found)
        for name, found in taken.items()
    }
    used = {
        name: 1000 * statistics.median(each.processor for each in found) / len(read)
        for name, found in taken.items()
    }
    table = Table(SIDES)
    table.row("articles a second", rates, "")
    table.row("processor time, ms an article", used, "", digits=2)
    one, many = list(SIDES)[:2]
    print(f"{many}: {rates[many] / rates[one]:.2f} times {one}")
    print(f"{many}: {rates[many] / rates[list(SIDES)[3]]:.2f} of {list(SIDES)[3]}")


if __name__ == "__main__":
    main()
