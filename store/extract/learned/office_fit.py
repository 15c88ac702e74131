"""Fit the model of offices that stand without their body, from labels, and print how good it is.

    python -m store.extract.learned.office_fit [CORPUS]

CORPUS is as in `fit`. As in `description_fit`, the chances of the names and of nobody add up to 1.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc

from store.extract.extensions import FoundEntity
from store.extract.learned.description_fit import (
    DescriptionLabel,
    fitted_choice,
    labelled_articles,
    labels_of,
    named_at,
    odds_of,
    place_of,
    store_choice,
    tokens_at,
)
from store.extract.learned.fit import FOLDS, folds
from store.extract.learned.training import CORPUS, LABELS
from store.extract.pipeline import Extractor
from store.extract.references import resolved
from store.extract.references.discourse import Discourse
from store.extract.references.likely import Likely
from store.extract.references.office_signs import OfficeSigns
from store.extract.references.open_offices import MODEL, OfficeBodies, chosen_body, open_offices
from store.extract.references.signs import Weighing

PENALTY = 4.0
"""On large weights, chosen on articles left out."""


@dataclass(slots=True, eq=False)
class OfficeExample:
    article: str
    group: str
    weighing: Weighing
    right: FoundEntity | None

    @property
    def place(self) -> int:
        """The place of the right candidate; behind the last for nobody."""
        return place_of(self.weighing, self.right)


class _Recorder(OfficeBodies):
    """Records what the model would weigh, and settles nothing."""

    def __init__(self, discourse: Discourse, signs: OfficeSigns) -> None:
        super().__init__(discourse, signs)
        self.met: dict[int, tuple[str, Weighing]] = {}

    def settle(self) -> None:
        for office in open_offices(self.discourse):
            self.met[office.noun.i] = (office.group, self.weigh(office))


def office_labels(folder: Path = LABELS) -> list[DescriptionLabel]:
    """Return all labels in the order of the file. `start` is the last word of the office."""
    return labels_of(folder / "office_bodies.tsv")


def office_examples(
    corpus: Path, labels: Sequence[DescriptionLabel], extractor: Extractor
) -> Iterator[OfficeExample]:
    """Yield the labelled offices that stand without a body in the articles as read now."""
    for doc, own in labelled_articles(corpus, labels, extractor):
        yield from article_examples(doc, own)


def article_examples(doc: Doc, labels: Sequence[DescriptionLabel]) -> Iterator[OfficeExample]:
    """Yield the labelled offices of an article that is read up to its references."""
    recorders: list[_Recorder] = []

    def record(discourse: Discourse, signs: OfficeSigns) -> _Recorder:
        recorders.append(_Recorder(discourse, signs))
        return recorders[-1]

    resolved(doc, Likely, record)
    tokens = tokens_at(doc)
    for label in labels:
        met = recorders[0].met.get(tokens.get(label.start, -1))
        where = label.referent
        right = named_at(doc, tokens.get(where, -1)) if where is not None else None
        if met is not None and (where is None or right is not None):
            group, weighing = met
            yield OfficeExample(label.article, group, weighing, right)


def report(examples: Sequence[OfficeExample], say: Callable[[str], None]) -> None:
    """Print how many bodies are right on articles left out, by what the offices are of."""
    said: list[FoundEntity | None] = [None] * len(examples)
    for out in folds((e.article for e in examples), FOLDS):
        known = [e for e in examples if e.article not in out]
        odds = odds_of(known, fitted_choice(known, PENALTY))
        for n, example in enumerate(examples):
            if example.article in out:
                said[n] = chosen_body(example.weighing, odds)
    for group in sorted({e.group for e in examples}):
        some = [(e, found) for e, found in zip(examples, said, strict=True) if e.group == group]
        given = [(e, found) for e, found in some if found is not None]
        right = sum(found is e.right for e, found in given)
        named = sum(e.right is not None for e, _ in some)
        say(
            f"{group:9} {len(some)} offices, {named} of what is named:"
            f" {right} of {len(given)} right"
        )


def main(corpus: Path = CORPUS, say: Callable[[str], None] = print) -> None:
    """Fit the model, print how good it is, and write it."""
    examples = list(office_examples(corpus, office_labels(), Extractor()))
    report(examples, say)
    size = store_choice(MODEL, examples, fitted_choice(examples, PENALTY))
    say(f"{MODEL}: {len(examples):,} examples, {size // 1000} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS)
