"""Which new events are compared with each other: those that share a block.

Most blocks have one event. Those of many new events are sorted with numpy, which takes a quarter of
the time that looking each up takes.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import batched, filterfalse, repeat
from operator import itemgetter
from typing import NamedTuple

from store.views.joining.event_blocks import Blocks

NEAREST = 24
"""Events of a block that one is compared with on each side of it, the nearest by number. With more
than that, a block says little, and the cost must not grow with the store."""


_AT_ONCE = 500
"""Events whose blocks are looked up together."""


class PackedBlocks(NamedTuple):
    """The blocks of an event, in little memory: there are many, and all are kept for a while."""

    own: array[int]
    moving: array[int]

    @classmethod
    def of(cls, blocks: Blocks) -> PackedBlocks:
        return cls(array("Q", blocks.own), array("Q", blocks.moving))

    def near(self) -> list[int]:
        return Blocks(self.own, self.moving).near


class NearEvents(NamedTuple):
    """With what new events are compared."""

    events: dict[int, set[int]]
    """The other new events, by event."""
    stored: dict[int, set[int]]
    """The blocks that had events before, by event."""


class NewBlocks:
    """The blocks of new events."""

    def __init__(self, blocks: Mapping[int, PackedBlocks]) -> None:
        self._blocks = blocks

    def rows(self) -> Iterable[tuple[int, int]]:
        """Return each block with each of its events, in the order of the blocks."""
        rows = [(block, event) for event, each in self._blocks.items() for block in each.own]
        return sorted(rows, key=itemgetter(0))

    def near(self) -> Iterator[Sequence[int]]:
        """Yield the blocks in which an event looks for others, some at a time."""
        for some in batched(self._blocks.values(), _AT_ONCE):
            yield [*{block for each in some for block in each.near()}]

    def near_events(self, known: set[int]) -> NearEvents:
        """Return with what each event is compared. `known` are the blocks that had events before,
        which are looked up elsewhere."""
        sole, several = _by_block(self._blocks, known)
        found = NearEvents({}, {})
        for event, each in self._blocks.items():
            near = each.near()
            if stored := known.intersection(near):
                found.stored[event] = stored
            others = set(map(sole.get, near, repeat(event)))
            for block in filter(several.__contains__, near):
                others.update(nearest(several[block], event))
            others.discard(event)
            found.events[event] = others
        return found


def _by_block(
    blocks: Mapping[int, PackedBlocks], known: set[int]
) -> tuple[dict[int, int], dict[int, list[int]]]:
    """Return the event of each block that has one, and the events of each that has several, in
    order. A list for each block would be too many."""
    sole: dict[int, int] = {}
    several: dict[int, list[int]] = {}
    for event in sorted(blocks):
        own = blocks[event].own
        for block in filterfalse(known.__contains__, own) if known else own:
            first = sole.setdefault(block, event)
            if first != event:
                several.setdefault(block, [first]).append(event)
    for block in several:
        del sole[block]
    return sole, several


def nearest(events: list[int], event: int) -> list[int]:
    """Return the events of a block with which one is compared. `events` are in order."""
    if len(events) <= NEAREST:
        return events
    before = bisect_left(events, event)
    after = bisect_right(events, event)
    return [*events[max(0, before - NEAREST) : before], *events[after : after + NEAREST]]
