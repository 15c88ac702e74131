"""Search as you type over names and aliases: how well each name matches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import IntEnum
from functools import cached_property
from itertools import islice
from struct import Struct
from typing import NamedTuple

from store.identity.folding import is_one_letter_off, loose
from store.views.searching.line_blocks import LineBlocks
from store.views.searching.name_lines import Lines, misspelt, text_of

NUMBERS = Struct("<II")
"""An entity, and how often it is mentioned."""
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

    def __init__(self, read: Callable[[], LineBlocks]) -> None:
        """The lines that `read` returns have the names of an entity in both spellings, and
        `NUMBERS`."""
        self._read = read
        self._absent = ""
        """The last input that no name contains. Longer inputs that begin with it need no search."""

    @cached_property
    def _blocks(self) -> LineBlocks:
        return self._read()

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self._blocks)

    @cached_property
    def _loose(self) -> Lines:
        return Lines(self._blocks, 1)

    def search(self, letters: str, limit: int, *, whole: bool) -> list[Found]:
        """Return at most `limit` results, best first. `letters` are folded. With `whole`, the last
        word is complete.
        """
        lines = self._lines
        grades: dict[int, Grade] = {}

        def add(grade: Grade, found: Iterable[int]) -> None:
            for line in found:
                if len(grades) >= limit:
                    return
                grades.setdefault(line, grade)

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
        if not grades and len(letters) > 1:
            add(Grade.INSIDE, self._inside(letters))
        return [Found(grade, self._numbers(line)[0]) for line, grade in grades.items()]

    def exact(self, letters: str) -> list[int]:
        """Return the entities with exactly this name, the most mentioned first."""
        return [self._numbers(line)[0] for line in self._exactly(letters)]

    def _exactly(self, letters: str) -> list[int]:
        """Return the lines with exactly this name, but none that is rare beside one with the same
        words.
        """
        found = list(islice(self._lines.holding(f"| {letters} |"), _SPELT_MOST))
        if not found:
            return []
        most = self._total(next(self._lines.holding(f" {letters} ")))
        return [line for line in found if self._total(line) >= most / _RARE]

    def _numbers(self, line: int) -> tuple[int, int]:
        """Return the entity of a line, and how often it is mentioned."""
        block, place = self._blocks.place(line)
        found: tuple[int, int]
        found = NUMBERS.unpack_from(self._blocks.kept(block, 2), NUMBERS.size * place)
        return found

    def _total(self, line: int) -> int:
        return self._numbers(line)[1]

    def _slips(self, letters: str, found: dict[int, Grade]) -> Iterator[int]:
        """Yield the lines with a word that has one other letter, one more or one fewer, if they
        outweigh those that only begin with these letters.
        """
        lines = self._lines
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
                found = self._lines.holding(f" {word} ")
                for line in islice(found, 1 if most else None):
                    if self._total(line) >= _RARER * most:
                        yield line

    def _inside(self, letters: str) -> Iterator[int]:
        """Yield the lines that contain these letters anywhere."""
        if self._absent and letters.startswith(self._absent):
            return
        found = self._lines.holding(letters)
        first = next(found, None)
        if first is None:
            self._absent = letters
        else:
            yield first
            yield from found


def _in_any_order(lines: Lines, letters: str) -> Iterator[int]:
    words = sorted(letters.split(), key=len, reverse=True)
    if len(words) > 1:
        for place in islice(lines.places(f" {words[0]}"), _SPELT_MOST):
            text = text_of(place)
            if all(f" {word}" in text for word in words[1:]):
                yield lines.number(place)
