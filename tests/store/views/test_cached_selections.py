"""How much of what filters have found is kept."""

from __future__ import annotations

import pytest

from store.views import Filter, Term, Views
from store.views.lists.rows import EntityRow
from tests.store.views.articles_for_tests import article, entity, reading
from tests.store.views.memory_journal import MemoryJournal

FILTERS = [Filter((Term("source", name),)) for name in ("Wire", "Post", "Echo", "Star")]


@pytest.fixture
def views(journal: MemoryJournal) -> Views:
    for number, filter_ in enumerate(FILTERS, 1):
        told = article(f"Visit {number}.", None, filter_.terms[0].value, f"2024-07-0{number}")
        persons = (entity(f"e{at}", f"person/p {at}", f"P {at}") for at in range(number))
        journal.put(number, told, reading(told, *persons))
    views = Views.open(journal)
    views.update()
    return views


def looked(views: Views, filter_: Filter) -> list[EntityRow]:
    return views.entities(filter_, unsure=True)


def test_counted_entities_weigh(views: Views) -> None:
    weights = []
    for filter_ in FILTERS:
        looked(views, filter_)
        weights.append(views._state.selection(filter_).weight)
    assert weights == [1, 2, 3, 4]


def test_sorted_lists_weigh(views: Views, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.views.filtering.selection._LISTED", 1)
    assert views.ranks.article(FILTERS[1], 2) == 0
    assert views._state.selection(FILTERS[1]).weight == 1
    assert views.ranks.article(Filter(), 2) == 2
    assert views._state.selection(Filter()).weight == 4


def test_heavy_filters_are_dropped_and_found_again(
    views: Views, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = views._state.selection(FILTERS[0])
    before = [looked(views, filter_) for filter_ in FILTERS]
    monkeypatch.setattr("store.views.state._HEAVIEST", 5)
    looked(views, Filter((Term("date", "2024-07"),)))
    assert views._state.selection(FILTERS[0]) is not first
    assert [looked(views, filter_) for filter_ in FILTERS] == before
