"""The rows of an export: what is asked for, and which records the writers get, one at a time.

Nothing is held but what is being written, so an export of any size needs the memory of one page.
The order is the same for the same store, and no clock is read.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct

from store.corrections.records import articles_of
from store.exports.record_builder import RecordBuilder
from store.exports.records import (
    ArticleRecord,
    CorrectionRecord,
    EntityRecord,
    EventRecord,
    MentionRecord,
    RelationRecord,
    RoleRecord,
)
from store.reading import Reading
from store.shown_events import is_minor
from store.views import Filter, Term, Views
from store.views.lists.event_list import Parties
from store.views.lists.rows import ArticleRow, EntityRow, EventRow

PAGE = 200
"""Rows per page."""


class ExportRequest(Struct, frozen=True, kw_only=True):
    """What is to be exported."""

    query: str = ""
    """The query as it was typed, for headings."""
    selected: Filter = Filter()
    every: bool = False
    """Whether minor and unsure events are included. They are marked then."""
    events: tuple[str, ...] | None = None
    """The ids of chosen rows of the timeline. None for those of the selection."""


class Totals(Struct, frozen=True):
    """How many records an export has, as the preview shows them."""

    articles: int
    entities: int
    events: int
    left_out: int
    """Minor and unsure events that are left out."""


class Dates(NamedTuple):
    """The dates of an event: ISO days, inclusive. With one end only, it is a bound."""

    from_: str | None
    to: str | None
    precision: str | None


class ExportRows:
    """Gives the writers the records of a request.

    `progress` is called with each record's kind before it is yielded. An exception that it raises
    stops the export.

    Raises:
        QueryError: The filter of the request is invalid.
    """

    def __init__(
        self,
        views: Views,
        request: ExportRequest,
        progress: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.views = views
        self.request = request
        self._progress = progress
        self.records = RecordBuilder(views, request.selected)

    def totals(self) -> Totals:
        """Return the number of records. No text is read."""
        counts = self.views.counts(self.request.selected)
        if self.request.events is not None:
            events, left_out = len(self._event_numbers), 0
        else:  # the rows in their order would take 15 MB with 100,000 articles
            events = self.views.event_count(self.request.selected, minor=self.request.every)
            left_out = counts.events[0] - events
        return Totals(counts.articles[0], counts.entities[0], events, left_out)

    def articles(self) -> Iterator[ArticleRecord]:
        """Yield the articles, newest first, each with its copies."""
        for row in self._article_rows():
            self._progress("article")
            yield self.records.article(row)

    def texts(self) -> Iterator[ArticleRecord]:
        """Yield every selected article and copy, in the order in which they were added, each
        followed by the other sources of its text. Copies do not stand under their originals.
        """
        selected = self.request.selected
        for page in _pages(self.views.article_numbers(selected)):
            for row in self.views.article_rows(selected, page):
                self._progress("article")
                yield self.records.article_alone(row)

    def entities(self) -> Iterator[EntityRecord]:
        """Yield the named entities of the articles, the most mentioned first."""
        for row in self._entity_rows():
            self._progress("entity")
            yield self.records.entity(row)

    def events(self) -> Iterator[EventRecord]:
        """Yield the events by date, open-ended ones after the others, undated ones last."""
        for row in self._event_rows():
            self._progress("event")
            yield self.records.event(row)

    def dates(self) -> Iterator[Dates]:
        """Yield the dates of the events in their order, for a picture before the events
        themselves. No text is read.
        """
        for row in self._event_rows():
            yield Dates(row.from_, row.to, row.precision)

    def parties(self) -> Iterator[Parties]:
        """Yield who takes part in each event, in the order of the events. No text is read."""
        for page in _pages(self._event_numbers):
            for each in self.views.exports.event_parties(self._events_of, page):
                self._progress("event")
                yield each

    def roles(self) -> Iterator[RoleRecord]:
        """Yield who holds which office, once for each article that says so. Unsure ones are left
        out unless all is asked for.
        """
        for number, reading in self.readings():
            roles = self.records.roles(number, reading)
            yield from (role for role in roles if self.request.every or not role.unsure)

    def relations(self) -> Iterator[RelationRecord]:
        """Yield the relations between entities, once for each article that says so."""
        for number, reading in self.readings():
            yield from self.records.relations(number, reading)

    def corrections(self) -> Iterator[CorrectionRecord]:
        """Yield the log of corrections, in its order, with what is undone and the undos. With a
        filter, lines that only name other articles are left out.
        """
        log = self.views.corrections.log
        if not log:
            return
        wanted = self._article_ids if self.request.selected else None
        for each in sorted(log.every.values(), key=lambda each: each.order):
            named = articles_of(each.act)
            if wanted is None or not named or not wanted.isdisjoint(named):
                yield CorrectionRecord(correction=each)

    @property
    def _article_ids(self) -> frozenset[str]:
        """The ids of the exported articles and copies."""
        selected = self.request.selected
        pages = _pages(self.views.article_numbers(selected))
        rows = (self.views.article_rows(selected, page) for page in pages)
        return frozenset(row.id for page in rows for row in page)

    def mentions(self) -> Iterator[MentionRecord]:
        """Yield the mentions of named entities in the articles, in the order of each text."""
        for number, reading in self.readings():
            yield from self.records.mentions(number, reading)

    def readings(self) -> Iterator[tuple[int, Reading]]:
        """Yield the number and reading of each article that was read, newest first. Copies are left
        out: they repeat their original.
        """
        for row in self._article_rows():
            reading = self.views.reading(row.number)
            if reading is not None:
                self._progress("reading")
                yield row.number, reading

    # Pages.

    def _article_rows(self) -> Iterator[ArticleRow]:
        offset = 0
        while rows := self.views.articles(self.request.selected, offset=offset, limit=PAGE):
            yield from rows
            offset += len(rows)

    def _entity_rows(self) -> Iterator[EntityRow]:
        numbers = self.views.exports.entity_order(self.request.selected)
        for page in _pages(numbers):
            yield from self.views.exports.entity_rows(self.request.selected, page)

    def _event_rows(self) -> Iterator[EventRow]:
        for page in _pages(self._event_numbers):
            yield from self.views.exports.event_rows(self._events_of, page)

    @cached_property
    def _event_numbers(self) -> Sequence[int]:
        if self.request.events is not None:
            return self.views.exports.chosen_events(self.request.events)
        return self.views.exports.event_order(self.request.selected, minor=self.request.every)

    @property
    def _events_of(self) -> Filter:
        """The filter by which the rows of events are told. Chosen rows are told as they are without
        a filter.
        """
        return self.request.selected if self.request.events is None else Filter()


def chosen_events(views: Views, row_ids: Collection[str], query: str = "") -> ExportRequest:
    """Return the request for these rows of the timeline, and the articles that report them."""
    articles = {piece.number for row_id in sorted(row_ids) for piece in views.evidence(row_id)}
    term = Term("article", " ".join(map(str, sorted(articles))) or "-")
    return ExportRequest(query=query, selected=Filter((term,)), events=tuple(sorted(row_ids)))


def starred(views: Views, selected: Filter, query: str = "") -> ExportRequest:
    """Return the request for what is starred of a selection. Minor and unsure events are in it only
    if they are starred themselves, not only their article.
    """
    filter_ = selected.add(Term("is", "starred"))
    rows = (
        views.exports.event_rows(filter_, page)
        for page in _pages(views.exports.event_order(filter_))
    )
    events = tuple(
        row.id
        for page in rows
        for row in page
        if row.marks.starred or not (row.is_unsure or is_minor(row.salience))
    )
    return ExportRequest(query=query, selected=filter_, events=events)


def _pages(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    return (numbers[at : at + PAGE] for at in range(0, len(numbers), PAGE))
