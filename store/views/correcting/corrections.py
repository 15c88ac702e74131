"""The log of corrections as the views show it: what the dialogs ask, and the lines of the log."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from store.corrections.log import Log
from store.corrections.records import (
    AnyAct,
    Correction,
    Hide,
    HideEvents,
    JoinEvents,
    Scope,
    Undo,
    articles_of,
    scope_of,
)
from store.corrections.slots import agree, slots_of
from store.corrections.targets import ArticleRef, EntityRef, EventRef, MarkTarget, SpanRef
from store.corrections.wording import line_of
from store.reading import Article
from store.views.correcting.correction_edits import Edits, RowEdit
from store.views.correcting.correction_previews import DateBasisRow, MentionRow, Previews, Touched
from store.views.correcting.correction_targets import Targets

LineState = Literal["applies", "undone", "superseded", "cannot be placed"]


class LogLine(Struct, frozen=True):
    """A line of the log, in words."""

    correction: Correction
    line: str
    scope: Scope
    state: LineState
    why: str
    """Why it cannot be placed, in an article that it names or in all, or which line supersedes
    it."""
    number: int | None
    """The first article that it names, if the store has it."""


class CorrectionViews:
    """Everything that a screen or command asks about corrections."""

    def __init__(self, targets: Targets) -> None:
        self._targets = targets
        self._previews = Previews(targets)
        self._edits = Edits(targets)

    @property
    def log(self) -> Log:
        """The log as the store has it now. Callers must not change it."""
        return self._targets.log

    def article_ref(self, number: int) -> ArticleRef:
        """Return a reference to an article.

        Raises:
            KeyError: There is no such article.
        """
        return self._targets.article_ref(number)

    def machine_article(self, number: int) -> Article:
        """Return an article as it came in, for `redated`.

        Raises:
            KeyError: There is no such article.
        """
        return self._targets.machine_article(number)

    def span_ref(self, number: int, start: int, end: int) -> SpanRef:
        """Return a reference to the code points from `start` to `end`.

        Raises:
            KeyError: There is no such article.
            ValueError: The range is empty or outside the text.
        """
        return self._targets.span_ref(number, start, end)

    def event_ref(self, number: int, event_id: str) -> EventRef | None:
        """Return a reference to an event of an article, or None if there is no such event."""
        return self._targets.event_ref(number, event_id)

    def event_refs(self, row_id: str) -> tuple[EventRef, ...]:
        """Return references to all reports of a row of the timeline, in the order of articles."""
        return self._targets.event_refs(row_id)

    def entity_ref(self, key: str) -> EntityRef | None:
        """Return a reference to an entity of the store, or None if the key is unknown."""
        return self._targets.entity_ref(key)

    def join_events(self, row_ids: Iterable[str]) -> JoinEvents:
        """Return the act that makes rows of the timeline one. The first gives the date.

        Raises:
            ValueError: There is no such row.
        """
        return self._targets.join_events(row_ids)

    def mention_rows(self, key: str, limit: int = 3, offset: int = 0) -> list[MentionRow]:
        """Return the mentions of an entity with their sentences, the newest article first."""
        return self._previews.mention_rows(key, limit, offset)

    def date_basis(self, number: int, event_id: str) -> DateBasisRow | None:
        """Return how the machine dated an event, or None if there is no such event."""
        return self._previews.date_basis(number, event_id)

    def date_words(self, number: int, event_id: str) -> str | None:
        """Return the words that date an event ("on Thursday"), for `SetDate.words`."""
        return self._previews.date_words(number, event_id)

    def touches(self, act: AnyAct) -> Touched:
        """Return how many articles, mentions and events an act would change."""
        return self._previews.touches(act)

    def merge_warnings(self, key: str, into: str) -> tuple[str, ...]:
        """Return reasons against merging two entities, one line each."""
        return self._previews.merge_warnings(key, into)

    def note(self, target: MarkTarget) -> str:
        """Return the note on an article, entity or event, or the empty text."""
        return self._edits.note(target)

    def edits(self, target: MarkTarget) -> tuple[RowEdit, ...]:
        """Return the corrections of an article, entity or event that hold, oldest first."""
        return self._edits.edits(target)

    # The lines of the log.

    def lines(self) -> list[LogLine]:
        """Return all lines of the log, oldest first."""
        log = self.log
        unplaced = self._unplaced()
        by_slot: dict[object, Correction] = {}
        superseded: dict[str, str] = {}
        for each in log.standing:
            for slot in slots_of(each.act):
                before = by_slot.get(slot)
                if before is not None and len(slots_of(before.act)) == 1:
                    superseded[before.id] = each.id
                by_slot[slot] = each
        return [
            self._line(each, unplaced, superseded)
            for each in sorted(log.every.values(), key=lambda each: each.order)
        ]

    def hidden(self) -> list[LogLine]:
        """Return the lines that hide something, newest first."""
        return [
            line
            for line in reversed(self.lines())
            if isinstance(line.correction.act, Hide | HideEvents) and line.state != "undone"
        ]

    def conflicts(self) -> list[tuple[LogLine, LogLine]]:
        """Return pairs of lines about the same thing that contradict each other, of which neither
        author knew the other's. The second line of a pair is in effect.
        """
        lines = {line.correction.id: line for line in self.lines()}
        by_slot: dict[object, list[Correction]] = {}
        for each in self.log.standing:
            for slot in slots_of(each.act):
                by_slot.setdefault(slot, []).append(each)
        found: dict[tuple[str, str], None] = {}
        for those in by_slot.values():
            known = {id_ for each in those for id_ in each.over}
            *others, last = [each for each in those if each.id not in known]
            for other in others:
                if not agree(other.act, last.act):
                    found[other.id, last.id] = None
        return [(lines[one], lines[other]) for one, other in found]

    def _unplaced(self) -> dict[str, dict[int, str]]:
        """Return the articles in which each line has no place, each with the reason."""
        with self._targets.asking():
            rows = self._targets.connection.execute(
                "SELECT record, article, why FROM unplaced ORDER BY article DESC"
            ).fetchall()
        found: dict[str, dict[int, str]] = {}
        for record, number, why in rows:
            found.setdefault(record, {})[number] = why
        return found

    def _line(
        self,
        correction: Correction,
        unplaced: dict[str, dict[int, str]],
        superseded: dict[str, str],
    ) -> LogLine:
        log = self.log
        known = [self._targets.journal.number(each) for each in articles_of(correction.act)]
        state: LineState = "applies"
        why = ""
        if not log.is_in_effect(correction.id):
            state = "undone"
        elif correction.id in unplaced:
            missing = unplaced[correction.id]
            number, reason = min(missing.items())
            why = f"{reason} (#{number})"
            if missing.keys() >= {each for each in known if each is not None}:
                state = "cannot be placed"
        elif known and not any(each is not None for each in known):
            state, why = "cannot be placed", "its article is not in this store"
        elif correction.id in superseded and not isinstance(correction.act, Undo):
            state, why = "superseded", f"by {superseded[correction.id]}"
        return LogLine(
            correction=correction,
            line=self._words(correction),
            scope=scope_of(correction.act),
            state=state,
            why=why,
            number=next((each for each in known if each is not None), None),
        )

    def _words(self, correction: Correction) -> str:
        act = correction.act
        if isinstance(act, Undo):
            first = self.log.every.get(act.of[0]) if act.of else None
            if first is not None and isinstance(first.act, Undo):
                return self._of_those("restored", first.act.of)
            if first is not None:
                return self._of_those("undid", act.of)
        return line_of(act)

    def _of_those(self, did: str, ids: Sequence[str]) -> str:
        first = self.log.every.get(ids[0])
        if first is None:
            return f"{did} {len(ids)} of the log"
        more = f", and {len(ids) - 1} more" if len(ids) > 1 else ""
        return f"{did}: {line_of(first.act)}{more}"
