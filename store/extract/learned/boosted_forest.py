"""Fit trees each of which mends the sum of those before it, and store them as a `Forest`.

The log odds are the sum of such trees, so the forest that says their mean needs as many trees for
its slope as are summed. Several runs, which draw other numbers at each node, are averaged.

Random trees and such trees err differently: the mean of both puts rows in a better order than
either (`confidence_fit`).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

from store.extract.learned.fit import ForestExample, ForestShape, matrix_of, random_trees
from store.extract.learned.forest import DIGITS, LEAF, DecisionTree, Forest

RUNS, TREES, STEP = 2, 120, 0.06
"""How often trees are fitted anew, how many each time, and how much of what one says counts."""
LEAVES, SMALLEST, PENALTY, TRIED = 12, 15, 5.0, 0.3
"""Of a tree: the most leaves, the fewest examples of a leaf, the penalty on large ones, and the
share of the numbers that a node chooses from."""
SCALE = 10.0
"""The leaves are stored this many times larger, because they are small."""
RANDOM = ForestShape(trees=100, smallest=12)
GRADED, GRADED_STEP, GRADED_LEAVES, GRADED_SMALLEST, GRADED_TRIED = 200, 0.05, 16, 20, 0.15
"""Of the trees that mend the grade, the same as above for the log odds."""


def fitted_boosted(examples: Sequence[ForestExample]) -> tuple[Forest, list[DecisionTree]]:
    """Return the forest that says how likely an example is right, and its trees as stored."""
    names = sorted({name for example in examples for name in example.numbers})
    rows = matrix_of(examples, names)
    right = np.array([e.is_right for e in examples])
    share = right.mean()
    shift = float(np.log(share / (1 - share)))
    trees: list[DecisionTree] = []
    for seed in range(RUNS):
        model = HistGradientBoostingClassifier(
            max_iter=TREES,
            learning_rate=STEP,
            max_leaf_nodes=LEAVES,
            min_samples_leaf=SMALLEST,
            l2_regularization=PENALTY,
            max_features=TRIED,
            early_stopping=False,
            random_state=seed,
        ).fit(rows, right)
        # There is no public way to these trees; a test compares what they say with the model.
        trees += [_tree(each.nodes, SCALE) for (each,) in model._predictors]
    return Forest(names, trees, TREES / SCALE, round(shift, DIGITS)), trees


def mixed_trees(examples: Sequence[ForestExample], names: Sequence[str]) -> list[DecisionTree]:
    """Return random trees and boosted ones over the grades. The mean of all of them is the mean of
    what the two kinds say."""
    random = random_trees(examples, names, RANDOM)
    model = HistGradientBoostingRegressor(
        max_iter=GRADED,
        learning_rate=GRADED_STEP,
        max_leaf_nodes=GRADED_LEAVES,
        min_samples_leaf=GRADED_SMALLEST,
        l2_regularization=PENALTY,
        max_features=GRADED_TRIED,
        early_stopping=False,
        random_state=0,
    ).fit(
        matrix_of(examples, names),
        [e.grade for e in examples],
        sample_weight=[e.weight for e in examples],
    )
    start = float(model._baseline_prediction.item())
    half = (len(random) + GRADED) / 2
    return [_moved(tree, start, half / len(random)) for tree in random] + [
        _tree(each.nodes, half) for (each,) in model._predictors
    ]


def _moved(tree: DecisionTree, by: float, times: float) -> DecisionTree:
    """Return a tree with other leaves."""
    leaves = [
        round((asked + by) * times, DIGITS) if feature == LEAF else asked
        for feature, asked in zip(tree.features, tree.thresholds, strict=True)
    ]
    return DecisionTree(tree.features, leaves)


def _tree(nodes: Any, scale: float) -> DecisionTree:
    """Return a tree of scikit-learn with its nodes in the order that `DecisionTree` wants, and its
    leaves `scale` times as large."""
    features, thresholds = [], []
    waiting = deque([0])
    while waiting:
        node = nodes[waiting.popleft()]
        features.append(LEAF if node["is_leaf"] else int(node["feature_idx"]))
        asked = node["value"] * scale if node["is_leaf"] else node["num_threshold"]
        thresholds.append(round(float(asked), DIGITS))
        if not node["is_leaf"]:
            waiting += (int(node["left"]), int(node["right"]))
    return DecisionTree(features, thresholds)
