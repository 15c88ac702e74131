"""Build a `Reading` from a finished `Doc`, mapping token ranges to code points of the source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import UNSET
from spacy.tokens import Doc

from store.extract.extensions import FoundEntity, FoundEvent, FoundMention, FoundTime, Tokens
from store.extract.rules import Trace
from store.extract.text_repair import RepairedText
from store.extract.watch import PARSE, UNWATCHED
from store.reading import (
    Article,
    Entity,
    Event,
    Evidence,
    ExtractorVersion,
    Mention,
    Reading,
    Relation,
    Role,
    Rules,
    Span,
    Statement,
    TimeExpression,
)


def assemble(doc: Doc, extractor: ExtractorVersion, trace: Trace | None = None) -> Reading:
    """Return the reading of one article.

    Entities without a mention are dropped, together with the facts that refer to them. With a trace
    of the article's rules, each fact lists the rules that made it.

    Raises:
        PartFailed: the facts of one part cannot be built.
    """
    return _Assembly(doc, trace).reading(extractor)


class _Assembly:
    def __init__(self, doc: Doc, trace: Trace | None) -> None:
        self.doc = doc
        self.trace = trace
        self.article: Article = doc._.article
        self.repaired: RepairedText = doc._.repaired
        self.entities: list[FoundEntity] = [e for e in doc._.entities or [] if e.mentions]
        self.event_verbs = {
            piece.verb.start for event in doc._.events or [] for piece in event.evidence
        }
        self.ids = {id(entity): f"e{n}" for n, entity in enumerate(self.entities, 1)}

    def reading(self, extractor: ExtractorVersion) -> Reading:
        return Reading(
            **{**self.article.shared_fields(), "furniture": self.repaired.furniture},
            sentences=_of(PARSE, self._sentences()),
            times=_of("times", (self._time(t) for t in self.doc._.times or [])),
            entities=_of("names", map(self._entity, self.entities)),
            roles=_of("roles", self._roles()),
            relations=_of("relations", self._relations()),
            events=_of("events", self._events()),
            statements=_of("statements", self._statements()),
            extractor=extractor,
        )

    def _span(self, tokens: Tokens) -> Span:
        """Return the source range of a token range, without white space at either end."""
        first, last = self.doc[tokens.start], self.doc[tokens.end - 1]
        return self.repaired.home(first.idx, last.idx + len(last))

    def _sentences(self) -> Iterator[Span]:
        for sentence in self.doc.sents:
            inside = [token for token in sentence if not token.is_space]
            if inside:
                yield self._span(Tokens(inside[0].i, inside[-1].i + 1))

    def _rules(self, spans: list[Tokens], *families: str, made: tuple[str, ...] = ()) -> Rules:
        """Return the rules of a fact: those in `made`, and those whose effect was on its words."""
        if self.trace is None:
            return UNSET
        return tuple(dict.fromkeys((*made, *self.trace.at(spans, families))))

    def _time(self, found: FoundTime) -> TimeExpression:
        span = self.repaired.home(*found.chars)
        return TimeExpression(
            start=span.start,
            end=span.end,
            type=found.type,
            value=found.value,
            mod=found.mod,
            from_=_iso(found.start),
            to=_iso(found.end),
            precision=found.precision,
            basis=found.basis,
            rules=self._rules([found.span], "times", made=found.rules),
        )

    def _mention(self, found: FoundMention) -> Mention:
        span = self.repaired.home(*found.chars) if found.chars else self._span(found.span)
        return Mention(start=span.start, end=span.end, kind=found.kind)

    def _entity(self, found: FoundEntity) -> Entity:
        mentions = {(m.start, m.end): m for m in map(self._mention, found.mentions)}
        return Entity(
            id=self.ids[id(found)],
            key=found.key,
            name=found.name,
            type=found.type,
            aliases=tuple(sorted(found.aliases - {found.name})),
            mentions=tuple(mentions[place] for place in sorted(mentions)),
            iso=found.iso,
            lat=found.lat,
            lon=found.lon,
            in_=found.country,
            confidence=round(found.confidence, 2) if found.is_named else None,
            rules=self._rules([m.span for m in found.mentions], "names", "references"),
        )

    def _known(self, *entities: FoundEntity | None) -> bool:
        return all(entity is None or id(entity) in self.ids for entity in entities)

    def _id(self, entity: FoundEntity) -> str:
        return self.ids[id(entity)]

    def _optional_id(self, entity: FoundEntity | None) -> str | None:
        return self.ids.get(id(entity)) if entity else None

    def _roles(self) -> Iterator[Role]:
        for role in self.doc._.roles or []:
            if self._known(role.person, role.of):
                yield Role(
                    person=self._id(role.person),
                    role=role.role,
                    of=self._optional_id(role.of),
                    standing=role.standing,
                    since=role.since,
                    until=role.until,
                    start=self._span(role.span).start,
                    end=self._span(role.span).end,
                    confidence=round(role.confidence, 2),
                )

    def _relations(self) -> Iterator[Relation]:
        for relation in self.doc._.relations or []:
            if self._known(relation.subject, relation.object):
                yield Relation(
                    subject=self._id(relation.subject),
                    predicate=relation.predicate,
                    object=self._optional_id(relation.object),
                    object_text=relation.object_text,
                    since=relation.since,
                    until=relation.until,
                    start=self._span(relation.span).start,
                    end=self._span(relation.span).end,
                )

    def _ids(self, entities: list[FoundEntity]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._id(e) for e in entities if self._known(e)))

    def _events(self) -> Iterator[Event]:
        for number, found in enumerate(self.doc._.events or [], 1):
            yield self._event(number, found)

    def _event(self, number: int, found: FoundEvent) -> Event:
        return Event(
            id=f"v{number}",
            type=found.type,
            mode=found.mode,
            label=found.label,
            actors=self._ids(found.actors),
            recipients=self._ids(found.recipients),
            from_=_iso(found.start),
            to=_iso(found.end),
            precision=found.precision,
            date_basis=found.date_basis,
            place=self._optional_id(found.place),
            modality=found.modality,
            status=found.status,
            according_to=self._ids(found.according_to),
            salience=round(found.salience, 3),
            confidence=round(found.confidence, 2),
            rules=self._rules(self._words_of(found), "parse", "status", "events", "statements"),
            evidence=tuple(
                Evidence(
                    start=self._span(piece.span).start,
                    end=self._span(piece.span).end,
                    verb=self._span(piece.verb),
                )
                for piece in found.evidence
            ),
        )

    def _words_of(self, found: FoundEvent) -> list[Tokens]:
        """Return the words of an event's sentences that are not below the verb of another event."""
        if self.trace is None:
            return []
        own = {piece.verb.start for piece in found.evidence}
        words = (i for piece in found.evidence for i in range(piece.span.start, piece.span.end))
        return [Tokens(i, i + 1) for i in words if self._event_verb(i) in (*own, None)]

    def _event_verb(self, index: int) -> int | None:
        """Return the nearest verb of an event above a token, or the token itself if it is one."""
        token = self.doc[index]
        return next((t.i for t in (token, *token.ancestors) if t.i in self.event_verbs), None)

    def _statements(self) -> Iterator[Statement]:
        for found in self.doc._.statements or []:
            yield Statement(
                source=self._optional_id(found.source),
                source_span=self._span(found.source_span) if found.source_span else None,
                cue=self._span(found.cue),
                content=self._span(found.content) if found.content else None,
                kind=found.kind,
            )


def _of[T](part: str, facts: Iterable[T]) -> tuple[T, ...]:
    """Return the facts of a part.

    Raises:
        PartFailed: one of the facts cannot be built.
    """
    with UNWATCHED.over(part):
        return tuple(facts)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
