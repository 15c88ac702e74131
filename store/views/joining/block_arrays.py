"""The blocks of many new events as arrays (see `near_events`). Only what indexes many articles
loads it, and numpy with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import batched, chain
from typing import Any

import numpy as np
import numpy.typing as npt

from store.views.joining.event_blocks import beside
from store.views.joining.near_events import NearEvents, NewBlocks, PackedBlocks, nearest

type _Numbers = npt.NDArray[np.uint64]

_AT_ONCE = 25_000
"""Blocks that are looked up together."""


class BlockArrays(NewBlocks):
    """The same, sorted."""

    def __init__(self, blocks: Mapping[int, PackedBlocks]) -> None:
        events = np.array(sorted(blocks), np.uint64)
        listed = [blocks[event] for event in events.tolist()]
        own, moving = _joined(each.own for each in listed), _joined(each.moving for each in listed)
        owners = np.repeat(events, [len(each.own) for each in listed])
        movers = np.repeat(events, [len(each.moving) for each in listed])
        order = np.argsort(own, kind="stable")
        self._own, self._owners = own[order], owners[order]
        self._near = np.concatenate([own, beside(moving, -1), beside(moving, 1)])
        self._seekers = np.concatenate([owners, movers, movers])
        """The event that looks for others in each of the blocks near it."""

    def rows(self) -> Iterable[tuple[int, int]]:
        return zip(self._own.tolist(), self._owners.tolist(), strict=True)

    def near(self) -> Iterator[Sequence[int]]:
        yield from batched(np.unique(self._near).tolist(), _AT_ONCE)

    def near_events(self, known: set[int]) -> NearEvents:
        own, owners, near, seekers = self._own, self._owners, self._near, self._seekers
        stored: dict[int, set[int]] = defaultdict(set)
        if known:
            blocks = np.array(sorted(known), np.uint64)
            is_known = np.isin(near, blocks)
            for event, block in _rows(seekers[is_known], near[is_known]):
                stored[event].add(block)
            is_new = np.isin(own, blocks, invert=True)
            own, owners = own[is_new], owners[is_new]
            near, seekers = near[~is_known], seekers[~is_known]
        return NearEvents(_sharing(own, owners, near, seekers), stored)


def _sharing(
    own: _Numbers, owners: _Numbers, near: _Numbers, seekers: _Numbers
) -> dict[int, set[int]]:
    """Return the events that each event finds. Most blocks have none but its own."""
    found: dict[int, set[int]] = defaultdict(set)
    if not len(own):
        return found
    blocks, firsts = np.unique(own, return_index=True)
    ends = np.append(firsts[1:], len(own))
    places = np.searchsorted(blocks, near)
    places[places == len(blocks)] = 0
    first, end = firsts[places], ends[places]
    is_alone = (end - first == 1) & (owners[first] == seekers)
    is_found = (blocks[places] == near) & ~is_alone
    members: list[int] = owners.tolist()
    for event, low, high in _rows(seekers[is_found], first[is_found], end[is_found]):
        found[event].update(nearest(members[low:high], event))
    for event, others in found.items():
        others.discard(event)
    return found


def _joined(arrays: Iterable[Iterable[int]]) -> _Numbers:
    return np.fromiter(chain.from_iterable(arrays), np.uint64)


def _rows(*columns: npt.NDArray[Any]) -> Iterator[tuple[int, ...]]:
    return zip(*(column.tolist() for column in columns), strict=True)
