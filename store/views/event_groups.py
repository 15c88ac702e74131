"""When two articles tell the same event: one row of the timeline, with both behind it."""

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
from store.views.schema import EVENT_BITS, is_minor

_SAY_LITTLE = frozenset({"OTHER", "STATEMENT"})
_APART = frozenset({"negated", "hypothetical"})
_ONCE = (
    "abduct", "amnest", "arrest", "convict", "deport", "detain", "detention", "expel", "expuls",
    "extradit", "free", "kidnap", "pardon", "releas", "sentenc",
)  # fmt: skip
"""How the words begin for what is done to a person once a day, whoever is said to have done it."""


def group_key(event: Event, keys: Mapping[str, str], verb: str) -> int | None:
    """Equal for events that are the same event; None for one that is told only here.

    The same type, the same actors, the same recipients, the same dates. What did not happen is
    never joined with what did, nor is what somebody without a name ("the police") did, who may
    be somebody else elsewhere. Where that says little, the label must be the same too: of a type
    that says little (OTHER, STATEMENT), known only to the month or worse, without an actor, or
    with one alone, of whom the mode may say enough ("resign").
    But those who meet may be told in any order ("A received B", "B and A met"), and who has been
    arrested or pardoned on a day is so whether the text says by whom ("A was pardoned").
    `keys` maps the reading's entity ids to the keys that hold everywhere; `verb` is the word
    that carries the event.
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
    says_little = event.type in _SAY_LITTLE or not exact or not actors or (alone and not event.mode)
    parts = [
        event.type,
        "|".join(actors),
        "|".join(recipients),
        event.from_[:10],
        event.to[:10],
        "" if exact else event.precision or "",
        event.modality if event.modality in _APART else "",
        event.mode or "" if alone else "",
        fold(event.label) if says_little else "",
    ]
    return _number(parts)


def copied_key(event: Event, keys: Mapping[str, str], text: str, family: int) -> int | None:
    """Equal for an event of an article and the same words in a copy, update or excerpt of it;
    None where there are no words.

    It is for events that `group_key` joins with nothing. The verb must be the same, and where
    type and parties say little, the whole sentence.
    """
    if not event.evidence:
        return None
    said = event.evidence[0]
    says_little = event.type in _SAY_LITTLE and not event.mode
    sentence = said.start, said.verb.start, said.verb.end, said.end
    told = pairwise(sentence) if says_little or not event.actors else [said.verb]
    parts = [
        f"family {family}",
        event.type,
        event.modality,
        f"{event.from_} {event.to} {event.precision}",
        "|".join(sorted({_called(keys.get(each, each)) for each in event.actors})),
        "|".join(sorted({_called(keys.get(each, each)) for each in event.recipients})),
        *(" ".join(words(text[start:end])) for start, end in told),
    ]
    return _number(parts)


def verb_of(event: Event, text: str) -> str:
    """The word that carries an event."""
    if not event.evidence:
        return ""
    start, end = event.evidence[0].verb
    return text[start:end]


def _called(key: str) -> str:
    """A key without what makes it one article's alone: "the police" here and in a copy."""
    return key if is_name(key) else key.rpartition("/")[2]


def _number(parts: list[str]) -> int:
    digest = hashlib.blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


# Keeps the groups of events: which rows of the timeline there are, and what is behind each.

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
    def __init__(self, connection: sqlite3.Connection, told: GroupBlocks) -> None:
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
        group.faint = min(group.faint, int(is_minor(event.salience)))
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
