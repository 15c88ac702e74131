"""Evaluate rules, models and both on articles that were left out of the fit.

    python -m store.extract.learned.evaluate [CORPUS]

CORPUS is as in `fit`. Each article is left out once; percentages but for kappa and the AUC.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.metrics import cohen_kappa_score, roc_auc_score

from store.extract.events.settled_times import stands
from store.extract.learned.clauses import HYPOTHETICAL, Weighed, overruled
from store.extract.learned.event_times import WHEN
from store.extract.learned.fit import (
    FOLDS,
    NAME_STRENGTH,
    STATUS_STRENGTH,
    TIME_STRENGTH,
    WORTH_STRENGTH,
    Corpus,
    all_times,
    folds,
    model_of,
)
from store.extract.learned.linear import Features, Numbers
from store.extract.learned.training import (
    CORPUS,
    RIGHT,
    ClauseLabel,
    TimeExample,
    TrainingExample,
    clause_labels,
)

RULES = ("status=", "said=", "kind=", "cue=", "source")
"""Prefixes of features that contain the answer of the rules."""
BANDS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
"""The bounds of the bands of confidence."""

type Answers = list[dict[str, float]]


def left_out(examples: Sequence[TrainingExample], strength: float) -> Answers:
    """Return the probabilities of each class, from a model that has not seen the article."""
    answers: Answers = [{} for _ in examples]
    for out in folds((e.article for e in examples), FOLDS):
        model = model_of([e for e in examples if e.article not in out], strength)
        places = [n for n, e in enumerate(examples) if e.article in out]
        found = model.probabilities(examples[n].features for n in places).tolist()
        for place, row in zip(places, found, strict=True):
            answers[place] = dict(zip(model.classes, row, strict=True))
    return answers


def without_rules(examples: Sequence[TrainingExample]) -> list[TrainingExample]:
    """Return the examples without the features that the rules give."""
    return [
        e._replace(features=Features([n for n in e.features.names if not n.startswith(RULES)]))
        for e in examples
    ]


def agreement(labels: Sequence[ClauseLabel]) -> Iterator[str]:
    """How often two annotators say the same of a clause."""
    ours, theirs = (
        {(x.article, x.start): x for x in labels if x.labeller == who} for who in ("a", "b")
    )
    both = sorted(ours.keys() & theirs.keys())
    for field in ("status", "worth", "type"):
        one, other = ([getattr(side[x], field) for x in both] for side in (ours, theirs))
        same = np.mean([a == b for a, b in zip(one, other, strict=True)])
        kappa = cohen_kappa_score(one, other)
        yield f"agreement on {field}: {same:.1%} of {len(both)}, kappa {kappa:.2f}"


def _fits(said: str, label: str) -> bool:
    return said == label or (said == "hypothetical" and label in HYPOTHETICAL)


def status_table(examples: Sequence[TrainingExample]) -> Iterator[str]:
    """The share of clauses with the right status: of all, and of those that make a row."""
    alone = [max(p, key=p.__getitem__) for p in left_out(without_rules(examples), STATUS_STRENGTH)]
    probabilities = left_out(examples, STATUS_STRENGTH)
    best = [max(p, key=p.__getitem__) for p in probabilities]
    settled = [
        overruled(e.rules, Weighed(p, {})) or e.rules
        for e, p in zip(examples, probabilities, strict=True)
    ]
    answers = {
        "rules": [e.rules for e in examples],
        "model without the rules": alone,
        "model with the rules": best,
        "rules, overruled by the model": settled,
    }
    for name, said in answers.items():
        right = np.array([_fits(s, e.answer) for s, e in zip(said, examples, strict=True)])
        rows = np.array([e.is_row for e in examples])
        yield f"status, {name}: {right.mean():.1%} of {len(right)}, rows {right[rows].mean():.1%}"


def worth_table(examples: Sequence[TrainingExample]) -> Iterator[str]:
    """How well the clauses that an analyst would note are separated from the others, as AUC."""
    rows = np.array([e.is_row for e in examples])
    answers = {
        "rules (a row or none)": [float(e.is_row) for e in examples],
        "model": [1 - p["0"] for p in left_out(examples, WORTH_STRENGTH)],
    }
    events = np.array([e.answer != "0" for e in examples])
    for name, said in answers.items():
        of_all = roc_auc_score(events, said)
        of_rows = roc_auc_score(events[rows], np.array(said)[rows])
        yield f"worth, {name}: AUC {of_all:.2f}, among rows {of_rows:.2f}"


def time_table(examples: Sequence[TimeExample]) -> Iterator[str]:
    """How many of the events with a date have the right one, and how many of those whose sentence
    says when have a date that is right."""
    weighed = [p[WHEN] for p in left_out(all_times(examples), TIME_STRENGTH)]
    rules, model, both = [], [], []
    for example in examples:
        sures, weighed = weighed[: len(example.times)], weighed[len(example.times) :]
        best = max(range(len(sures)), key=sures.__getitem__, default=None)
        model.append(best if best is not None and sures[best] >= 0.5 else None)
        rules.append(example.rules)
        both.append(_settled(example, sures))
    for name, said in {"rules": rules, "model": model, "both": both}.items():
        pairs = list(zip(examples, said, strict=True))
        dated = [(e, n) for e, n in pairs if n is not None]
        right = sum(n >= 0 and e.times[n].answer == WHEN for e, n in dated)
        known = sum(any(t.answer == WHEN for t in e.times) for e in examples)
        yield (
            f"times, {name}: precision {right / len(dated):.1%} of {len(dated)}, "
            f"recall {right / known:.1%} of {known}"
        )


def _settled(example: TimeExample, sures: list[float]) -> int | None:
    """The time that dates the event when the model has corrected the rules."""
    if example.rules is not None and stands([sures[example.rules]] if example.rules >= 0 else []):
        return example.rules
    fit = [n for n, sure in enumerate(sures) if sure >= example.least[n]]
    return max(fit, key=sures.__getitem__, default=None)


def name_table(examples: Sequence[TrainingExample]) -> Iterator[str]:
    """The calibration of the names."""
    said = np.array([p[RIGHT] for p in left_out(examples, NAME_STRENGTH)])
    yield from calibration("names", said, np.array([e.answer == RIGHT for e in examples]))


def calibration(what: str, said: Numbers, right: npt.NDArray[np.bool_]) -> Iterator[str]:
    """The share of right rows or names in each band of confidence."""
    yield f"confidence: {len(right)} {what}, AUC {roc_auc_score(right, said):.2f}"
    for low, high in itertools.pairwise(BANDS):
        inside = (said >= low) & (said < high)
        if inside.any():
            share = right[inside].mean()
            yield f"    {low:.1f} to {min(high, 1):.1f}: {share:.0%} of {inside.sum()} right"


def main(corpus: Path = CORPUS, say: Callable[[str], None] = print) -> None:
    """Print the tables."""
    known = Corpus.read(corpus)
    for lines in (
        agreement(clause_labels()),
        status_table(known.status),
        worth_table(known.worth),
        time_table(known.times),
        name_table(known.names),
    ):
        for line in lines:
            say(line)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS)
