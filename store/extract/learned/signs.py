"""Words that show what kind of talk a sentence is, and counts as shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.extract.events.merging import Merged
    from store.extract.extensions import FoundEvent

type Row = tuple[Merged, FoundEvent]
"""A row of the timeline with the drafts that it was merged from."""

CONTENT = frozenset({"NOUN", "PROPN", "VERB"})
"""Parts of speech of words that tell the topic."""
NAMING = frozenset({"NOUN", "PROPN"})
OPENING = 120
"""How many tokens of an article form its opening."""
HEDGES = frozenset(
    "may might could would should can perhaps probably likely possibly maybe seem appear believe "
    "think hope feel expect must".split()
)
"""Words of somebody who is not sure, or wishes."""
FIRST_PERSON = frozenset("i we you my our your me us".split())
OPINION = frozenset(
    "very so too more most better good great bad important clear strong need want hope believe "
    "know proud happy sure difficult hard best".split()
)
"""Words of somebody who judges."""


def capped(number: float, most: int) -> float:
    """Return a number as its share of the most that counts, at most 1."""
    return min(number, most) / most
