"""What to expect of a large store: sizes, opening, first paint, search, filters, memory, export.

    python -m tests.bench.bench_large STORE... [--index]

Each STORE is a column, made by `large_store` for example. Nothing is written into them but their
views (with --index, which prints what they cost). Times of the views are the processor's, the
median of some turns; what the dashboard takes is by the clock, so the machine should be idle.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from store.database import Store
from store.views import Filter, Term, Views
from tests.bench.bench_dashboard import BLANK, LARGE, OURS, Program, first_paints
from tests.bench.made_store import make_views
from tests.bench.table import Table
from tui.view_model.snapshot import load_snapshot
from tui.view_model.state import ViewState

TURNS = 5
SEARCHES = 200
"""Of names, each with Enter, after which the dashboard's memory is looked at."""
TYPED = 0.3
"""Seconds until the results of a typed word stand."""
_ONE = "from tests.bench.bench_large import {what}; {what}({store!r})"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("stores", type=Path, nargs="*")
    options.add_argument("--index", action="store_true", help="make the views anew, and time it")
    chosen = options.parse_args()
    if not chosen.stores:
        print("bench_large: needs a store (see tests/bench/large_store.py); nothing was measured")
        return
    stores = [path.absolute() for path in chosen.stores]
    if chosen.index:
        for store in stores:
            subprocess.run([sys.executable, "-c", asked(store, "indexed")], check=True)
    found = {}
    for store in stores:
        done = subprocess.run(
            [sys.executable, "-c", asked(store, "of_views")], stdout=subprocess.PIPE, check=True
        )
        found[f"dateline {store.name}"] = json.loads(done.stdout) | exported(store) | sizes(store)
    table = Table([*found, "blank"])
    for what, limit in ASKED.items():
        values = {name: each[what] for name, each in found.items()}
        table.row(what, values, limit, 0 if max(values.values()) >= 100 else 1)
    with tempfile.TemporaryDirectory() as state:
        programs = dashboards(stores, Path(state))
        first_paints({"blank": Program([sys.executable, "-c", BLANK], {}), **programs}, table)
        memory = {store: after_searches(programs[f"dateline {store.name}"]) for store in stores}
        for place, what in enumerate(("at the start", f"after {SEARCHES} searches")):
            values = {f"dateline {store.name}": each[place] for store, each in memory.items()}
            table.row(f"dashboard {what}, resident MB", values, "< 90")


ASKED = {
    "articles": "",
    "journal, MB": "",
    "index, MB": "",
    "words, MB": "",
    "entities": "",
    "events": "",
    "open and first pages, ms": "",
    "a name searched, ms": "",
    "filter by the first name, ms": "",
    "exclude the first name, ms": "≤ 150",
    "exclude the 17th name, ms": "≤ 150",
    "all that a dashboard shows without the first name, ms": "",
    "sort entities by name, ms": "≤ 150",
    "all entities in their order, ms": "≤ 150",
    "export as jsonl, s": "",
    "export, peak MB": "",
}


def asked(store: Path, what: str) -> str:
    return _ONE.format(what=what, store=str(store))


def indexed(store: str) -> None:
    """Make the views anew; print the processor's seconds, and the peak of memory."""
    from shutil import rmtree

    rmtree(Path(store) / "views", ignore_errors=True)
    with Store.open(Path(store)) as opened:
        count, began = len(opened.numbers()), time.process_time()
        make_views(opened)
        seconds = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{Path(store).name}: {count:,} articles indexed in {seconds:.0f} s of the processor,"
          f" {count / seconds:.0f} a second, peak {peak:.0f} MB")  # fmt: skip


def sizes(store: Path) -> dict[str, float]:
    def megabytes(*patterns: str) -> float:
        files = {path for pattern in patterns for path in store.glob(pattern)}
        return sum(path.stat().st_size for path in files if path.is_file()) / 1e6

    return {
        "journal, MB": megabytes("store.jsonl*", "store.jsonl*/**/*"),
        "index, MB": megabytes("views/index.sqlite*"),
        "words, MB": megabytes("views/*/**/*"),
    }


def of_views(store: str) -> None:
    """Print as JSON what the views of a store take, in a process of their own."""
    began = time.process_time()
    with Store.open(Path(store), readonly=True) as opened:
        views = Views.open(opened)
        pages(views, Filter())
        found = {"open and first pages, ms": (time.process_time() - began) * 1000}
        first, *others = views.entities(Filter(), limit=40)
        term = Term("entity", first.key)
        without, without_17th = (
            Filter((Term("entity", row.key, exclude=True),)) for row in (first, others[15])
        )
        names = iter([row.name for row in others])
        views.search.names("a")
        works: dict[str, Callable[[], object]] = {
            "a name searched, ms": lambda: views.search.find(next(names)),
            "filter by the first name, ms": lambda: pages(views, Filter((term,))),
            "exclude the first name, ms": lambda: pages(views, without),
            "exclude the 17th name, ms": lambda: pages(views, without_17th),
            "all that a dashboard shows without the first name, ms": lambda: load_snapshot(
                views, ViewState(filter=without)
            ),
            "sort entities by name, ms": lambda: views.entities(
                Filter(), order="name", offset=1_000
            ),
            "all entities in their order, ms": lambda: views.exports.entity_order(Filter()),
        }
        found |= {name: median(partial(forgotten, views, work)) for name, work in works.items()}
        found["articles"] = views.article_count(Filter())
        found["entities"] = views.entity_count(Filter())
        found["events"] = views.event_count(Filter())
        views.close()
    print(json.dumps(found))


def forgotten(views: Views, work: Callable[[], object]) -> None:
    views.forget()
    work()


def pages(views: Views, filter_: Filter) -> None:
    views.counts(filter_)
    views.articles(filter_)
    views.entities(filter_)
    views.events(filter_)
    views.histogram(filter_)


def median(work: Callable[[], object]) -> float:
    """Milliseconds of the processor."""
    took = []
    for _ in range(TURNS):
        began = time.process_time()
        work()
        took.append((time.process_time() - began) * 1000)
    return statistics.median(took)


def exported(store: Path) -> dict[str, float]:
    """Return the processor's seconds and the peak of memory of an export of everything."""
    command = [sys.executable, "-m", "tui.cli", "--store", str(store), "export", "--as", "jsonl"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = used.ru_utime + used.ru_stime
    return {"export as jsonl, s": seconds, "export, peak MB": used.ru_maxrss / 1024}


def dashboards(stores: list[Path], state: Path) -> dict[str, Program]:
    (state / "dateline").mkdir()
    (state / "dateline" / "tour-seen").touch()
    more: Mapping[str, str] = {"XDG_STATE_HOME": str(state)}
    return {
        f"dateline {store.name}": Program(
            [sys.executable, "-c", OURS, "--store", str(store), "--fresh"], more
        )
        for store in stores
    }


def after_searches(program: Program) -> tuple[float, float]:
    """Return what a dashboard has resident at its start and after many searches and filters."""
    line = program.opened(LARGE)
    line.read(2)
    before, _ = line.memory()
    letters = "abcdefghijklmnoprstw"
    for turn in range(SEARCHES):
        word = letters[turn % 20] + letters[turn // 20] + ("e" if turn % 2 else "")
        line.press(b"/" + word.encode())
        line.rest(TYPED)
        line.press(b"\r")
        line.rest(TYPED)
        for key in (b"2", b"x", b"\x7f", b"\x7f"):  # exclude an entity; remove both filters
            line.press(key)
            line.rest(0.1)
    after, _ = line.memory()
    line.end()
    return before, after


if __name__ == "__main__":
    os.chdir(Path(__file__).parents[2])
    main()
