"""The offices of an index as lines that are searched: each with its person and its body."""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from io import BytesIO
from typing import IO, NamedTuple

import msgspec

from store.identity.folding import fold
from store.reading import with_standing
from store.shown_events import is_unsure_office
from store.views.searching.line_blocks import IndexState, LineBlocks, LineWriter
from store.views.searching.name_lines import Lines, as_line

_HELD = """
    SELECT person, role, standing, body, (SELECT name FROM entities WHERE id = body),
           (SELECT group_concat(folded, ' ') FROM aliases WHERE entity = body), stated, latest,
           sure, is_left
    FROM (SELECT person, role, standing, body, count(*) AS stated, max(day) AS latest,
                 max(coalesce(confidence, 1)) AS sure,
                 max(standing = 'former') OVER (PARTITION BY person, role) AS is_left
          FROM roles JOIN articles ON number = article GROUP BY person, role, standing, body)
    ORDER BY stated DESC, latest DESC, person, role, standing, body"""
_BITS = 32
"""A person and a line are one number, with so many bits for the line."""


class OfficeHolder(NamedTuple):
    """A person, an office and its body."""

    person: int
    role: str
    body: str | None
    articles: int = 0
    """How many articles say so."""
    latest: int = 0
    """The day (proleptic Gregorian ordinal) of the last of them, 0 if none has a date."""
    is_held: bool = True
    """Whether no article calls it a former office of the person."""
    is_unsure: bool = False

    def __str__(self) -> str:
        words = f"{self.role}, {self.body}" if self.body else self.role
        return f"{words} (unsure)" if self.is_unsure else words


class OfficeLines:
    """Offices, those that most articles state first."""

    def __init__(self, blocks: LineBlocks) -> None:
        self.read = blocks.read
        self._blocks = blocks
        self.lines = Lines(blocks)
        """What each office and its body are called."""
        self._decode = msgspec.json.Decoder(OfficeHolder).decode

    @classmethod
    def empty(cls) -> OfficeLines:
        file = BytesIO()
        _writer(file).finish(IndexState())
        return cls(LineBlocks.of_bytes(file.getvalue()))

    def office(self, number: int) -> OfficeHolder:
        """Return the office of a line."""
        block, place = self._blocks.place(number)
        return self._decode(self._blocks.lines(block, 1)[place])

    def of_person(self, person: int) -> Iterator[OfficeHolder]:
        """Yield the offices of a person."""
        count, in_order = self._blocks.ordered, self._blocks.in_order
        at = bisect_left(range(count), person << _BITS, key=in_order)
        while at < count and (found := in_order(at)) >> _BITS == person:
            yield self.office(found & (1 << _BITS) - 1)
            at += 1


def write_offices(connection: sqlite3.Connection, file: IO[bytes], now: IndexState) -> None:
    """Write all offices."""
    writer = _writer(file)
    persons: array[int] = array("Q")
    rows = connection.execute(_HELD)
    for person, bare, standing, body, name, aliases, stated, latest, sure, is_left in rows:
        if body == person:
            continue
        role = with_standing(bare, standing)
        times = stated, latest or 0
        held = OfficeHolder(person, role, name, *times, not is_left, is_unsure_office(sure))
        persons.append(person << _BITS | len(persons))
        words = as_line(f"{fold(role)} {aliases or ''}")
        writer.add(words, msgspec.json.encode(held) + b"\n")
    writer.finish(now, sorted(persons))


def _writer(file: IO[bytes]) -> LineWriter:
    return LineWriter(file, columns=2, searched=1)
