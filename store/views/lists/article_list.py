"""The list of articles: its rows, its order, and the copies folded under their originals."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

from store.views.filtering.selection import Selection
from store.views.filtering.shown import ShownArticles
from store.views.indexing.schema import MEMBERS
from store.views.lists.marking import MarkTables
from store.views.lists.rows import ArticleKey, ArticleRow, Heading
from store.views.stories.story_list import StoryList

type Entry = tuple[int, int | None]
"""An article's number, or a pair of the number and a record of `copies`, for another source of the
identical text.
"""

_ROW = """
    SELECT number, id, published, (SELECT name FROM sources WHERE sources.id = source), title,
           title_is_sentence, events, family,
           (SELECT kind FROM copies WHERE copies.number = articles.number ORDER BY id LIMIT 1)
    FROM articles WHERE number = ?"""
_WITH_HASH = "SELECT number FROM articles WHERE id >= ? AND id < ? ORDER BY number"
_SAME = "SELECT id FROM copies WHERE original = ? AND number IS NULL ORDER BY id"
_SAME_ROW = """
    SELECT original, articles.id, copies.published,
           (SELECT name FROM sources WHERE sources.id = copies.source),
           coalesce(nullif(copies.title, ''), articles.title), title_is_sentence, events, family,
           nullif(url, '')
    FROM copies JOIN articles ON articles.number = original WHERE copies.id = ?"""


def entry_of(key: ArticleKey) -> Entry:
    """Return the entry with this row key. An invalid key gives an entry of no article."""
    number, _, record = str(key).partition("/")
    if not number.isdecimal():
        return -1, None
    return int(number), int(record) if record.isdecimal() else None


class ArticleRows:
    """Builds the rows of articles."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._marks = MarkTables(connection)

    def of(
        self, entries: Iterable[Entry], selection: Selection, unfolded: Collection[int]
    ) -> list[ArticleRow]:
        """Return the rows of these entries. Articles that no longer exist are left out."""
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
        under = number in selection.representative_of
        copies = 0 if under else sum(1 for _ in self.folded_under(number, selection))
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
            marks=self._marks.of_article(number),
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

    def folded_under(self, representative: int, selection: Selection) -> Iterator[Entry]:
        """Yield what is folded under an article.

        These are the other sources of the identical text, then the article's selected copies, each
        with its own other sources.
        """
        for number in (representative, *selection.under.get(representative, ())):
            if number != representative:
                yield number, None
            yield from self.other_sources(number)

    def other_sources(self, number: int) -> Iterator[Entry]:
        """Yield the other sources of an article's identical text."""
        for (record,) in self._connection.execute(_SAME, (number,)).fetchall():
            yield number, record

    def representatives(self, families: Iterable[int], selection: Selection) -> frozenset[int]:
        """Return the article that represents each of these families in the list."""
        return frozenset(
            number
            for family in families
            for (number,) in self._connection.execute(MEMBERS, (family,)).fetchall()
            if selection.shows_article(number) and number not in selection.representative_of
        )


# The list itself: newest first, undated articles last, copies under their originals.

ORDERS = {
    "published": "at DESC, number DESC",
    "oldest": "at IS NULL, at, number",
    "added": "number DESC",
    "source": "(SELECT name FROM sources WHERE id = source), at DESC, number DESC",
    "events": "events DESC, at DESC, number DESC",
}
_NEAR = 1_000
"""Rows up to this one are found without sorting the whole list."""
_SPARSE = 8
"""If fewer than one article in so many is selected, sorting them is faster than walking
the list.
"""


BY_STORY = "story"
"""The order in which the articles of a story are neighbours. It is no order of a table."""


class ArticleList:
    """The list of articles. `unfolded` holds the families whose members have rows of their own."""

    def __init__(self, shown: ShownArticles) -> None:
        self._shown = shown
        self._connection = shown.connection
        self._rows = ArticleRows(shown.connection)

    def count(self, selection: Selection, unfolded: Collection[int] = ()) -> int:
        """Return the number of rows."""
        if selection.everything and not unfolded:
            (count,) = self._connection.execute(
                "SELECT value FROM meta WHERE name = 'listed'"
            ).fetchone() or (0,)
            return int(count)
        return len(self._entries(selection, "published", unfolded) if unfolded else selection.rows)

    def page(
        self,
        selection: Selection,
        offset: int,
        limit: int,
        order: str,
        unfolded: Collection[int],
    ) -> list[ArticleRow]:
        """Return a page of rows.

        Raises:
            KeyError: `order` is neither one of ORDERS nor BY_STORY.
        """
        entries: Sequence[Entry]
        if unfolded:
            entries = self._entries(selection, order, unfolded)[offset : offset + limit]
        elif selection.everything and order != BY_STORY:
            entries = self._connection.execute(
                "SELECT number, NULL FROM articles WHERE NOT folded"
                f" ORDER BY {ORDERS[order]} LIMIT ? OFFSET ?",
                (limit, offset),
            ).fetchall()
        elif (
            order == "published"
            and offset + limit <= _NEAR
            and ("articles", order) not in selection.orders
        ):
            walked = islice(self._walked(selection), offset, offset + limit)
            entries = [(number, None) for number in walked]
        else:
            numbers = self._in_order(selection, order)[offset : offset + limit]
            entries = [(number, None) for number in numbers]
        return self._rows.of(entries, selection, unfolded)

    def rows(self, numbers: Sequence[int], selection: Selection) -> list[ArticleRow]:
        """Return the rows of these articles, in this order."""
        return self._rows.of([(number, None) for number in numbers], selection, ())

    def with_sources(self, numbers: Iterable[int], selection: Selection) -> list[ArticleRow]:
        """Return the rows of articles, each followed by those of its other sources."""
        return self._rows.of(
            (
                entry
                for number in numbers
                for entry in ((number, None), *self._rows.other_sources(number))
            ),
            selection,
            (),
        )

    def with_hash(self, beginning: str) -> list[int]:
        """Return the numbers of the articles whose hash (in hex) begins so, in order."""
        behind = beginning + "g"  # after every hexadecimal digit
        found = self._connection.execute(_WITH_HASH, (beginning, behind))
        return [number for (number,) in found]

    def family(self, selection: Selection, number: int) -> list[ArticleRow]:
        """Return the row that represents an article, and the rows folded under it."""
        representative = self._representative(selection, number)
        return self.rows([representative], selection) + self.folded_under(selection, representative)

    def folded_under(self, selection: Selection, representative: int) -> list[ArticleRow]:
        """Return the rows folded under an article's row."""
        return self._rows.of(self._rows.folded_under(representative, selection), selection, ())

    def also_in(self, selection: Selection, number: int) -> tuple[str, ...]:
        """Return the sources of an article's family, except its own."""
        rows = self.family(selection, number)
        own = next((row.source for row in rows if row.key == number), None)
        others = (row.source for row in rows if row.source not in (None, own))
        return tuple(dict.fromkeys(filter(None, others)))

    def rank(
        self, selection: Selection, key: ArticleKey, order: str, unfolded: Collection[int]
    ) -> int | None:
        """Return the index of an article's row, from 0. A folded article has the row of
        its family.
        """
        entry = entry_of(key)
        in_order: Sequence[object]
        if unfolded:
            in_order = self._entries(selection, order, unfolded)
            if entry not in in_order:
                entry = (self._representative(selection, entry[0]), None)
            sought: object = entry
        else:
            in_order = self._in_order(selection, order)
            sought = self._representative(selection, entry[0])
        try:
            return in_order.index(sought)
        except ValueError:
            return None

    def _representative(self, selection: Selection, number: int) -> int:
        """Return the article that represents this one in the list."""
        return selection.representative_of.get(number, number)

    def _walked(self, selection: Selection) -> Iterator[int]:
        """Yield the articles that have a row while nothing is unfolded, newest first."""
        folded = "WHERE NOT folded" if selection.everything else ""
        newest = self._connection.execute(
            f"SELECT number FROM articles {folded} ORDER BY {ORDERS['published']}"
        )
        if selection.everything:
            return (number for (number,) in newest)
        return islice((n for (n,) in newest if n in selection.rows), len(selection.rows))

    def _in_order(self, selection: Selection, order: str) -> Sequence[int]:
        """Return the articles that have a row while nothing is unfolded."""
        known = selection.orders.get(("articles", order))
        if known is None:
            known = array("I", self._ordered(selection, order))
            selection.orders["articles", order] = known
        return known

    def stories(self, selection: Selection) -> StoryList:
        """Return the stories of the selected articles."""
        numbers = selection.rows if not selection.everything else self._walked(selection)
        return StoryList(self._connection, numbers)

    def story_headings(self, selection: Selection, unfolded: Collection[int]) -> list[Heading]:
        """Return the headings of the list in the order BY_STORY."""
        representatives = self._rows.representatives(unfolded, selection)
        under = {
            number: sum(1 for _ in self._rows.folded_under(number, selection))
            for number in representatives
        }
        return self.stories(selection).headings(under)

    def _ordered(self, selection: Selection, order: str) -> Iterator[int]:
        if order == BY_STORY:
            return self.stories(selection).order()
        if order == "published" and (
            selection.everything or _SPARSE * len(selection.rows) > self._count_of_all()
        ):
            return self._walked(selection)
        source = "articles WHERE NOT folded"
        if not selection.everything:
            self._shown.fill(selection.rows)
            source = "temp.shown CROSS JOIN articles USING (number)"
        rows = self._connection.execute(f"SELECT number FROM {source} ORDER BY {ORDERS[order]}")
        return (number for (number,) in rows)

    def _count_of_all(self) -> int:
        query = "SELECT value FROM meta WHERE name = 'articles'"
        (count,) = self._connection.execute(query).fetchone() or (0,)
        return int(count)

    def _entries(
        self, selection: Selection, order: str, unfolded: Collection[int]
    ) -> Sequence[Entry]:
        """Return all entries, with those of unfolded families after the first of the family."""
        place = order, frozenset(unfolded)
        if place not in selection.unfolded:
            selection.unfolded[place] = list(self._laid_out(selection, *place))
        return selection.unfolded[place]

    def _laid_out(
        self, selection: Selection, order: str, unfolded: frozenset[int]
    ) -> Iterator[Entry]:
        representatives = self._rows.representatives(unfolded, selection)
        for number in self._in_order(selection, order):
            yield number, None
            if number in representatives:
                yield from self._rows.folded_under(number, selection)
