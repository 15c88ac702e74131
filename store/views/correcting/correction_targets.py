"""References to what a correction is about, made from the rows of the panes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager

from store.corrections.log import Log
from store.corrections.records import JoinEvents, WrittenDate
from store.corrections.targets import (
    ArticleRef,
    EntityRef,
    EventRef,
    SpanRef,
    article_ref,
    event_ref,
    span_ref,
)
from store.reading import Article, Event
from store.views.correcting.corrected_journal import CorrectedJournal
from store.views.indexing.schema import EVENT_BITS

type Asking = Callable[[], AbstractContextManager[None]]


class Targets:
    """Makes references from the state that the views show."""

    def __init__(
        self,
        journal: CorrectedJournal,
        connection: Callable[[], sqlite3.Connection],
        asking: Asking,
    ) -> None:
        self.journal = journal
        self._state_connection = connection
        self.asking = asking

    @property
    def connection(self) -> sqlite3.Connection:
        return self._state_connection()

    @property
    def log(self) -> Log:
        """The log as the store has it now. Callers must not change it."""
        return self.journal.log

    def article_ref(self, number: int) -> ArticleRef:
        """Return a reference to an article.

        Raises:
            KeyError: There is no such article.
        """
        return article_ref(self.journal.machine.article(number))

    def machine_article(self, number: int) -> Article:
        """Return an article as it came in.

        Raises:
            KeyError: There is no such article.
        """
        return self.journal.machine.article(number)

    def span_ref(self, number: int, start: int, end: int) -> SpanRef:
        """Return a reference to the code points from `start` to `end`.

        Raises:
            KeyError: There is no such article.
            ValueError: The range is empty or outside the text.
        """
        return span_ref(self.journal.machine.article(number), start, end)

    def event_ref(self, number: int, event_id: str) -> EventRef | None:
        """Return a reference to an event of an article, or None if there is no such event."""
        reading = self.journal.machine_reading(number)
        known = None if reading is None else event_ref(reading, event_id)
        if known is not None:
            return known
        corrected = self.journal.reading(number)  # an event that a person added
        return None if corrected is None else event_ref(corrected, event_id)

    def event_refs(self, row_id: str) -> tuple[EventRef, ...]:
        """Return references to all reports of a row of the timeline, in the order of articles."""
        refs = (self.event_ref(number, event_id) for number, event_id in self._members(row_id))
        return tuple(ref for ref in refs if ref is not None)

    def entity_ref(self, key: str) -> EntityRef | None:
        """Return a reference to an entity of the store, or None if the key is unknown."""
        with self.asking():
            row = self.connection.execute(
                "SELECT key, name, type FROM entities WHERE key = ?", (key,)
            ).fetchone()
        return None if row is None else EntityRef(*row)

    def _members(self, row_id: str) -> list[tuple[int, str]]:
        number, _, name = row_id.partition(":")
        if not number.isdecimal():
            return []
        low = int(number) << EVENT_BITS
        with self.asking():
            rows = self.connection.execute(
                "SELECT id, name FROM events WHERE grp = (SELECT grp FROM events"
                " WHERE id >= ? AND id < ? AND name = ?) ORDER BY id",
                (low, low + (1 << EVENT_BITS), name),
            ).fetchall()
        return [(event >> EVENT_BITS, event_id) for event, event_id in rows]

    def join_events(self, row_ids: Iterable[str]) -> JoinEvents:
        """Return the act that makes rows of the timeline one. The first gives the date.

        Raises:
            ValueError: There is no such row.
        """
        refs = [ref for row_id in row_ids for ref in self.event_refs(row_id)]
        if not refs:
            raise ValueError("there is no event to join")
        lead = self._shown_event(refs[0])
        date = WrittenDate(lead.from_, lead.to, lead.precision) if lead else WrittenDate()
        return JoinEvents(tuple(dict.fromkeys(refs)), date)

    def _shown_event(self, ref: EventRef) -> Event | None:
        number = self.journal.number(ref.article)
        reading = None if number is None else self.journal.reading(number)
        for event in reading.events if reading else ():
            if number is not None and self.event_ref(number, event.id) == ref:
                return event
        return None
