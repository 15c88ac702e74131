"""The selected articles, entities and events as plain records, for every export format.

An event carries its date in its true precision and the exact words of each piece of evidence, so
that the recipient of an export can cite without the store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from store.views import Filter, Views
from store.views.rows import ArticleRow, EntityRow, EventRow

PAGE = 200
"""Rows per page. An export of any size needs the memory of one page."""

Record = dict[str, Any]


def articles(views: Views, selected: Filter) -> Iterator[Record]:
    """Yield the selected articles, newest first, without their text. Copies are under their
    originals.
    """
    for row in _pages(lambda offset: views.articles(selected, offset=offset, limit=PAGE)):
        yield article_record(views, selected, row)


def article_record(views: Views, selected: Filter, row: ArticleRow) -> Record:
    """Return the source of an article and of its selected copies."""
    folded_under = views.folded_under(selected, row.number) if row.copies else ()
    return {**_origin(views, row), "copies": [_origin(views, each) for each in folded_under]}


def _origin(views: Views, row: ArticleRow) -> Record:
    """Return where an article or copy came from.

    `kind` is its relation to the original: a copy, an update, an excerpt, or `same` for the
    identical text from another source.
    """
    found = views.article(row.number)
    is_same = row.record is not None
    return {
        "number": row.number,
        "id": row.id,
        "kind": row.kind,
        "title": row.title if is_same else found.title,
        "source": row.source,
        "url": row.url if is_same else found.url,
        "published": row.published,
        "origin": None if is_same else found.origin,
    }


def entities(views: Views, selected: Filter) -> Iterator[Record]:
    """Yield the entities of the selected articles.

    `mentions` counts those in the selection, `all` those in the store.
    """
    for row in _pages(lambda offset: views.entities(selected, offset=offset, limit=PAGE)):
        yield entity_record(row)


def entity_record(row: EntityRow) -> Record:
    return {
        "key": row.key,
        "name": row.name,
        "type": row.type,
        "mentions": row.shown,
        "all": row.total,
    }


def events(views: Views, selected: Filter) -> Iterator[Record]:
    """Yield the selected events by date, undated ones last."""
    for row in _pages(lambda offset: views.events(selected, offset=offset, limit=PAGE)):
        yield event_record(views, row)


def event_record(views: Views, row: EventRow) -> Record:
    """Return one event with its evidence, quoted from the stored text.

    Of an original and its copies, the evidence of one is given.
    """
    pieces = views.evidence(row.id, row.number)
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
        "confidence": row.confidence,
        "voices": row.voices,
        "evidence": [
            {
                "number": piece.number,
                "article": piece.article_id,
                "source": piece.source,
                "published": piece.published,
                "start": piece.start,
                "end": piece.end,
                "also_in": piece.also_in,
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
