"""A real store of made-up news, as large as asked for."""

from __future__ import annotations

from pathlib import Path

from store.database import Store
from store.views import Views
from tests.bench.synthetic import SyntheticJournal

_COMMIT = 500
"""Articles written in one commit: this is about reading, not about writing."""


def make_store(folder: Path, articles: int) -> Path:
    """A store of `articles` in `folder`, with its views; one that is there is used again."""
    made = SyntheticJournal(folder, articles, names=min(100_000, max(articles, 5_000)))
    with Store.open(folder, create=True) as store:
        for first in range(len(store.numbers()) + 1, articles + 1, _COMMIT):
            with store.transaction():
                for number in range(first, min(first + _COMMIT, articles + 1)):
                    store.put(made.article(number), made.reading(number), {"outcome": "new"})
        make_views(store)
    return folder


def make_views(store: Store) -> None:
    """All that the panes and the search ask of a store, made in one go."""
    views = Views.open(store)
    views.update()
    while views.behind:
        views.update()
    while views.prepare_search():
        pass
    views.close()
