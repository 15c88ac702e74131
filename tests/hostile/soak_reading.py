"""Reads whole corpora, and texts made of them by chance: `python -m tests.hostile.soak_reading`.

After every article each rule of `reading_invariants` is checked, and the processor's time is
counted. What breaks a rule, or takes more than ten seconds for 10,000 words, is named, and the
status is 1.
"""

from __future__ import annotations

import os

# As in the pipeline: before numpy is loaded, which spaCy does.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import gzip
import json
import random
import re
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from types import FrameType

from spacy.language import Language
from spacy.tokens import Doc

from store.extract.events.codebook import shipped_codebook
from store.extract.pipeline import Extractor
from store.reading import Article, to_json
from tests.hostile.reading_invariants import broken_parse, broken_rules

CORPORA = Path(__file__).parents[3] / "shared" / "corpora"
NAMES = ("open_news", "reuters21578")
MOST_SECONDS = 10.0
"""Of the processor, for a text of `MOST_WORDS`; longer ones in proportion."""
MOST_WORDS = 10_000
GIVEN_UP = 60
"""Seconds of the processor after which an article counts as lost."""
AGAIN = 50
"""One in so many is read a second time, beside others, and has to give the same."""
LENGTHS = (100, 300, 1_000, 3_000, 10_000, 10**9)


class TooSlow(BaseException):
    """No `Exception`: nothing that is read may catch it."""


@dataclass
class Soaked:
    """What came of the articles so far."""

    seconds: list[tuple[float, int, str]] = field(default_factory=list)
    """Of the processor, words and id of each."""
    broken: list[str] = field(default_factory=list)

    def fail(self, name: str, why: str) -> None:
        self.broken.append(f"{name}: {why}")
        sys.stdout.write(f"BROKEN {name}: {why}\n")
        sys.stdout.flush()

    def report(self) -> Iterator[str]:
        if not self.seconds:
            return
        yield "the slowest ten:"
        for seconds, words, name in sorted(self.seconds, reverse=True)[:10]:
            yield f"  {seconds:7.2f} s {words:7,} words  {name}"
        yield "by length:"
        by_length: dict[int, list[tuple[float, int]]] = defaultdict(list)
        for seconds, words, _ in self.seconds:
            by_length[next(most for most in LENGTHS if words <= most)].append((seconds, words))
        for most, read in sorted(by_length.items()):
            each = median(1e6 * seconds / max(words, 1) for seconds, words in read)
            upper = f"up to {most:,}" if most < LENGTHS[-1] else "more"
            slowest = max(seconds for seconds, _ in read)
            yield (
                f"  {upper:>12} words: {len(read):6,} articles, {each:6.0f} ms for 1,000 words, "
                f"the slowest {slowest:.2f} s"
            )


class Soak:
    """One reader for all of it, with the check of the parse as its last component."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311
        self.soaked = Soaked()
        self.reader = Extractor()
        self._book = shipped_codebook()
        self._parses: list[str] = []
        self._looked = 0.0
        Language.component("soak_parse", func=self._look_at)
        self.reader.nlp.add_pipe("soak_parse", last=True)
        self._recent: list[Article] = []

    def _look_at(self, doc: Doc) -> Doc:
        begun = time.process_time()
        self._parses += broken_parse(doc, self._book)
        self._looked += time.process_time() - begun
        return doc

    def read(self, article: Article) -> None:
        self._parses, self._looked = [], 0.0
        words = len(article.text.split())
        begun = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, GIVEN_UP)
        try:
            reading = self.reader.read(article)
        except TooSlow:
            self.soaked.fail(article.id, f"lost: more than {GIVEN_UP} s for {words:,} words")
            return
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
            self.soaked.fail(article.id, f"lost: {type(error).__name__}: {error}")
            return
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        seconds = time.process_time() - begun - self._looked
        self.soaked.seconds.append((seconds, words, article.id))
        for why in (*self._parses, *broken_rules(reading)):
            self.soaked.fail(article.id, why)
        if seconds > MOST_SECONDS * max(1, words / MOST_WORDS):
            self.soaked.fail(article.id, f"{seconds:.1f} s for {words:,} words")
        if self.chance.randrange(AGAIN) == 0:
            self._again(article, to_json(reading))
        self._recent = [*self._recent[-3:], article]

    def _again(self, article: Article, line: str) -> None:
        """Beside the articles before it, as an import reads them."""
        if len(article.text) < MOST_WORDS:
            for reading in self.reader.read_all([*self._recent, article]):
                if reading.id == article.id and to_json(reading) != line:
                    self.soaked.fail(article.id, "read again it gives another reading")


def corpus(name: str) -> Iterator[Article]:
    """The articles of one file of ../shared/corpora."""
    with gzip.open(CORPORA / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            found = json.loads(line)
            if found["text"].strip():
                yield Article(
                    id=str(found.get("id") or f"{name}:{number}"),
                    text=found["text"],
                    title=found.get("title"),
                    source=found.get("source"),
                    published=found.get("published"),
                    published_from="given" if found.get("published") else None,
                    language="en",
                )


Made = Callable[[Sequence[Article], random.Random], str]


def _cut(some: Sequence[Article], chance: random.Random) -> str:
    text = some[0].text
    start = chance.randrange(len(text))
    return text[start : start + chance.randrange(1, len(text) + 1)]


def _doubled(some: Sequence[Article], chance: random.Random) -> str:
    text = some[0].text
    start = chance.randrange(len(text))
    end = start + chance.randrange(1, len(text) - start + 1)
    return text[:start] + text[start:end] * chance.choice((2, 2, 3, 10)) + text[end:]


def _shuffled(some: Sequence[Article], chance: random.Random) -> str:
    parts = re.split(chance.choice((r"(?<=[.!?])\s", r"\n", r"\s", r"\b")), some[0].text)
    chance.shuffle(parts)
    return chance.choice((" ", " ", "\n", "")).join(parts)


def _glued(some: Sequence[Article], chance: random.Random) -> str:
    """Pieces of several articles, with next to nothing between them."""
    return chance.choice(("", " ", "\n", "; ", ", and ")).join(
        _cut([each], chance) for each in some
    )


MADE: dict[str, Made] = {
    "cut": _cut,
    "doubled": _doubled,
    "shuffled": _shuffled,
    "glued": _glued,
}


def made(articles: Sequence[Article], count: int, chance: random.Random) -> Iterator[Article]:
    """Texts that nobody wrote, each of one to six of the articles; the seed gives the same."""
    for number in range(count):
        some = [chance.choice(articles) for _ in range(chance.choice((1, 2, 6)))]
        name = chance.choice(sorted(MADE))
        text = MADE[name](some, chance)
        if text.strip():
            yield Article(
                id=f"made:{number} ({name}: {', '.join(each.id for each in some[:2])})",
                text=text,
                published=some[0].published,
                published_from=some[0].published_from,
                language="en",
            )


def spread(articles: Sequence[Article], count: int | None) -> Sequence[Article]:
    """So many of them, from all over; all where there is no count."""
    if count is None or count >= len(articles):
        return articles
    return [articles[number * len(articles) // count] for number in range(count)]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, help="of each corpus; all where it is not given")
    parser.add_argument("--made", type=int, help="texts made by chance; as many as a tenth")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("corpora", nargs="*", metavar="CORPUS", help=", ".join(NAMES))
    asked = parser.parse_args(arguments)
    signal.signal(signal.SIGPROF, _give_up)
    soak = Soak(asked.seed)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):  # what was read until then is reported all the same
        for name in asked.corpora or NAMES:
            articles = list(corpus(name))
            some = spread(articles, asked.articles)
            count = len(some) // 10 if asked.made is None else asked.made
            _read(soak, name, some)
            _read(soak, f"made of {name}", list(made(articles, count, soak.chance)))
    sys.stdout.writelines(f"{line}\n" for line in soak.soaked.report())
    sys.stdout.write(f"{len(soak.soaked.seconds):,} read, {len(soak.soaked.broken):,} broken\n")
    return 1 if soak.soaked.broken else 0


def _read(soak: Soak, name: str, articles: Sequence[Article]) -> None:
    for number, article in enumerate(articles, 1):
        soak.read(article)
        if number % 100 == 0 or number == len(articles):
            sys.stdout.write(f"{name}: {number:,} of {len(articles):,}\n")
            sys.stdout.flush()


def _give_up(signum: int, frame: FrameType | None) -> None:
    raise TooSlow


if __name__ == "__main__":
    sys.exit(main())
