"""Who stands with whom: in the same sentence, which says more than in the same article."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable

from store.reading import Entity, Reading


def company(readings: Iterable[Reading], key: str) -> Counter[str]:
    """For each other entity with a name, in how many sentences it stands with this one."""
    together: Counter[str] = Counter()
    for reading in readings:
        starts = [sentence.start for sentence in reading.sentences]
        here = {
            entity.key: _sentences(entity, starts)
            for entity in reading.entities
            if entity.is_named or entity.key == key
        }
        mine = here.pop(key, frozenset())
        together.update({other: len(mine & theirs) for other, theirs in here.items()})
    return +together


def _sentences(entity: Entity, starts: list[int]) -> frozenset[int]:
    """The sentences that mention it, by their place in the article."""
    return frozenset(bisect_right(starts, mention.start) for mention in entity.mentions)
