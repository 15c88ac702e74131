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
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np

from store.asset_files import rows_of, shipped
from store.extract.events.context_dates import WEAK, days_near, stands
from store.extract.learned.boosted_forest import fitted_boosted
from store.extract.learned.clauses import Models, shipped_models
from store.extract.learned.context_days import WeighedDay
from store.extract.learned.day_candidates import Days
from store.extract.learned.day_words import (
    NO_DAY,
    OTHERWISE,
    THAT_DAY,
    set_words,
    word_features,
)
from store.extract.learned.fit import (
    ForestShape,
    cross_fitted_forest,
    fitted,
    folds,
    model_of,
    random_trees,
)
from store.extract.learned.forest import Forest, Numbers, forest_json, mean_of
from store.extract.learned.linear import to_json
from store.extract.learned.neighbour_days import set_neighbours
from store.extract.learned.row_numbers import RowNumbers
from store.extract.learned.signs import Row
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
from store.extract.syntax.parse import Parse

WITHIN = 31
"""A labelled interval of at most this many days also holds its single days."""
FOLDS = 4
"""The number of parts of the articles; each part is left out once."""
GROW = partial(random_trees, shape=ForestShape(trees=60, smallest=16, tried=0.2))
"""The forest that looks at each event by itself."""
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

    @property
    def weight(self) -> float:
        return 1.0


def day_labels(folder: Path = LABELS) -> list[DayLabel]:
    """Return the labels in the order of the file."""
    found = []
    for article, start, end, first, last in rows_of(folder / "row_days.tsv"):
        days = None if first == "-" else (date.fromisoformat(first), date.fromisoformat(last))
        found.append(DayLabel(article, int(start), int(end), days))
    return found


class ArticleDays(NamedTuple):
    """The events of an article, with the days that may date those that the rules do not. The lists
    have an item for each event."""

    read: ReadArticle
    numbers: RowNumbers
    rows: list[Row]
    found: list[list[WeighedDay]]
    """Empty for events that the rules date."""
    labels: list[DayLabel | None]

    @property
    def id(self) -> str:
        return self.read.id

    @property
    def parse(self) -> Parse:
        return self.read.parse

    @property
    def tokens(self) -> dict[int, int]:
        """The token that begins at each offset of the source."""
        return self.read.tokens

    def undated(self) -> Iterator[tuple[list[WeighedDay], DayLabel, Row]]:
        """Yield the labelled events without a date."""
        for days, label, row in zip(self.found, self.labels, self.rows, strict=True):
            if label is not None and row[1].date_basis in WEAK:
                yield days, label, row


def article_days(
    read_articles: Sequence[ReadArticle], labels: Sequence[DayLabel], models: Models
) -> list[ArticleDays]:
    """Return the events of the articles; the numbers of the days lack that of the words."""
    wanted: dict[str, dict[int, DayLabel]] = defaultdict(dict)
    for label in labels:
        wanted[label.article][label.start] = label
    found = []
    for article in read_articles:
        rows, clauses, day = finished(article, models)
        known = {article.tokens.get(n): label for n, label in wanted[article.id].items()}
        numbers = RowNumbers(rows, clauses, day)
        days = days_near(rows, numbers)
        found.append(
            ArticleDays(
                article,
                numbers,
                rows,
                [days.of(row) if row[1].date_basis in WEAK else [] for row in rows],
                [known.get(merged.draft.verb) for merged, _ in rows],
            )
        )
    return found


def day_examples(articles: Sequence[ArticleDays]) -> list[DayExample]:
    """Return an example for each candidate of the labelled events, with copies of its numbers."""
    found: list[DayExample] = []
    count = 0
    for article in articles:
        for days, label, _ in article.undated():
            for day in days:
                right = label.fits(day.candidate.days)
                found.append(DayExample(dict(day.numbers), right, article.id, count))
            count += 1
    return found


def word_examples(articles: Sequence[ArticleDays]) -> list[TrainingExample]:
    """Return an example for each labelled event for which there are days."""
    found = []
    for article in articles:
        for days, label, (merged, _) in article.undated():
            if days:
                first = next((day for day in days if day.numbers["first day"]), None)
                is_first = first is not None and label.fits(first.candidate.days)
                other = NO_DAY if label.days is None else OTHERWISE
                answer = THAT_DAY if is_first else other
                features = word_features(merged.draft, article.parse)
                found.append(TrainingExample(features, answer, article.id, OTHERWISE))
    return found


def weigh_words(articles: Sequence[ArticleDays], examples: Sequence[TrainingExample]) -> None:
    """Set the number of the words of each candidate, by a model that does not know its article."""
    for out in folds((article.id for article in articles), FOLDS):
        model = model_of([word for word in examples if word.article not in out], WORD_STRENGTH)
        for article in articles:
            if article.id in out:
                set_words(model, article.rows, article.found, article.parse)


class Fold(NamedTuple):
    """Some articles, and a model that does not know them."""

    out: set[str]
    model: Forest


def fit_boosted(examples: Sequence[DayExample]) -> Forest:
    """Return boosted trees."""
    return fitted_boosted(examples)[0]


def fit_forest(examples: Sequence[DayExample]) -> Forest:
    """Return a forest of randomised trees."""
    return cross_fitted_forest(examples, GROW)[0]


def cross_fitted(
    examples: Sequence[DayExample], fit: Callable[[Sequence[DayExample]], Forest] = fit_boosted
) -> list[Fold]:
    """Return a model for each part of the articles, fitted on the others."""
    return [
        Fold(out, fit([e for e in examples if e.article not in out]))
        for out in folds((e.article for e in examples), FOLDS)
    ]


def weigh_neighbours(articles: Sequence[ArticleDays], parts: Sequence[Fold]) -> None:
    """Add the numbers of the rows around to those of each candidate, by the probabilities of models
    that do not know its article."""
    for article in articles:
        model = model_for(article.id, parts)
        set_neighbours(model, article.rows, article.found, article.parse)


def model_for(article: str, parts: Sequence[Fold]) -> Forest:
    """Return a model that does not know the article: any, if it has no label."""
    return next((part.model for part in parts if article in part.out), parts[0].model)


def left_out(examples: Sequence[DayExample], parts: Sequence[Fold]) -> Numbers:
    """Return the probability of each example, by models that do not know its article."""
    sures = np.zeros(len(examples))
    for part in parts:
        places = [n for n, e in enumerate(examples) if e.article in part.out]
        sures[places] = part.model.probabilities(examples[n].numbers for n in places)
    return sures


def table(examples: Sequence[DayExample], sures: Numbers, dated: int) -> Iterator[str]:
    """For each threshold, how many of the attached days are right, and of the events that have one
    how many get it."""
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
    said = [n for n in kept if examples[n].numbers["statement"]]
    yield _line("of these sayings", said, examples, dated)


def _line(name: str, kept: list[int], examples: Sequence[DayExample], dated: int) -> str:
    right = sum(examples[n].is_right for n in kept)
    share = right / max(1, len(kept))
    return f"    {name}: {right} of {len(kept)} right ({share:.0%}), recall {right / dated:.0%}"


def main(corpus: Path = CORPUS, say: Callable[[str], None] = print) -> None:
    """Fit the models, write them, and print the table."""
    labels = day_labels()
    everything = list(read(articles(corpus, {label.article for label in labels}), Extractor()))
    for line in fit_days(article_days(everything, labels, shipped_models())):
        say(line)


def fit_days(known: Sequence[ArticleDays]) -> Iterator[str]:
    """Fit the models and write them; yield what to say of them."""
    words = word_examples(known)
    weigh_words(known, words)
    text = to_json(*fitted(words, WORD_STRENGTH))
    yield _written("day_words", text, len(words))
    first = day_examples(known)
    alone, trees, apart = cross_fitted_forest(first, GROW)
    yield _written("row_days", forest_json(alone, trees), len(first))
    yield _written("first_days", forest_json(*fitted_boosted(first)), len(first))
    weigh_neighbours(known, cross_fitted(first))
    second = day_examples(known)
    yield _written("neighbour_days", forest_json(*fitted_boosted(second)), len(second))
    sures = mean_of([apart, left_out(second, cross_fitted(second))])
    dated = sum(label.days is not None for each in known for _, label, _ in each.undated())
    yield from table(second, sures, dated)


def _written(name: str, text: str, count: int) -> str:
    shipped("models", f"{name}.json").write_text(text, encoding="utf-8")
    return f"{name}: {count:,} examples, {len(text) // 1000} kB"


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS)
