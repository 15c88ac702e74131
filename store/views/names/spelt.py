"""One set of entities, searched by their names."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from store.identity.folding import loose
from store.views.names.lines import Lines
from store.views.names.misspelt import misspelt

type Source = Callable[[str], Iterable[tuple[int, str]]]
"""Given "folded" or "loose": each entity with its names in that spelling, the most mentioned
first."""

FEW = 5
"""With fewer answers than these, other orders and spellings are tried too."""
_MOST = 1_000
"""Entities with the first word that are looked at for the other words."""
_BEGINS, _ANY_ORDER, _LOOSE, _MISSPELT, _HOLDS = range(5)


class Found(NamedTuple):
    grade: int
    """0 for the best kind of match."""
    entity: int


class Spelt:
    """Reads the names when it is first asked."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._absent = ""
        """What was typed last and is in no name; nothing that begins so is."""

    @cached_property
    def _names(self) -> tuple[Sequence[int], Lines]:
        return self._read("folded")

    @cached_property
    def _loose(self) -> Lines:
        return self._read("loose")[1]

    def warm(self) -> None:
        """Read the names now rather than at the first letter."""
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
        """At most `limit`, the best first. `letters` are folded; with `whole`, the last word
        ends there."""
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
        if len(grades) < FEW and len(letters) > 3:
            add(_LOOSE, self._loose.holding(f" {loose(letters)}"))
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
        for line in islice(lines.holding(f" {words[0]}"), _MOST):
            text = lines.line(line)
            if all(f" {word}" in text for word in words[1:]):
                yield line
