"""Would the confidence learn from its owner? `python -m tests.bench.bench_owner [CORPUS]`.

Judged rows stand for the rows that an owner checked (right) and hid (wrong). Articles are split in
three: the model is fitted on the first part, as the shipped one is; the owner's rows are of the
second; what is asked is of the third. The owner's part refits the model's answer: its scale alone,
or with a few features of the row. Printed are means over many splits, and the differences to the
model as it was: AUC (higher is better) and log loss (lower is better).

The answer so far is no, so dateline does not do it; see CONTRIBUTING.md.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score

from store.extract.learned.clauses import Models
from store.extract.learned.confidence import RIGHT, WRONG
from store.extract.learned.fit import ROW_STRENGTH, model_of
from store.extract.learned.linear import LinearModel, load
from store.extract.learned.training import (
    CORPUS,
    TrainingExample,
    articles,
    judged_rows,
    read,
    row_examples,
)
from store.extract.pipeline import Extractor

SPLITS = 40
ROWS = (50, 100, 1_000)
"""How many rows the owner judged, at most."""
STRENGTHS = (0.03, 0.1)
"""Inverse of the penalty on the weights of features."""
FEATURES = ("row.type=", "row.status=", "row.basis=", "row.actors=", "row.recipients=", "row.how=")

Numbers = npt.NDArray[np.float64]
type Scores = tuple[float, float]


def main(corpus: Path = CORPUS) -> None:
    judged = judged_rows()
    everything = list(read(articles(corpus, {row.article for row in judged}), Extractor()))
    models = Models(load("status"), load("worth"), LinearModel((RIGHT, WRONG), {}))
    examples = row_examples(everything, judged, models)
    print(f"{len(examples)} judged rows of {len({e.article for e in examples})} articles")
    found: dict[str, list[tuple[Scores, Scores]]] = {}
    for seed in range(SPLITS):
        for name, before, after in split(examples, random.Random(seed)):  # noqa: S311
            found.setdefault(name, []).append((before, after))
    for name, pairs in found.items():
        scores = np.array(pairs)
        auc, loss = scores[:, 1].mean(axis=0)
        more, worse = (scores[:, 1] - scores[:, 0]).mean(axis=0)
        print(f"{name:<34} AUC {auc:.3f} ({more:+.3f})  log loss {loss:.3f} ({worse:+.3f})")


def split(
    examples: Sequence[TrainingExample], chance: random.Random
) -> Iterator[tuple[str, Scores, Scores]]:
    names = sorted({each.article for each in examples})
    chance.shuffle(names)
    third = len(names) // 3
    parts = [set(names[:third]), set(names[third : 2 * third]), set(names[2 * third :])]
    shipped, owned, asked = ([e for e in examples if e.article in part] for part in parts)
    model = model_of(shipped, ROW_STRENGTH)
    chance.shuffle(owned)
    truth = answers(asked)
    before = scored(truth, confidence(model, asked))
    for count in ROWS:
        mine = owned[:count]
        if len(set(answers(mine))) < 2:
            continue
        of = f"{min(count, len(owned))} rows" if count <= len(owned) else "all rows"
        scale = LogisticRegression().fit(logits(model, mine)[:, None], answers(mine))
        told = scale.predict_proba(logits(model, asked)[:, None])[:, 1]
        yield f"scale, {of}", before, scored(truth, told)
        for strength in STRENGTHS:
            known = sorted({name for each in mine for name in few(each)})
            fit = LogisticRegression(C=strength, max_iter=500)
            fit.fit(table(model, mine, known), answers(mine))
            told = fit.predict_proba(table(model, asked, known))[:, 1]
            yield f"features, C={strength}, {of}", before, scored(truth, told)


def few(example: TrainingExample) -> set[str]:
    return {n for n in example.features.names if n.startswith(FEATURES) and " " not in n}


def table(model: LinearModel, examples: Sequence[TrainingExample], known: list[str]) -> Numbers:
    cells = [[float(name in few(each)) for name in known] for each in examples]
    return np.hstack([np.array(cells), 3 * logits(model, examples)[:, None]])


def confidence(model: LinearModel, examples: Sequence[TrainingExample]) -> Numbers:
    found = model.probabilities([each.features for each in examples])
    column: Numbers = np.clip(found[:, model.classes.index(RIGHT)], 0.01, 0.99)
    return column


def logits(model: LinearModel, examples: Sequence[TrainingExample]) -> Numbers:
    told = confidence(model, examples)
    result: Numbers = np.log(told / (1 - told))
    return result


def answers(examples: Sequence[TrainingExample]) -> list[bool]:
    return [each.answer == RIGHT for each in examples]


def scored(truth: list[bool], told: Numbers) -> Scores:
    return float(roc_auc_score(truth, told)), float(log_loss(truth, told))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS)
