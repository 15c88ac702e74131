"""Fit who stands for election, from labelled persons, and print how good it is.

    python -m store.extract.learned.contender_fit [CORPUS]

CORPUS is as in `fit`. Persons in doubt teach the model as those who do not stand.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from spacy.tokens import Doc

from store.asset_files import rows_of, shipped
from store.extract import lexicon
from store.extract.extensions import FoundEntity, where
from store.extract.learned.fit import fitted, left_out
from store.extract.learned.linear import Features, to_json
from store.extract.learned.training import CORPUS, LABELS, TrainingExample, articles
from store.extract.pipeline import Extractor
from store.extract.references import resolved
from store.extract.references.contender_signs import ContenderSigns
from store.extract.references.contenders import MODEL, NOT, STANDS
from store.extract.references.contests import Races
from store.extract.references.likely import Likely

STRENGTH = 0.3
"""The inverse of the penalty on large weights, chosen on articles left out."""
_SHOWN = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.88, 0.9)
"""How likely a person must be to stand, for the report."""
_STANDING = frozenset({"stands", "stood"})


class LabelledPerson(NamedTuple):
    """A row of `contenders.tsv`. `start` and `end` are code points of the article's text."""

    article: str
    start: int
    end: int
    answer: str
    """`stands`, `stood` (a race that is over), `doubt` or `not`."""
    race: str
    """`president`, `senate` and the like, or `-`."""


@dataclass(slots=True, eq=False)
class WeighedPerson:
    label: LabelledPerson
    signs: list[str]
    is_told: bool
    """Whether an office calls the person a candidate."""
    race: str
    """As the rules have it; `-` for none."""

    @property
    def is_right(self) -> bool:
        return self.label.answer in _STANDING

    def example(self) -> TrainingExample:
        answer = STANDS if self.is_right else NOT
        rules = STANDS if self.is_told else NOT
        return TrainingExample(Features(self.signs), answer, self.label.article, rules)


def labelled_persons(folder: Path = LABELS) -> list[LabelledPerson]:
    """Return all labels in the order of the file."""
    return [
        LabelledPerson(article, int(start), int(end), answer, race)
        for article, start, end, answer, race in rows_of(folder / "contenders.tsv")
    ]


def weighed_persons(
    corpus: Path, labels: Sequence[LabelledPerson], extractor: Extractor
) -> Iterator[WeighedPerson]:
    """Yield the labelled persons that are found in the articles as read now."""
    pipes = extractor.nlp.pipe_names
    later = pipes[pipes.index("dateline_references") :]
    for article in articles(corpus, {label.article for label in labels}):
        with extractor.nlp.select_pipes(disable=later):
            doc = extractor.nlp(extractor.prepare(article))
        yield from article_persons(doc, [each for each in labels if each.article == article.id])


def article_persons(doc: Doc, labels: Sequence[LabelledPerson]) -> Iterator[WeighedPerson]:
    """Yield the labelled persons of an article that is read up to its references."""
    resolved(doc, Likely)
    words = where(doc, "LOWER", lexicon.words("references.of_elections"))
    found = ContenderSigns(doc, words)
    races = Races(found)
    known = {(label.start, label.end): label for label in labels}
    for person in found.all():
        label = next((known[at] for at in _places(doc, person.person) if at in known), None)
        if label is not None:
            race = races.of(person)
            is_told = "told sought sure" in person.names
            yield WeighedPerson(label, person.names, is_told, race.kind if race else "-")


def _places(doc: Doc, person: FoundEntity) -> Iterator[tuple[int, int]]:
    home = doc._.repaired.home
    for mention in person.mentions:
        words = doc[mention.span.start : mention.span.end]
        span = home(words.start_char, words.end_char)
        yield span.start, span.end


def report(examples: Sequence[WeighedPerson], say: Callable[[str], None]) -> None:
    """Print how many of the shown persons stand, by the rules and by both, on articles left out."""
    sures = left_out([e.example() for e in examples], STANDS, STRENGTH)
    told = [e for e in examples if e.is_told]
    all_right = sum(e.is_right for e in examples)
    say(f"{len(examples)} persons, {all_right} stand; told: {_share(told, all_right)}")
    for least in _SHOWN:
        shown = [e for e, s in zip(examples, sures, strict=True) if s >= least]
        both = [e for e, s in zip(examples, sures, strict=True) if s >= least or e.is_told]
        say(f"from {least}: {_share(shown, all_right)}; or told: {_share(both, all_right)}")


def _share(shown: Sequence[WeighedPerson], of: int) -> str:
    right = [e for e in shown if e.is_right]
    raced = [e for e in right if e.race != "-"]
    same = sum(e.race == e.label.race for e in raced)
    return (
        f"{len(right)} of {len(shown)} right ({100 * len(right) / max(len(shown), 1):.1f} %),"
        f" {100 * len(right) / max(of, 1):.1f} % found; race of {len(raced)}, {same} right"
    )


def main(corpus: Path = CORPUS, say: Callable[[str], None] = print) -> None:
    """Fit the model, print how good it is, and write it."""
    examples = list(weighed_persons(corpus, labelled_persons(), Extractor()))
    report(examples, say)
    text = to_json(*fitted([e.example() for e in examples], STRENGTH))
    shipped("models", f"{MODEL}.json").write_text(text, encoding="utf-8")
    say(f"{MODEL}: {len(examples):,} examples, {len(text) // 1000} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS)
