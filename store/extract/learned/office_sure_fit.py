"""Fit how sure an office is, from offices that were judged, and print how good it is.

    python -m store.extract.learned.office_sure_fit [CORPUS]

CORPUS is as in `fit`. Offices in doubt teach the model as wrong ones do.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from spacy.tokens import Doc

from store.asset_files import shipped
from store.extract.extensions import FoundRole
from store.extract.learned.fit import fitted, left_out
from store.extract.learned.linear import Features, to_json
from store.extract.learned.training import CORPUS, LABELS, TrainingExample, articles
from store.extract.pipeline import Extractor
from store.extract.references import resolved
from store.extract.references.discourse import Discourse
from store.extract.references.likely import Likely
from store.extract.references.office_confidence import MODEL, RIGHT, WRONG, office_signs
from store.extract.references.office_signs import OfficeSigns
from store.extract.references.open_offices import OfficeBodies

STRENGTH = 0.1
"""The inverse of the penalty on large weights, chosen on articles left out."""
_SHOWN = (0.5, 0.6, 0.7, 0.75, 0.8, 0.82, 0.84, 0.86, 0.88, 0.9)
"""How sure an office must be, for the report."""


class JudgedOffice(NamedTuple):
    """A row of `offices.tsv`. `start` and `end` are code points of the article's text."""

    article: str
    start: int
    end: int
    office: str
    """A digest of the title and the name of its body: the verdict holds for these alone."""
    verdict: str
    cause: str


@dataclass(slots=True, eq=False)
class OfficeVerdict:
    article: str
    signs: list[str]
    verdict: str

    def example(self) -> TrainingExample:
        answer = RIGHT if self.verdict == RIGHT else WRONG
        return TrainingExample(Features(self.signs), answer, self.article, RIGHT)


def judged_offices(folder: Path = LABELS) -> list[JudgedOffice]:
    """Return all labels in the order of the file."""
    with (folder / "offices.tsv").open(encoding="utf-8", newline="") as stream:
        rows = csv.reader((line for line in stream if not line.startswith("#")), delimiter="\t")
        return [
            JudgedOffice(article, int(start), int(end), office, verdict, cause)
            for article, start, end, office, verdict, cause in rows
        ]


def office_digest(role: FoundRole) -> str:
    """Return a digest of a title and its body; no text of an article is stored."""
    told = f"{role.role}\0{role.of.name if role.of is not None else ''}"
    return blake2b(told.encode(), digest_size=4).hexdigest()


class _AllOffices(OfficeBodies):
    """The offices of an article, of which none is left out."""

    def leave_out(self) -> None:
        """Leave all in."""


def office_verdicts(
    corpus: Path, labels: Sequence[JudgedOffice], extractor: Extractor
) -> Iterator[OfficeVerdict]:
    """Yield the judged offices that are found in the articles as read now."""
    pipes = extractor.nlp.pipe_names
    later = pipes[pipes.index("dateline_references") :]
    for article in articles(corpus, {label.article for label in labels}):
        with extractor.nlp.select_pipes(disable=later):
            doc = extractor.nlp(extractor.prepare(article))
        yield from article_verdicts(doc, [each for each in labels if each.article == article.id])


def article_verdicts(doc: Doc, labels: Sequence[JudgedOffice]) -> Iterator[OfficeVerdict]:
    """Yield the judged offices of an article that is read up to its references."""
    made: list[OfficeBodies] = []

    def make(discourse: Discourse, signs: OfficeSigns) -> OfficeBodies:
        made.append(_AllOffices(discourse, signs))
        return made[-1]

    resolved(doc, Likely, make)
    context, home = made[0].context(), doc._.repaired.home
    judged = {(label.start, label.end, label.office): label for label in labels}
    for role in doc._.roles or []:
        words = doc[role.span.start : role.span.end]
        span = home(words.start_char, words.end_char)
        label = judged.get((span.start, span.end, office_digest(role)))
        if label is not None:
            yield OfficeVerdict(label.article, office_signs(context, role), label.verdict)


def report(examples: Sequence[OfficeVerdict], say: Callable[[str], None]) -> None:
    """Print the share of right offices and of those left out, on articles left out."""
    sures = left_out([e.example() for e in examples], RIGHT, STRENGTH)
    for least in (0.0, *_SHOWN):
        kept = [e.verdict for e, sure in zip(examples, sures, strict=True) if sure >= least]
        lost = [e.verdict for e, sure in zip(examples, sures, strict=True) if sure < least]
        right, wrong = kept.count(RIGHT), kept.count(WRONG)
        share, sharp = (100 * right / max(n, 1) for n in (len(kept), right + wrong))
        say(
            f"from {least}: {len(kept)} offices, {share:.1f} % right ({sharp:.1f} % without those"
            f" in doubt); left out {len(lost)}, {lost.count(RIGHT)} of them right"
        )


def main(corpus: Path = CORPUS, say: Callable[[str], None] = print) -> None:
    """Fit the model, print how good it is, and write it."""
    examples = list(office_verdicts(corpus, judged_offices(), Extractor()))
    report(examples, say)
    text = to_json(*fitted([e.example() for e in examples], STRENGTH))
    shipped("models", f"{MODEL}.json").write_text(text, encoding="utf-8")
    say(f"{MODEL}: {len(examples):,} examples, {len(text) // 1000} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS)
