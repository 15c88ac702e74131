"""The list of articles: the newest first, those without a date last."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import islice

from store.views.rows import ArticleRow
from store.views.selecting.selection import Selection
from store.views.selecting.shown import Shown

ORDERS = {
    "published": "at DESC, number DESC",
    "oldest": "at IS NULL, at, number",
    "added": "number DESC",
    "source": "(SELECT name FROM sources WHERE id = source), at DESC, number DESC",
    "events": "events DESC, at DESC, number DESC",
}
_ROWS = """
    SELECT number, id, published, (SELECT name FROM sources WHERE sources.id = source), title,
           title_is_sentence, events,
           (SELECT count(*) FROM copies WHERE original = articles.number)
    FROM articles"""


class ArticleList:
    def __init__(self, shown: Shown) -> None:
        self._shown = shown
        self._connection = shown.connection

    def page(self, selection: Selection, offset: int, limit: int, order: str) -> list[ArticleRow]:
        """Raises `KeyError` for an order that is none of ORDERS."""
        if selection.everything:
            rows = self._connection.execute(
                f"{_ROWS} ORDER BY {ORDERS[order]} LIMIT ? OFFSET ?", (limit, offset)
            )
            return [_row(row) for row in rows]
        if order == "published" and ("articles", order) not in selection.orders and offset == 0:
            return self.rows(self._newest(selection, limit))
        return self.rows(self._in_order(selection, order)[offset : offset + limit])

    def rows(self, numbers: Sequence[int]) -> list[ArticleRow]:
        """The rows of these articles, in this order."""
        query = f"{_ROWS} WHERE number = ?"
        found = (self._connection.execute(query, (number,)).fetchone() for number in numbers)
        return [_row(row) for row in found if row is not None]

    def rank(self, selection: Selection, number: int, order: str) -> int | None:
        """Where the article stands in the list, from 0."""
        try:
            return self._in_order(selection, order).index(number)
        except ValueError:
            return None

    def _newest(self, selection: Selection, limit: int) -> list[int]:
        """The first page, without putting all of them in order."""
        newest = self._connection.execute(
            f"SELECT number FROM articles ORDER BY {ORDERS['published']}"
        )
        shown = selection.articles
        wanted = min(limit, len(shown))
        return list(islice((number for (number,) in newest if number in shown), wanted))

    def _in_order(self, selection: Selection, order: str) -> Sequence[int]:
        known = selection.orders.get(("articles", order))
        if known is None:
            source = "articles"
            if not selection.everything:
                self._shown.fill(selection.articles)
                source = "temp.shown CROSS JOIN articles USING (number)"
            rows = self._connection.execute(f"SELECT number FROM {source} ORDER BY {ORDERS[order]}")
            known = array("q", (number for (number,) in rows))
            selection.orders["articles", order] = known
        return known


def _row(row: tuple[int, str, str | None, str | None, str, int, int, int]) -> ArticleRow:
    number, id_, published, source, title, is_sentence, events, copies = row
    return ArticleRow(number, id_, published, source, title, bool(is_sentence), events, copies)
