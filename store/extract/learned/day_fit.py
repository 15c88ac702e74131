"""Fit the models of the days of undated rows, and print how good they are.

    python -m store.extract.learned.day_fit [CORPUS]

The labels are in `tests/assets/labels/row_days.tsv`; CORPUS is as in `fit`. For the figures whole
articles are left out, never a row alone, because the rows of an article share their days.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np

from store.asset_files import shipped
from store.extract.events.context_dates import WEAK, days_near, stands
from store.extract.learned.clauses import Models, shipped_models
from store.extract.learned.context_days import WORDS, Days
from store.extract.learned.day_words import OTHERWISE, THAT_DAY, said_that_day, word_features
from store.extract.learned.fit import FOLDS, fitted, fitted_forest, folds, model_of
from store.extract.learned.forest import DecisionTree, Forest, forest_json
from store.extract.learned.linear import to_json
from store.extract.learned.training import (
    CORPUS,
    LABELS,
    ReadArticle,
    TrainingExample,
    articles,
    finished,
    read,
)
from store.extract.pipeline import Extractor

WITHIN = 31
"""A labelled interval of at most this many days also holds its single days."""
SMALLEST = 8
"""The fewest candidates at a leaf of a tree."""
TRIED = 0.2
"""The share of the numbers that a tree chooses from at each node."""
WORD_STRENGTH = 0.03
"""The inverse of the penalty on large weights of words, chosen on articles left out."""
BANDS = (0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9)
"""Thresholds that the table compares."""


class DayLabel(NamedTuple):
    """A row of `row_days.tsv`. `start` and `end` are those of the word that carries the event, in
    code points of the article's text."""

    article: str
    start: int
    end: int
    days: Days | None
    """When it happened, as the whole article tells it; None if it does not."""

    def fits(self, days: Days) -> bool:
        """Whether days are those of the label."""
        if self.days is None:
            return False
        first, last = self.days
        inside = first <= days[0] and days[1] <= last
        return days == self.days or (inside and (last - first).days <= WITHIN)


class DayExample(NamedTuple):
    """A candidate for the day of an event."""

    numbers: dict[str, float]
    is_right: bool
    article: str
    row: int
    """Candidates of the same event share this number."""

    @property
    def grade(self) -> float:
        return float(self.is_right)


def day_labels(folder: Path = LABELS) -> list[DayLabel]:
    """Return the labels in the order of the file."""
    found = []
    for line in (folder / "row_days.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            article, start, end, first, last = line.split("\t")
            days = None if first == "-" else (date.fromisoformat(first), date.fromisoformat(last))
            found.append(DayLabel(article, int(start), int(end), days))
    return found


class DayExamples(NamedTuple):
    """What the labelled events teach that the rules leave without a day."""

    days: list[DayExample]
    words: list[TrainingExample]
    """Of each event; its answer is empty if it is not near the first day of its article."""
    dated: int
    """How many of the events have a day."""


def day_examples(
    read_articles: Sequence[ReadArticle], labels: Sequence[DayLabel], models: Models
) -> DayExamples:
    """Return the examples; the numbers of the days lack that of the words."""
    wanted: dict[str, dict[int, DayLabel]] = defaultdict(dict)
    for label in labels:
        wanted[label.article][label.start] = label
    found: list[DayExample] = []
    words: list[TrainingExample] = []
    dated = 0
    for article in read_articles:
        rows, clauses, day = finished(article, models)
        known = {article.tokens.get(n): label for n, label in wanted[article.id].items()}
        days = days_near(rows, clauses, day)
        for merged, event in rows:
            known_day = known.get(merged.draft.verb)
            if known_day is None or event.date_basis not in WEAK:
                continue
            dated += known_day.days is not None
            answer = ""
            for each in days.of((merged, event)):
                right = known_day.fits(each.candidate.days)
                found.append(DayExample(each.numbers, right, article.id, len(words)))
                if each.numbers["first day"]:
                    answer = THAT_DAY if right else OTHERWISE
            features = word_features(merged.draft, article.parse)
            words.append(TrainingExample(features, answer, article.id, OTHERWISE))
    return DayExamples(found, words, dated)


def weigh_words(examples: DayExamples) -> None:
    """Set the number of the words of each example, by a model that does not know its article."""
    sures = np.zeros(len(examples.words))
    for out in folds((word.article for word in examples.words), FOLDS):
        known = [w for w in examples.words if w.answer and w.article not in out]
        places = [n for n, word in enumerate(examples.words) if word.article in out]
        model = model_of(known, WORD_STRENGTH)
        sures[places] = said_that_day(model, (examples.words[n].features for n in places))
    for day in examples.days:
        day.numbers[WORDS] = float(sures[day.row])


def _fitted(examples: Sequence[DayExample]) -> tuple[Forest, list[DecisionTree]]:
    return fitted_forest(examples, SMALLEST, TRIED)


def table(examples: Sequence[DayExample], dated: int) -> Iterator[str]:
    """For each threshold, how many of the attached days are right, and of the events that have one
    how many get it."""
    sures = np.zeros(len(examples))
    for out in folds((e.article for e in examples), FOLDS):
        model, _ = _fitted([e for e in examples if e.article not in out])
        places = [n for n, e in enumerate(examples) if e.article in out]
        sures[places] = model.probabilities(examples[n].numbers for n in places)
    best: dict[int, int] = {}
    for n, example in enumerate(examples):
        if example.row not in best or sures[n] > sures[best[example.row]]:
            best[example.row] = n
    chosen = list(best.values())
    yield f"days: {len(chosen)} rows with candidates, {dated} have a day"
    for least in BANDS:
        yield _line(
            f"from {least:.2f} on", [n for n in chosen if sures[n] >= least], examples, dated
        )
    kept = [n for n in chosen if stands(examples[n].numbers, sures[n])]
    yield _line("as shipped", kept, examples, dated)


def _line(name: str, kept: list[int], examples: Sequence[DayExample], dated: int) -> str:
    right = sum(examples[n].is_right for n in kept)
    share = right / max(1, len(kept))
    return f"    {name}: {right} of {len(kept)} right ({share:.0%}), recall {right / dated:.0%}"


def main(corpus: Path = CORPUS, say: Callable[[str], None] = print) -> None:
    """Fit the model, write it, and print the table."""
    labels = day_labels()
    everything = list(read(articles(corpus, {label.article for label in labels}), Extractor()))
    examples = day_examples(everything, labels, shipped_models())
    weigh_words(examples)
    known = [word for word in examples.words if word.answer]
    text = to_json(*fitted(known, WORD_STRENGTH))
    shipped("models", "day_words.json").write_text(text, encoding="utf-8")
    say(f"day_words: {len(known):,} examples, {len(text) // 1000} kB")
    text = forest_json(*_fitted(examples.days))
    shipped("models", "row_days.json").write_text(text, encoding="utf-8")
    say(f"row_days: {len(examples.days):,} examples, {len(text) // 1000} kB")
    for line in table(examples.days, examples.dated):
        say(line)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS)
