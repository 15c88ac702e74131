"""What the time expressions add to the plain spaCy pipeline, as a share of its time.

    python tests/bench/bench_times.py [ARTICLES]

The demo articles, over and over; the best of three turns on each side, in one process. Then the
processor's time of `dateline when`, for an expression alone as a share of that for a sentence.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from store.extract.pipeline import AFTER_MODEL, BATCH, Extractor
from store.reading import Article

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "assets" / "demo"
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


def processor(*command: str) -> float:
    """The processor's seconds of the cheapest of some runs of a command."""
    seconds = []
    for _ in range(TURNS):
        before = os.times()
        subprocess.run([sys.executable, "-m", *command], capture_output=True, check=True, cwd=ROOT)
        after = os.times()
        used = after.children_user - before.children_user
        seconds.append(used + after.children_system - before.children_system)
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
    alone = processor("tui.cli", "when", "last Tuesday", "--published", "2024-07-09")
    parsed = processor("tui.cli", "when", "They met on Tuesday.", "--published", "2024-07-09")
    print(f"when, alone / sentence: {alone / parsed:.3f} ({alone:.2f} s of the processor)")


if __name__ == "__main__":
    main()
