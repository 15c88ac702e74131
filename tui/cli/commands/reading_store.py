"""The store and its views, opened for a command that only looks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tui.cli.output.printing import note

if TYPE_CHECKING:
    from store import Filter, Store, Views


@contextmanager
def open_views(folder: Path) -> Iterator[Views]:
    """The views of a store, brought up to date. Raises `StoreMissing` with what to do."""
    from store import Store, Views

    store = Store.open(folder)
    try:
        views = Views.open(store)
        views.update()
        yield views
    finally:
        say_notes(store)
        store.close()


def say_notes(store: Store) -> None:
    """What was found wrong with the store and mended; not that it may only be looked at, which
    is no news to who reads."""
    for line in () if store.readonly else store.note.splitlines():
        note(f"dateline: {line}")


def selected_by(query: str) -> Filter:
    """The filter of a query. Raises `QueryError`, with the place, for one that cannot be
    read."""
    from store import Filter, Term, parse

    if not query.strip():
        return Filter()
    parse(query)
    return Filter().add(Term("query", query))
