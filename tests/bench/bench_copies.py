"""How many copies are folded: `python -m tests.bench.bench_copies [--show 200]`.

Reuters-21578 beside the checkout: bodies that repeat another word for word, bodies with small
changes made here, and what is folded besides. `--show` prints pairs that are folded although their
words differ, for somebody to look at.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from store.intake.copies import Copy, Run, Sketches, copy_of, picked, runs
from store.reading import Article
from tests.bench.corpus_store import CORPUS

CHANGED = 500
"""Bodies that are changed."""
SHORTEST = 40
"""Words of a body that is changed: a headline with a number is not told from the next one."""


class Body(NamedTuple):
    article: Article
    runs: frozenset[Run]


def bodies() -> Iterator[Article]:
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        for line in lines:
            known = json.loads(line)
            yield Article(
                id=known["id"],
                title=known["title"],
                text=known["text"],
                published=known["published"],
                source="Reuters",
            )


class Folding:
    """The copies among articles that come one after the other, as an import finds them."""

    def __init__(self, folder: Path) -> None:
        self._sketches = Sketches(folder / "copies.sqlite", print)
        self._bodies: list[Body] = []

    def of(self, article: Article, found: frozenset[Run]) -> Copy | None:
        best: list[Copy] = []
        for number in self._sketches.candidates(picked(found)):
            old = self._bodies[number]
            copy = copy_of(article, found, number, old.article, old.runs)
            best += [copy] if copy is not None else []
        return max(best, key=lambda copy: copy.share + copy.of_other, default=None)

    def add(self, article: Article, found: frozenset[Run]) -> None:
        self._sketches.add(len(self._bodies), picked(found))
        self._bodies.append(Body(article, found))

    def article(self, number: int) -> Article:
        return self._bodies[number].article


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


# Small changes, as papers make them to a wire text.


def _another_word(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    for _ in range(max(1, len(words) // 60)):
        words[chance.randrange(len(words))] = chance.choice(("officials", "meanwhile", "earlier"))
    return " ".join(words)


def _credit(text: str, chance: random.Random) -> str:
    return f"{text}\n{chance.choice(('Additional reporting by our own staff.', '(c) 1987'))}"


def _dateline(text: str, chance: random.Random) -> str:
    return f"{chance.choice(('LONDON', 'NEW YORK'))} (Reuter) - {text}"


def _shorter(text: str, _: random.Random) -> str:
    sentences = re.split(r"(?<=\.)\s+", text)
    return " ".join(sentences[:-1]) if len(sentences) > 4 else text + " ."


def _typography(text: str, _: random.Random) -> str:
    return re.sub(r"\s+", " ", text).replace('"', "“").replace(" - ", " — ")


CHANGES: tuple[Callable[[str, random.Random], str], ...] = (
    _another_word, _credit, _dateline, _shorter, _typography,
)  # fmt: skip


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--show", type=int, default=0)
    chosen = options.parse_args()
    if not CORPUS.exists():
        print(f"{CORPUS} is not there")
        return
    with tempfile.TemporaryDirectory() as made:
        folding = Folding(Path(made))
        exact = fold_all(folding, chosen.show)
        print(f"word for word: {exact[0]} of {exact[1]} folded")
        changed(folding)


def fold_all(folding: Folding, show: int) -> tuple[int, int]:
    """Add all bodies. Return how many that repeat another word for word are folded, of how many,
    and print those that are folded though their words differ."""
    texts: dict[str, int] = {}
    ids: set[str] = set()
    folded = repeated = 0
    others: list[tuple[Article, Article, Copy]] = []
    for number, article in enumerate(bodies()):
        found, words = runs(article.text), _words(article.text)
        copy = folding.of(article, found)
        if words in texts:
            repeated += 1
            folded += article.text in ids or copy is not None
        elif copy is not None:
            others.append((article, folding.article(copy.number), copy))
        texts.setdefault(words, number)
        ids.add(article.text)
        folding.add(article, found)
    print(f"folded besides: {len(others)}")
    for one, other, copy in random.Random(1).sample(others, min(show, len(others))):  # noqa: S311
        print(f"\n{copy.kind} {copy.share} {copy.of_other} {one.id} {other.id}")
        for each in (one, other):
            print(f"   {each.published} {each.title}: {' '.join(each.text.split())[:200]}")
    return folded, repeated


def changed(folding: Folding) -> None:
    chance = random.Random(2)  # noqa: S311
    long = [article for article in bodies() if len(article.text.split()) >= SHORTEST]
    for change in CHANGES:
        sample = chance.sample(long, CHANGED // len(CHANGES))
        found = 0
        for article in sample:
            text = change(article.text, chance)
            new = Article(
                id="new", text=text, source="Harbour Gazette", published=article.published
            )
            found += folding.of(new, runs(text)) is not None
        print(f"{change.__name__[1:].replace('_', ' ')}: {found} of {len(sample)} folded")


if __name__ == "__main__":
    main()
