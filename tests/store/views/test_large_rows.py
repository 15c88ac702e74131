"""Rows with many events, which are only joined."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from store.views import Filter, Views
from store.views.joining import linked_cells, pair_scores
from store.views.joining.event_arrays import Floats
from store.views.joining.pair_arrays import PairArrays
from tests.store.views.memory_journal import MemoryJournal
from tests.store.views.test_disagreements import FERRY, told


@pytest.fixture(autouse=True)
def large_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three events are many."""
    monkeypatch.setattr(linked_cells, "_DIVIDED", 3)


def tell(journal: MemoryJournal, number: int, published: str = "2024-05-07") -> None:
    said = f"{FERRY} and killed nine, says witness {number * 'A'}."
    told(journal, number, said, "attacked", f"Paper {number}", published=published)


def articles_of_rows(views: Views) -> list[int]:
    views.update()
    return sorted(row.articles for row in views.events(Filter()))


def test_a_large_row_grows_without_being_divided_anew(
    journal: MemoryJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, 5):
        tell(journal, number)
    views = Views.open(journal)
    assert articles_of_rows(views) == [4]
    read: list[int] = []
    really = linked_cells.LinkedCells._read

    def counted(self: linked_cells.LinkedCells, cells: Collection[int]) -> None:
        read.extend(cells)
        really(self, cells)

    monkeypatch.setattr(linked_cells.LinkedCells, "_read", counted)
    tell(journal, 5)
    assert articles_of_rows(views) == [5]
    assert len(read) == 1, "only the new one"


def test_a_telling_that_goes_with_two_large_rows_makes_one_of_them(
    journal: MemoryJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    likely = pair_scores.likelihoods

    def apart(pairs: PairArrays) -> Floats:
        return likely(pairs) * pairs.both(pairs.events.published)

    monkeypatch.setattr(pair_scores, "likelihoods", apart)
    for number in range(1, 8):
        tell(journal, number, "2024-05-07" if number % 2 else "2024-05-08")
    views = Views.open(journal)
    assert articles_of_rows(views) == [3, 4]
    monkeypatch.setattr(pair_scores, "likelihoods", likely)
    for number in (8, 9):
        tell(journal, number)
        assert articles_of_rows(views) == [number]


def test_a_large_row_that_gets_small_is_divided_again(journal: MemoryJournal) -> None:
    for number in range(1, 4):
        tell(journal, number)
    views = Views.open(journal)
    assert articles_of_rows(views) == [3]
    journal.delete(1)
    assert articles_of_rows(views) == [2]
    tell(journal, 4)
    assert articles_of_rows(views) == [3]
