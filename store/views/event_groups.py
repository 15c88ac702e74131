"""Groups the events of several articles that are the same event into one row of the timeline."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from store.identity.folding import fold
from store.query.words import words
from store.reading import Event, is_name
from store.views.mention_blocks import GroupBlocks
from store.views.schema import EVENT_BITS, is_hidden

_VAGUE_TYPES = frozenset({"OTHER", "STATEMENT"})
_APART = frozenset({"negated", "hypothetical"})
_ONCE = (
    "abduct", "amnest", "arrest", "convict", "deport", "detain", "detention", "expel", "expuls",
    "extradit", "free", "kidnap", "pardon", "releas", "sentenc",
)  # fmt: skip
"""How labels begin for acts that happen to a person at most once a day, whoever is named
as actor.
"""


def group_key(event: Event, keys: Mapping[str, str], verb: str) -> int | None:
    """Return a key that is equal for events that are the same event, or None for an event that is
    never grouped.

    The key consists of the type, actors, recipients and dates. Negated events are never grouped
    with others. Neither are events whose actor has no name ("the police"), who may be somebody else
    in another article.

    If that identifies too little, the label must be equal too: for types that say little (OTHER,
    STATEMENT), for dates no finer than a month, for events without an actor, and for events with
    one actor only, unless the mode says enough ("resign"). For meetings, actors and recipients are
    unordered ("A received B", "B and A met"). An arrest or pardon of a person on a day is the same
    event whether or not the text names the actor ("A was pardoned").

    `keys` maps the entity ids of the reading to keys that are valid across articles. `verb` is the
    trigger of the event.
    """
    actors = sorted({keys.get(each, each) for each in event.actors})
    recipients = sorted({keys.get(each, each) for each in event.recipients})
    if not (event.from_ and event.to):
        return None
    exact = event.precision in {"day", "time"}
    deed = next((stem for stem in _ONCE if verb.lower().startswith(stem)), "")
    if exact and deed and len(recipients) == 1 and recipients[0].startswith("person/"):
        actors = [deed]
    parties = sorted({*actors, *recipients})
    if not parties or not all(map(is_name, parties)):
        return None
    if event.type == "CONSULT" and len(parties) > 1:
        actors, recipients = parties, []
    alone = not recipients and len(actors) < 2
    is_vague = event.type in _VAGUE_TYPES or not exact or not actors or (alone and not event.mode)
    parts = [
        event.type,
        "|".join(actors),
        "|".join(recipients),
        event.from_[:10],
        event.to[:10],
        "" if exact else event.precision or "",
        event.modality if event.modality in _APART else "",
        event.mode or "" if alone else "",
        fold(event.label) if is_vague else "",
    ]
    return _number(parts)


def copied_key(event: Event, keys: Mapping[str, str], text: str, family: int) -> int | None:
    """Return a key that is equal for the same words in an article and in a copy, update or excerpt
    of it. Return None for an event without words.

    It is used for events that `group_key` does not group. The verb must be equal, and the whole
    sentence if type and participants say little.
    """
    if not event.evidence:
        return None
    evidence = event.evidence[0]
    is_vague = event.type in _VAGUE_TYPES and not event.mode
    sentence = evidence.start, evidence.verb.start, evidence.verb.end, evidence.end
    spans = pairwise(sentence) if is_vague or not event.actors else [evidence.verb]
    parts = [
        f"family {family}",
        event.type,
        event.modality,
        f"{event.from_} {event.to} {event.precision}",
        "|".join(sorted({_called(keys.get(each, each)) for each in event.actors})),
        "|".join(sorted({_called(keys.get(each, each)) for each in event.recipients})),
        *(" ".join(words(text[start:end])) for start, end in spans),
    ]
    return _number(parts)


def token_key(token: str) -> int:
    """Return the key of a group that people made."""
    return _number(["made", token])


def verb_of(event: Event, text: str) -> str:
    """Return the word that triggers an event."""
    if not event.evidence:
        return ""
    start, end = event.evidence[0].verb
    return text[start:end]


def _called(key: str) -> str:
    """Return a key without the part that limits it to one article, for "the police" in a copy."""
    return key if is_name(key) else key.rpartition("/")[2]


def _number(parts: list[str]) -> int:
    digest = hashlib.blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


# The table of groups: the rows of the timeline and the events behind each.

_MEMBERS = """
    SELECT min(id), count(*), min(faint), max(salience) FROM events WHERE grp = ?"""
_VOICES = f"""
    SELECT count(*), sum(said) FROM (
        SELECT min(number), said FROM (
            SELECT number, family, sum(sentences) AS said
            FROM events CROSS JOIN articles ON number = events.id >> {EVENT_BITS}
            WHERE grp = ? GROUP BY number)
        GROUP BY family)"""
"""An original and its copies count as one source, represented by the first of them."""

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
    """The row of the table, or None for a group that is not in it."""
    article: int = -1
    alone: bool = True
    """Whether no two of its articles can belong to one family."""


class Grouping:
    """Maintains the table of groups while articles are indexed."""

    def __init__(self, connection: sqlite3.Connection, blocks: GroupBlocks) -> None:
        self._connection = connection
        self._group_blocks = blocks
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
        """Return the group of this event, creating it if needed.

        `alone` means that no other article belongs to the family of this one.
        """
        number = None if same is None else self._known(same)
        if number is None:
            number = self._new(_Group(same, event_id, moment))
        group = self._pending[number]
        article = event_id >> EVENT_BITS
        if event_id < group.first:
            self._group_blocks.touch(group.first >> EVENT_BITS)
            group.first = event_id
        group.members += 1
        group.voices += article != group.article
        group.article = article
        group.alone = group.alone and alone
        group.sentences += len(event.evidence)
        group.faint = min(group.faint, int(is_hidden(event)))
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
        """Recount these groups from the remaining events, and delete empty ones."""
        self.flush()
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
            self._group_blocks.touch(first >> EVENT_BITS)
            self._connection.execute(
                "UPDATE groups SET first = ?, members = ?, faint = ?, salience = ?,"
                " voices = ?, sentences = ? WHERE id = ?",
                (first, members, now_faint, salience, *self._voices(number), number),
            )
            change["clear"] += faint - now_faint
        self._count(changes)

    def flush(self) -> None:
        if not self._pending:
            return
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
        """Return the number of independent sources of a group, and of its sentences."""
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
        if any(change["groups"] < 0 for change in changes.values()):
            self._connection.execute("DELETE FROM moments WHERE groups = 0")
