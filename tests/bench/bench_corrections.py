"""How long a correction takes to be on all panes: `python -m tests.bench.bench_corrections`.

The store is made up (see `synthetic`). Times are CPU milliseconds of this process and ratios to a
yardstick of the same run: one reload of all panes without a correction.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from store.corrections.recording import Corrections
from store.corrections.records import (
    AnyAct,
    Hide,
    HideEvents,
    Merge,
    Rename,
    Retype,
    SetDate,
    SetPublished,
    Star,
    Tag,
    WrittenDate,
)
from store.corrections.targets import EntityRef
from store.database import Store
from store.views import Filter, Views
from tests.bench.made_store import make_store

MANY = 5_000
REPEATED = 7


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=20_000)
    options.add_argument("--folder", type=Path, help="keep the store here and use it again")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as made:
        kept = make_store(chosen.folder or Path(made) / "kept", chosen.articles)
        folder = Path(made) / "store"
        shutil.copytree(kept, folder)
        with Store.open(folder) as store:
            one_correction(store)
            many_corrections(store)


def panes(views: Views) -> None:
    """What a reload of the panes asks."""
    whole = Filter()
    views.counts(whole)
    views.articles(whole)
    views.entities(whole)
    views.events(whole)
    views.histogram(whole)
    views.headings(whole)


def one_correction(store: Store) -> None:
    """From the key to the panes: record, index, reload."""
    views = Views.open(store)
    views.update()
    log = Corrections(store, "bench")
    yardstick = statistics.median(took(lambda: reload(views)) for _ in range(REPEATED))
    print(f"{'reload of all panes (yardstick)':<40} {yardstick:8.1f} ms")
    for name, act in samples(views):
        times = []
        for _ in range(3):
            times.append(took(lambda act=act: corrected(views, lambda: log.record(act))))
            times.append(took(lambda: corrected(views, log.undo)))
        for what, some in (("", times[::2]), (", undone", times[1::2])):
            middle = statistics.median(some)
            print(f"{name + what:<40} {middle:8.1f} ms {middle / yardstick:7.1f} x", flush=True)
        if isinstance(act, Merge):
            first = took(lambda act=act: begun(views, lambda: log.record(act)))
            corrected(views, log.undo)
            print(f"{name + ', first panes':<40} {first:8.1f} ms {first / yardstick:7.1f} x")
    views.close()


def corrected(views: Views, change: Callable[[], object]) -> None:
    change()
    while views.behind:
        views.update()
    panes(views)


def begun(views: Views, change: Callable[[], object]) -> None:
    """As a dashboard does it: the panes follow after the first articles."""
    change()
    views.update(seconds=0.02)
    panes(views)


def reload(views: Views) -> None:
    views.forget()
    panes(views)


def samples(views: Views) -> Iterator[tuple[str, AnyAct]]:
    rows = views.entities(Filter(), limit=20_000)
    into = EntityRef(rows[-1].key, rows[-1].name, "PERSON")
    for mentions in (1, 10, 100, 1_000):
        row = next((row for row in rows if row.total <= mentions), rows[-2])
        articles = views.corrections.touches(Hide(row.key)).articles
        yield f"merge a name of {articles} articles", Merge(row.key, into)
        yield f"hide a name of {articles} articles", Hide(row.key)
    most = rows[0]
    yield f"rename a name of {most.total} mentions", Rename(most.key, "Another")
    yield f"retype a name of {most.total} mentions", Retype(most.key, "EVENT")
    events = views.events(Filter(), limit=200)
    row = max(events, key=lambda row: row.voices)
    refs = views.corrections.event_refs(row.id)
    date = WrittenDate("2020-05-05", "2020-05-05", "day")
    yield f"date a row of {len(refs)} reports", SetDate(refs, date)
    yield f"hide a row of {len(refs)} reports", HideEvents(refs)
    yield "star a row", Star(refs)
    yield "star a name", Star(into)
    yield "date an article", SetPublished(views.corrections.article_ref(77), "2020-05-05")


def many_corrections(store: Store) -> None:
    """The first paint of a store with thousands of corrections, against the one without."""
    before = statistics.median(took(lambda: first_paint(store)) for _ in range(REPEATED * 3))
    views = Views.open(store)
    views.update()
    log = Corrections(store, "bench")
    log.record(*many(views))
    views.update()
    views.close()
    after = statistics.median(took(lambda: first_paint(store)) for _ in range(REPEATED * 3))
    print(f"{'opening and first pages':<40} {before:8.1f} ms")
    print(f"{f'with {MANY:,} corrections':<40} {after:8.1f} ms {after / before:7.2f} x")
    views = Views.open(store)
    star = Star(views.corrections.article_ref(78))
    again = took(lambda: corrected(views, lambda: log.record(star)))
    undone = took(lambda: corrected(views, log.undo))
    print(f"{'one more correction then':<40} {again:8.1f} ms")
    print(f"{'its undoing':<40} {undone:8.1f} ms")
    views.close()


def many(views: Views) -> Iterator[AnyAct]:
    rows = views.entities(Filter(), limit=MANY)
    for place in range(MANY):
        row = rows[-1 - place % len(rows)]
        match place % 5:
            case 0:
                yield Rename(row.key, f"{row.name} the {place}th")
            case 1:
                yield Tag(views.corrections.article_ref(place % 2_000 + 1), f"tag {place % 50}")
            case 2:
                yield Retype(row.key, "EVENT")
            case 3:
                yield SetPublished(views.corrections.article_ref(place % 3_000 + 1), "2020-05-05")
            case _:
                yield Star(EntityRef(row.key, row.name, "PERSON"))


def first_paint(store: Store) -> None:
    """Open the views, load the panes and the article that the reader shows."""
    views = Views.open(store)
    panes(views)
    newest = views.articles(Filter(), limit=1)[0].number
    views.article(newest)
    views.reading(newest)
    views.close()


def took(act: Callable[[], object]) -> float:
    """Return CPU milliseconds."""
    began = time.process_time()
    act()
    return (time.process_time() - began) * 1000


if __name__ == "__main__":
    main()
