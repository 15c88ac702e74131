"""Fit the models of `assets/models/` from the labels, and print how good they are.

    python -m store.extract.learned.fit [CORPUS]     fit, and write the models
    python -m store.extract.learned.evaluate         rules, model and both on articles left out

CORPUS is `open_news.jsonl.gz`, see `training`. scikit-learn, a development dependency, does the
fitting; the same labels, texts and packages give the same bytes.
"""

from __future__ import annotations

import sys
from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.ensemble import ExtraTreesRegressor
from sklearn.linear_model import LogisticRegression

from store.asset_files import shipped
from store.extract.learned.forest import DIGITS, LEAF, DecisionTree, Forest, Numbers
from store.extract.learned.linear import Features, LinearModel, to_json
from store.extract.learned.training import (
    CORPUS,
    TimeExample,
    TrainingExample,
    articles,
    clause_examples,
    clause_labels,
    judged_names,
    name_examples,
    read,
    time_examples,
)
from store.extract.pipeline import Extractor

RAREST = 4
"""The number of examples that a feature must occur in."""
STATUS_STRENGTH = 0.3
WORTH_STRENGTH = 0.1
TIME_STRENGTH = 0.3
NAME_STRENGTH = 0.5
"""The inverse of the penalty on large weights, chosen on articles left out."""
STEPS = 500
FOLDS = 6
"""The number of parts of the articles; each part is left out once."""


def fitted(
    examples: Sequence[TrainingExample], strength: float
) -> tuple[list[str], dict[str, list[float]]]:
    """The classes, and the weight of each feature for each of them."""
    names = _vocabulary(example.features for example in examples)
    matrix = _matrix([example.features for example in examples], names)
    model = LogisticRegression(C=strength, max_iter=STEPS)
    model.fit(matrix, [example.answer for example in examples])
    classes = [str(name) for name in model.classes_]
    weights = model.coef_.T
    if len(classes) == 2:
        weights = np.hstack([np.zeros_like(weights), weights])
    found = {name: weights[place].tolist() for name, place in names.items()}
    shift = model.intercept_ if len(classes) > 2 else np.array([0.0, *model.intercept_])
    found["bias"] = (np.array(found["bias"]) + shift).tolist()
    return classes, found


def _vocabulary(examples: Iterable[Features]) -> dict[str, int]:
    seen = Counter(name for e in examples for name in {*e.names, *(e.numbers or {})})
    return {name: n for n, name in enumerate(sorted(n for n, k in seen.items() if k >= RAREST))}


def _matrix(examples: Sequence[Features], names: dict[str, int]) -> csr_matrix:
    rows, columns, values = [], [], []
    for row, example in enumerate(examples):
        cells = dict.fromkeys(example.names, 1.0) | dict(example.numbers or {})
        for name, value in cells.items():
            if name in names:
                rows.append(row)
                columns.append(names[name])
                values.append(value)
    return csr_matrix((values, (rows, columns)), shape=(len(examples), len(names)))


def model_of(examples: Sequence[TrainingExample], strength: float) -> LinearModel:
    """Return the model as it would be read from its file, before its weights are rounded."""
    return LinearModel(*fitted(examples, strength))


type Grow = Callable[[Sequence[ForestExample], Sequence[str]], list[DecisionTree]]
"""What makes trees of examples and the names of their numbers."""


class ForestShape(NamedTuple):
    """How large a forest of random trees is."""

    trees: int = 100
    smallest: int = 12
    """The fewest examples at a leaf of a tree."""
    tried: float = 0.3
    """The share of the numbers that a tree chooses from at each node."""


class ForestExample(Protocol):
    """What a forest learns from."""

    @property
    def numbers(self) -> Mapping[str, float]: ...
    @property
    def is_right(self) -> bool: ...
    @property
    def grade(self) -> float:
        """0 to 1: what the trees learn; 0 for all that is not right."""
        ...

    @property
    def article(self) -> str: ...
    @property
    def weight(self) -> float:
        """How much the trees heed it."""
        ...


def fitted_forest(
    examples: Sequence[ForestExample], grow: Grow
) -> tuple[Forest, list[DecisionTree]]:
    """Return the forest that puts the examples in the order of their grades, and its trees."""
    forest, trees, _ = cross_fitted_forest(examples, grow)
    return forest, trees


def cross_fitted_forest(
    examples: Sequence[ForestExample], grow: Grow
) -> tuple[Forest, list[DecisionTree], Numbers]:
    """Return a forest, its trees, and the probability of each example by trees that do not know its
    article.

    The curve, which makes a probability of being right of the mean of the trees, is fitted on
    articles that are left out in turn, because the trees are too sure of those that they know.
    """
    names = sorted({name for example in examples for name in example.numbers})
    means, right = np.zeros(len(examples)), np.array([e.is_right for e in examples])
    for out in folds((e.article for e in examples), FOLDS):
        known = [e for e in examples if e.article not in out]
        places = [n for n, e in enumerate(examples) if e.article in out]
        part = Forest(names, grow(known, names), 1.0, 0.0)
        means[places] = part.means(examples[n].numbers for n in places)
    curve = LogisticRegression(C=np.inf, max_iter=STEPS).fit(means[:, None], right)
    slope, shift = (
        round(float(curve.coef_[0, 0]), DIGITS),
        round(float(curve.intercept_[0]), DIGITS),
    )
    sures = 1.0 / (1.0 + np.exp(-(slope * means + shift)))
    trees = grow(examples, names)
    return Forest(names, trees, slope, shift), trees, sures


def random_trees(
    examples: Sequence[ForestExample], names: Sequence[str], shape: ForestShape
) -> list[DecisionTree]:
    """Return random trees over the grades, with their numbers rounded as they are stored."""
    model = ExtraTreesRegressor(
        shape.trees,
        min_samples_leaf=shape.smallest,
        max_features=shape.tried,
        random_state=0,
    )
    weights = [e.weight for e in examples]
    model.fit(matrix_of(examples, names), [e.grade for e in examples], sample_weight=weights)
    return [_tree(each.tree_) for each in model.estimators_]


def matrix_of(examples: Sequence[ForestExample], names: Sequence[str]) -> Numbers:
    """Return the numbers of the examples, rounded as they are stored."""
    rows = [[e.numbers.get(name, 0.0) for name in names] for e in examples]
    return np.array(rows).round(DIGITS)


def _tree(nodes: Any) -> DecisionTree:
    """Return a tree of scikit-learn with its nodes in the order that `DecisionTree` wants."""
    features, thresholds = [], []
    waiting = deque([0])
    while waiting:
        node = waiting.popleft()
        is_leaf = nodes.children_left[node] < 0
        features.append(LEAF if is_leaf else int(nodes.feature[node]))
        if is_leaf:
            thresholds.append(round(float(nodes.value[node][0][0]), DIGITS))
            continue
        thresholds.append(round(float(nodes.threshold[node]), DIGITS))
        waiting += (nodes.children_left[node], nodes.children_right[node])
    return DecisionTree(features, thresholds)


def all_times(examples: Iterable[TimeExample]) -> list[TrainingExample]:
    """Return the times of all events."""
    return [time for example in examples for time in example.times]


def folds(names: Iterable[str], number: int) -> list[set[str]]:
    """Return the articles in this many parts, the same every time."""
    ordered = sorted(set(names))
    return [set(ordered[n::number]) for n in range(number)]


def left_out(examples: Sequence[TrainingExample], answer: str, strength: float) -> list[float]:
    """Return how likely `answer` is for each example, by models that do not know its article."""
    sures = [0.0] * len(examples)
    for out in folds((e.article for e in examples), FOLDS):
        model = model_of([e for e in examples if e.article not in out], strength)
        column = model.classes.index(answer)
        for n, example in enumerate(examples):
            if example.article in out:
                sures[n] = float(model.probabilities([example.features])[0, column])
    return sures


@dataclass(frozen=True, slots=True, eq=False)
class Corpus:
    """The examples: clauses for the status and the worth, events with the times of their
    sentences, and names."""

    status: list[TrainingExample]
    worth: list[TrainingExample]
    times: list[TimeExample]
    names: list[TrainingExample]

    @classmethod
    def read(cls, corpus: Path) -> Corpus:
        """Read the articles again, from the file with their texts."""
        labels = clause_labels()
        wanted = {label.article for label in labels}
        everything = list(read(articles(corpus, wanted), Extractor()))
        status = clause_examples(everything, labels, "status")
        worth = clause_examples(everything, labels, "worth")
        times = time_examples(everything, labels)
        return cls(status, worth, times, cls.read_names(corpus))

    @staticmethod
    def read_names(corpus: Path) -> list[TrainingExample]:
        """Read the articles whose names were judged."""
        judged = judged_names()
        return name_examples(articles(corpus, {n.article for n in judged}), judged, Extractor())


def main(corpus: Path = CORPUS, say: Callable[[str], None] = print) -> None:
    """Fit all models and write them."""
    known = Corpus.read(corpus)
    models: list[tuple[str, list[TrainingExample], float]] = [
        ("status", known.status, STATUS_STRENGTH),
        ("worth", known.worth, WORTH_STRENGTH),
        ("event_times", all_times(known.times), TIME_STRENGTH),
        ("names", known.names, NAME_STRENGTH),
    ]
    for name, examples, strength in models:
        text = to_json(*fitted(examples, strength))
        shipped("models", f"{name}.json").write_text(text, encoding="utf-8")
        say(f"{name}: {len(examples):,} examples, {len(text) // 1000} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS)
