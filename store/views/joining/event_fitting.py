"""Fit the models that join events from judged pairs, and print how good they are.

    python -m store.views.joining.event_fitting [CORPUS]

CORPUS is `open_news.jsonl.gz`, as in `store.extract.learned.training`, which says where the labels
are. Each article is left out once. The rule that it is compared with joins what has the same key
(see `event_groups`).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from store.asset_files import rows_of, shipped
from store.extract.learned.boosting import fitted_trees
from store.extract.learned.fit import FOLDS, fitted, folds
from store.extract.learned.linear import Features, to_json
from store.extract.learned.training import CORPUS, LABELS, TrainingExample, articles
from store.extract.pipeline import Extractor
from store.reading import Reading
from store.views.indexing.schema import EVENT_BITS
from store.views.joining.close_pair_features import CLOSE, close_features
from store.views.joining.event_arrays import EventArrays, Floats
from store.views.joining.event_clusters import JOINED
from store.views.joining.event_groups import group_key, verb_of
from store.views.joining.event_likeness import POSSIBLE, weighed_up
from store.views.joining.event_signs import EventSign
from store.views.joining.pair_arrays import PairArrays
from store.views.joining.pair_features import Values, features
from store.views.joining.sign_making import SignMaker
from store.views.joining.tree_arrays import TreeArrays

STRENGTH = 0.1
"""The inverse of the penalty on large weights, chosen on articles left out."""
CAUTION = -1.1
"""What is taken from the log odds, or added if negative. The judged pairs are picked to be hard, so
that of the joins of a store fewer are wrong than of theirs: chosen by joins that were read."""
APART, ONE = "apart", "joined"
"""The verdicts, in the order of the classes."""


class JudgedPair(NamedTuple):
    """A row of `event_pairs.tsv`; offsets are code points of the articles' texts."""

    article: str
    start: int
    type: str
    other_article: str
    other_start: int
    other_type: str
    verdict: str


class _Known(NamedTuple):
    sign: EventSign
    key: int | None


def judged_pairs(folder: Path = LABELS) -> list[JudgedPair]:
    """Return all judged pairs in the order of the file."""
    rows = rows_of(folder / "event_pairs.tsv")
    return [
        JudgedPair(one, int(start), type_, other, int(there), its_type, verdict)
        for one, start, type_, other, there, its_type, verdict in rows
    ]


def examples(
    readings: dict[str, Reading], pairs: Sequence[JudgedPair]
) -> Iterator[TrainingExample]:
    """Yield an example per pair whose events are still found. The answer of the rules is whether
    the two have one key."""
    known = {id_: _by_place(reading) for id_, reading in readings.items()}
    found = [
        (pair, one, other)
        for pair in pairs
        if (one := _event_of(known[pair.article], pair.start, pair.type))
        and (other := _event_of(known[pair.other_article], pair.other_start, pair.other_type))
    ]
    for (pair, one, other), numbers in zip(found, _numbers(found), strict=True):
        rules = ONE if one.key is not None and one.key == other.key else APART
        yield TrainingExample(Features((), numbers), pair.verdict, pair.article, rules)


def _numbers(found: Sequence[tuple[JudgedPair, _Known, _Known]]) -> list[dict[str, float]]:
    """Return what speaks for and against each pair, but for what is 0."""
    articles = [each for pair, _, _ in found for each in (pair.article, pair.other_article)]
    numbers = {article: number for number, article in enumerate(dict.fromkeys(articles), 1)}
    events = np.array([numbers[article] << EVENT_BITS for article in articles])
    signs = [each.sign for _, *both in found for each in both]
    places = np.arange(0, len(signs), 2)
    apart = {number: number for number in numbers.values()}
    pairs = PairArrays(EventArrays(events, signs, apart), places, places + 1)
    examples: list[dict[str, float]] = [{} for _ in found]
    for name, values in (*features(pairs), *close_features(pairs)):
        for place in values.nonzero()[0].tolist():
            examples[place][name] = float(values[place])
    return examples


def _by_place(reading: Reading) -> dict[tuple[int, str], _Known]:
    signs = SignMaker(reading)
    keys = {entity.id: entity.key for entity in reading.entities}
    return {
        (event.evidence[0].verb.start, event.type): _Known(
            signs.sign(place), group_key(event, keys, verb_of(event, reading.text))
        )
        for place, event in reversed(list(enumerate(reading.events)))
        if event.evidence
    }


def _event_of(events: dict[tuple[int, str], _Known], start: int, type_: str) -> _Known | None:
    """Return the event of a word: that of the type that it had when the pair was judged, or else
    one of the type that it has now."""
    of_word = (each for (at, _), each in events.items() if at == start)
    return events.get((start, type_)) or next(of_word, None)


class PairModels(NamedTuple):
    """The linear model and the trees, which decide on what that finds possible."""

    weights: dict[str, float]
    trees: TreeArrays

    def likelihoods(self, known: Sequence[TrainingExample]) -> Floats:
        numbers = [each.features.numbers or {} for each in known]
        columns: dict[str, Values] = {
            name: np.array([each.get(name, 0.0) for each in numbers])
            for name in {name for each in numbers for name in each}
        }
        likely = weighed_up(self.weights, columns, len(known))
        by_trees = self.trees.probabilities(columns, len(known))
        return np.where(likely >= POSSIBLE, by_trees, likely)


def _linear(known: Sequence[TrainingExample]) -> tuple[list[str], dict[str, list[float]]]:
    """Return what the linear model is: classes and weights. It knows nothing of a closer look."""
    return fitted([_without_close_look(each) for each in known], STRENGTH)


def _without_close_look(example: TrainingExample) -> TrainingExample:
    numbers = example.features.numbers or {}
    at_once = {name: value for name, value in numbers.items() if not name.startswith(CLOSE)}
    return example._replace(features=Features((), at_once))


def _models(known: Sequence[TrainingExample]) -> PairModels:
    classes, weights = _linear(known)
    place = classes.index(ONE)
    stored = json.dumps(fitted_trees(known, ONE, CAUTION)).encode()
    return PairModels(
        {name: row[place] for name, row in weights.items()}, TreeArrays.from_json(stored)
    )


def evaluation(known: Sequence[TrainingExample]) -> Iterator[str]:
    """Yield how the rule and the models do on articles left out."""
    scores = np.zeros(len(known))
    for out in folds((example.article for example in known), FOLDS):
        models = _models([each for each in known if each.article not in out])
        places = [place for place, each in enumerate(known) if each.article in out]
        scores[places] = models.likelihoods([known[place] for place in places])
    for name, said in (
        ("rule (one key)", [each.rules == ONE for each in known]),
        ("models", (scores >= JOINED).tolist()),
    ):
        right = [each.answer == ONE for each, joined in zip(known, said, strict=True) if joined]
        found_of_all = sum(right) / sum(each.answer == ONE for each in known)
        precision = sum(right) / len(right) if right else 1.0
        yield f"events, {name}: {precision:.1%} of the joined are one, {found_of_all:.1%} joined"


def fit(known: Sequence[TrainingExample]) -> None:
    """Fit the models, and write them."""
    shipped("models", "one_event.json").write_text(to_json(*_linear(known)), encoding="utf-8")
    stored = fitted_trees(known, ONE, CAUTION)
    trees = ",\n".join(json.dumps(each) for each in stored["trees"])
    rest = json.dumps({"base": stored["base"], "features": stored["features"]})
    shipped("models", "one_event_trees.json").write_text(
        f'{rest[:-1]}, "trees": [\n{trees}\n]}}\n', encoding="utf-8"
    )


def main(corpus: Path = CORPUS, say: Callable[[str], None] = print) -> None:
    """Fit the models, write them, and print how good they are on articles left out."""
    pairs = judged_pairs()
    wanted = {each for pair in pairs for each in (pair.article, pair.other_article)}
    readings = {each.id: each for each in Extractor().read_all(articles(corpus, wanted))}
    known = list(examples(readings, pairs))
    fit(known)
    say(f"one_event: {len(known):,} of {len(pairs):,} pairs")
    for line in evaluation(known):
        say(line)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS)
