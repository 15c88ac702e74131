"""The rows of an export: what is asked for, and the records that the writers get, one at a time.

Nothing is held but what is being written, so an export of any size needs the memory of one page.
The order is the same for the same store, and no clock is read.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from msgspec import Struct

from store.corrections.records import articles_of
from store.date_words import format_date
from store.exports.records import (
    ArticleRecord,
    AsItCame,
    Citation,
    CorrectionRecord,
    EntityRecord,
    EventRecord,
    MentionRecord,
    Part,
    Participant,
    RelationRecord,
    RoleRecord,
    State,
)
from store.reading import Article, Event, Reading, Relation, Role, Span
from store.views import Filter, Term, Views
from store.views.event_list import Parties
from store.views.rows import ArticleRow, EntityRow, EventRow, Marks
from store.views.schema import is_minor

PAGE = 200
"""Rows per page."""
_KEPT = 64
"""Articles whose text is kept for the next citation."""


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
        self._article = lru_cache(_KEPT)(self._read)
        self._machine_facts = lru_cache(_KEPT)(self._read_machine_facts)
        self._reading = lru_cache(_KEPT)(views.reading)
        self._also_in = lru_cache(_KEPT)(views.also_in)

    def totals(self) -> Totals:
        """Return the number of records. No text is read."""
        counts = self.views.counts(self.request.selected)
        events = len(self._event_numbers)
        left_out = 0 if self.request.events is not None else counts.events[0] - events
        return Totals(counts.articles[0], counts.entities[0], events, left_out)

    def articles(self) -> Iterator[ArticleRecord]:
        """Yield the articles, newest first, each with its copies."""
        for row in self._article_rows():
            self._progress("article")
            yield self.article_record(row)

    def texts(self) -> Iterator[ArticleRecord]:
        """Yield every selected article and copy, in the order in which they were added, each
        followed by the other sources of its text. Copies do not stand under their originals.
        """
        selected = self.request.selected
        for page in _pages(self.views.article_numbers(selected)):
            for row in self.views.article_rows(selected, page):
                self._progress("article")
                yield self._as_record(row)

    def entities(self) -> Iterator[EntityRecord]:
        """Yield the named entities of the articles, the most mentioned first."""
        for row in self._entity_rows():
            self._progress("entity")
            yield self.entity_record(row)

    def events(self) -> Iterator[EventRecord]:
        """Yield the events by date, open-ended ones after the others, undated ones last."""
        for row in self._event_rows():
            self._progress("event")
            yield self.event_record(row)

    def dates(self) -> Iterator[Dates]:
        """Yield the dates of the events in their order, for a picture before the events
        themselves. No text is read.
        """
        for row in self._event_rows():
            yield Dates(row.from_, row.to, row.precision)

    def parties(self) -> Iterator[Parties]:
        """Yield who takes part in each event, in the order of the events. No text is read."""
        for page in _pages(self._event_numbers):
            for each in self.views.event_parties(self._events_of, page):
                self._progress("event")
                yield each

    def roles(self) -> Iterator[RoleRecord]:
        """Yield who holds which office, once for each article that says so."""
        for number, reading in self.readings():
            names = {entity.id: entity for entity in reading.entities}
            for role in reading.roles:
                person, body = names.get(role.person), names.get(role.of or "")
                if person is not None:
                    yield RoleRecord(
                        person_key=person.key,
                        person=person.name,
                        role=role.role,
                        of_key=body.key if body else None,
                        of=body.name if body else None,
                        state=self._fact_state(number, role),
                        evidence=(self.citation(number, *_sentence(reading, role)),),
                    )

    def relations(self) -> Iterator[RelationRecord]:
        """Yield the relations between entities, once for each article that says so."""
        for number, reading in self.readings():
            names = {entity.id: entity for entity in reading.entities}
            for each in reading.relations:
                subject, object_ = names.get(each.subject), names.get(each.object or "")
                if subject is not None:
                    yield RelationRecord(
                        subject_key=subject.key,
                        subject=subject.name,
                        predicate=each.predicate,
                        object_key=object_.key if object_ else None,
                        object=object_.name if object_ else each.object_text,
                        since=each.since,
                        until=each.until,
                        state=self._fact_state(number, each),
                        evidence=(self.citation(number, *_sentence(reading, each)),),
                    )

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
            starts = [sentence.start for sentence in reading.sentences]
            found = [
                (mention, entity)
                for entity in reading.entities
                if entity.is_named
                for mention in entity.mentions
            ]
            for mention, entity in sorted(
                found, key=lambda pair: (pair[0].start, pair[0].end, pair[1].key)
            ):
                at = bisect_right(starts, mention.start) - 1
                yield MentionRecord(
                    key=entity.key,
                    name=entity.name,
                    type=entity.type,
                    kind=mention.kind,
                    sentence=_pair(reading.sentences[at]) if at >= 0 else None,
                    evidence=(self.citation(number, mention.start, mention.end),),
                )

    def readings(self) -> Iterator[tuple[int, Reading]]:
        """Yield the number and reading of each article that was read, newest first. Copies are left
        out: they repeat their original.
        """
        for row in self._article_rows():
            reading = self.views.reading(row.number)
            if reading is not None:
                self._progress("reading")
                yield row.number, reading

    def _fact_state(self, number: int, fact: Role | Relation) -> State:
        """Return whether the machine read an office or relation, or a person added it."""
        if not self._is_corrected or _words_of(fact) in self._machine_facts(number):
            return "machine"
        return "edited"

    @cached_property
    def _is_corrected(self) -> bool:
        return bool(self.views.corrections.log)

    def _read_machine_facts(self, number: int) -> frozenset[tuple[str, int, int]]:
        reading = self.views.machine_reading(number)
        facts: list[Role | Relation] = [*reading.roles, *reading.relations] if reading else []
        return frozenset(map(_words_of, facts))

    # Single records.

    def article_record(self, row: ArticleRow) -> ArticleRecord:
        """Return an article with its selected copies and other sources."""
        folded = self.views.folded_under(self.request.selected, row.number) if row.copies else ()
        return self._as_record(row, tuple(self._as_record(each) for each in folded))

    def _as_record(self, row: ArticleRow, copies: tuple[ArticleRecord, ...] = ()) -> ArticleRecord:
        article, digest = self._article(row.number)
        is_same = row.record is not None
        return ArticleRecord(
            number=row.number,
            id=row.id,
            kind=row.kind,
            title=row.title if is_same else article.title,
            shown_title=row.title,
            source=row.source,
            url=row.url if is_same else article.url,
            published=row.published,
            published_from=None if is_same else article.published_from,
            published_doubt=None if is_same else article.published_doubt,
            modified=None if is_same else article.modified,
            language=article.language,
            author=None if is_same else article.author,
            origin=None if is_same else article.origin,
            sha256=digest,
            text=article.text,
            state=_state(row.marks),
            as_it_came=self._as_it_came(row.number) if row.marks.edited and not is_same else None,
            copies=copies,
        )

    def _as_it_came(self, number: int) -> AsItCame:
        article = self.views.machine_article(number)
        return AsItCame(
            title=article.title,
            source=article.source,
            published=article.published,
            published_from=article.published_from,
        )

    def entity_record(self, row: EntityRow) -> EntityRecord:
        details = self.views.entity_details(row.key)
        if details is None:
            return EntityRecord(
                key=row.key, name=row.name, type=row.type, mentions=row.shown, all=row.total,
                state=_state(row.marks),
            )  # fmt: skip
        spellings = sorted(details.aliases, key=lambda pair: (-pair[1], pair[0]))
        return EntityRecord(
            key=row.key,
            name=row.name,
            type=row.type,
            mentions=row.shown,
            all=row.total,
            aliases=tuple(name for name, _ in spellings if name != row.name),
            first=details.first,
            last=details.last,
            iso=details.iso,
            lat=details.lat,
            lon=details.lon,
            country=details.country,
            state=_state(row.marks),
        )

    def event_record(self, row: EventRow) -> EventRecord:
        """Return an event with its evidence. Of an original and its copies, one is quoted."""
        reading = self._reading(row.number)
        event = _event(reading, row.event_id)
        return EventRecord(
            id=row.id,
            type=row.type,
            mode=row.mode,
            label=row.label,
            actors=row.actors,
            recipients=row.recipients,
            place=row.place,
            from_=row.from_,
            to=row.to,
            precision=row.precision,
            date=format_date(row.from_, row.to, row.precision),
            date_basis=row.date_basis,
            modality=row.modality,
            status=event.status if event else None,
            according_to=row.sources,
            salience=row.salience,
            confidence=row.confidence,
            minor=is_minor(row.salience),
            unsure=row.is_unsure,
            state=_state(row.marks),
            voices=row.voices,
            sentences=row.sentences,
            participants=_participants(event, reading),
            evidence=tuple(self._evidence(row)),
        )

    def _evidence(self, row: EventRow) -> Iterator[Citation]:
        """Yield what `Views.evidence` returns. Neighbours in the timeline are often of one article,
        so readings are kept for a while; reading them is most of the work of an export.
        """
        for teller in self.views.tellers(row.id, row.number):
            event = _event(self._reading(teller.number), teller.event_id)
            for piece in event.evidence if event else ():
                yield self.citation(teller.number, piece.start, piece.end)

    def citation(
        self, number: int, start: int, end: int, also_in: Sequence[str] | None = None
    ) -> Citation:
        """Return the citation of a range of an article's text, in code points, without the blanks
        at its ends. Without `also_in`, the other sources of the text are looked up.

        Raises:
            KeyError: There is no such article.
        """
        article, digest = self._article(number)
        quote = article.text[start:end]
        start += len(quote) - len(quote.lstrip())
        quote = quote.strip()
        return Citation(
            number=number,
            article=article.id,
            title=article.title,
            source=article.source,
            published=article.published,
            url=article.url,
            origin=article.origin,
            sha256=digest,
            start=start,
            end=start + len(quote),
            quote=quote,
            also_in=tuple(self._also_in(number) if also_in is None else also_in),
        )

    def _read(self, number: int) -> tuple[Article, str]:
        """Return an article and the hash of its text."""
        article = self.views.article(number)
        return article, hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()

    # Pages.

    def _article_rows(self) -> Iterator[ArticleRow]:
        offset = 0
        while rows := self.views.articles(self.request.selected, offset=offset, limit=PAGE):
            yield from rows
            offset += len(rows)

    def _entity_rows(self) -> Iterator[EntityRow]:
        numbers = self.views.entity_order(self.request.selected)
        for page in _pages(numbers):
            yield from self.views.entity_rows(self.request.selected, page)

    def _event_rows(self) -> Iterator[EventRow]:
        for page in _pages(self._event_numbers):
            yield from self.views.event_rows(self._events_of, page)

    @cached_property
    def _event_numbers(self) -> Sequence[int]:
        if self.request.events is not None:
            return self.views.chosen_events(self.request.events)
        return self.views.event_order(self.request.selected, minor=self.request.every)

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
    rows = (views.event_rows(filter_, page) for page in _pages(views.event_order(filter_)))
    events = tuple(
        row.id
        for page in rows
        for row in page
        if row.marks.starred or not (row.is_unsure or is_minor(row.salience))
    )
    return ExportRequest(query=query, selected=filter_, events=events)


def _pages(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    return (numbers[at : at + PAGE] for at in range(0, len(numbers), PAGE))


def _state(marks: Marks) -> State:
    return "edited" if marks.edited else "checked" if marks.checked else "machine"


def _words_of(fact: Role | Relation) -> tuple[str, int, int]:
    said = fact.role if isinstance(fact, Role) else fact.predicate
    return said, fact.start, fact.end


def _sentence(reading: Reading, fact: Role | Relation) -> tuple[int, int]:
    """Return the range of the sentence that states a fact, in code points."""
    found = [each for each in reading.sentences if each.start <= fact.start < each.end]
    return found[0].start if found else fact.start, max([fact.end, *(s.end for s in found)])


def _pair(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _event(reading: Reading | None, event_id: str) -> Event | None:
    return next((each for each in reading.events if each.id == event_id), None) if reading else None


def _participants(event: Event | None, reading: Reading | None) -> tuple[Participant, ...]:
    if event is None or reading is None:
        return ()
    entities = {entity.id: entity for entity in reading.entities}
    parts: tuple[tuple[Part, tuple[str, ...]], ...] = (
        ("actor", event.actors),
        ("recipient", event.recipients),
        ("place", (event.place,) if event.place else ()),
        ("source", event.according_to),
    )
    return tuple(
        Participant(part, entity.key, entity.name, entity.type)
        for part, ids in parts
        for each in ids
        if (entity := entities.get(each)) is not None
    )
