"""What the dialogs of corrections show before anything is recorded."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice
from typing import Any

from msgspec import Struct

from store.corrections.applying import Corrected, apply_all
from store.corrections.event_acts import words_dating
from store.corrections.records import (
    EVENT_ACTS,
    AnyAct,
    Correction,
    SetDate,
    SetPublished,
    articles_of,
    scope_of,
)
from store.corrections.targets import SpanRef
from store.reading import Event, Reading, Span
from store.views.correcting.correction_targets import Targets
from store.views.indexing.schema import TAKES_PART

_READ = 400
"""How many articles are read to find two names in one sentence, the newest first."""
_CUT = 120


class MentionRow(Struct, frozen=True):
    """A mention of an entity, with its sentence. Offsets are code points of the article."""

    number: int
    source: str | None
    published: str | None
    start: int
    end: int
    sentence_start: int
    sentence_end: int
    words: str
    sentence: str


class Touched(Struct, frozen=True):
    """How much an act would change."""

    articles: int = 0
    mentions: int = 0
    events: int = 0


class DateBasisRow(Struct, frozen=True):
    """How the machine dated an event."""

    from_: str | None
    to: str | None
    precision: str | None
    words: str | None
    """The time expression that dates it, if it stands in one of its sentences."""
    basis: str | None
    """`published`: counted from the article's own date, which is `published`. `text`: from another
    date in the text. `self`: said in full."""
    published: str | None
    sentence: str
    sentence_start: int
    rules: tuple[str, ...] = ()


class Previews:
    """Answers the questions of the dialogs."""

    def __init__(self, targets: Targets) -> None:
        self._targets = targets
        self._journal = targets.journal
        self._asking = targets.asking

    def mention_rows(self, key: str, limit: int = 3, offset: int = 0) -> list[MentionRow]:
        """Return the mentions of an entity with their sentences, the newest article first.

        Of the articles, those with fewer mentions are not preferred: a list of three shows three
        articles if there are three.
        """
        numbers = self._articles_of(key)
        if limit <= len(numbers) and not offset:
            first = (next(self._mentions(number, key), None) for number in numbers)
            return list(islice((row for row in first if row is not None), limit))
        rows: list[MentionRow] = []
        for number in numbers:
            rows += self._mentions(number, key)
            if len(rows) >= offset + limit:
                break
        return rows[offset : offset + limit]

    def _articles_of(self, key: str) -> list[int]:
        with self._asking():
            rows = self._targets.connection.execute(
                "SELECT article FROM postings WHERE era IN (SELECT era FROM eras)"
                " AND entity = (SELECT id FROM entities WHERE key = ?) ORDER BY article DESC",
                (key,),
            ).fetchall()
        return [number for (number,) in rows]

    def _mentions(self, number: int, key: str) -> Iterator[MentionRow]:
        reading = self._journal.reading(number)
        for entity in reading.entities if reading else ():
            if reading is not None and entity.key == key:
                for mention in entity.mentions:
                    span = Span(mention.start, mention.end)
                    yield _mention_row(number, reading, span)

    def date_basis(self, number: int, event_id: str) -> DateBasisRow | None:
        """Return how the machine dated an event of an article, or None if there is no such
        event."""
        reading = self._journal.machine_reading(number)
        event = _event(reading, event_id)
        if reading is None or event is None:
            return None
        time = words_dating(reading, event)
        piece = event.evidence[0] if event.evidence else None
        return DateBasisRow(
            from_=event.from_,
            to=event.to,
            precision=event.precision,
            words=None if time is None else reading.text[time.start : time.end],
            basis=None if time is None else time.basis,
            published=reading.published,
            sentence="" if piece is None else reading.text[piece.start : piece.end],
            sentence_start=0 if piece is None else piece.start,
        )

    def date_words(self, number: int, event_id: str) -> str | None:
        """Return the words that date an event ("on Thursday"), for `SetDate.words`."""
        basis = self.date_basis(number, event_id)
        return None if basis is None else basis.words

    # What an act would change.

    def touches(self, act: AnyAct) -> Touched:
        """Return how many articles, mentions and events an act would change."""
        if isinstance(act, EVENT_ACTS):
            events = len(act.events)
            if isinstance(act, SetDate) and act.words is not None:
                events = max(events, self._dated_by_words(act))
            return Touched(len(articles_of(act)), 0, events)
        if isinstance(act, SetPublished):
            return Touched(1, 0, sum(1 for moved in act.moved if moved.is_event))
        key = getattr(act, "key", None) or getattr(getattr(act, "target", None), "key", None)
        if key is None:
            return Touched(len(articles_of(act)), 0, 0)
        if scope_of(act) == "everywhere":
            return self._touched_everywhere(key)
        return self._touched_at(act, key)

    def _touched_everywhere(self, key: str) -> Touched:
        with self._asking():
            row = self._targets.connection.execute(
                "SELECT id, articles, total FROM entities WHERE key = ?", (key,)
            ).fetchone()
            if row is None:
                return Touched()
            (events,) = self._targets.connection.execute(
                "SELECT count(DISTINCT grp) FROM participants"
                f" WHERE era IN (SELECT era FROM eras) AND entity = ? AND roles & {TAKES_PART}",
                (row[0],),
            ).fetchone()
        return Touched(row[1], row[2], events)

    def _touched_at(self, act: Any, key: str) -> Touched:
        mentions = events = 0
        for article in articles_of(act):
            number = self._journal.number(article)
            reading = None if number is None else self._journal.reading(number)
            entity = next((e for e in (reading.entities if reading else ()) if e.key == key), None)
            if reading is None or entity is None:
                continue
            spans = sum(1 for ref in act.at if isinstance(ref, SpanRef) and ref.article == article)
            mentions += spans or len(entity.mentions)
            events += sum(1 for event in reading.events if _takes_part(event, entity.id))
        return Touched(len(articles_of(act)), mentions, events)

    def _dated_by_words(self, act: SetDate) -> int:
        preview = Correction(id="", batch="", at="", by="", act=act)
        count = 0
        for article in articles_of(act):
            number = self._journal.number(article)
            if number is not None:
                done = self._applied_with(number, preview)
                count += len(done.applied.get("", ()))
        return count

    def _applied_with(self, number: int, preview: Correction) -> Corrected:
        article = self._journal.machine.article(number)
        reading = self._journal.machine_reading(number)
        return apply_all(
            [*self._targets.log.for_article(article.id, reading), preview], article, reading
        )

    def merge_warnings(self, key: str, into: str) -> tuple[str, ...]:
        """Return reasons against merging two entities, one line each: their types differ, both
        stand in one sentence, they hold different offices."""
        one, other = self._targets.entity_ref(key), self._targets.entity_ref(into)
        if one is None or other is None:
            return ()
        warnings: list[str] = []
        if one.type != other.type:
            warnings.append(f"their types differ: {one.type} and {other.type}")
        sentence = self._common_sentence(key, into)
        if sentence:
            warnings.append(f"both stand in one sentence: “{_cut(sentence)}”")
        offices = self._offices(key), self._offices(into)
        if all(offices) and not offices[0] & offices[1]:
            said_of = [min(each) for each in offices]
            warnings.append(f"they hold different offices: {said_of[0]} and {said_of[1]}")
        return tuple(warnings)

    def _common_sentence(self, key: str, other: str) -> str | None:
        common = sorted({*self._articles_of(key)} & {*self._articles_of(other)}, reverse=True)
        for number in common[:_READ]:
            reading = self._journal.reading(number)
            if reading is None:
                continue
            starts = [sentence.start for sentence in reading.sentences]
            places = [
                {bisect_right(starts, mention.start) for mention in entity.mentions}
                for entity in reading.entities
                if entity.key in (key, other)
            ]
            both = sorted(places[0] & places[1]) if len(places) == 2 else []
            if both and starts:
                span = reading.sentences[max(both[0] - 1, 0)]
                return reading.text[span.start : span.end]
        return None

    def _offices(self, key: str) -> set[str]:
        with self._asking():
            rows = self._targets.connection.execute(
                "SELECT DISTINCT lower(role) FROM roles"
                " WHERE person = (SELECT id FROM entities WHERE key = ?)",
                (key,),
            ).fetchall()
        return {role for (role,) in rows}


def _mention_row(number: int, reading: Reading, span: Span) -> MentionRow:
    inside = next((s for s in reading.sentences if s.start <= span.start < s.end), span)
    return MentionRow(
        number=number,
        source=reading.source,
        published=reading.published,
        start=span.start,
        end=span.end,
        sentence_start=inside.start,
        sentence_end=inside.end,
        words=reading.text[span.start : span.end],
        sentence=reading.text[inside.start : inside.end],
    )


def _event(reading: Reading | None, event_id: str) -> Event | None:
    events = reading.events if reading else ()
    return next((event for event in events if event.id == event_id), None)


def _takes_part(event: Event, entity: str) -> bool:
    return entity in {*event.actors, *event.recipients, event.place, *event.according_to}


def _cut(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _CUT else words[: _CUT - 1] + "…"
