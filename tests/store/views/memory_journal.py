"""A journal in memory with the store's doors, for tests of what is derived from it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from store.corrections.records import Correction
from store.reading import Article, Reading


class Change(NamedTuple):
    version: int
    table: str
    doc_id: int | None
    deleted: bool


class MemoryJournal:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.readonly = False
        self.articles: dict[int, Article] = {}
        self.readings: dict[int, Reading] = {}
        self.copies: dict[int, dict[str, Any]] = {}
        self.corrections: list[Correction] = []
        self.log: list[Change] = []

    def put(self, number: int, article: Article, reading: Reading | None) -> None:
        self.articles[number] = article
        self.readings.pop(number, None)
        if reading is not None:
            self.readings[number] = reading
        version = self.version() + 1
        for table in ("articles", "texts", "readings"):
            self.log.append(Change(version, table, number, table == "readings" and not reading))

    def put_copy(
        self,
        record: int,
        number: int | None,
        of: int,
        kind: str = "copy",
        source: str | None = None,
    ) -> None:
        self.copies[record] = {"of": of, "kind": kind}
        if number is None:
            self.copies[record] |= {"kind": "same", "source": source}
        else:
            self.copies[record]["number"] = number
        self.log.append(Change(self.version() + 1, "copies", record, False))

    def delete_copy(self, record: int) -> None:
        del self.copies[record]
        self.log.append(Change(self.version() + 1, "copies", record, True))

    def copy_record(self, doc_id: int) -> dict[str, Any] | None:
        return self.copies.get(doc_id)

    def delete(self, number: int) -> None:
        del self.articles[number]
        self.readings.pop(number, None)
        version = self.version() + 1
        for table in ("articles", "texts", "readings"):
            self.log.append(Change(version, table, number, True))

    def correct(self, *corrections: Correction) -> None:
        """Add lines to the log of corrections, as one version."""
        version = self.version() + 1
        for each in corrections:
            self.corrections.append(each)
            self.log.append(Change(version, "corrections", len(self.corrections), False))

    def raw_documents(self, table: str, after: int) -> Iterator[tuple[int, bytes]]:
        assert table == "corrections"
        for number, each in enumerate(self.corrections, start=1):
            if number > after:
                yield number, msgspec.json.encode(each)

    def version(self) -> int:
        return self.log[-1].version if self.log else 0

    def number(self, article_id: str) -> int | None:
        for number, article in self.articles.items():
            if article.id == article_id:
                return number
        return None

    def numbers(self) -> list[int]:
        return list(self.articles)

    def article(self, number: int) -> Article:
        return self.articles[number]

    def reading(self, number: int) -> Reading | None:
        return self.readings.get(number)

    def changes(self, since: int) -> Iterator[Change]:
        return (change for change in self.log if change.version > since)
