"""Which events are compared at all: those that share a block, so that the cost stays near linear.

A block is a period and what is told in it: two parties, a party and the verb, rare words. Events
are stored in the block of their own period and looked for in the neighbouring periods too.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from store.views.event_likeness import MOST_DAYS, NEAR_DAYS, is_exact
from store.views.event_signs import WEIGHT, EventSign, hashed, is_anonymous
from store.views.moments import unpack

_RAREST = 4
"""The rarest words of a label, of which each pair is a block."""
_NAMES = 4
"""Names of the sentences that are a block with the verb."""
_WEEK = NEAR_DAYS + 1
_DAYS = MOST_DAYS + 1
"""Days in one period, by publication and by the date of the event."""


def blocks(sign: EventSign) -> set[int]:
    """Return the blocks that an event is stored in, as numbers."""
    return _blocks(sign, (0,))


def near_blocks(sign: EventSign) -> set[int]:
    """Return the blocks that have the events with which one is compared."""
    return _blocks(sign, (-1, 0, 1))


def _blocks(sign: EventSign, steps: tuple[int, ...]) -> set[int]:
    found: set[int] = set()
    happened, published = _day(sign), sign.published
    if happened is not None:
        keys = list(_keys_of_parties(sign))
        found.update(_numbers("d", happened // _DAYS, steps, keys))
    if published is not None or happened is None:
        keys = [*_keys_of_parties(sign), *_keys_of_words(sign)]
        period = -1 if published is None else published // _WEEK
        found.update(_numbers("p", period, steps if published is not None else (0,), keys))
    return found


def _day(sign: EventSign) -> int | None:
    return unpack(sign.moment).first if is_exact(sign.moment) else None


def _numbers(kind: str, period: int, steps: tuple[int, ...], keys: list[str]) -> Iterator[int]:
    for step in steps:
        for key in keys:
            yield hashed(f"{kind}{period + step} {key}")


def _keys_of_parties(sign: EventSign) -> Iterator[str]:
    parties = sorted(each for each in {*sign.actors, *sign.recipients} if not is_anonymous(each))
    for one, other in combinations(parties, 2):
        yield f"{one} {other}"
    for party in parties:
        yield f"{party} {sign.mode or sign.verb}"
        if sign.mode:
            yield f"{party} {sign.verb}"
    if sign.place:
        yield f"{sign.place} {sign.mode or sign.verb}"


def _keys_of_words(sign: EventSign) -> Iterator[str]:
    rare = sorted(sign.label, key=lambda word: (-(word & WEIGHT), word))[:_RAREST]
    for word, other in combinations(sorted(rare), 2):
        yield f"{word} {other}"
    for name in sign.names[:_NAMES]:
        yield f"{name} {sign.verb}"
