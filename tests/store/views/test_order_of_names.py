"""Lists of names in order: few are sorted, many are found in the order of an index."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from store.views import Filter, Term, Views
from store.views.lists import entity_list, stable_order
from tests.store.views.articles_for_tests import article, entity, reading
from tests.store.views.memory_journal import MemoryJournal

NAMES = ("Øst", "ann", "Ann", "Bo Falk", "bo lie", "Zed", "Äpple", "Cara", "anna", "Bo")
EXCLUDED = Filter((Term("entity", "person/zed", exclude=True),))


@pytest.fixture(params=[0, 10_000])
def views(
    request: pytest.FixtureRequest, journal: MemoryJournal, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Views]:
    monkeypatch.setattr(entity_list, "_WALKED", request.param)
    monkeypatch.setattr(stable_order, "_MANY", request.param)
    for number in range(1, 7):
        entities = [
            entity(f"e{place}", f"person/{name.lower()}", name, times=1 + place % 3)
            for place, name in enumerate(NAMES)
            if (place + number) % 3
        ]
        journal.put(number, text := article(f"A talk {number}"), reading(text, *entities))
    views = Views.open(journal)
    views.update()
    yield views
    views.close()


@pytest.mark.parametrize("filter_", [Filter(), EXCLUDED, Filter((Term("entity", "person/bo"),))])
def test_names_are_listed_in_their_order_and_by_mentions(views: Views, filter_: Filter) -> None:
    rows = views.entities(filter_, order="name")
    assert rows
    assert rows == sorted(rows, key=lambda row: (_ascii_upper(row.name), row.name))
    assert rows[2:5] == views.entities(filter_, order="name", offset=2, limit=3)
    exported = views.exports.entity_rows(filter_, views.exports.entity_order(filter_))
    assert exported == sorted(exported, key=lambda row: (-row.shown, row.key))
    assert {row.key for row in exported} == {row.key for row in rows}


def _ascii_upper(name: str) -> bytes:
    return name.encode().upper()
