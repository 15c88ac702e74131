"""Puts events that are linked into rows: not everything that a chain of links connects is one.

The result depends on the events and their links alone, not on the order in which articles came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product

JOINED = 0.8
"""How likely two events must be one for a row with both."""
IN_DOUBT = 0.45
"""From here on a person is asked."""
_COHERENT = 0.35
"""How likely the events of two rows must be one on average for the two to become one row."""
_COMPARED = 4
"""Events of a row that are compared with those of another row."""

type Link = tuple[float, int, int]
"""How likely two events are one, and the two."""


def clusters(
    cells: Mapping[int, Sequence[int]],
    links: Iterable[Link],
    likely: Callable[[int, int], float],
    order: Callable[[int], int] = int,
) -> list[set[int]]:
    """Return the cells that are one row each.

    A cell is one or more events that are one event beyond doubt. The most likely links come first;
    of those as likely, that whose events come first in `order`, which says nothing of the order in
    which articles came. Only events that tell the very same come by their number. A link joins two
    rows only if their events are one on average too, as `likely` says: otherwise "A met B" and
    "B met C" would make a row of all three.
    """
    place = _Place(order)
    ordered = {cell: sorted(events, key=place) for cell, events in cells.items()}
    cell_of = {event: cell for cell, events in cells.items() for event in events}
    row_of = {cell: cell for cell in cells}
    rows = {cell: {cell} for cell in cells}
    for score, one, other in sorted(links, key=place.of_link):
        if score < JOINED:
            break
        if one not in cell_of or other not in cell_of:
            continue
        mine, theirs = sorted((row_of[cell_of[one]], row_of[cell_of[other]]))
        if mine != theirs and _are_coherent(ordered, rows[mine], rows[theirs], likely, place):
            rows[mine] |= rows.pop(theirs)
            row_of.update(dict.fromkeys(rows[mine], mine))
    return list(rows.values())


class _Place:
    """Where an event and a link come: no two have the same place."""

    def __init__(self, order: Callable[[int], int]) -> None:
        self._order = order

    def __call__(self, event: int) -> tuple[int, int]:
        return self._order(event), event

    def of_link(self, link: Link) -> tuple[float, int, int, int, int]:
        score, *events = link
        first, second = sorted(map(self, events))
        return -score, first[0], second[0], first[1], second[1]


def _are_coherent(
    cells: Mapping[int, Sequence[int]],
    mine: set[int],
    theirs: set[int],
    likely: Callable[[int, int], float],
    place: _Place,
) -> bool:
    sides = [_representatives(cells, side, place) for side in (mine, theirs)]
    scores = [likely(one, other) for one, other in product(*sides)]
    return sum(scores) >= _COHERENT * len(scores)


def _representatives(cells: Mapping[int, Sequence[int]], row: set[int], place: _Place) -> list[int]:
    """Return the first events of a row, one of each cell as long as there are cells."""
    firsts = sorted((cells[cell][0] for cell in row), key=place)
    if len(firsts) < _COMPARED:
        others = sorted((event for cell in row for event in cells[cell][1:_COMPARED]), key=place)
        firsts += others[: _COMPARED - len(firsts)]
    return firsts[:_COMPARED]
