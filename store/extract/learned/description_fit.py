"""Fit the model of descriptions ("the company") from labels, and print rules, model and both.

    python -m store.extract.learned.description_fit [CORPUS]

CORPUS is as in `fit`. The model chooses among the names of the article and "nobody": the chances
add up to 1, so the weights say how much a sign speaks for a name against the others.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from spacy.tokens import Doc, Token

from store.asset_files import rows_of, shipped
from store.extract.extensions import FoundEntity
from store.extract.learned.fit import FOLDS, RAREST, STEPS, folds
from store.extract.learned.forest import Numbers
from store.extract.learned.linear import to_json
from store.extract.learned.training import CORPUS, LABELS, articles
from store.extract.pipeline import Extractor
from store.extract.references import resolved
from store.extract.references.discourse import Discourse
from store.extract.references.epithets import Epithets
from store.extract.references.likely import LEAST, MODEL, NAMED, NOBODY, Likely, chosen
from store.extract.references.signs import Description, Weighing, Weights

PENALTY = 10.0
"""On large weights, chosen on articles left out."""


class NameChoice(Protocol):
    """A choice among the names of an article and nobody."""

    article: str
    weighing: Weighing

    @property
    def place(self) -> int:
        """The place of the right candidate; behind the last for nobody."""


class DescriptionLabel(NamedTuple):
    """A row of `descriptions.tsv`. Offsets are code points of the article's text."""

    article: str
    start: int
    """Of the noun, such as "company"."""
    referent: int | None
    """Where a mention of what it stands for starts; None if the article names nobody."""


@dataclass(slots=True, eq=False)
class DescriptionExample:
    article: str
    phrase: Description
    weighing: Weighing
    right: FoundEntity | None
    rules: FoundEntity | None
    """The answer of the rules; None where they are silent."""

    @property
    def place(self) -> int:
        """The place of the right candidate; behind the last for nobody."""
        return place_of(self.weighing, self.right)


def place_of(weighing: Weighing, right: FoundEntity | None) -> int:
    """Return the place of a candidate; behind the last for nobody."""
    entities = [entity for entity, _ in weighing.candidates]
    found = [n for n, entity in enumerate(entities) if entity is right]
    return found[0] if found else len(entities)


def description_labels(folder: Path = LABELS) -> list[DescriptionLabel]:
    """Return all labels in the order of the file."""
    return labels_of(folder / "descriptions.tsv")


def labels_of(path: Path) -> list[DescriptionLabel]:
    """Return the labels of a table in the order of its rows."""
    return [
        DescriptionLabel(article, int(start), None if where == "-" else int(where))
        for article, start, where in rows_of(path)
    ]


class _Recorder(Likely):
    """Records what the model would weigh, and settles nothing."""

    def __init__(self, discourse: Discourse, epithets: Epithets) -> None:
        super().__init__(discourse, epithets)
        self.met: dict[int, tuple[Description, Weighing, FoundEntity | None]] = {}

    def settle(self, noun: Token, start: int) -> None:
        phrase = self.description_at(noun, start)
        if phrase is not None:
            known = self.discourse.settled.get(noun.i, [])
            rules = known[0] if len(known) == 1 else None
            self.met[noun.i] = (phrase, self.weigh(phrase), rules)


def description_examples(
    corpus: Path, labels: Sequence[DescriptionLabel], extractor: Extractor
) -> Iterator[DescriptionExample]:
    """Yield the labelled descriptions that the model meets in the articles as read now."""
    for doc, own in labelled_articles(corpus, labels, extractor):
        yield from article_examples(doc, own)


def labelled_articles(
    corpus: Path, labels: Sequence[DescriptionLabel], extractor: Extractor
) -> Iterator[tuple[Doc, list[DescriptionLabel]]]:
    """Yield the labelled articles, read up to their references, with their labels."""
    pipes = extractor.nlp.pipe_names
    later = pipes[pipes.index("dateline_references") :]
    for article in articles(corpus, {label.article for label in labels}):
        with extractor.nlp.select_pipes(disable=later):
            doc = extractor.nlp(extractor.prepare(article))
        yield doc, [each for each in labels if each.article == article.id]


def article_examples(doc: Doc, labels: Sequence[DescriptionLabel]) -> Iterator[DescriptionExample]:
    """Yield the labelled descriptions of an article that is read up to its references."""
    recorders: list[_Recorder] = []

    def record(discourse: Discourse, epithets: Epithets) -> _Recorder:
        recorders.append(_Recorder(discourse, epithets))
        return recorders[-1]

    resolved(doc, record)
    tokens = tokens_at(doc)
    for label in labels:
        met = recorders[0].met.get(tokens.get(label.start, -1))
        right = named_at(doc, tokens.get(label.referent, -1)) if label.referent else None
        if met is not None and (label.referent is None or right is not None):
            phrase, weighing, rules = met
            yield DescriptionExample(label.article, phrase, weighing, right, rules)


def tokens_at(doc: Doc) -> dict[int, int]:
    """Map code points of the article's text to the tokens that start there."""
    home = doc._.repaired.home
    return {home(t.idx, t.idx + len(t)).start: t.i for t in reversed(list(doc))}


def named_at(doc: Doc, token: int) -> FoundEntity | None:
    """Return the entity whose mention contains a token."""
    return next(
        (e for e in doc._.entities if e.is_named and any(token in m.span for m in e.mentions)), None
    )


def fitted_choice(examples: Sequence[NameChoice], penalty: float = PENALTY) -> dict[str, float]:
    """Return the weight of each sign, for a name or for nobody."""
    seen = Counter(sign for e in examples for signs in _choices(e) for sign in signs)
    names = sorted(sign for sign, count in seen.items() if count >= RAREST)
    places = {name: place for place, name in enumerate(names)}
    rows, columns, values, starts, right = [], [], [], [], []
    row = 0
    for example in examples:
        starts.append(row)
        right.append(row + example.place)
        for signs in _choices(example):
            known = [(places[sign], value) for sign, value in signs.items() if sign in places]
            rows += [row] * len(known)
            columns += [place for place, _ in known]
            values += [value for _, value in known]
            row += 1
    matrix = csr_matrix((values, (rows, columns)), shape=(row, len(names)))
    group = np.repeat(np.arange(len(starts)), np.diff([*starts, row]))

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        scores = matrix @ weights
        highest = np.maximum.reduceat(scores, starts)
        powers = np.exp(scores - highest[group])
        sums = np.add.reduceat(powers, starts)
        surplus = powers / sums[group]
        surplus[right] -= 1
        value = np.sum(highest + np.log(sums)) - np.sum(scores[right])
        cost = penalty * float(weights @ weights) / 2
        return float(value) + cost, matrix.T @ surplus + penalty * weights

    found = minimize(
        loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": STEPS}
    )
    return dict(zip(names, found.x.tolist(), strict=True))


def _choices(example: NameChoice) -> list[Weights]:
    """Return the signs of each candidate, and of nobody."""
    weighing = example.weighing
    return [*(signs for _, signs in weighing.candidates), weighing.nobody]


def chances(example: NameChoice, weights: dict[str, float]) -> Numbers:
    """Return how likely each candidate is, and nobody."""
    sums = [
        sum(value * weights.get(sign, 0.0) for sign, value in signs.items())
        for signs in _choices(example)
    ]
    powers: Numbers = np.exp(np.array(sums) - max(sums))
    return powers / powers.sum()


class NamesGiven(NamedTuple):
    """How many descriptions got a name, and how many of the names are right."""

    given: int
    right: int

    def __str__(self) -> str:
        return f"{self.right:4} of {self.given:4}"


def names_given(
    examples: Sequence[DescriptionExample], said: Sequence[FoundEntity | None]
) -> NamesGiven:
    given = [(e, found) for e, found in zip(examples, said, strict=True) if found is not None]
    return NamesGiven(len(given), sum(found is e.right for e, found in given))


def odds_of(examples: Sequence[NameChoice], weights: Mapping[str, float]) -> dict[str, float]:
    """Return the weights as the model keeps them: what speaks for nobody is below 0."""
    nobody = {sign for example in examples for sign in example.weighing.nobody}
    return {sign: -value if sign in nobody else value for sign, value in weights.items()}


def left_out(examples: Sequence[DescriptionExample]) -> list[FoundEntity | None]:
    """Return the answers of models that do not know the article."""
    said: list[FoundEntity | None] = [None] * len(examples)
    for out in folds((e.article for e in examples), FOLDS):
        odds = odds_of(examples, fitted_choice([e for e in examples if e.article not in out]))
        for n, example in enumerate(examples):
            if example.article in out:
                said[n] = chosen(example.phrase, example.weighing, odds)
    return said


def report(examples: Sequence[DescriptionExample], say: Callable[[str], None]) -> None:
    """Print how many names are right on articles left out."""
    said = left_out(examples)
    for group in LEAST:
        places = [n for n, example in enumerate(examples) if example.phrase.group == group]
        some = [examples[n] for n in places]
        rules = [example.rules for example in some]
        model = [said[n] for n in places]
        pairs = list(zip(rules, model, strict=True))
        named = sum(example.right is not None for example in some)
        say(f"{group}: {len(some)} descriptions, {named} of what the article names")
        for name, each in (
            ("rules", rules),
            ("model", model),
            ("both", [rule or found for rule, found in pairs]),
            ("model, no rule", [found if rule is None else None for rule, found in pairs]),
        ):
            say(f"  {name:14} {names_given(some, each)} right")


def main(corpus: Path = CORPUS, say: Callable[[str], None] = print) -> None:
    """Fit the model, print how good it is, and write it."""
    examples = list(description_examples(corpus, description_labels(), Extractor()))
    report(examples, say)
    weights = fitted_choice(examples)
    size = store_choice(MODEL, examples, weights)
    say(f"{MODEL}: {len(examples):,} examples, {size // 1000} kB")


def store_choice(name: str, examples: Sequence[NameChoice], weights: Mapping[str, float]) -> int:
    """Write a model, and return how many characters it has."""
    odds = odds_of(examples, weights)
    stored = {k: (v, 0.0) if odds[k] == v else (0.0, v) for k, v in weights.items()}
    text = to_json((NAMED, NOBODY), stored)
    shipped("models", f"{name}.json").write_text(text, encoding="utf-8")
    return len(text)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS)
