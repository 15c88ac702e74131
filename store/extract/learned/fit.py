"""Fit the models of `assets/models/` from the labels, and print how good they are.

    python -m store.extract.learned.fit [CORPUS]     fit, and write the models
    python -m store.extract.learned.evaluate         rules, model and both on articles left out

CORPUS is `open_news.jsonl.gz`, see `training`. scikit-learn, a development dependency, does the
fitting; the same labels, texts and packages give the same bytes.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from store.asset_files import shipped
from store.extract.learned.clauses import Models
from store.extract.learned.confidence import RIGHT, WRONG
from store.extract.learned.linear import Features, LinearModel, to_json
from store.extract.learned.training import (
    CORPUS,
    TimeExample,
    TrainingExample,
    articles,
    clause_examples,
    clause_labels,
    judged_names,
    judged_rows,
    name_examples,
    read,
    row_examples,
    time_examples,
)
from store.extract.pipeline import Extractor

RAREST = 4
"""The number of examples that a feature must occur in."""
STATUS_STRENGTH = 0.3
WORTH_STRENGTH = 0.1
TIME_STRENGTH = 0.3
ROW_STRENGTH = 0.1
NAME_STRENGTH = 0.2
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


def all_times(examples: Iterable[TimeExample]) -> list[TrainingExample]:
    """Return the times of all events."""
    return [time for example in examples for time in example.times]


def clause_models(
    status: Sequence[TrainingExample],
    worth: Sequence[TrainingExample],
    times: Sequence[TimeExample],
) -> Models:
    """Return the models that clauses teach, with an empty one for the confidence."""
    return Models(
        status=model_of(status, STATUS_STRENGTH),
        worth=model_of(worth, WORTH_STRENGTH),
        event_times=model_of(all_times(times), TIME_STRENGTH),
        confidence=LinearModel((RIGHT, WRONG), {}),
    )


def folds(names: Iterable[str], number: int) -> list[set[str]]:
    """Return the articles in this many parts, the same every time."""
    ordered = sorted(set(names))
    return [set(ordered[n::number]) for n in range(number)]


@dataclass(frozen=True, slots=True, eq=False)
class Corpus:
    """The examples: clauses for the status and the worth, events with the times of their
    sentences, judged rows and names."""

    status: list[TrainingExample]
    worth: list[TrainingExample]
    times: list[TimeExample]
    rows: list[TrainingExample]
    names: list[TrainingExample]

    @classmethod
    def read(cls, corpus: Path) -> Corpus:
        """Read the articles again, from the file with their texts."""
        labels, judged = clause_labels(), judged_rows()
        wanted = {label.article for label in labels} | {row.article for row in judged}
        everything = list(read(articles(corpus, wanted), Extractor()))
        status = clause_examples(everything, labels, "status")
        worth = clause_examples(everything, labels, "worth")
        times = time_examples(everything, labels)
        rows = row_examples(everything, judged, clause_models(status, worth, times))
        return cls(status, worth, times, rows, cls.read_names(corpus))

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
        ("confidence", known.rows, ROW_STRENGTH),
        ("names", known.names, NAME_STRENGTH),
    ]
    for name, examples, strength in models:
        text = to_json(*fitted(examples, strength))
        shipped("models", f"{name}.json").write_text(text, encoding="utf-8")
        say(f"{name}: {len(examples):,} examples, {len(text) // 1000} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS)
