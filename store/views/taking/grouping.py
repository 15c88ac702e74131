"""Keeps the groups of events: which rows of the timeline there are, and what is behind each.

Groups that a batch touches are held here and written by `settle`, together with the number of
groups of each moment, so that a hundred events of a batch cost a few statements.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from store.reading import Event
from store.views.schema import EVENT_BITS, is_faint
from store.views.taking.blocks import ToldBlocks

_MEMBERS = """
    SELECT min(id), count(*), min(faint), max(salience) FROM events WHERE grp = ?"""
_VOICES = f"""
    SELECT count(*), sum(said) FROM (
        SELECT min(number), said FROM (
            SELECT number, family, sum(sentences) AS said
            FROM events CROSS JOIN articles ON number = events.id >> {EVENT_BITS}
            WHERE grp = ? GROUP BY number)
        GROUP BY family)"""
"""A family is one voice: the first of its articles speaks for the others."""

_GROUP = """
    SELECT id, first, moment, members, voices, sentences, faint, salience
    FROM groups WHERE same = ?"""


@dataclass(slots=True)
class _Group:
    same: int | None
    first: int
    moment: int
    members: int = 0
    voices: int = 0
    sentences: int = 0
    faint: int = 1
    salience: float = 0.0
    was_faint: int | None = None
    """What the table says; None for a group that is not in it."""
    article: int = -1
    alone: bool = True
    """Whether no two of its articles can be of one family."""


class Grouping:
    def __init__(self, connection: sqlite3.Connection, told: ToldBlocks) -> None:
        self._connection = connection
        self._told = told
        self._pending: dict[int, _Group] = {}
        self._by_key: dict[int, int] = {}
        self._next: int | None = None

    def reset(self) -> None:
        self._pending.clear()
        self._by_key.clear()
        self._next = None

    def join(
        self, event_id: int, same: int | None, moment: int, event: Event, *, alone: bool
    ) -> int:
        """The group of this event: the one that is told elsewhere, or a new one. `alone`: no
        other article is of the family of this one."""
        number = None if same is None else self._known(same)
        if number is None:
            number = self._new(_Group(same, event_id, moment))
        group = self._pending[number]
        article = event_id >> EVENT_BITS
        if event_id < group.first:
            self._told.touch(group.first >> EVENT_BITS)
            group.first = event_id
        group.members += 1
        group.voices += article != group.article
        group.article = article
        group.alone = group.alone and alone
        group.sentences += len(event.evidence)
        group.faint = min(group.faint, int(is_faint(event.salience)))
        group.salience = max(group.salience, event.salience)
        return number

    def _known(self, same: int) -> int | None:
        number = self._by_key.get(same)
        if number is not None:
            return number
        row = self._connection.execute(_GROUP, (same,)).fetchone()
        if row is None:
            return None
        number, first, moment, members, voices, sentences, faint, salience = row
        self._pending[number] = _Group(
            same, first, moment, members, voices, sentences, faint, salience, was_faint=faint
        )
        self._by_key[same] = number
        return int(number)

    def _new(self, group: _Group) -> int:
        if self._next is None:
            (top,) = self._connection.execute("SELECT max(id) FROM groups").fetchone()
            self._next = (top or 0) + 1
        number, self._next = self._next, self._next + 1
        self._pending[number] = group
        if group.same is not None:
            self._by_key[group.same] = number
        return number

    def leave(self, numbers: Iterable[int]) -> None:
        """Recount these groups from the events that are left; an empty one goes."""
        self.settle()
        changes: dict[int, Counter[str]] = {}
        for number in set(numbers):
            moment, faint = self._connection.execute(
                "SELECT moment, faint FROM groups WHERE id = ?", (number,)
            ).fetchone()
            change = changes.setdefault(moment, Counter())
            first, members, now_faint, salience = self._connection.execute(
                _MEMBERS, (number,)
            ).fetchone()
            if first is None:
                self._connection.execute("DELETE FROM groups WHERE id = ?", (number,))
                change["groups"] -= 1
                change["clear"] -= not faint
                continue
            self._told.touch(first >> EVENT_BITS)
            self._connection.execute(
                "UPDATE groups SET first = ?, members = ?, faint = ?, salience = ?,"
                " voices = ?, sentences = ? WHERE id = ?",
                (first, members, now_faint, salience, *self._voices(number), number),
            )
            change["clear"] += faint - now_faint
        self._count(changes)

    def settle(self) -> None:
        changes: dict[int, Counter[str]] = {}
        for number, group in self._pending.items():
            if not group.alone:
                group.voices, group.sentences = self._voices(number)
            change = changes.setdefault(group.moment, Counter())
            change["groups"] += group.was_faint is None
            change["clear"] += (not group.faint) - (group.was_faint == 0)
        self._connection.executemany(
            "INSERT OR REPLACE INTO groups VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    number,
                    group.same,
                    group.first,
                    group.moment,
                    group.members,
                    group.voices,
                    group.sentences,
                    group.faint,
                    group.salience,
                )
                for number, group in self._pending.items()
            ),
        )
        self._count(changes)
        self._pending.clear()
        self._by_key.clear()

    def _voices(self, number: int) -> tuple[int, int]:
        """How many voices tell it, and in how many sentences."""
        voices, sentences = self._connection.execute(_VOICES, (number,)).fetchone()
        return int(voices), int(sentences)

    def _count(self, changes: dict[int, Counter[str]]) -> None:
        self._connection.executemany(
            "INSERT INTO moments VALUES (?1, ?2, ?3) ON CONFLICT (moment) DO UPDATE"
            " SET groups = groups + ?2, clear = clear + ?3",
            (
                (moment, change["groups"], change["clear"])
                for moment, change in changes.items()
                if change["groups"] or change["clear"]
            ),
        )
        self._connection.execute("DELETE FROM moments WHERE groups = 0")
