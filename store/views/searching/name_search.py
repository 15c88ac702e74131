"""Search as you type over names and aliases."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import IntEnum
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from store.identity.folding import fold, is_one_letter_off, loose
from store.views.searching.name_lines import Lines, misspelt

# Searching one set of entities.

type Source = Callable[[str], Iterable[tuple[int, int, str]]]
"""Given "folded" or "loose", yields each entity with its mentions and its names in that spelling,
the sure and most mentioned first.
"""

FEW = 5
"""With fewer results than this, other word orders and spellings are tried."""
_SPELT_MOST = 1_000
"""How many entities with the first word are compared with the other words."""


class Grade(IntEnum):
    """How well a name matches, the best first."""

    EXACT = 0
    SLIP = 1
    """A single word has one wrong letter, and the name is mentioned far more often than those that
    begin as typed: "yelen" is Yellen before Yelena."""
    BEGINS = 2
    ANY_ORDER = 3
    OFFICE = 4
    SWAPPED = 5
    """Two letters of a single word are in the wrong order."""
    LOOSE = 6
    MISSPELT = 7
    INSIDE = 8
    """The letters are inside a word."""


_LAST_RESORTS = (Grade.LOOSE, Grade.MISSPELT)
"""Names of these grades and worse ones are given only where there is none of a better one."""
_RARE = 3
"""A name that is exactly what was typed does not come first if one with these words is mentioned so
many times more: for "mitt", Mitt Romney is before a Mitt of one article."""
_RARER = 4
"""A name with two letters in the other order is meant as well if it is mentioned so many times as
often as those that were found: "merkle" may be Merkel beside a Merkle of one article."""
_SHORTEST_SWAPPED = 5
_SHORTEST_LOOSE = 3
"""With fewer letters left, a loose spelling would match anything ("zzzz" is "z")."""


class Found(NamedTuple):
    """One result of a name search."""

    grade: Grade
    entity: int


class Spelt:
    """Searches names in both spellings. Names are read on the first search."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._absent = ""
        """The last input that no name contains. Longer inputs that begin with it need no search."""

    @cached_property
    def _both(self) -> tuple[tuple[Sequence[int], Sequence[int], Lines], Lines]:
        """The names in both spellings, read at one time so that they have the same lines."""
        return self._read("folded"), self._read("loose")[2]

    @property
    def _names(self) -> tuple[Sequence[int], Sequence[int], Lines]:
        return self._both[0]

    @property
    def _loose(self) -> Lines:
        return self._both[1]

    def warm(self) -> None:
        """Read the names now, not on the first search."""
        _ = self._both

    def _read(self, spelling: str) -> tuple[Sequence[int], Sequence[int], Lines]:
        entities: array[int] = array("I")
        totals: array[int] = array("I")

        def names() -> Iterator[str]:
            for entity, total, written in self._source(spelling):
                entities.append(entity)
                totals.append(total)
                yield written

        lines = Lines(names())
        return entities, totals, lines

    def __len__(self) -> int:
        return len(self._names[0])

    def search(self, letters: str, limit: int, *, whole: bool) -> list[Found]:
        """Return at most `limit` results, best first. `letters` are folded. With `whole`, the last
        word is complete.
        """
        entities, _, lines = self._names
        grades: dict[int, Grade] = {}

        def add(grade: Grade, found: Iterable[int]) -> None:
            for line in found:
                if len(grades) >= limit:
                    return
                grades.setdefault(line, grade)

        if self._may_hold(letters):
            add(Grade.EXACT, self._exactly(letters))
            add(Grade.BEGINS, lines.holding(f" {letters} " if whole else f" {letters}"))
        if len(grades) < FEW:
            add(Grade.ANY_ORDER, _in_any_order(lines, letters))
        slips = () if whole else islice(self._slips(letters, grades), 1)
        grades = {**dict.fromkeys(slips, Grade.SLIP), **grades}
        spelt = loose(letters)
        if len(grades) < FEW:
            most = max(map(self._total, grades), default=0)
            add(Grade.SWAPPED, self._swapped(letters, most))
        if not grades and len(letters) > 3 and len(spelt) >= _SHORTEST_LOOSE:
            add(Grade.LOOSE, self._loose.holding(f" {spelt}"))
        if not grades:
            add(Grade.MISSPELT, misspelt(lines, letters))
        if not grades and len(letters) > 1 and self._may_hold(letters):
            add(Grade.INSIDE, lines.holding(letters))
        return [Found(grade, entities[line]) for line, grade in grades.items()]

    def exact(self, letters: str) -> list[int]:
        """Return the entities with exactly this name, the most mentioned first."""
        return [self._names[0][line] for line in self._exactly(letters)]

    def _exactly(self, letters: str) -> list[int]:
        """Return the lines with exactly this name, but none that is rare beside one with the same
        words.
        """
        _, totals, lines = self._names
        found = list(islice(lines.holding(f"| {letters} |"), _SPELT_MOST))
        if not found:
            return []
        most = next(lines.holding(f" {letters} "))
        return [line for line in found if totals[line] >= totals[most] / _RARE]

    def _total(self, line: int) -> int:
        return self._names[1][line]

    def _slips(self, letters: str, found: dict[int, Grade]) -> Iterator[int]:
        """Yield the lines with a word that has one other letter, one more or one fewer, if they
        outweigh those that only begin with these letters.
        """
        lines = self._names[2]
        is_begun = 0 < len(found) < FEW and set(found.values()) == {Grade.BEGINS}
        if not is_begun or len(letters) < _SHORTEST_SWAPPED or " " in letters:
            return
        if any(f" {letters} " in lines.line(line) for line in found):
            return
        most = max(map(self._total, found))
        for line in misspelt(lines, letters):
            if line not in found and self._total(line) >= _RARER * most:
                named = (word for word in lines.line(line).split() if word[0] == letters[0])
                if any(is_one_letter_off(letters, word) for word in named):
                    yield line

    def _swapped(self, letters: str, most: int) -> Iterator[int]:
        """Yield the lines with this word, two letters in the other order, that outweigh `most`.

        If there is no other name (`most` is 0), yield all; otherwise, the first of each order.
        """
        if len(letters) < _SHORTEST_SWAPPED or " " in letters:
            return
        for at in range(1, len(letters) - 1):
            word = f"{letters[:at]}{letters[at + 1]}{letters[at]}{letters[at + 2 :]}"
            if word != letters:
                found = self._names[2].holding(f" {word} ")
                for line in islice(found, 1 if most else None):
                    if self._total(line) >= _RARER * most:
                        yield line

    def _may_hold(self, letters: str) -> bool:
        if self._absent and letters.startswith(self._absent):
            return False
        if letters in self._names[2].text:
            return True
        self._absent = letters
        return False


def _in_any_order(lines: Lines, letters: str) -> Iterator[int]:
    words = sorted(letters.split(), key=len, reverse=True)
    if len(words) > 1:
        for line in islice(lines.holding(f" {words[0]}"), _SPELT_MOST):
            text = lines.line(line)
            if all(f" {word}" in text for word in words[1:]):
                yield line


# Searching all names and aliases.

OF_A_NAME = 20
"""Entities among which the one is sought that words typed for a name mean."""
_LONGEST = 100
_ALL = """
    SELECT id, total,
           (SELECT group_concat({spelling}, ' | ') FROM aliases WHERE entity = entities.id)
    FROM entities WHERE total > 0 ORDER BY sure = 0, total DESC, id"""
_NEW = """
    SELECT entity, total, group_concat({spelling}, ' | ')
    FROM aliases JOIN entities ON entities.id = entity
    WHERE aliases.id > ? GROUP BY entity ORDER BY sure = 0, total DESC, entity"""


class NameIndex:
    """The names of an index, read on the first search (half a second for 100,000).

    When the index changes, only new names are read, or all if there are many.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._start()

    def _start(self) -> None:
        self._read_to = self._newest()
        self._old = Spelt(self._all)
        self._new = Spelt(lambda _: ())
        self._newly_read_to = self._read_to

    def _newest(self) -> int:
        (newest,) = self._connection.execute("SELECT max(id) FROM aliases").fetchone()
        return int(newest or 0)

    def refresh(self) -> None:
        """Read the new names after the index has changed."""
        newest = self._newest()
        if newest - self._read_to > max(1_000, self._read_to // 20) or newest < self._read_to:
            self._start()
        elif newest != self._newly_read_to:
            self._new = Spelt(self._since)
            self._newly_read_to = newest

    def warm(self) -> None:
        """Read the names now, not on the first search."""
        self._old.warm()

    def exact(self, name: str) -> list[int]:
        """Return the ids of the entities with exactly this name, the most mentioned first."""
        letters = fold(name)
        return [entity for names in (self._old, self._new) for entity in names.exact(letters)]

    def search(self, typed: str, limit: int) -> list[Found]:
        """Return entities, best match first.

        First come those with exactly this name, then names with a word that begins with the input.
        If there are few, names with its words in another order follow, and one that is mentioned
        much more often and has two letters in another order. If there are none, names with two
        letters in another order, in another usual transliteration, or with one or two wrong
        letters; if there are none either, names that contain the letters anywhere. Within each
        kind, those that some article is sure of and the most mentioned come first.
        """
        letters = fold(typed[:_LONGEST])
        if not letters:
            return []
        whole = typed[-1:].isspace()
        found: list[Found] = []
        for names in (self._old, self._new):
            found += names.search(letters, limit, whole=whole)
        best = min((each.grade for each in found), default=Grade.INSIDE)
        worse = next((last for last in _LAST_RESORTS if best < last), None)
        if worse is not None:
            found = [each for each in found if each.grade < worse]
        found.sort(key=lambda each: each.grade)
        return list({each.entity: each for each in reversed(found)}.values())[::-1][:limit]

    def _all(self, spelling: str) -> Iterable[tuple[int, int, str]]:
        return self._rows(_ALL.format(spelling=spelling))

    def _since(self, spelling: str) -> Iterable[tuple[int, int, str]]:
        return self._rows(_NEW.format(spelling=spelling), self._read_to)

    def _rows(self, query: str, *values: int) -> Iterable[tuple[int, int, str]]:
        rows = self._connection.execute(query, values)
        return ((entity, total, names or "") for entity, total, names in rows)
