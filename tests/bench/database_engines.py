"""The ways to keep documents that `bench_database.py` compares."""

from __future__ import annotations

import json
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any


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
    """One way to keep documents."""

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
