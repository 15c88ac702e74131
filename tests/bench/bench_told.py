"""How many tellings of one event are in one row: `python -m tests.bench.bench_told STORE`.

STORE has the articles of `open_news.jsonl.gz`; the tellings are in `told_events.tsv`.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from pathlib import Path

from store.database import Store
from store.extract.learned.training import LABELS
from store.views import Views

type Telling = tuple[str, int, str]
"""The id of an article, the start of the word that carries the event, and the type that it had."""


def tellings() -> dict[str, list[Telling]]:
    """Return the tellings of each event by its number."""
    found: dict[str, list[Telling]] = defaultdict(list)
    for line in (LABELS / "told_events.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            event, article, start, type_ = line.split("\t")
            found[event].append((article, int(start), type_))
    return found


def row_of(views: Views, number: int, start: int, type_: str) -> str | None:
    """Return the row that tells the event of a word, or None if it is found there no longer. If the
    event now has another type, that one counts."""
    reading = views.reading(number)
    found = [
        event
        for event in (reading.events if reading is not None else ())
        if event.evidence and event.evidence[0].verb.start == start
    ]
    found.sort(key=lambda event: event.type != type_)
    row = views.event(f"{number}:{found[0].id}") if found else None
    return None if row is None else row.id


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("store", type=Path)
    chosen = options.parse_args()
    with Store.open(chosen.store, readonly=True) as store:
        views = Views.open(store)
        views.update()
        together = total = 0
        for event in tellings().values():
            told: dict[int, str | None] = {}
            for article, start, type_ in event:
                number = store.number(article)
                if number is not None:
                    told[number] = row_of(views, number, start, type_)
            found = Counter(row for row in told.values() if row is not None)
            largest = max(found.values(), default=0)
            total += len(told)
            together += largest if largest > 1 else 0
        views.close()
    print(f"{together} of {total} tellings are in one row with others of their event")


if __name__ == "__main__":
    main()
