"""The rows of the timeline, and the evidence of each."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from store.views.correcting.corrected_journal import CorrectedJournal
from store.views.filtering.selection import Selection
from store.views.indexing.schema import EVENT_BITS, split
from store.views.lists.marking import MarkTables
from store.views.lists.rows import EventRow
from store.views.moments import PRECISIONS, iso, unpack
from store.views.remembered import Recent

if TYPE_CHECKING:
    from store.reading import Event, Reading
    from store.views.differences.disagreements import Disagreement
    from store.views.lists.details import EvidenceRow

_MEMBERS = """
    SELECT id, counts, modality = 'negated', actors, recipients, place, salience, confidence
    FROM events WHERE grp = ? ORDER BY id"""
_TOLD = """
    SELECT name, type, mode, modality, basis, label, actors, recipients, place, according
    FROM events WHERE id = ?"""
_TELLERS = """
    SELECT number, name, family,
        coalesce(min(at) OVER (PARTITION BY source), at) AS first, source, at
    FROM events CROSS JOIN articles ON number = events.id >> ?
    WHERE grp = ? ORDER BY events.id"""
_GROUP = """
    SELECT moment, sentences, voices, articles, copies, disputed, first,
        (SELECT name FROM events WHERE id = first)
    FROM groups WHERE id = ?"""
_BASIS = """
    SELECT basis FROM events WHERE grp = ? AND own = ? AND basis IS NOT NULL
    ORDER BY basis <> 'stated' LIMIT 1"""
_DOUBTS = """
    SELECT one.grp, two.grp, max(score) AS likely FROM links
    JOIN events AS one ON one.id = event JOIN events AS two ON two.id = other
    WHERE event < other AND one.grp <> two.grp AND NOT (one.faint AND two.faint)
    GROUP BY min(one.grp, two.grp), max(one.grp, two.grp) ORDER BY likely DESC, one.id LIMIT ?"""
_PARTIES = "SELECT type, modality, actors, recipients FROM events WHERE id = ?"
_NAMES = 5_000
"""Names of entities that are kept in memory, and as many keys."""
_PLACE_MASK = (1 << EVENT_BITS) - 1


class Parties(NamedTuple):
    """Who takes part in an event, by their keys."""

    type: str
    modality: str
    keys: frozenset[str]


class Teller(NamedTuple):
    """An article that reports an event, the event's id in its reading, and its original."""

    number: int
    event_id: str
    family: int


class EventRows:
    """Builds the rows of the timeline."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._names: Recent[int, str] = Recent(_NAMES)
        self._keys: Recent[int, str] = Recent(_NAMES)
        self._marks = MarkTables(connection)

    def rows(self, groups: Sequence[int], selection: Selection) -> list[EventRow]:
        return [self._row(group, selection) for group in groups]

    def _row(self, group: int, selection: Selection) -> EventRow:
        moment, sentences, voices, articles, copies, disputed, first, first_name = (
            self._connection.execute(_GROUP, (group,)).fetchone()
        )
        members = self._members(group)
        shown = [each for each in members if selection.shows_event(each.event)]
        event = _best_told(shown).event
        name, type_, mode, modality, basis, label, *who = self._connection.execute(
            _TOLD, (event,)
        ).fetchone()
        actors, recipients, place, according = who
        if place is None:
            place = next((each.place for each in shown if each.place is not None), None)
        if len(members) > 1:
            basis = self._basis(group, moment)
        when = unpack(moment)
        dated = when.first is not None or when.last is not None
        return EventRow(
            id=f"{first >> EVENT_BITS}:{first_name}",
            number=event >> EVENT_BITS,
            event_id=name,
            type=type_,
            mode=mode,
            label=label,
            actors=self._called(split(actors)),
            recipients=self._called(split(recipients)),
            place=None if place is None else self._called([place])[0],
            from_=iso(when.first),
            to=iso(when.last),
            precision=PRECISIONS[when.precision] if dated else None,
            date_basis=basis,
            modality=modality,
            sources=self._called(split(according)),
            sentences=sentences,
            voices=voices,
            salience=max(each.salience for each in shown),
            confidence=max((e.confidence for e in shown if e.confidence is not None), default=None),
            marks=self._marks.of_events(each.event for each in members),
            articles=articles,
            copies=copies,
            disputed=bool(disputed),
        )

    def _basis(self, group: int, moment: int) -> str | None:
        """Return how the date of a row is known, by an event that has this date itself."""
        row = self._connection.execute(_BASIS, (group, moment)).fetchone()
        return None if row is None else row[0]

    def _members(self, group: int) -> list[_Member]:
        rows = self._connection.execute(_MEMBERS, (group,))
        return [_Member(*each) for each in rows]

    def shows(self, group: int, selection: Selection) -> bool:
        """Return whether a selection has an event of a row."""
        return any(selection.shows_event(each.event) for each in self._members(group))

    def doubts(self, limit: int, selection: Selection) -> list[tuple[EventRow, EventRow, float]]:
        """Return pairs of rows that may be one event, with how likely that is, best first."""
        return [
            (*self.rows((one, other), selection), likely)
            for one, other, likely in self._connection.execute(_DOUBTS, (limit,)).fetchall()
        ]

    def parties(self, groups: Sequence[int], selection: Selection) -> list[Parties]:
        """Return the actors and recipients of rows of the timeline. No reading is read."""
        return [self._parties(group, selection) for group in groups]

    def _parties(self, group: int, selection: Selection) -> Parties:
        shown = (e for e in self._members(group) if selection.shows_event(e.event))
        event = _best_told(shown).event
        type_, modality, *who = self._connection.execute(_PARTIES, (event,)).fetchone()
        keys = frozenset(self._key(each) for entities in who for each in split(entities))
        return Parties(type_, modality, keys)

    def _key(self, entity: int) -> str:
        return self._known(self._keys, "key", entity)

    def _called(self, entities: Sequence[int]) -> tuple[str, ...]:
        return tuple(self._known(self._names, "name", entity) for entity in entities)

    def _known(self, known: Recent[int, str], column: str, entity: int) -> str:
        found = known.get(entity)
        if found is None:
            query = f"SELECT {column} FROM entities WHERE id = ?"
            (found,) = self._connection.execute(query, (entity,)).fetchone()
            known.keep(entity, found)
        return str(found)

    def group_of(self, row_id: str) -> int | None:
        """Return the group of an event by `number:event_id`, from any article of the group."""
        number, _, name = row_id.partition(":")
        if not number.isdecimal():
            return None
        low = int(number) << EVENT_BITS
        row = self._connection.execute(
            "SELECT grp FROM events WHERE id BETWEEN ? AND ? AND name = ?",
            (low, low | _PLACE_MASK, name),
        ).fetchone()
        return None if row is None else int(row[0])

    def evidence(
        self,
        row_id: str,
        speaker: int | None,
        journal: CorrectedJournal,
        also_in: Callable[[int], tuple[str, ...]],
    ) -> list[EvidenceRow]:
        """Return the evidence of an event, one article per source, in order.

        An original and its copies are represented by `speaker` if it is among them, or else by the
        first of them that reports the event.
        """
        return [
            row
            for number, name, family in self.tellers(row_id, speaker)
            for row in _words(journal, number, name, family, also_in(number))
        ]

    def disagreements(
        self, row_id: str, speaker: int | None, journal: CorrectedJournal
    ) -> tuple[Disagreement, ...]:
        """Return what the voices of a row contradict each other in."""
        from store.views.differences.disagreements import disagreements
        from store.views.indexing.row_facts import row_members, spoken_for

        group = self.group_of(row_id)
        if group is None:
            return ()
        members = row_members(self._connection, [group])[group]
        return disagreements(
            spoken_for(members, speaker),
            lambda member: self.event_of(member.event, journal),
            self._name_of,
        )

    def event_of(self, event: int, journal: CorrectedJournal) -> tuple[Event, Reading] | None:
        """Return an event with the reading that has it, or None if the store has it no longer."""
        reading = journal.reading(event >> EVENT_BITS)
        place = event & _PLACE_MASK
        if reading is None or place >= len(reading.events):
            return None
        return reading.events[place], reading

    def _name_of(self, key: str) -> str:
        row = self._connection.execute("SELECT name FROM entities WHERE key = ?", (key,)).fetchone()
        return key if row is None else str(row[0])

    def tellers(self, row_id: str, speaker: int | None) -> list[Teller]:
        """Return the articles that report an event, one per family, as `evidence` has them: by
        source, the one that reported it first before the others, and by date.
        """
        group = self.group_of(row_id)
        told = self._connection.execute(_TELLERS, (EVENT_BITS, group)).fetchall()
        speakers: dict[int, int] = {}
        for number, _, family, *_ in told:
            if family not in speakers or number == speaker:
                speakers[family] = number
        spoken = [each for each in told if speakers[each[2]] == each[0]]
        spoken.sort(key=_source_and_date)
        return [Teller(number, name, family) for number, name, family, *_ in spoken]


def _source_and_date(told: tuple[int, str, int, int | None, int | None, int | None]) -> Any:
    """Return the sort key of an article that reports an event. Undated ones come last."""
    number, _, _, first, source, at = told
    return first is None, first or 0, source or 0, at is None, at or 0, number


class _Member(NamedTuple):
    """An event of a row."""

    event: int
    is_count: bool
    """Whether it only counts the victims of another."""
    is_negated: bool
    actors: str
    recipients: str
    place: int | None
    salience: float
    confidence: float | None


def _best_told(shown: Iterable[_Member]) -> _Member:
    """Return the event that says most of who took part: one that names its actor, if any does. Of
    several, the first. An event stands before those that count its victims.
    """
    return min(
        shown,
        key=lambda each: (
            each.is_negated,
            each.is_count,
            not each.actors,
            -len(split(each.actors)) - len(split(each.recipients)) - (each.place is not None),
            each.event,
        ),
    )


def _words(
    journal: CorrectedJournal, number: int, name: str, family: int, also_in: tuple[str, ...]
) -> list[EvidenceRow]:
    from store.views.lists.details import EvidenceRow
    from store.views.words.voices import voice_name

    reading = journal.reading(number)
    if reading is None:
        return []
    article = journal.article(number)
    return [
        EvidenceRow(
            number=number,
            article_id=article.id,
            source=article.source,
            published=article.published,
            start=each.start,
            end=each.end,
            verb_start=each.verb.start,
            verb_end=each.verb.end,
            family=family,
            also_in=also_in,
            voice=voice_name(event, reading),
        )
        for event in reading.events
        if event.id == name
        for each in event.evidence
    ]
