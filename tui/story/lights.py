"""What a chosen row touches in the other panes. Runs in the archive's thread."""

from __future__ import annotations

from collections.abc import Container, Hashable
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from tui.story.opened import event_of

if TYPE_CHECKING:
    from store import Filter, Reading, Views

_MOST = 1000
"""Rows that are lit at most in one pane."""


class Every(Container[Hashable]):
    """All the rows of a list, however many."""

    def __contains__(self, _: object) -> bool:
        return True


EVERY = Every()


class Lights(Struct, frozen=True):
    """Keys of the rows to light in each list."""

    articles: Container[Hashable] = frozenset()
    entities: Container[Hashable] = frozenset()
    timeline: Container[Hashable] = frozenset()


def lights(views: Views, filter_: Filter, pane: str, row: Any, *, pinned: bool = False) -> Lights:
    """What belongs to the chosen article, entity or event, under the filter; `pinned` where a
    list shows more than that."""
    from store import Term

    match pane:
        case "articles":
            here = filter_.add(Term("article", str(row.number)))
            reading = views.reading(row.number)
            keys = (entity.key for entity in reading.entities) if reading else ()
            return Lights(entities=frozenset(keys), timeline=_events(views, here))
        case "entities":
            term = Term("entity", row.key)
            if term in filter_.terms and not pinned:
                return Lights(articles=EVERY, timeline=EVERY)
            here = filter_.add(term)
            found = views.articles(here, limit=_MOST)
            articles = frozenset(each for row in found for each in (row.key, row.family))
            return Lights(articles=articles, timeline=_events(views, here))
        case _:
            told = views.evidence(row.id, row.number)
            numbers = frozenset(each for piece in told for each in (piece.number, piece.family))
            return Lights(articles=numbers, entities=_parties(views.reading(row.number), row))


def _events(views: Views, filter_: Filter) -> frozenset[Hashable]:
    return frozenset(event.id for event in views.events(filter_, limit=_MOST))


def _parties(reading: Reading | None, row: Any) -> frozenset[Hashable]:
    event = event_of(reading, row)
    if reading is None or event is None:
        return frozenset()
    part = {*event.actors, *event.recipients, *event.according_to, event.place}
    return frozenset(entity.key for entity in reading.entities if entity.id in part)
