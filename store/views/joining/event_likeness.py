"""How likely two events are one: many weak signs, weighed by a linear model and by small trees.

Both are fitted on judged pairs (see `store.views.joining.event_fitting`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import msgspec
import numpy as np

from store.asset_files import shipped
from store.views.joining.close_pair_features import close_features
from store.views.joining.event_arrays import Flags, Floats
from store.views.joining.event_parts import is_another, is_in_another_period
from store.views.joining.pair_arrays import PairArrays
from store.views.joining.pair_features import Values, features
from store.views.joining.pair_rules import is_possible
from store.views.joining.same_deeds import is_one_incident, is_one_toll, is_same_deed
from store.views.joining.tree_arrays import TreeArrays, shares

DEED = 0.9
"""How likely two deeds are one that are the same by all that is known of them."""
ONE_INCIDENT = 0.97
"""How likely two reports are of one incident that one article tells as one: more than what joins
articles, so that each article's own come first."""
ONE_TOLL = 0.95
"""How likely two articles count the victims of one incident."""
POSSIBLE = 0.1
"""How likely the linear model must find a pair for the trees to look at it. Of less likely ones it
is not asked whether anything tells them apart."""
WITHIN = 0.3
"""By what the odds are multiplied if one article tells both: it tells few things twice, and one
thing after another of the same people."""


@cache
def linear_weights() -> dict[str, float]:
    stored = msgspec.json.decode(shipped("models", "one_event.json").read_bytes())
    return {name: row[-1] for name, row in stored["weights"].items()}


@cache
def trees() -> TreeArrays:
    return TreeArrays.from_json(shipped("models", "one_event_trees.json").read_bytes())


def likelihoods(pairs: PairArrays) -> Floats:
    """Return how likely the two of each pair are one event, 0 to 1.

    Rules decide some pairs. A linear model sorts out most of the others; trees, which weigh signs
    together, decide on what is left.
    """
    incidents = is_one_incident(pairs)
    tolls = is_one_toll(pairs) & ~incidents
    found = np.where(incidents, ONE_INCIDENT, np.where(tolls, ONE_TOLL, 0.0))
    open_ = ~incidents & ~tolls & is_possible(pairs) & ~is_in_another_period(pairs)
    found[open_] = _weighed(pairs.taken(open_))
    return found


def _weighed(pairs: PairArrays) -> Floats:
    """Return how likely the two are one by what the models say, where they are told, and what they
    are."""
    found = dict(features(pairs))
    likely = weighed_up(linear_weights(), found, len(pairs))
    is_asked, is_deed = likely >= POSSIBLE, is_same_deed(pairs)
    is_two = _are_two(pairs, is_asked | is_deed)
    likely[is_two] = 0.0
    is_asked &= ~is_two
    likely[is_asked] = _by_trees(pairs, found, is_asked)
    one = pairs.is_one_article
    likely[one] = likely[one] * WITHIN / (1 - likely[one] + likely[one] * WITHIN)
    likely[is_deed & ~is_two & (likely < DEED)] = DEED
    return likely


def _are_two(pairs: PairArrays, asked: Flags) -> Flags:
    """Return those of the pairs that are asked for that cannot be one."""
    found = np.zeros(len(pairs), np.bool_)
    found[asked] = is_another(pairs.taken(asked))
    return found


def _by_trees(pairs: PairArrays, found: Mapping[str, Values], asked: Flags) -> Floats:
    known = {name: values[asked] for name, values in found.items()}
    likely = pairs.taken(asked)
    return trees().probabilities(known | dict(close_features(likely)), len(likely))


def weighed_up(weights: Mapping[str, float], found: Mapping[str, Values], size: int) -> Floats:
    """Return what a linear model says of `size` pairs, 0 to 1."""
    total = np.zeros(size)
    for name, values in found.items():
        if name in weights:
            total += weights[name] * values
    return shares(total)
