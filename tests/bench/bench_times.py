"""What the time expressions add to the plain spaCy pipeline, as a share of its time.

    python tests/bench/bench_times.py [ARTICLES]

The demo articles, over and over; the best of three turns on each side, in one process.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from store.extract.pipeline import AFTER_MODEL, BATCH, Extractor
from store.reading import Article

DEMO = Path(__file__).parents[2] / "assets" / "demo"
TURNS = 3


def articles(number: int) -> list[Article]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(DEMO.glob("*.txt"))]
    return [
        Article(id=str(n), text=texts[n % len(texts)], published="2024-07-09")
        for n in range(number)
    ]


def best(work: Callable[[], object]) -> float:
    """Seconds of the quickest of some turns."""
    seconds = []
    for _ in range(TURNS):
        begin = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - begin)
    return min(seconds)


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 120
    reader, given = Extractor(), articles(number)
    component = reader.nlp.get_pipe("dateline_times")
    with reader.nlp.select_pipes(disable=[name for name, _ in AFTER_MODEL]):

        def parse() -> list[object]:
            return list(reader.nlp.pipe(map(reader.prepare, given), batch_size=BATCH))

        docs = parse()
        plain = best(parse)
    ours = best(lambda: [component(doc) for doc in docs])
    print(f"{number} articles: pipeline {plain:.2f} s, times {ours:.3f} s")
    print(f"times / plain pipeline: {ours / plain:.3f}")


if __name__ == "__main__":
    main()
