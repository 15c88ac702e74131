"""Many new events find each other as few do."""

from __future__ import annotations

from array import array
from random import Random

import pytest

from store.views.joining.block_arrays import BlockArrays
from store.views.joining.near_events import NewBlocks, PackedBlocks

EVENTS, KEYS = 300, 40
LAST = (1 << 12) - 1


@pytest.fixture
def blocks() -> dict[int, PackedBlocks]:
    """Return the blocks of events of five periods, the last and the first among them."""
    random = Random(3)  # noqa: S311 - no secret
    found = {}
    for event in random.sample(range(10_000), EVENTS):
        own = {
            random.choice((LAST, 0, 1, 7, 8)) << 32 | random.randrange(KEYS) ** 2 for _ in range(9)
        }
        moving = {block for block in own if block % 3}
        found[event] = PackedBlocks(array("Q", own), array("Q", moving))
    return found


@pytest.mark.parametrize("share", [0, 3])
def test_with_what_each_is_compared(blocks: dict[int, PackedBlocks], share: int) -> None:
    every = sorted({block for each in blocks.values() for block in each.own})
    known = set(every[::share]) if share else set()
    few, many = (kind(blocks).near_events(known) for kind in (NewBlocks, BlockArrays))
    assert {event: others for event, others in few.events.items() if others} == many.events
    assert few.stored == many.stored
    assert bool(few.stored) == bool(share)


def test_which_blocks_are_written_and_looked_up(blocks: dict[int, PackedBlocks]) -> None:
    few, many = NewBlocks(blocks), BlockArrays(blocks)
    assert sorted(few.rows()) == list(many.rows())
    assert len({*few.rows()}) > EVENTS
    near = [{block for some in each.near() for block in some} for each in (few, many)]
    assert near[0] == near[1]
