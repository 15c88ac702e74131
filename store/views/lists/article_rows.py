"""Makes the rows of articles, and knows what is folded under each."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator

from store.views.rows import ArticleKey, ArticleRow
from store.views.schema import MEMBERS
from store.views.selecting.selection import Selection

type Entry = tuple[int, int | None]
"""An article's number; and of another source of its very text, the number of the record."""

_ROW = """
    SELECT number, id, published, (SELECT name FROM sources WHERE sources.id = source), title,
           title_is_sentence, events, family,
           (SELECT kind FROM copies WHERE copies.number = articles.number ORDER BY id LIMIT 1)
    FROM articles WHERE number = ?"""
_SAME = "SELECT id FROM copies WHERE original = ? AND number IS NULL ORDER BY id"
_SAME_ROW = """
    SELECT original, articles.id, copies.published,
           (SELECT name FROM sources WHERE sources.id = copies.source),
           coalesce(nullif(copies.title, ''), articles.title), title_is_sentence, events, family,
           nullif(url, '')
    FROM copies JOIN articles ON articles.number = original WHERE copies.id = ?"""


def entry_of(key: ArticleKey) -> Entry:
    """The entry whose row has this key; that of no article, where it is the key of none."""
    number, _, record = str(key).partition("/")
    if not number.isdecimal():
        return -1, None
    return int(number), int(record) if record.isdecimal() else None


class ArticleRows:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def of(
        self, entries: Iterable[Entry], selection: Selection, unfolded: Collection[int]
    ) -> list[ArticleRow]:
        """The rows of these entries; an article that is gone has none."""
        rows = (self._row(entry, selection, unfolded) for entry in entries)
        return [row for row in rows if row is not None]

    def _row(
        self, entry: Entry, selection: Selection, unfolded: Collection[int]
    ) -> ArticleRow | None:
        number, record = entry
        if record is not None:
            return self._another_source(record)
        row = self._connection.execute(_ROW, (number,)).fetchone()
        if row is None:
            return None
        _, id_, published, source, title, is_sentence, events, family, kind = row
        under = number in selection.face_of
        copies = 0 if under else sum(1 for _ in self.beneath(number, selection))
        return ArticleRow(
            number,
            id_,
            published,
            source,
            title,
            bool(is_sentence),
            events,
            family=family,
            kind=None if family == number else kind,
            copies=copies,
            unfolded=bool(copies) and family in unfolded,
            under=under,
        )

    def _another_source(self, record: int) -> ArticleRow | None:
        row = self._connection.execute(_SAME_ROW, (record,)).fetchone()
        if row is None:
            return None
        number, id_, published, source, title, is_sentence, events, family, url = row
        return ArticleRow(
            number,
            id_,
            published or None,
            source,
            title,
            bool(is_sentence),
            events,
            family=family,
            kind="same",
            record=record,
            url=url,
            under=True,
        )

    def beneath(self, face: int, selection: Selection) -> Iterator[Entry]:
        """What is folded under an article: other sources of its very text, then its shown
        copies, each with its own other sources."""
        for number in (face, *selection.under.get(face, ())):
            if number != face:
                yield number, None
            for (record,) in self._connection.execute(_SAME, (number,)).fetchall():
                yield number, record

    def faces(self, families: Iterable[int], selection: Selection) -> frozenset[int]:
        """The articles that stand for these families."""
        return frozenset(
            number
            for family in families
            for (number,) in self._connection.execute(MEMBERS, (family,)).fetchall()
            if selection.shows_article(number) and number not in selection.face_of
        )
