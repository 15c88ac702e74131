"""How many tellings of one event are in one row: `python -m tests.bench.bench_told STORE`.

STORE has the articles of `open_news.jsonl.gz`. The tellings of `told_events.tsv` were found by the
labels of rows; those of the other files were noted before any row of them was seen, so that many of
them have none. Those that can be joined have a row, and so has another telling of their event.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from pathlib import Path

from store.database import Store
from store.extract.learned.training import LABELS
from store.views import Views

LISTS = (
    "told_events",
    "told_blind",
    "told_drawn",
    "told_stories",
    "told_passing",
    "told_groups",
    "told_named",
)

type Telling = tuple[str, int, str]
"""The id of an article, the start of the word that carries the event, and the type that it had, or
"" if it was noted before that was known."""


def tellings(name: str = "told_events") -> dict[str, list[Telling]]:
    """Return the tellings of each event by its number or name."""
    found: dict[str, list[Telling]] = defaultdict(list)
    for line in (LABELS / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            event, article, start, *rest = line.split("\t")
            found[event].append((article, int(start), rest[0] if rest else ""))
    return found


def row_of(views: Views, number: int, start: int, type_: str) -> str | None:
    """Return the row that tells the event of a word, or None if it is found there no longer. If the
    event now has another type, that one counts."""
    reading = views.reading(number)
    found = [
        event
        for event in (reading.events if reading is not None else ())
        if any(piece.verb.start == start for piece in event.evidence)
    ]
    found.sort(key=lambda event: (event.type != type_, event.evidence[0].verb.start != start))
    row = views.event(f"{number}:{found[0].id}") if found else None
    return None if row is None else row.id


def measure(store: Store, views: Views, name: str) -> str:
    """Return how many tellings of a file are in one row with others of their event."""
    together = total = rowless = possible = 0
    for event in tellings(name).values():
        told: dict[int, str | None] = {}
        for article, start, type_ in event:
            number = store.number(article)
            if number is not None:
                told[number] = row_of(views, number, start, type_)
        found = Counter(row for row in told.values() if row is not None)
        largest = max(found.values(), default=0)
        total += len(told)
        together += largest if largest > 1 else 0
        rowless += list(told.values()).count(None)
        possible += found.total() if found.total() > 1 else 0
    return (
        f"{name}: {together} of {total} tellings are in one row with others of their event,"
        f" {rowless} have no row; of those that have one {together / max(1, total - rowless):.0%},"
        f" of the {possible} that can be joined {together / max(1, possible):.0%}"
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("store", type=Path, nargs="?")
    chosen = options.parse_args()
    if chosen.store is None:
        print("bench_told: needs a store of open_news; nothing was measured")
        return
    with Store.open(chosen.store, readonly=True) as store:
        views = Views.open(store)
        views.update()
        for name in LISTS:
            print(measure(store, views, name))
        views.close()


if __name__ == "__main__":
    main()
