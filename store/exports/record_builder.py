"""Builds the records of an export from rows and readings, each fact with its citation."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache

from store.date_words import format_date
from store.exports.records import (
    ArticleRecord,
    Citation,
    EntityRecord,
    EventRecord,
    MentionRecord,
    OriginalFields,
    Part,
    Participant,
    RelationRecord,
    RoleRecord,
    State,
)
from store.reading import Article, Event, Reading, Relation, Role, Span
from store.shown_events import is_minor, is_unsure_office
from store.views import Filter, Views
from store.views.lists.rows import ArticleRow, EntityRow, EventRow, Marks

_KEPT = 64
"""Articles whose text is kept for the next citation."""


class RecordBuilder:
    """Builds single records. Only the copies of an article depend on what is `selected`."""

    def __init__(self, views: Views, selected: Filter) -> None:
        self._views = views
        self._selected = selected
        self._text_of = lru_cache(_KEPT)(self._read)
        self._machine_facts = lru_cache(_KEPT)(self._read_machine_facts)
        self._reading = lru_cache(_KEPT)(views.reading)
        self._also_in = lru_cache(_KEPT)(views.also_in)

    def article(self, row: ArticleRow) -> ArticleRecord:
        """Return an article with its selected copies and other sources."""
        folded = self._views.folded_under(self._selected, row.number) if row.copies else ()
        return self.article_alone(row, tuple(self.article_alone(each) for each in folded))

    def article_alone(
        self, row: ArticleRow, copies: tuple[ArticleRecord, ...] = ()
    ) -> ArticleRecord:
        """Return an article with these copies, or with none."""
        article, digest = self._text_of(row.number)
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

    def _as_it_came(self, number: int) -> OriginalFields:
        article = self._views.machine_article(number)
        return OriginalFields(
            title=article.title,
            source=article.source,
            published=article.published,
            published_from=article.published_from,
        )

    def entity(self, row: EntityRow) -> EntityRecord:
        """Return an entity with its spellings and, for a place, where it is."""
        details = self._views.exports.entity_details(row.key)
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

    def event(self, row: EventRow) -> EventRecord:
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
        for teller in self._views.exports.tellers(row.id, row.number):
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
        article, digest = self._text_of(number)
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

    def roles(self, number: int, reading: Reading) -> Iterator[RoleRecord]:
        """Yield the offices that an article states."""
        names = {entity.id: entity for entity in reading.entities}
        for role in reading.roles:
            person, body = names.get(role.person), names.get(role.of or "")
            if person is not None:
                yield RoleRecord(
                    person_key=person.key,
                    person=person.name,
                    role=role.role,
                    standing=role.standing,
                    of_key=body.key if body else None,
                    of=body.name if body else None,
                    since=role.since,
                    until=role.until,
                    confidence=role.confidence,
                    unsure=is_unsure_office(role.confidence),
                    state=self._fact_state(number, role),
                    evidence=(self.citation(number, *reading.sentence(role.start, role.end)),),
                )

    def relations(self, number: int, reading: Reading) -> Iterator[RelationRecord]:
        """Yield the relations that an article states."""
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
                    evidence=(self.citation(number, *reading.sentence(each.start, each.end)),),
                )

    def mentions(self, number: int, reading: Reading) -> Iterator[MentionRecord]:
        """Yield the mentions of the named entities of an article, in the order of its text."""
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

    def _fact_state(self, number: int, fact: Role | Relation) -> State:
        """Return whether the machine read an office or relation, or a person added it."""
        if not self._is_corrected or _words_of(fact) in self._machine_facts(number):
            return "machine"
        return "edited"

    @cached_property
    def _is_corrected(self) -> bool:
        return bool(self._views.corrections.log)

    def _read_machine_facts(self, number: int) -> frozenset[tuple[str, int, int]]:
        reading = self._views.machine_reading(number)
        facts: list[Role | Relation] = [*reading.roles, *reading.relations] if reading else []
        return frozenset(map(_words_of, facts))

    def _read(self, number: int) -> tuple[Article, str]:
        """Return an article and the hash of its text."""
        article = self._views.article(number)
        return article, hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()


def _state(marks: Marks) -> State:
    return "edited" if marks.edited else "checked" if marks.checked else "machine"


def _words_of(fact: Role | Relation) -> tuple[str, int, int]:
    said = fact.role if isinstance(fact, Role) else fact.predicate
    return said, fact.start, fact.end


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
