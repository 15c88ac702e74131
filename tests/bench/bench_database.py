"""The journal against stock TinyDB and SQLite, in one run on one machine: `make bench`.

    python tests/bench/bench_database.py [--limit 1000000] [--folder DIR]

Every engine and size has a process of its own. Times are medians in milliseconds (µs where it
says so), memory is in MB: `private` is what opening and reading one document added to the
process's own memory, `resident` the process at the end. Appends are on the disk when they return.
`open` opens and gets one document. SQLite runs with a write-ahead log and `synchronous=FULL`, and
once more as it comes; its documents are decoded by `json`, and once more by msgspec as the
journal's are.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

SIZES = (1_000, 10_000, 100_000, 1_000_000)
STOCK_LIMIT = 100_000
COLUMNS = (
    "open",
    "get µs",
    "append 1",
    "append 1000",
    "search",
    "scan",
    "private",
    "resident",
)


def document(number: int) -> dict[str, Any]:
    """What the store keeps of an article, but for its text."""
    return {
        "id": f"{number * 2654435761 % 2**256:064x}",
        "title": f"Ministers meet for the {number}th time and agree on little",
        "source": f"Gazette {number % 50}",
        "url": f"https://news.example/2024/07/01/article-{number}",
        "language": "en",
        "published": f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}",
        "published_from": "meta",
        "origin": f"articles/{number}.txt",
        "characters": 2500,
    }


class Engine(ABC):
    """One way to keep documents. A stock TinyDB cannot append to 100,000 often."""

    repeats = 50

    def __init__(self, path: Path) -> None:
        self.path = path

    @abstractmethod
    def open(self) -> None: ...

    @abstractmethod
    def close(self) -> None: ...

    @abstractmethod
    def get(self, doc_id: int) -> dict[str, Any]: ...

    @abstractmethod
    def append(self, documents: Iterable[dict[str, Any]]) -> None: ...

    @abstractmethod
    def search(self, source: str) -> list[dict[str, Any]]: ...

    @abstractmethod
    def scan(self) -> Iterator[dict[str, Any]]: ...


class Journal(Engine):
    def open(self) -> None:
        from store.database.table import JournalDB

        self.db = JournalDB(self.path, keys={"articles": "id"})
        self.table = self.db.table("articles", cache_size=0)

    def close(self) -> None:
        self.db.close()

    def get(self, doc_id: int) -> dict[str, Any]:
        found: dict[str, Any] = self.table.get(doc_id=doc_id)
        return found

    def append(self, documents: Iterable[dict[str, Any]]) -> None:
        first, *more = documents
        if more:
            self.table.insert_multiple([first, *more])
        else:
            self.table.insert(first)

    def search(self, source: str) -> list[dict[str, Any]]:
        from tinydb import where

        return list(self.table.search(where("source") == source))

    def scan(self) -> Iterator[dict[str, Any]]:
        return iter(self.table)


class Stock(Journal):
    repeats = 3

    def open(self) -> None:
        from tinydb import TinyDB

        self.db = TinyDB(self.path)
        self.table = self.db.table("articles", cache_size=0)


class Caching(Stock):
    """Nothing is on the disk before `flush`, so each append is followed by one."""

    def open(self) -> None:
        from tinydb import JSONStorage, TinyDB
        from tinydb.middlewares import CachingMiddleware

        self.db = TinyDB(self.path, storage=CachingMiddleware(JSONStorage))
        self.table = self.db.table("articles", cache_size=0)

    def append(self, documents: Iterable[dict[str, Any]]) -> None:
        super().append(documents)
        self.db.storage.flush()


class SQLite(Engine):
    pragmas = ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL")
    decode: Callable[[str], Any] = staticmethod(json.loads)

    def open(self) -> None:
        self.connection = sqlite3.connect(self.path)
        for pragma in self.pragmas:
            self.connection.execute(pragma)
        self.connection.execute(
            "CREATE TABLE IF NOT EXISTS articles (number INTEGER PRIMARY KEY, document TEXT)"
        )

    def close(self) -> None:
        self.connection.close()

    def get(self, doc_id: int) -> dict[str, Any]:
        query = "SELECT document FROM articles WHERE number = ?"
        return self.decode(self.connection.execute(query, (doc_id,)).fetchone()[0])

    def append(self, documents: Iterable[dict[str, Any]]) -> None:
        rows = ((json.dumps(document),) for document in documents)
        with self.connection:
            self.connection.executemany("INSERT INTO articles (document) VALUES (?)", rows)

    def search(self, source: str) -> list[dict[str, Any]]:
        query = "SELECT document FROM articles WHERE json_extract(document, '$.source') = ?"
        return [self.decode(row[0]) for row in self.connection.execute(query, (source,))]

    def scan(self) -> Iterator[dict[str, Any]]:
        decode = self.decode
        for row in self.connection.execute("SELECT document FROM articles"):
            yield decode(row[0])


class SQLiteAsItComes(SQLite):
    pragmas = ()


class SQLiteMsgspec(SQLite):
    def open(self) -> None:
        import msgspec

        super().open()
        self.decode = msgspec.json.decode


ENGINES: dict[str, type[Engine]] = {
    "journal": Journal,
    "TinyDB": Stock,
    "TinyDB + caching": Caching,
    "SQLite": SQLite,
    "SQLite, as it comes": SQLiteAsItComes,
    "SQLite + msgspec": SQLiteMsgspec,
}


def fill(engine: Engine, size: int) -> None:
    """Make the store; a stock TinyDB's file is written by hand, or it would take the day."""
    if isinstance(engine, Stock):
        documents = {str(number): document(number) for number in range(1, size + 1)}
        engine.path.write_text(json.dumps({"articles": documents}))
        return
    engine.open()
    for start in range(1, size + 1, 10_000):
        engine.append(document(n) for n in range(start, min(start + 10_000, size + 1)))
    engine.close()


def median_ms(work: Callable[[], object], repeats: int) -> float:
    times = []
    for _ in range(repeats):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times) * 1000


def memory(*fields: str) -> float:
    """The sum of fields of this process's memory map, in MB."""
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    found = dict(line.split(":", 1) for line in lines[1:])
    return sum(int(found[field].split()[0]) for field in fields) / 1024


def measure(kind: str, folder: str, size: int, results: Any) -> None:
    """Everything for one engine at one size, in a process of its own."""
    engine = ENGINES[kind](Path(folder) / "store")
    fill(engine, size)
    chance = random.Random(size)  # noqa: S311 - the same for all
    engine.open()  # what is imported and made once is not what opening costs
    engine.get(1)
    engine.close()
    before = memory("Private_Clean", "Private_Dirty")
    engine.open()
    engine.get(chance.randint(1, size))
    private = memory("Private_Clean", "Private_Dirty") - before
    engine.close()

    def reopen() -> None:
        engine.open()
        engine.get(chance.randint(1, size))
        engine.close()

    few = 3 if size > 100_000 else engine.repeats
    figures = {"open": median_ms(reopen, engine.repeats), "private": private}
    engine.open()
    gets = 3 if isinstance(engine, Stock) else 20_000
    ids = [chance.randint(1, size) for _ in range(gets)]
    figures["get µs"] = median_ms(lambda: [engine.get(i) for i in ids], 3) / gets * 1000
    figures["search"] = median_ms(lambda: engine.search("Gazette 7"), min(few, 5))
    figures["scan"] = median_ms(lambda: sum(1 for _ in engine.scan()), min(few, 5))
    numbers = iter(range(size + 1, size + 10_000_000))
    figures["append 1"] = median_ms(
        lambda: engine.append([document(next(numbers))]), 300 if gets > 3 else engine.repeats
    )
    figures["append 1000"] = median_ms(
        lambda: engine.append([document(next(numbers)) for _ in range(1000)]), min(few, 10)
    )
    figures["resident"] = memory("Rss")
    engine.close()
    results.put(figures)


def run(kind: str, size: int, folder: Path | None) -> dict[str, float]:
    context = multiprocessing.get_context("spawn")
    results = context.SimpleQueue()
    with tempfile.TemporaryDirectory(dir=folder) as place:
        process = context.Process(target=measure, args=(kind, place, size, results))
        process.start()
        process.join()
        if process.exitcode:
            raise SystemExit(f"{kind} at {size} ended with status {process.exitcode}")
        figures: dict[str, float] = results.get()
        return figures


def say(text: str = "") -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def judge(all_figures: dict[tuple[str, int], dict[str, float]], largest: int) -> None:
    """The targets, each with what was reached."""
    at = min(100_000, largest)
    ours = all_figures["journal", at]
    sqlite = {kind: all_figures[kind, at] for kind in ENGINES if kind.startswith("SQLite")}
    smallest = all_figures["journal", SIZES[0]]["open"]

    def line(what: str, value: float, target: str, reached: bool) -> None:
        say(f"  {what:<58}{value:>10.2f}   {target:<14}{'reached' if reached else 'NOT REACHED'}")

    say(f"Targets (ratios of this run; at {at:,} documents where nothing else is said)")
    ratio = all_figures["journal", largest]["open"] / smallest
    line(f"open: {largest:,} against 1,000 documents", ratio, "≤ 3", ratio <= 3)
    private = all_figures["journal", largest]["private"]
    line(f"private memory after opening {largest:,}, MB", private, "< 10", private < 10)
    stock = all_figures["TinyDB", at]["append 1"] / ours["append 1"]
    line("append 1: times as fast as stock TinyDB", stock, "≥ 1000", stock >= 1000)
    for column in ("get µs", "append 1", "scan"):
        for kind, figures in sqlite.items():
            ratio = ours[column] / figures[column]
            line(f"{column}: against {kind}", ratio, "≤ 1", ratio <= 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--limit", type=int, default=SIZES[-1], help="the largest size")
    parser.add_argument("--folder", type=Path, help="where to write; on a local disk")
    options = parser.parse_args()
    all_figures = {}
    sizes = [size for size in SIZES if size <= options.limit]
    for size in sizes:
        say(f"{size:,} documents")
        say(f"  {'':<20}" + "".join(f"{column:>13}" for column in COLUMNS))
        for kind, engine in ENGINES.items():
            if issubclass(engine, Stock) and size > STOCK_LIMIT:
                say(f"  {kind:<20}  (not run: minutes for each step)")
                continue
            figures = all_figures[kind, size] = run(kind, size, options.folder)
            say(f"  {kind:<20}" + "".join(f"{figures[column]:>13.3f}" for column in COLUMNS))
        say()
    judge(all_figures, sizes[-1])


if __name__ == "__main__":
    main()
