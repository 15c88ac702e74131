"""How many articles that tell one event are in one row: `python -m tests.bench.bench_told STORE`.

STORE has the articles of `open_news.jsonl.gz`. An article is in a row if one of its sentences that
tell the event is evidence of the row by a word that tells that event: the word that was noted, or
another one of the article that a reader found to tell it too. The tellings of `told_events.tsv`
were found by the labels of rows; those of the other files were noted before any row of them was
seen, so that many of them have none. Those that can be joined have a row, and so has another
article that tells their event.
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
    "told_left",
)

type Word = tuple[int, str]
"""The start of a word that carries the event, and the type that it had, or "" if it was noted
before that was known."""
type Tellings = dict[str, list[Word]]
"""The words of an article that tell one event, by the id of the article."""


def tellings(name: str = "told_events") -> dict[str, Tellings]:
    """Return the tellings of each event by its number or name."""
    found: dict[str, Tellings] = defaultdict(lambda: defaultdict(list))
    for line in (LABELS / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            event, article, start, *rest = line.split("\t")
            found[event][article].append((int(start), rest[0] if rest else ""))
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
    """Return how many articles of a file are in one row with others that tell their event."""
    together = total = rowless = possible = 0
    for event in tellings(name).values():
        told = [
            {row for start, type_ in words if (row := row_of(views, number, start, type_))}
            for article, words in event.items()
            if (number := store.number(article)) is not None
        ]
        found = Counter(row for rows in told for row in rows)
        largest = max(found.values(), default=0)
        with_row = sum(map(bool, told))
        total += len(told)
        together += largest if largest > 1 else 0
        rowless += len(told) - with_row
        possible += with_row if with_row > 1 else 0
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
