"""Search as you type over names, aliases and offices."""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import batched, islice
from typing import NamedTuple

from store.identity.folding import fold, loose
from store.query.words import distance
from store.reading import with_standing

# Names as one string, one line per entity, the most mentioned first.


class Lines:
    """A searchable string of lines."""

    def __init__(self, names: Iterable[str]) -> None:
        """`names` yields, for each entity, its names in one spelling, separated by ` | `."""
        self._starts: array[int] = array("L")
        stretches: list[str] = []
        place = 0
        # A thousand at a time: the allocator would keep the memory of a hundred thousand small
        # strings long after they are joined.
        for some in batched(names, 1_000):
            lines = [f"\n {each} " for each in some]
            for line in lines:
                self._starts.append(place)
                place += len(line)
            stretches.append("".join(lines))
        self.text = "".join([*stretches, "\n"])

    def line_at(self, place: int) -> int:
        """Return the number of the line at this offset."""
        return bisect_right(self._starts, place) - 1

    def line(self, number: int) -> str:
        return self.text[self._starts[number] : self._end(number)]

    def holding(self, letters: str) -> Iterator[int]:
        """Yield the numbers of the lines that contain these letters, in order."""
        place = self.text.find(letters)
        while place >= 0:
            number = self.line_at(place)
            yield number
            place = self.text.find(letters, self._end(number))

    def _end(self, number: int) -> int:
        after = number + 1
        return self._starts[after] if after < len(self._starts) else len(self.text)


# Approximate prefixes.

_PIECES = 3
_MOST = 500
"""How many places of one piece are compared. The most mentioned names come first."""


def misspelt(lines: Lines, typed: str) -> list[int]:
    """Return the lines with a name that begins like `typed`, with up to two wrong letters.

    Lines with the fewest wrong letters come first. This loads rapidfuzz.
    """
    allowed = distance(typed)
    if not allowed:
        return []
    wrong_letters = _comparing(typed, allowed)
    best: dict[int, int] = {}
    for begin in _begins(lines.text, typed, allowed):
        wrong = wrong_letters(lines.text[begin : begin + len(typed) + allowed])
        if wrong <= allowed:
            number = lines.line_at(begin)
            best[number] = min(wrong, best.get(number, wrong))
    return sorted(best, key=lambda number: (best[number], number))


def _begins(text: str, typed: str, allowed: int) -> set[int]:
    """Return the offsets of words that may match."""
    begins: set[int] = set()
    for offset, piece in _pieces(typed):
        needle = f" {piece}" if offset == 0 else piece
        place = text.find(needle)
        for _ in range(_MOST):
            if place < 0:
                break
            begin = place - offset + (offset == 0)
            for near in range(begin - allowed, begin + allowed + 1):
                if text[near - 1 : near] == " ":
                    begins.add(near)
            place = text.find(needle, place + 1)
    return begins


def _pieces(typed: str) -> Iterator[tuple[int, str]]:
    size = max(2, -(-len(typed) // _PIECES))
    for offset in range(0, len(typed), size):
        piece = typed[offset : offset + size]
        if len(piece) >= 2:
            yield offset, piece


def _comparing(typed: str, allowed: int) -> Callable[[str], int]:
    """Return a function that counts the wrong letters of a text's beginning, or one more than
    `allowed` if there are too many.
    """
    from rapidfuzz.distance import OSA

    size = len(typed)

    def wrong(there: str) -> int:
        # The best prefix length is unknown. With the full length, the distance is at most twice as
        # large.
        if OSA.distance(typed, there[:size], score_cutoff=2 * allowed) > 2 * allowed:
            return allowed + 1
        return min(
            OSA.distance(typed, there[:length], score_cutoff=allowed)
            for length in range(size - allowed, size + allowed + 1)
        )

    return wrong


# Searching one set of entities.

type Source = Callable[[str], Iterable[tuple[int, str]]]
"""Given "folded" or "loose", yields each entity with its names in that spelling, the most mentioned
first.
"""

FEW = 5
"""With fewer results than this, other word orders and spellings are tried."""
_SPELT_MOST = 1_000
"""How many entities with the first word are compared with the other words."""
_BEGINS, _ANY_ORDER, _LOOSE, _MISSPELT, _HOLDS = range(5)
_SHORTEST_LOOSE = 3
"""With fewer letters left, a loose spelling would match anything ("zzzz" is "z")."""


class Found(NamedTuple):
    """One result of a name search."""

    grade: int
    """0 for the best kind of match."""
    entity: int


class Spelt:
    """Searches names in both spellings. Names are read on the first search."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._absent = ""
        """The last input that no name contains. Longer inputs that begin with it need no search."""

    @cached_property
    def _names(self) -> tuple[Sequence[int], Lines]:
        return self._read("folded")

    @cached_property
    def _loose(self) -> Lines:
        return self._read("loose")[1]

    def warm(self) -> None:
        """Read the names now, not on the first search."""
        _ = (self._names, self._loose)

    def _read(self, spelling: str) -> tuple[Sequence[int], Lines]:
        entities: array[int] = array("I")

        def names() -> Iterator[str]:
            for entity, written in self._source(spelling):
                entities.append(entity)
                yield written

        lines = Lines(names())
        return entities, lines

    def __len__(self) -> int:
        return len(self._names[0])

    def search(self, letters: str, limit: int, *, whole: bool) -> list[Found]:
        """Return at most `limit` results, best first. `letters` are folded. With `whole`, the last
        word is complete.
        """
        entities, lines = self._names
        grades: dict[int, int] = {}

        def add(grade: int, found: Iterable[int]) -> None:
            for line in found:
                if len(grades) >= limit:
                    return
                grades.setdefault(line, grade)

        if self._may_hold(letters):
            add(_BEGINS, lines.holding(f" {letters} " if whole else f" {letters}"))
        if len(grades) < FEW:
            add(_ANY_ORDER, _in_any_order(lines, letters))
        spelt = loose(letters)
        if len(grades) < FEW and len(letters) > 3 and len(spelt) >= _SHORTEST_LOOSE:
            add(_LOOSE, self._loose.holding(f" {spelt}"))
        if not grades:
            add(_MISSPELT, misspelt(lines, letters))
        if len(letters) > 1 and self._may_hold(letters):
            add(_HOLDS, lines.holding(letters))
        return [Found(grade, entities[line]) for line, grade in grades.items()]

    def _may_hold(self, letters: str) -> bool:
        if self._absent and letters.startswith(self._absent):
            return False
        if letters in self._names[1].text:
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

_LONGEST = 100
_ALL = """
    SELECT id, (SELECT group_concat({spelling}, ' | ') FROM aliases WHERE entity = entities.id)
    FROM entities WHERE total > 0 ORDER BY total DESC, id"""
_NEW = """
    SELECT entity, group_concat({spelling}, ' | ')
    FROM aliases JOIN entities ON entities.id = entity
    WHERE aliases.id > ? GROUP BY entity ORDER BY total DESC, entity"""


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

    def search(self, typed: str, limit: int) -> list[int]:
        """Return the ids of entities, best match first.

        First come names with a word that begins with the input. If there are few, names with its
        words in another order or in another usual transliteration follow. If there are none, names
        with one or two wrong letters, and then names that contain the letters anywhere. Within each
        kind, the most mentioned come first.
        """
        letters = fold(typed[:_LONGEST])
        if not letters:
            return []
        whole = typed[-1:].isspace()
        found: list[Found] = []
        for names in (self._old, self._new):
            found += names.search(letters, limit, whole=whole)
        found.sort(key=lambda each: each.grade)
        return list(dict.fromkeys(each.entity for each in found))[:limit]

    def _all(self, spelling: str) -> Iterable[tuple[int, str]]:
        return self._rows(_ALL.format(spelling=spelling))

    def _since(self, spelling: str) -> Iterable[tuple[int, str]]:
        return self._rows(_NEW.format(spelling=spelling), self._read_to)

    def _rows(self, query: str, *values: int) -> Iterable[tuple[int, str]]:
        rows = self._connection.execute(query, values)
        return ((entity, names or "") for entity, names in rows)


# Offices: "foreign minister of belarus" finds the person.

_OFFICES_LONGEST = 100
_OFFICES_MOST = 1_000
_MANY = 5_000
_WITHOUT_MEANING = frozenset({"of", "the", "for", "s"})
_HELD = """
    SELECT person, role, standing, body, (SELECT name FROM entities WHERE id = body),
           (SELECT group_concat(folded, ' ') FROM aliases WHERE entity = body)
    FROM (SELECT person, role, standing, body, count(*) AS articles, max(article) AS latest
          FROM roles GROUP BY person, role, standing, body)
    ORDER BY articles DESC, latest DESC"""


class OfficeHolder(NamedTuple):
    """A person, an office and its body."""

    person: int
    role: str
    body: str | None

    def __str__(self) -> str:
        return f"{self.role}, {self.body}" if self.body else self.role


class Offices:
    """The offices of an index, read on the first search (a second for 100,000).

    When the index changes they are read again; in a large store only if many are new.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._read_to = 0
        self._offices: list[OfficeHolder] = []
        self._lines = Lines(())

    def warm(self) -> None:
        """Read new offices, if there are any."""
        (newest,) = self._connection.execute("SELECT max(rowid) FROM roles").fetchone()
        new = abs((newest or 0) - self._read_to)
        if new > (self._read_to // 20 if self._read_to > _MANY else 0):
            self._read()
            self._read_to = newest or 0

    def _read(self) -> None:
        self._offices = []
        lines: list[str] = []
        once: dict[
            str, str
        ] = {}  # the words of many offices are few: SQLite builds a string of each
        for person, bare, standing, body, name, aliases in self._connection.execute(_HELD):
            if body == person:
                continue
            role = with_standing(bare, standing)
            holds = once.setdefault(role, role), name and once.setdefault(name, name)
            self._offices.append(OfficeHolder(person, *holds))
            lines.append(f"{_fold(role)} {aliases or ''}")
        self._lines = Lines(lines)

    def search(self, typed: str, limit: int) -> list[OfficeHolder]:
        """Return offices that contain all these words or prefixes, at least one in the office
        itself. Those in the most articles come first.
        """
        asked = [
            word for word in fold(typed[:_OFFICES_LONGEST]).split() if word not in _WITHOUT_MEANING
        ]
        if not asked or max(map(len, asked)) < 4:
            return []
        self.warm()
        offices, lines = self._offices, self._lines
        longest = max(asked, key=len)
        found = (
            offices[line]
            for line in islice(lines.holding(f" {longest}"), _OFFICES_MOST)
            if all(f" {word}" in lines.line(line) for word in asked)
            and any(f" {word}" in f" {_fold(offices[line].role)}" for word in asked)
        )
        return list(islice(found, limit))


@lru_cache(maxsize=10_000)
def _fold(role: str) -> str:
    return fold(role)
