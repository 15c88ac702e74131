"""How long the panes wait: `python -m tests.bench.bench_views [--articles 100000]`.

Made-up articles (see `synthetic`), and for full text the Reuters corpus where it is present.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from store.reading import Article
from store.views import Filter, Term, Views
from tests.bench.synthetic import TENTH, SyntheticJournal
from tests.server.processes import private_memory
from tests.store.views.memory_journal import MemoryJournal

REUTERS = Path(__file__).parents[3] / "shared" / "corpora" / "reuters21578.jsonl.gz"
FILTERS = {
    "nothing": Filter(),
    "an entity of a tenth": Filter((Term("entity", TENTH),)),
    "without that entity": Filter((Term("entity", TENTH, exclude=True),)),
    "a source of a sixth": Filter((Term("source", "Wire"),)),
    "an event type": Filter((Term("type", "CONSULT"),)),
    "a month": Filter((Term("date", "2019-07"),)),
    "entity, type and month": Filter(
        (Term("entity", TENTH), Term("type", "CONSULT"), Term("date", "2019-07"))
    ),
    "one article": Filter((Term("article", "77"),)),
    "a year's articles": Filter((Term("pub", "2019"),)),
    "a query with OR": Filter((Term("query", "place:tenthland OR type:aid"),)),
}


class Time(NamedTuple):
    """Milliseconds."""

    clock: float
    cpu: float


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=10_000)
    options.add_argument("--folder", type=Path, help="keep the index here and use it again")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = chosen.folder or Path(made)
        folder.mkdir(exist_ok=True)
        journal = SyntheticJournal(folder, chosen.articles)
        building(journal)
        print(f"{'size of the index':<32} {size(folder):9.1f} MB")
        opening(journal)
        views = Views.open(journal)
        before = memory()
        panes(views)
        print(f"{'memory of the panes':<32} {memory() - before:9.1f} MB more of its own")
        names(views)
        views.close()
    if REUTERS.exists():
        with tempfile.TemporaryDirectory() as made:
            full_text(Path(made))


def building(journal: SyntheticJournal) -> None:
    views = Views.open(journal)
    began = time.perf_counter()
    views.update()
    took = time.perf_counter() - began
    print(f"{'articles':<32} {journal.articles:9,}")
    print(f"{'making and taking them in':<32} {took:9.1f} s")
    views.close()


def opening(journal: SyntheticJournal) -> None:
    def first_page() -> None:
        views = Views.open(journal)
        views.counts(Filter())
        views.articles(Filter())
        views.entities(Filter())
        views.events(Filter())
        views.close()

    report("opening and first pages", repeated(first_page, 20))


def panes(views: Views) -> None:
    """Counts, first pages and histogram, of a filter that was not asked before."""
    for name, filter_ in FILTERS.items():

        def ask(filter_: Filter = filter_) -> None:
            views.forget()
            views.counts(filter_)
            views.articles(filter_)
            views.entities(filter_)
            views.events(filter_)
            views.histogram(filter_)

        report(f"all panes: {name}", repeated(ask, 7))


def names(views: Views) -> None:
    began = time.perf_counter()
    before = memory()
    views.search.names("a")
    views.search.names("zzzzzzzz")
    took = (time.perf_counter() - began) * 1000
    print(f"{'names, first letter':<32} {took:9.1f} ms   {memory() - before:.1f} MB")
    chance = random.Random(1)  # noqa: S311
    known = [row.name for row in views.entities(Filter(), limit=3000)[::10]]
    for kind, written in (
        ("as written", known),
        ("misspelt", [misspelt(n, chance) for n in known]),
    ):
        keys = [name[:end] for name in written for end in range(1, len(name) + 1)]
        times = [timed(lambda key=key: views.search.names(key)) for key in keys]
        report(f"a key, names {kind}", times)
        found = sum(
            any(row.name == right for row in views.search.names(typed))
            for right, typed in zip(known, written, strict=True)
        )
        print(f"{f'found, names {kind}':<32} {100 * found / len(known):9.1f} %")


def misspelt(name: str, chance: random.Random) -> str:
    """With one letter missing, wrong, too many, or in the wrong order; not the first."""
    place = chance.randrange(1, len(name) - 1)
    other = chance.choice("abcdefghijklmnopqrstuvwxyz")
    before, here, after = name[:place], name[place], name[place + 1 :]
    return chance.choice(
        (
            before + after,
            before + other + after,
            before + other + here + after,
            before + after[0] + here + after[1:],
        )
    )


def full_text(folder: Path) -> None:
    journal = MemoryJournal(folder)
    with gzip.open(REUTERS, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            known = json.loads(line)
            article = Article(id=known["id"], text=known["text"], title=known.get("title"))
            journal.put(number, article, None)
    views = Views.open(journal)
    views.update()
    began = time.perf_counter()
    views.prepare_search()
    print(f"{'Reuters articles':<32} {len(journal.articles):9,}")
    print(f"{'taking in their words':<32} {time.perf_counter() - began:9.1f} s")
    on_disk = sum(size(each) for each in folder.glob("views/text-*"))
    print(f"{'size of the words':<32} {on_disk:9.1f} MB")
    chance = random.Random(1)  # noqa: S311
    texts = [
        journal.articles[number].text.split() for number in chance.sample(range(1, 19_000), 400)
    ]
    asked = [
        "the",
        "oil",
        "of the",
        *(" ".join(words[3 : 3 + len(words) % 3 + 1]) for words in texts),
    ]
    plain = [text for text in asked if text.replace(" ", "").isalpha()]
    times = [timed(lambda text=text: views.search.find(text, limit=20)) for text in plain]
    report("words, with snippets", times)
    phrases = [f'"{text}"' for text in plain if " " in text]
    report(
        "phrases, with snippets",
        [timed(lambda t=t: views.search.find(t, limit=20)) for t in phrases],
    )
    counts = [timed(lambda t=t: count(views, t)) for t in plain[:100]]
    report("as a filter, counted", counts)
    views.close()


def count(views: Views, text: str) -> None:
    views.forget()
    views.counts(Filter((Term("text", text),)))


def repeated(ask: Callable[[], object], times: int) -> list[Time]:
    return [timed(ask) for _ in range(times)]


def timed(ask: Callable[[], object]) -> Time:
    began, cpu = time.perf_counter(), time.process_time()
    ask()
    return Time((time.perf_counter() - began) * 1000, (time.process_time() - cpu) * 1000)


def report(name: str, times: Iterable[Time]) -> None:
    """Milliseconds on the clock, and of the processor where others use it too."""
    took, cpu = (sorted(each) for each in zip(*times, strict=True))
    p99 = took[min(len(took) - 1, int(len(took) * 0.99))]
    cpu99 = cpu[min(len(cpu) - 1, int(len(cpu) * 0.99))]
    middle, cpu_middle = statistics.median(took), statistics.median(cpu)
    print(
        f"{name:<36} p50 {middle:7.1f} ms (cpu {cpu_middle:6.1f})"
        f"   p99 {p99:7.1f} ms (cpu {cpu99:6.1f})   n {len(took)}",
        flush=True,
    )


def size(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def memory() -> float:
    """What is this process's own now, in MB."""
    return private_memory(os.getpid()) / (1 << 20)


if __name__ == "__main__":
    main()
