"""Puts events that are linked into rows: not everything that a chain of links connects is one.

The result depends on the events and their links alone, not on the order in which articles came.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from itertools import product

JOINED = 0.8
"""How likely two events must be one for a row with both."""
IN_DOUBT = 0.45
"""From here on a person is asked."""
_COHERENT = 0.35
"""How likely the events of two rows must be one on average for the two to become one row."""
COMPARED = 4
"""Events of a row that are compared with those of another row."""

_MARGIN = 1e-6
"""By how much a mean that is not yet complete must be clear of `_COHERENT`: sums of decimals are
not exact."""

type Link = tuple[float, int, int]
"""How likely two events are one, and the two."""
type Pair = tuple[int, int]
"""Two events, the smaller one first."""
type Scores = Mapping[Pair, float]
"""What is known of pairs, from -1 to 1: how likely the two are one, or what speaks against it."""
type Clustering[T] = Generator[list[Pair], None, T]
"""Yields pairs that are to be known before it goes on."""


def clustered[T](
    every: Sequence[Clustering[T]], compare: Callable[[list[Pair]], object]
) -> list[T]:
    """Return what each comes to. What all of them must know to go on is compared together."""
    found: dict[int, T] = {}
    while len(found) < len(every):
        asked: list[Pair] = []
        for place, each in enumerate(every):
            if place not in found:
                try:
                    asked += next(each)
                except StopIteration as ended:
                    found[place] = ended.value
        compare(asked)
    return [found[place] for place in range(len(every))]


def clusters(
    cells: Mapping[int, Sequence[int]],
    links: Iterable[Link],
    known: Scores,
    order: Callable[[int], int] = int,
) -> Clustering[list[set[int]]]:
    """Return the cells that are one row each.

    A cell is one or more events that are one event beyond doubt. The most likely links come first;
    of those as likely, that whose events come first in `order`, which says nothing of the order in
    which articles came. Only events that tell the very same come by their number. A link joins two
    rows only if their events are one on average too: otherwise "A met B" and "B met C" would make a
    row of all three. Where what is `known` of pairs decides, others are not asked for.
    """
    rows = _Rows(cells, known, order)
    yield from rows.join(links)
    return rows.found()


class _Row:
    """Cells that are one row, and which of their events speak for them."""

    __slots__ = ("cells", "first", "firsts")

    def __init__(self, cell: int, first: int) -> None:
        self.cells = {cell}
        self.first = cell
        """The smallest cell, which is the number of the row."""
        self.firsts = [first]
        """The first events of its cells: the first `COMPARED` of them, in order."""


class _Rows:
    """Rows that grow while links are followed."""

    def __init__(
        self,
        cells: Mapping[int, Sequence[int]],
        known: Scores,
        order: Callable[[int], int],
    ) -> None:
        self._known = known
        self._places = {event: (order(event), event) for each in cells.values() for event in each}
        place = self._places.__getitem__
        self._cells = {cell: sorted(events, key=place) for cell, events in cells.items()}
        self._row_of = {cell: _Row(cell, events[0]) for cell, events in self._cells.items()}
        self._cell_of = {event: cell for cell, events in cells.items() for event in events}

    def found(self) -> list[set[int]]:
        rows = {row.first: row for row in self._row_of.values()}
        return [row.cells for row in rows.values()]

    def join(self, links: Iterable[Link]) -> Clustering[None]:
        cell_of, row_of = self._cell_of, self._row_of
        sure = [
            link
            for link in links
            if link[0] >= JOINED and link[1] in cell_of and link[2] in cell_of
        ]
        for _, one, other in sorted(sure, key=self._place_of_link):
            mine, theirs = row_of[cell_of[one]], row_of[cell_of[other]]
            if mine is theirs:
                continue
            if theirs.first < mine.first:
                mine, theirs = theirs, mine
            if (yield from self._are_coherent(mine, theirs)):
                self._join(mine, theirs)

    def _place_of_link(self, link: Link) -> tuple[float, int, int, int, int]:
        score, *events = link
        first, second = sorted(self._places[event] for event in events)
        return -score, first[0], second[0], first[1], second[1]

    def _join(self, mine: _Row, theirs: _Row) -> None:
        firsts = sorted(mine.firsts + theirs.firsts, key=self._places.__getitem__)[:COMPARED]
        small, large = sorted((mine, theirs), key=lambda row: len(row.cells))
        large.cells |= small.cells
        large.first, large.firsts = mine.first, firsts
        self._row_of.update(dict.fromkeys(small.cells, large))

    def _are_coherent(self, mine: _Row, theirs: _Row) -> Clustering[bool]:
        pairs = [
            (one, other) if one < other else (other, one)
            for one, other in product(self._spoken_for(mine), self._spoken_for(theirs))
        ]
        least = _COHERENT * len(pairs)
        scores = [self._known[pair] for pair in pairs if pair in self._known]
        unknown = [pair for pair in pairs if pair not in self._known]
        if sum(scores) + len(unknown) < least - _MARGIN:
            return False
        if sum(scores) - len(unknown) > least + _MARGIN:
            return True
        if unknown:
            yield unknown
            scores += [self._known[pair] for pair in unknown]
        return sum(scores) >= least

    def _spoken_for(self, row: _Row) -> list[int]:
        """Return the first events of a row, one of each cell as long as there are cells."""
        if len(row.firsts) >= COMPARED:
            return row.firsts
        events = (event for cell in row.cells for event in self._cells[cell][1:COMPARED])
        others = sorted(events, key=self._places.__getitem__)
        return row.firsts + others[: COMPARED - len(row.firsts)]
