"""How likely two events are one: many weak signs, weighed by a linear model and by small trees.

Both are fitted on judged pairs (see `store.views.joining.event_fitting`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from itertools import repeat
from operator import mul
from typing import TYPE_CHECKING

import msgspec

from store.asset_files import shipped
from store.views.joining.boosted_trees import BoostedTrees
from store.views.joining.event_features import add_close_features, features
from store.views.joining.event_pairs import EventPair, Features
from store.views.joining.event_parts import is_another
from store.views.joining.same_deeds import is_one_incident, is_one_toll, is_same_deed

if TYPE_CHECKING:
    from store.views.joining.tree_arrays import TreeArrays

DEED = 0.9
"""How likely two deeds are one that are the same by all that is known of them."""
ONE_INCIDENT = 0.97
"""How likely two reports are of one incident that one article tells as one: more than what joins
articles, so that each article's own come first."""
ONE_TOLL = 0.95
"""How likely two articles count the victims of one incident."""
POSSIBLE = 0.1
"""How likely the linear model must find a pair for the trees to look at it."""
WITHIN = 0.3
"""By what the odds are multiplied if one article tells both: it tells few things twice, and one
thing after another of the same people."""
_TREES = "models", "one_event_trees.json"


@cache
def linear_weights() -> dict[str, float]:
    stored = msgspec.json.decode(shipped("models", "one_event.json").read_bytes())
    return {name: row[-1] for name, row in stored["weights"].items()}


@cache
def trees() -> BoostedTrees:
    return BoostedTrees.from_json(shipped(*_TREES).read_bytes())


@cache
def tree_arrays() -> TreeArrays:
    from store.views.joining.tree_arrays import TreeArrays  # numpy: 0.1 s and 20 MB

    return TreeArrays.from_json(shipped(*_TREES).read_bytes())


def likelihood(pair: EventPair) -> float:
    """Return how likely the two are one event, 0 to 1.

    A linear model sorts out most pairs; trees, which weigh signs together, decide on the others.
    """
    decided = _by_rule(pair)
    if decided is not None:
        return decided
    found = features(pair)
    likely = weighed_up(linear_weights(), found)
    if likely >= POSSIBLE:
        add_close_features(pair, found)
        likely = trees().probability(found)
    return _weighed(pair, likely)


def _by_rule(pair: EventPair) -> float | None:
    """Return how likely the two are one where a rule decides, or None."""
    if pair.is_one_article:
        if is_one_incident(pair):
            return ONE_INCIDENT
    elif is_one_toll(pair):
        return ONE_TOLL
    return None if pair.is_possible() and not is_another(pair) else 0.0


def _weighed(pair: EventPair, likely: float) -> float:
    """Return how likely the two are one by what a model says, where they are told, and what they
    are."""
    if pair.is_one_article:
        likely = likely * WITHIN / (1 - likely + likely * WITHIN)
    return DEED if likely < DEED and is_same_deed(pair) else likely


def weighed_up(weights: Mapping[str, float], features: Features) -> float:
    """Return what the linear model says, 0 to 1."""
    score = sum(map(mul, map(weights.get, features, repeat(0.0)), features.values()))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
