"""How much of what filters have found is kept."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator

import pytest

from store.views import Filter, Term, Views
from store.views.filtering.satisfying import EventKey, FoundEvents
from store.views.indexing.schema import EVENT_BITS
from store.views.lists.rows import EntityRow
from tests.store.views.articles_for_tests import article, entity, event, reading
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
    sizes = []
    for filter_ in FILTERS:
        looked(views, filter_)
        sizes.append(views._state.selection(filter_).size)
    assert sizes == [8, 16, 24, 32]


def test_sorted_lists_weigh(views: Views) -> None:
    assert views.ranks.article(FILTERS[1], 2) == 0
    assert views._state.selection(FILTERS[1]).size == 4
    assert views.ranks.article(Filter(), 2) == 2
    assert views._state.selection(Filter()).size == 16


def test_removed_numbers_are_not_selected(views: Views, journal: MemoryJournal) -> None:
    journal.delete(3)
    views.update()
    without = Filter((Term("source", "Wire", exclude=True),))
    assert sorted(row.number for row in views.articles(without)) == [2, 4]
    assert views.article_count(without) == 2


def test_events_and_their_moments_weigh(journal: MemoryJournal) -> None:
    told = article("A visit, and a strike.", None, None, "2024-07-01")
    events = (event("v1", "2024-07-01"), event("s1", "2024-07-02", type="PROTEST"))
    journal.put(1, told, reading(told, events=events))
    views = Views.open(journal)
    views.update()
    visits = Filter((Term("query", "type:consult"),))
    assert len(views.events(visits)) == 1
    assert views._state.selection(visits).size > 2
    assert views._state.selection(Filter()).size == 0


def test_many_found_events_take_little_memory() -> None:
    def rows() -> Iterator[EventKey]:
        return ((number << EVENT_BITS, number, 7 << 40, number % 2) for number in range(100_000))

    tracemalloc.start()
    found = FoundEvents(rows())
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 2_000_000
    assert len(found) == len(found.articles()) == 100_000
    assert 5 << EVENT_BITS in found
    assert (5 << EVENT_BITS) + 1 not in found
    assert len(found.groups.clear) == 50_000
    assert list(found.groups.moments(minor=True)) == [(7 << 40, 100_000)]


def test_heavy_filters_are_dropped_and_found_again(
    views: Views, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = views._state.selection(FILTERS[0])
    before = [looked(views, filter_) for filter_ in FILTERS]
    monkeypatch.setattr("store.views.state._LARGEST", 40)
    looked(views, Filter((Term("date", "2024-07"),)))
    assert views._state.selection(FILTERS[0]) is not first
    assert [looked(views, filter_) for filter_ in FILTERS] == before
