"""Copies are counted under their original, and can be left out."""

from __future__ import annotations

from store.views import Filter, Term, Views
from tests.store.views.articles_for_tests import article, reading
from tests.store.views.memory_journal import MemoryJournal

COPIES = Filter((Term("query", "is:copy"),))
ORIGINALS = Filter((Term("is", "copy", exclude=True),))


def test_copies(journal: MemoryJournal) -> None:
    for number in range(1, 5):
        new = article(f"Article {number}.")
        journal.put(number, new, reading(new))
    journal.put_copy(1, 2, 1)
    journal.put_copy(2, 3, 1)
    journal.put_copy(3, None, 1)
    views = Views.open(journal)
    views.update()
    assert {row.number: row.copies for row in views.articles(Filter())} == {1: 3, 2: 0, 3: 0, 4: 0}
    assert {row.number for row in views.articles(COPIES)} == {2, 3}
    assert {row.number for row in views.articles(ORIGINALS)} == {1, 4}
    journal.put_copy(2, 3, 4)
    views.update()
    assert {row.number: row.copies for row in views.articles(Filter())} == {1: 2, 2: 0, 3: 0, 4: 1}
