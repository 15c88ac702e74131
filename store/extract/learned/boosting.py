"""Fit small decision trees, each of which mends the sum of those before it, and write them as JSON
that needs no library to be read."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.ensemble import GradientBoostingClassifier

from store.extract.learned.fit import RAREST
from store.extract.learned.training import TrainingExample

TREES, DEPTH, STEP = 400, 5, 0.035
SMALLEST, SAMPLED, TRIED = 5, 0.7, 0.1
"""Of the trees: their number and depth, and how much of what one says counts; the fewest pairs of a
leaf, the share of the pairs that a tree sees, and that of the features that a node chooses from."""
_DIGITS = 4


def fitted_trees(known: Sequence[TrainingExample], answer: str, caution: float) -> dict[str, Any]:
    """Return trees that say how likely an answer is, as they are stored. `caution` is taken from
    the log odds."""
    seen = Counter(name for each in known for name in each.features.numbers or {})
    names = sorted(name for name, count in seen.items() if count >= RAREST)
    matrix = np.array([[(e.features.numbers or {}).get(n, 0.0) for n in names] for e in known])
    fit = GradientBoostingClassifier(
        n_estimators=TREES,
        max_depth=DEPTH,
        learning_rate=STEP,
        min_samples_leaf=SMALLEST,
        subsample=SAMPLED,
        max_features=TRIED,
        random_state=1,
    ).fit(matrix, [each.answer == answer for each in known])
    share = sum(each.answer == answer for each in known) / len(known)
    return {
        "base": round(math.log(share / (1 - share)) - caution, _DIGITS),
        "features": names,
        "trees": [_tree(each.tree_, 0) for (each,) in fit.estimators_],
    }


def _tree(tree: Any, node: int) -> Any:
    """Return a tree of scikit-learn: a leaf, or a feature, its bound, and the trees for what is at
    most the bound and for what is more."""
    left, right = tree.children_left[node], tree.children_right[node]
    if left == right:
        return round(STEP * float(tree.value[node][0][0]), _DIGITS)
    bound = round(float(tree.threshold[node]), _DIGITS)
    return [int(tree.feature[node]), bound, _tree(tree, left), _tree(tree, right)]
