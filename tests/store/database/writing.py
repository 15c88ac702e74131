"""What the processes of these tests write, and a model that says what must then be there."""

from __future__ import annotations

import os
import random
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tinydb.table import Document

from store.database.compaction import compact
from store.database.table import JournalDB

Documents = dict[int, dict[str, Any]]


class Model:
    """The same steps on plain dictionaries: step `i` of a seed is always the same step."""

    def __init__(self) -> None:
        self.articles: Documents = {}
        self.texts: Documents = {}
        self.highest = 0

    def copy(self) -> Model:
        copy = Model()
        copy.articles = {i: dict(document) for i, document in self.articles.items()}
        copy.texts = dict(self.texts)
        copy.highest = self.highest
        return copy

    def take(self, kind: str, number: int) -> None:
        if kind == "insert":
            self._insert([number])
        elif kind == "many":
            self._insert(list(range(number, number + 30)))
        elif kind == "update":
            for document in self.articles.values():
                if document["n"] % 7 == number % 7:
                    document["changed"] = number
        elif kind == "remove":
            gone = [i for i, document in self.articles.items() if document["n"] % 5 == number % 5]
            for doc_id in gone[:10]:
                del self.articles[doc_id]

    def _insert(self, numbers: list[int]) -> None:
        for number in numbers:
            self.highest += 1
            self.articles[self.highest] = {"n": number}
            self.texts[self.highest] = {"text": f"text {number} " * 20}


def step(seed: int, number: int) -> str:
    """What step `number` does."""
    kinds = ["insert"] * 8 + ["many"] * 2 + ["update", "remove", "compact"]
    return random.Random(seed * 1_000_003 + number).choice(kinds)  # noqa: S311


def take(db: JournalDB, kind: str, number: int) -> None:
    """One step on the real thing; it is on the disk when this returns."""
    articles, texts = db.table("articles"), db.table("texts")
    if kind in {"insert", "many"}:
        numbers = [number] if kind == "insert" else list(range(number, number + 30))
        with db.journal.transaction():
            ids = articles.insert_multiple({"n": n} for n in numbers)
            texts.insert_multiple(
                Document({"text": f"text {n} " * 20}, doc_id)
                for n, doc_id in zip(numbers, ids, strict=True)
            )
    elif kind == "update":
        articles.update({"changed": number}, lambda document: document["n"] % 7 == number % 7)
    elif kind == "remove":
        found = [d.doc_id for d in articles if d["n"] % 5 == number % 5]
        articles.remove(doc_ids=found[:10])
    else:
        compact(db.journal.journal)


def contents(db: JournalDB, table: str) -> Documents:
    return {document.doc_id: dict(document) for document in db.table(table)}


def write_until_killed(
    path: Path, seed: int, first: int, acknowledge: Callable[[int], Any]
) -> None:
    """Steps from `first` on; each is acknowledged when its call has returned."""
    db = JournalDB(path)
    number = first
    while True:
        take(db, step(seed, number), number)
        acknowledge(number)
        number += 1


def in_a_process(work: Callable[[], object]) -> int:
    """Run `work` in a fork of this process; returns its process id."""
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            work()
            status = 0
        except BaseException:
            traceback.print_exc()
            raise
        finally:
            os._exit(status)
    return pid
