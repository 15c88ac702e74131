"""An event that a person checked is listed, however unsure the machine was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from store.corrections.recording import Corrections
from store.corrections.records import Check
from store.database import Store
from store.views import Filter, Views
from tests.tui.mending_room import mending_room
from tests.tui.newsroom import fill


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store of which the machine trusts no event."""
    told = [
        (article, replace(r, events=tuple(replace(event, confidence=0.1) for event in r.events)))
        for article, r in mending_room()
    ]
    with Store.open(fill(tmp_path / "store", told)) as opened:
        yield opened


def labels(views: Views, *, minor: bool) -> list[str]:
    return [row.label for row in views.events(Filter(), minor=minor)]


def test_a_checked_event_is_no_longer_hidden_as_unsure(store: Store) -> None:
    views = Views.open(store)
    views.update()
    assert labels(views, minor=False) == []
    row = views.events(Filter())[0]
    log = Corrections(store, "kaja")
    log.record(Check(views.corrections.event_refs(row.id)))
    views.update()
    (shown,) = views.events(Filter(), minor=False)
    assert shown.label == row.label
    assert not shown.is_unsure
    assert shown.marks.checked
    assert views.reading(row.number) == views.machine_reading(row.number)
    log.undo()
    views.update()
    assert labels(views, minor=False) == []
    views.close()


def test_a_fresh_index_says_the_same(store: Store) -> None:
    views = Views.open(store)
    views.update()
    row = views.events(Filter())[0]
    Corrections(store, "kaja").record(Check(views.corrections.event_refs(row.id)))
    views.update()
    seen = [(each.id, each.confidence) for each in views.events(Filter())]
    views.close()
    for path in (store.folder / "views").iterdir():
        path.unlink()
    again = Views.open(store)
    again.update()
    assert [(each.id, each.confidence) for each in again.events(Filter())] == seen
    again.close()
