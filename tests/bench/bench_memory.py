"""The memory of two readers over many articles: does it stay flat?

    python -m tests.bench.bench_memory [FILE] [--articles 10000]

FILE has an article on each line, as JSON (the articles of `open_news` beside the checkout if it is
left out). They are read again and again, each time with other names, so that words that were never
seen go on coming as in news. Printed are the megabytes of the largest reader's own memory after
each tenth, and what a thousand articles of the second half add.
"""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from store.ingest.workers import read_together
from store.reading import Article
from tests.bench.bench_heideltime import OPEN_NEWS, articles_of
from tests.bench.bench_readers import MARK, helpers
from tests.bench.other_names import other_name
from tests.server.processes import private_memory

_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}\b")
"""A word with a capital that does not begin a sentence."""
_TENTHS = 10


def renamed(articles: list[Article], total: int) -> Iterator[Article]:
    """Yield so many articles, with other names in each repetition."""
    for number in range(total):
        again, which = divmod(number, len(articles))
        text = articles[which].text
        if again:
            text = _NAME.sub(partial(_other, again), text)
        yield Article(id=str(number), text=text, published=articles[which].published)


def _other(again: int, match: re.Match[str]) -> str:
    return other_name(match[0], again)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("file", type=Path, nargs="?", default=OPEN_NEWS)
    options.add_argument("--articles", type=int, default=10_000)
    options.add_argument("--base", type=int, default=2_000, help="articles of FILE that are used")
    chosen = options.parse_args()
    if not chosen.file.exists():
        print("bench_memory: needs ../shared (open_news); nothing was measured")
        return
    name, value = MARK.split("=")
    os.environ[name] = value
    known = articles_of(chosen.file, chosen.base)
    step = max(1, chosen.articles // _TENTHS)
    done, due, sizes = 0, step, []
    for batch in read_together(renamed(known, chosen.articles), jobs=2):
        done += len(batch)
        if done >= due:
            sizes.append(max(private_memory(pid) for pid in helpers()) / 2**20)
            print(f"{done:8,} articles {sizes[-1]:8.0f} MB", flush=True)
            due += step
    half = sizes[len(sizes) // 2 :]
    if len(half) > 1:
        added = (half[-1] - half[0]) / ((len(half) - 1) * step) * 1_000
        print(f"a thousand articles of the second half add {added:.1f} MB to a reader")


if __name__ == "__main__":
    main()
