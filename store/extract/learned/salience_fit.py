"""Fit the salience of rows from the noted ones, and print how good it is.

    python -m store.extract.learned.salience_fit [CORPUS]

CORPUS is as in `fit`. The models of clauses and days must be fitted before.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_auc_score

from store.asset_files import shipped
from store.extract.events.context_dates import date_by_context
from store.extract.learned.clauses import NOTED_ROW, shipped_models
from store.extract.learned.evaluate import calibration, left_out
from store.extract.learned.fit import fitted
from store.extract.learned.linear import Features, to_json
from store.extract.learned.row_numbers import RowNumbers
from store.extract.learned.row_scores import BIAS
from store.extract.learned.training import (
    CORPUS,
    ReadArticle,
    TrainingExample,
    articles,
    finished,
    noted_rows,
    read,
)
from store.extract.pipeline import Extractor

UNNOTED = "0"
STRENGTH = 0.3
"""The inverse of the penalty on large weights. A tenth of it, and words of verbs and types beside
the numbers, change the area under the curve by less than 0.003 on articles left out."""


def row_examples(read_articles: Iterable[ReadArticle]) -> Iterator[TrainingExample]:
    """Yield an example for each labelled row that is still found."""
    worth: dict[str, dict[int, str]] = defaultdict(dict)
    for row in noted_rows():
        worth[row.article][row.start] = row.worth
    for article in read_articles:
        yield from examples_of(article, worth[article.id])


def examples_of(article: ReadArticle, worth: Mapping[int, str]) -> Iterator[TrainingExample]:
    """Yield an example for each row of an article whose word begins at an offset with a worth."""
    rows, clauses, day = finished(article, shipped_models())
    numbers = RowNumbers(rows, clauses, day)
    date_by_context(rows, numbers)
    known = {article.tokens.get(start): each for start, each in worth.items()}
    for row in rows:
        if (found := known.get(row[0].draft.verb)) is not None:
            answer = "not" if found == UNNOTED else NOTED_ROW
            features = Features((BIAS,), numbers.of(row))
            yield TrainingExample(features, answer, article.id, "")


def tables(examples: Sequence[TrainingExample]) -> Iterator[str]:
    """The area under the curve on articles left out, and the calibration."""
    said = np.array([each.get(NOTED_ROW, 0.0) for each in left_out(examples, STRENGTH)])
    noted = np.array([each.answer == NOTED_ROW for each in examples])
    yield f"salience: {len(examples):,} rows, AUC {roc_auc_score(noted, said):.3f}"
    yield from calibration("rows", said, noted)


def main(corpus: Path = CORPUS, say: Callable[[str], None] = print) -> None:
    """Fit the model, write it, and print its tables."""
    wanted = {row.article for row in noted_rows()}
    examples = list(row_examples(read(articles(corpus, wanted), Extractor())))
    text = to_json(*fitted(examples, STRENGTH))
    shipped("models", "salience.json").write_text(text, encoding="utf-8")
    for line in tables(examples):
        say(line)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS)
