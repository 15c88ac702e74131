"""Compares what two selections tell: two sources, tags or periods.

Each event of the timeline is told by the one, by the other, or by both. Of those that both tell:
who told it first, whose word it is, and which dates, numbers and names differ.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Literal

from msgspec import Struct

from store.query.words import words
from store.reading import Event, Reading, Span
from store.views.filtering.selection import Selection
from store.views.indexing.row_facts import RowMember, row_members
from store.views.lists.rows import EventRow
from store.views.words.figures import Figure, figures
from store.views.words.voices import voice_name

SideName = Literal["one", "other"]
"""The first and the second of the two that are compared."""
type EventOf = Callable[[RowMember], tuple[Event, Reading] | None]
"""Returns an event with the reading that has it, or None if the store has it no longer."""

_PUBLISHED = """
    SELECT number, at, published FROM json_each(?) JOIN articles ON number = value"""
_DAY = 10
"""Characters of a date without a time."""
_MINUTES = 24 * 60


class ComparedEvents(Struct, frozen=True):
    """The rows of the timeline (see `ExportViews.event_order`) that one side tells, or both. Each
    list is in the order of the timeline."""

    one: Sequence[int]
    """Those that only the first tells."""
    both: Sequence[int]
    other: Sequence[int]
    """Those that only the second tells."""


class ComparedSentence(Struct, frozen=True):
    """A sentence of one side. Offsets are code points of the article's text."""

    number: int
    source: str | None
    published: str | None
    start: int
    end: int
    text: str
    voice: str | None
    """The agency that it goes back to, or else its source."""
    agency: str | None
    """The agency, if it is not the source itself."""
    lit: tuple[Span, ...]
    """The dates, numbers and names that the other side does not have, as offsets of `text`."""


class ComparedRow(Struct, frozen=True):
    """A row of the timeline that the one tells, the other, or both."""

    row: EventRow
    first: SideName | None
    """Who told it first, or None: only one tells it, or the dates do not say."""
    is_one_voice: bool
    """Whether both have it from the same agency or source, or one copies the other: one voice, and
    no confirmation."""


class ComparedEvent(Struct, frozen=True):
    """An event with the sentences of both sides; those of the first report come first."""

    row: EventRow
    one: tuple[ComparedSentence, ...]
    other: tuple[ComparedSentence, ...]
    first: SideName | None
    """As in `ComparedRow`."""
    is_one_voice: bool
    voice: str | None
    """Whose word it is, if both are one voice and it is known."""

    @property
    def differs(self) -> bool:
        """Whether both tell it, with other dates, numbers or names."""
        both = self.one and self.other
        return bool(both) and any(each.lit for each in (*self.one, *self.other))


def compare(one: Iterable[int], other: Iterable[int]) -> ComparedEvents:
    """Compare two lists of rows of the timeline, each in its order."""
    ours, theirs = list(one), list(other)
    in_ours, in_theirs = set(ours), set(theirs)
    return ComparedEvents(
        one=[row for row in ours if row not in in_theirs],
        both=[row for row in ours if row in in_theirs],
        other=[row for row in theirs if row not in in_ours],
    )


class EventComparer:
    """Puts the sentences of two selections on one event side by side."""

    def __init__(
        self, connection: sqlite3.Connection, one: Selection, other: Selection, event_of: EventOf
    ) -> None:
        self._connection = connection
        self._one, self._other = one, other
        self._event_of = event_of

    def rows(self, groups: Sequence[int], rows: Sequence[EventRow]) -> list[ComparedRow]:
        """Compare rows of the timeline, given with their numbers. No reading is read."""
        members = row_members(self._connection, groups)
        return [
            ComparedRow(row, *self._sides(members.get(group, [])).verdict)
            for group, row in zip(groups, rows, strict=True)
        ]

    def of(self, group: int, row: EventRow) -> ComparedEvent:
        """Compare one row of the timeline. The readings behind it are read."""
        sides = self._sides(row_members(self._connection, [group]).get(group, []))
        ours, theirs = list(self._read(sides.one)), list(self._read(sides.other))
        one = tuple(_sentences(ours, _Said.of(theirs)))
        other = tuple(_sentences(theirs, _Said.of(ours)))
        first, is_one_voice = sides.verdict
        voice = _voice((*one, *other), sides.originals) if is_one_voice else None
        return ComparedEvent(row, one, other, first, is_one_voice, voice)

    def _sides(self, members: Sequence[RowMember]) -> _Sides:
        published = self._published(members)
        one, other = (
            sorted(
                (each for each in members if selection.shows_event(each.event)),
                key=lambda each: published[each.number].sort_key,
            )
            for selection in (self._one, self._other)
        )
        return _Sides(one, other, published)

    def _read(self, members: Iterable[RowMember]) -> Iterator[tuple[RowMember, Event, Reading]]:
        for member in members:
            found = self._event_of(member)
            if found is not None:
                yield member, *found

    def _published(self, members: Sequence[RowMember]) -> dict[int, _Published]:
        numbers = json.dumps(sorted({each.number for each in members}))
        rows = self._connection.execute(_PUBLISHED, (numbers,))
        return {number: _Published(at, published, number) for number, at, published in rows}


def _voice(sentences: Sequence[ComparedSentence], originals: Collection[int]) -> str | None:
    """Return whose word the sentences are: that of an original rather than of its copy."""
    known = [each for each in sentences if each.voice]
    known.sort(key=lambda each: each.number not in originals)
    return known[0].voice if known else None


class _Published(Struct):
    at: int | None
    published: str | None
    number: int

    @property
    def sort_key(self) -> tuple[bool, int, int]:
        return self.at is None, self.at or 0, self.number

    @property
    def latest(self) -> int:
        """The last minute in which it may have been published."""
        return (self.at or 0) + (_MINUTES - 1 if len(self.published or "") <= _DAY else 0)


class _Sides(Struct):
    """The reports of one event by side, the first first."""

    one: list[RowMember]
    other: list[RowMember]
    published: dict[int, _Published]

    @property
    def verdict(self) -> tuple[SideName | None, bool]:
        """Who told it first, and whether both are one voice."""
        both = bool(self.one and self.other)
        voices = {each.voice for each in (*self.one, *self.other)}
        return (self._first if both else None), both and len(voices) == 1

    @property
    def originals(self) -> set[int]:
        return {each.family for each in (*self.one, *self.other)}

    @property
    def _first(self) -> SideName | None:
        ours, theirs = (self.published[side[0].number] for side in (self.one, self.other))
        if ours.at is None or theirs.at is None:
            return None
        if ours.latest < theirs.at:
            return "one"
        return "other" if theirs.latest < ours.at else None


# What a side says: dates, numbers, names.


class _Said(Struct):
    sentences: frozenset[str]
    """The sentences themselves: what is said in the same words does not differ."""
    names: frozenset[str]
    days: frozenset[tuple[str | None, str | None]]
    numbers: tuple[Figure, ...]

    @classmethod
    def of(cls, side: Collection[tuple[RowMember, Event, Reading]]) -> _Said | None:
        """Return what a side says, or None if it says nothing."""
        if not side:
            return None
        sentences: set[str] = set()
        names: set[str] = set()
        days: set[tuple[str | None, str | None]] = set()
        numbers: list[Figure] = []
        for _, event, reading in side:
            for piece in event.evidence:
                sentences.add(_plain(reading.text[piece.start : piece.end]))
                names.update(key for key, _ in _names(reading, piece.start, piece.end))
                days.update(day for day, _ in _days(reading, piece.start, piece.end))
                numbers += figures(reading.text, piece.start, piece.end)
        return cls(frozenset(sentences), frozenset(names), frozenset(days), tuple(numbers))


def _plain(sentence: str) -> str:
    return " ".join(words(sentence))


def _names(reading: Reading, start: int, end: int) -> Iterator[tuple[str, Span]]:
    for entity in reading.entities:
        if entity.is_named:
            for mention in entity.mentions:
                if start <= mention.start and mention.end <= end and mention.kind != "pronoun":
                    yield entity.key, Span(mention.start, mention.end)


def _days(
    reading: Reading, start: int, end: int
) -> Iterator[tuple[tuple[str | None, str | None], Span]]:
    for time in reading.times:
        if start <= time.start and time.end <= end and (time.from_ or time.to):
            days = (time.from_ or "")[:_DAY] or None, (time.to or "")[:_DAY] or None
            yield days, Span(time.start, time.end)


def _sentences(
    side: Iterable[tuple[RowMember, Event, Reading]], others: _Said | None
) -> Iterator[ComparedSentence]:
    """Yield the sentences of a side. `others` is what the other side says."""
    told: dict[tuple[int, int, int], None] = {}
    for member, event, reading in side:
        voice = voice_name(event, reading)
        for piece in event.evidence:
            place = member.number, piece.start, piece.end
            if place in told:
                continue
            told[place] = None
            lit = () if others is None else _lit(reading, piece.start, piece.end, others)
            yield ComparedSentence(
                *(member.number, reading.source, reading.published),
                *(piece.start, piece.end, reading.text[piece.start : piece.end]),
                voice=voice,
                agency=voice if voice != reading.source else None,
                lit=tuple(Span(a - piece.start, b - piece.start) for a, b in lit),
            )


def _lit(reading: Reading, start: int, end: int, others: _Said) -> tuple[Span, ...]:
    """Return the words of a sentence that give what the other side does not have."""
    if _plain(reading.text[start:end]) in others.sentences:
        return ()
    found: defaultdict[int, int] = defaultdict(int)
    for key, span in _names(reading, start, end):
        if key not in others.names:
            found[span.start] = max(found[span.start], span.end)
    for day, span in _days(reading, start, end):
        if day not in others.days:
            found[span.start] = max(found[span.start], span.end)
    for figure in figures(reading.text, start, end):
        if not any(figure.agrees(each) for each in others.numbers if each.unit == figure.unit):
            found[figure.start] = max(found[figure.start], figure.end)
    return tuple(_disjoint(Span(a, b) for a, b in sorted(found.items())))


def _disjoint(spans: Iterable[Span]) -> Iterator[Span]:
    last = 0
    for span in spans:
        if span.start >= last:
            yield span
            last = span.end
