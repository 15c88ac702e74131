"""Finds copies as articles are imported, and keeps them in the table `copies`.

A document of the table says that article `number` is a `copy`, an `update` or an `excerpt` of
article `of`, with the `share` of it that is in the other. With the kind `same` and no `number`, it
says that the identical text of article `of` also came from another `source` and `url`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from store.errors import UserError
from store.intake.copies import Copy, Sketches, copy_of, picked, runs
from store.reading import Article

if TYPE_CHECKING:
    from store.database import Store


def articles_since(store: Store, version: int) -> Iterator[tuple[int, Article]]:
    """Yield numbers and articles since a version, without those that were deleted again."""
    for change in list(store.changes(version)):
        if change.table == "texts" and change.doc_id is not None:
            article = article_of(store, change.doc_id)
            if article is not None:
                yield change.doc_id, article


def article_of(store: Store, number: int) -> Article | None:
    """Return the article of this number, or None if it was deleted."""
    try:
        return store.article(number)
    except KeyError:
        return None


TABLE = "copies"
_EVERY = 64
"""The index is committed after so many articles."""


class Copies:
    """The relations between the articles of a store, for one import.

    Raises:
        UserError: The index cannot be written.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        path = store.folder / "views" / "copies.sqlite"
        try:
            self._sketches = Sketches(path, store.tell)
        except (sqlite3.Error, OSError) as error:
            raise UserError(
                f"Cannot write {path}: {error}.",
                "Check that the disk has room, and that you may write to the store.",
            ) from error
        self._sources: dict[int, set[tuple[str | None, str | None]]] | None = None
        self._added: set[int] = set()
        self._last: tuple[str, list[int]] = "", []
        """The last article that was compared, and the hashes that represent it. It is
        added next.
        """
        self._covered = self._covered_before()
        self._commit()

    def of(self, article: Article) -> Copy | None:
        """Return how a new article relates to the articles of the store."""
        new_runs = runs(article.text)
        self._last = article.id, picked(new_runs)
        found: list[Copy] = []
        for number in self._sketches.candidates(self._last[1]):
            old = article_of(self._store, number)
            copy = copy_of(article, new_runs, number, old, runs(old.text)) if old else None
            if copy is not None:
                found.append(copy)
        return max(found, key=lambda copy: (copy.share + copy.of_other, -copy.number), default=None)

    def keep(self, number: int, copy: Copy) -> None:
        """Record what the article with this number is a copy of."""
        pair = (copy.number, number) if copy.other_is_the_excerpt else (number, copy.number)
        document = {"number": pair[0], "of": pair[1], "kind": copy.kind}
        shares = (copy.share, copy.of_other)
        share, of_other = shares[::-1] if copy.other_is_the_excerpt else shares
        self._store.db.table(TABLE).insert({**document, "share": share, "of_other": of_other})

    def is_known(self, number: int, article: Article) -> bool:
        """Return whether this text has come from this source and link before."""
        return (article.source, article.url) in self._known_sources(number)

    def keep_source(self, number: int, article: Article) -> None:
        """Record that the text of article `number` came from another source too."""
        self._known_sources(number).add((article.source, article.url))
        document = {"of": number, "kind": "same", **_provenance(article)}
        self._store.db.table(TABLE).insert(document)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Add the articles of the block to the index in one step, or none of them if it raises."""
        before = set(self._added)
        try:
            yield
        except BaseException:
            self._sketches.drop_pending()
            self._added = before
            raise
        self._sketches.keep_pending()
        if len(self._added) >= _EVERY:
            self._commit()

    def add(self, number: int, article: Article) -> None:
        """Add the article to the index. Call it within `together`."""
        known, hashes = self._last
        self._sketches.add(number, hashes if known == article.id else _stand_for(article))
        self._added.add(number)

    def close(self) -> None:
        self._commit()
        self._sketches.close()

    def _commit(self) -> None:
        """Commit the index, and add what other processes have stored meanwhile."""
        version = self._store.version()
        for number, article in articles_since(self._store, self._covered):
            if number not in self._added:
                self._sketches.add(number, _stand_for(article))
                self._sketches.keep_pending()
        self._sketches.commit(version)
        self._covered = version
        self._added.clear()

    def _covered_before(self) -> int:
        """Return the version that the index covers, or 0 if it is of another store."""
        covered = self._sketches.covered()
        if covered <= self._store.version():
            return covered
        self._sketches.clear()
        return 0

    def _known_sources(self, number: int) -> set[tuple[str | None, str | None]]:
        if self._sources is None:
            from store.database.decoding import CopyRecord

            self._sources = {}
            for _, record in self._store.documents(TABLE, CopyRecord):
                if record.kind == "same":
                    those = self._sources.setdefault(record.of, set())
                    those.add((record.source, record.url))
        first = self._store.article(number)
        known = self._sources.setdefault(number, set())
        known.add((first.source, first.url))
        return known


def _stand_for(article: Article) -> list[int]:
    return picked(runs(article.text))


def copies_of(store: Store, number: int) -> list[Mapping[str, Any]]:
    """Return the copies of an article, direct or through another copy."""
    return list(_below(store, number))


def _below(store: Store, number: int) -> Iterator[Mapping[str, Any]]:
    from store.database.decoding import CopyRecord

    under: dict[int, list[Mapping[str, Any]]] = {}
    for number_of_record, _ in store.documents(TABLE, CopyRecord):
        each = store.copy_record(number_of_record)
        if each is not None:
            under.setdefault(each["of"], []).append(each)
    waiting, seen = [number], {number}
    while waiting:
        for document in under.get(waiting.pop(), []):
            below = document.get("number")
            if below is None or below not in seen:
                yield document
            if below is not None and below not in seen:
                seen.add(below)
                waiting.append(below)


def _provenance(article: Article) -> dict[str, Any]:
    return {
        "source": article.source,
        "url": article.url,
        "title": article.title,
        "published": article.published,
        "origin": article.origin,
        "modified": article.modified,
        "known_by": article.known_by,
    }
