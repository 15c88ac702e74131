"""Entities whose name no reading trusts: the list leaves them out unless it is asked for all."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from store.views import Filter, Term, Views
from store.views.indexing.schema import SURE_NAME
from tests.store.views.articles_for_tests import article, entity, reading
from tests.store.views.memory_journal import MemoryJournal

DOUBTFUL = "org/squirtle"


@pytest.fixture
def journal(tmp_path: Path) -> MemoryJournal:
    journal = MemoryJournal(tmp_path)
    _put(journal, 1, SURE_NAME - 0.01, times=5)
    return journal


@pytest.fixture
def views(journal: MemoryJournal) -> Iterator[Views]:
    views = Views.open(journal)
    views.update()
    yield views
    views.close()


def _put(journal: MemoryJournal, number: int, confidence: float | None, times: int = 1) -> None:
    written = article(f"Ann Lee met Squirtle {number}", source="Wire")
    doubtful = replace(entity("e1", DOUBTFUL, "Squirtle", times=times), confidence=confidence)
    sure = entity("e2", "person/ann lee", "Ann Lee", times=2)
    journal.put(number, written, reading(written, doubtful, sure))


def _keys(views: Views, filter_: Filter = Filter(), *, unsure: bool) -> list[str]:  # noqa: B008
    rows = views.entities(filter_, limit=9, unsure=unsure)
    assert views.entity_count(filter_, unsure=unsure) == len(rows)
    ranks = [views.ranks.entity(filter_, row.key, unsure=unsure) for row in rows]
    assert ranks == list(range(len(rows)))
    return [row.key for row in rows]


@pytest.mark.parametrize("filter_", [Filter(), Filter((Term("source", "Wire"),))])
def test_the_list_leaves_out_an_unsure_name(views: Views, filter_: Filter) -> None:
    assert _keys(views, filter_, unsure=True) == [DOUBTFUL, "person/ann lee"]
    assert _keys(views, filter_, unsure=False) == ["person/ann lee"]
    assert views.ranks.entity(filter_, DOUBTFUL, unsure=False) is None


def test_it_is_listed_when_the_filter_names_it(views: Views) -> None:
    filter_ = Filter((Term("entity", DOUBTFUL),))
    assert _keys(views, filter_, unsure=False) == [DOUBTFUL, "person/ann lee"]


def test_it_is_found_by_a_search(views: Views) -> None:
    assert DOUBTFUL in [hit.key for hit in views.search.find("squirtle")]


def test_a_letter_repeated_finds_nothing(views: Views) -> None:
    assert [hit.key for hit in views.search.find("aaaa")] == []


def test_one_reading_that_trusts_it_is_enough_while_it_is_there(
    views: Views, journal: MemoryJournal
) -> None:
    _put(journal, 2, SURE_NAME)
    views.update()
    assert _keys(views, unsure=False) == [DOUBTFUL, "person/ann lee"]
    _put(journal, 2, 0.1)
    views.update()
    assert _keys(views, unsure=False) == ["person/ann lee"]


def test_readings_of_older_versions_are_trusted(views: Views, journal: MemoryJournal) -> None:
    _put(journal, 1, None)
    views.update()
    assert DOUBTFUL in _keys(views, unsure=False)


@pytest.mark.parametrize(("times", "listed"), [(2, False), (3, True)])
def test_a_first_name_that_an_article_says_in_passing_is_left_out(
    tmp_path: Path, times: int, listed: bool
) -> None:
    journal = MemoryJournal(tmp_path)
    written = article("Robin left", source="Wire")
    robin = entity("e1", "person/robin@0123456789ab", "Robin", times=times)
    journal.put(1, written, reading(written, replace(robin, confidence=1.0)))
    with contextlib.closing(Views.open(journal)) as views:
        views.update()
        assert bool(_keys(views, unsure=False)) is listed
