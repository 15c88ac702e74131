"""Fit the confidence of rows from the judged ones, and print how good it is.

    python -m store.extract.learned.confidence_fit [CORPUS]

CORPUS is as in `fit`. The models of clauses must be fitted before. A row may have its day from
another sentence; here it has it from models of the days that do not know its article.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import numpy as np

from store.asset_files import shipped
from store.extract.events.context_dates import attach
from store.extract.extensions import FoundEvent
from store.extract.learned.boosted_forest import mixed_trees
from store.extract.learned.clauses import shipped_models
from store.extract.learned.day_fit import (
    ArticleDays,
    DayLabel,
    article_days,
    cross_fitted,
    day_examples,
    day_labels,
    fit_forest,
    model_for,
    weigh_neighbours,
    weigh_words,
    word_examples,
)
from store.extract.learned.evaluate import BANDS, calibration
from store.extract.learned.fit import FOLDS, fitted_forest, folds
from store.extract.learned.forest import forest_json
from store.extract.learned.neighbour_days import sures_of
from store.extract.learned.training import (
    CORPUS,
    JudgedRow,
    articles,
    guided_rows,
    judged_rows,
    read,
)
from store.extract.pipeline import Extractor

VERDICTS = ("SIGN", "MINOR", "WRONG", "JUNK")
GRADES = {"SIGN": 1.0, "MINOR": 0.5}
"""A row that is right in everything is worth twice one with a lesser fault."""
UNGUIDED = 0.3
"""What the verdicts of readers without the guide of `tests/judging` count, who were milder. A
quarter and a half are both better than all and nothing on articles left out."""
UNDATED = "undated though dated"
"""The fault of a row whose day another sentence tells."""


class RowExample(NamedTuple):
    """A judged row with what the model of the confidence knows of it."""

    numbers: dict[str, float]
    verdict: str
    """One of `VERDICTS`."""
    article: str
    weight: float = 1.0

    @property
    def is_right(self) -> bool:
        """Whether it does not mislead and reports something."""
        return self.grade > 0

    @property
    def grade(self) -> float:
        return GRADES.get(self.verdict, 0.0)


class RowKey(NamedTuple):
    """What a verdict holds for: the row must still say the same."""

    type: str
    start: date | None
    end: date | None
    who: str

    @classmethod
    def of(cls, event: FoundEvent) -> RowKey:
        return cls(event.type, event.start, event.end, who_digest(event))

    def fits(self, judged: JudgedRow) -> bool:
        """Whether this is the event that was judged."""
        days = tuple("" if day is None else day.isoformat() for day in (self.start, self.end))
        return (self.type, *days, self.who) == (judged.type, judged.from_, judged.to, judged.who)


def who_digest(event: FoundEvent) -> str:
    """Return a digest of the names of actors and recipients."""
    sides = ("\0".join(entity.name for entity in side) for side in (event.actors, event.recipients))
    return blake2b("\1".join(sides).encode(), digest_size=4).hexdigest()


def date_crosswise(known: Sequence[ArticleDays]) -> None:
    """Date, in place, the rows by other sentences, with models that do not know the article."""
    weigh_words(known, word_examples(known))
    first = day_examples(known)
    alone = cross_fitted(first, fit_forest)
    own = [sures_of(model_for(article.id, alone), article.found) for article in known]
    weigh_neighbours(known, cross_fitted(first))
    beside = cross_fitted(day_examples(known))
    for article, ones in zip(known, own, strict=True):
        others = sures_of(model_for(article.id, beside), article.found)
        for row, days, one, other in zip(article.rows, article.found, ones, others, strict=True):
            row[0].draft.day_sure = max(one, default=0.0)
            mean = [(a + b) / 2 for a, b in zip(one, other, strict=True)]
            attach(row, days, mean, article.parse)


def row_examples(known: Sequence[ArticleDays], judged: Sequence[JudgedRow]) -> list[RowExample]:
    """Return an example for each judged row that is still the same, after dating the rows."""
    verdicts: dict[str, list[JudgedRow]] = defaultdict(list)
    for row in judged:
        verdicts[row.article].append(row)
    undated = [[RowKey.of(event) for _, event in article.rows] for article in known]
    date_crosswise(known)
    guided = guided_rows()
    found: list[RowExample] = []
    for article, keys in zip(known, undated, strict=True):
        found += _examples_of(article, keys, verdicts[article.id], guided)
    return found


def _examples_of(
    article: ArticleDays,
    keys: Sequence[RowKey],
    judged: Sequence[JudgedRow],
    guided: Collection[tuple[str, int, int]],
) -> Iterator[RowExample]:
    """Yield the rows of an article on which there is a verdict."""
    by_verb: dict[int | None, list[JudgedRow]] = defaultdict(list)
    for each in judged:
        by_verb[article.tokens.get(each.start)].append(each)
    for row, before, label in zip(article.rows, keys, article.labels, strict=True):
        told = by_verb[row[0].draft.verb]
        verdict = verdict_on(RowKey.of(row[1]), before, told, label)
        if verdict is not None:
            by_guide = any((each.article, each.start, each.end) in guided for each in told)
            weight = 1.0 if by_guide else UNGUIDED
            yield RowExample(article.numbers.of(row), verdict, article.id, weight)


def verdict_on(
    now: RowKey, before: RowKey, judged: Sequence[JudgedRow], label: DayLabel | None
) -> str | None:
    """Return the verdict on a row, or None if it is not known.

    `before` is the row before another sentence dated it. Where only that one was judged, the day
    decides: a wrong one misleads, and a right one mends a row that lacked nothing else. Labels that
    give a saying no day are too strict to tell: half of the days that a model finds are right.
    """
    same = next((each.verdict for each in judged if now.fits(each)), None)
    old = next((each for each in judged if before.fits(each)), None)
    if same is not None or now == before or old is None:
        return same
    if label is None or now.start is None or now.end is None:
        return None
    if label.days is None and now.type == "STATEMENT":
        return None
    if label.fits((now.start, now.end)):
        return "SIGN" if old.verdict == "MINOR" and old.cause == UNDATED else old.verdict
    return "WRONG" if old.verdict in GRADES else old.verdict


def row_tables(examples: Sequence[RowExample]) -> Iterator[str]:
    """The calibration, and of the rows from each threshold on how many have each verdict."""
    said = np.zeros(len(examples))
    for out in folds((e.article for e in examples), FOLDS):
        model, _ = fitted_forest([e for e in examples if e.article not in out], mixed_trees)
        places = [n for n, e in enumerate(examples) if e.article in out]
        said[places] = model.probabilities(examples[n].numbers for n in places)
    yield from calibration("rows", said, np.array([e.is_right for e in examples]))
    verdicts = np.array([e.verdict for e in examples])
    for least in BANDS[:-1]:
        kept = verdicts[said >= least]
        shares = ", ".join(f"{each} {(kept == each).mean():.0%}" for each in VERDICTS)
        yield f"    from {least:.1f} on: {len(kept)} rows, {shares}"


def main(corpus: Path = CORPUS, say: Callable[[str], None] = print) -> None:
    """Fit the model, write it, and print the tables."""
    judged, labels = judged_rows(), day_labels()
    wanted = {row.article for row in judged} | {label.article for label in labels}
    everything = list(read(articles(corpus, wanted), Extractor()))
    examples = row_examples(article_days(everything, labels, shipped_models()), judged)
    text = forest_json(*fitted_forest(examples, mixed_trees))
    shipped("models", "confidence.json").write_text(text, encoding="utf-8")
    say(f"confidence: {len(examples):,} examples, {len(text) // 1000} kB")
    for line in row_tables(examples):
        say(line)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS)
