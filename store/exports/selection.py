"""What a filter selects, as plain records that every format starts from.

An event carries its date in its true precision and the exact words of each piece of
evidence, so that whoever gets the export can cite without the store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from store.views import Filter, Views
from store.views.rows import EventRow

PAGE = 200
"""Rows that are asked for at once: an export of any size takes the memory of one page."""

Record = dict[str, Any]


def articles(views: Views, selected: Filter) -> Iterator[Record]:
    """The shown articles, newest first, without their text."""
    for row in _pages(lambda offset: views.articles(selected, offset=offset, limit=PAGE)):
        article = views.article(row.number)
        yield {
            "id": article.id,
            "title": article.title,
            "source": article.source,
            "url": article.url,
            "published": article.published,
            "origin": article.origin,
        }


def entities(views: Views, selected: Filter) -> Iterator[Record]:
    """The entities of the shown articles; `mentions` counts in those, `all` in the store."""
    for row in _pages(lambda offset: views.entities(selected, offset=offset, limit=PAGE)):
        yield {
            "key": row.key,
            "name": row.name,
            "type": row.type,
            "mentions": row.shown,
            "all": row.total,
        }


def events(views: Views, selected: Filter) -> Iterator[Record]:
    """The shown events in order of when they happened, the undated last."""
    for row in _pages(lambda offset: views.events(selected, offset=offset, limit=PAGE)):
        yield event(views, row)


def event(views: Views, row: EventRow) -> Record:
    """One event with the words that say so, cut from the stored source."""
    pieces = views.evidence(row.id)
    texts = {number: views.article(number).text for number in {each.number for each in pieces}}
    return {
        "type": row.type,
        "mode": row.mode,
        "label": row.label,
        "actors": row.actors,
        "recipients": row.recipients,
        "place": row.place,
        "from": row.from_,
        "to": row.to,
        "precision": row.precision,
        "date_basis": row.date_basis,
        "modality": row.modality,
        "according_to": row.sources,
        "salience": row.salience,
        "evidence": [
            {
                "article": piece.article_id,
                "source": piece.source,
                "published": piece.published,
                "start": piece.start,
                "end": piece.end,
                "quote": texts[piece.number][piece.start : piece.end],
            }
            for piece in pieces
        ],
    }


def _pages[Row](page: Callable[[int], Sequence[Row]]) -> Iterator[Row]:
    offset = 0
    while rows := page(offset):
        yield from rows
        offset += len(rows)
