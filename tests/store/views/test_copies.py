"""Copies are folded under their original, and are one voice with it."""

from __future__ import annotations

import pytest

from store.reading import Evidence, Span
from store.views import Filter, Term, Views
from store.views.lists.rows import ArticleKey
from tests.store.views.articles_for_tests import article, entity, event, reading
from tests.store.views.memory_journal import MemoryJournal

EVERYTHING = Filter()
COPIES = Filter((Term("query", "is:copy"),))
UPDATES = Filter((Term("query", "is:update"),))
ORIGINALS = Filter((Term("query", "-is:copy -is:update"),))
TELLING = "Ann Lee signed the treaty."
LEAVING = "She left Arvik."


@pytest.fixture
def views(journal: MemoryJournal) -> Views:
    """1 is an agency's; 2 is a copy of it, 3 a copy of the copy, 4 an update; 5 is another's,
    and says it too. The very text of 1 was also in the Echo."""
    for number, source in enumerate(("Wire", "Bugle", "Courier", "Wire", "Star", "Sun"), 1):
        text = f"{TELLING} {LEAVING} {source} {number}."
        new = article(text, source=source, published="2024-07-04")
        said = Evidence(start=0, end=len(TELLING), verb=Span(8, 14))
        first = len(TELLING) + 1
        left = Evidence(start=first, end=first + len(LEAVING), verb=Span(first + 4, first + 8))
        told = (
            event("v1", actors=("e1",), evidence=(said,)),
            event("v2", "2024-07-03", actors=("e1",), evidence=(left,), label="Ann Lee left"),
        )
        lee = entity("e1", "person/ann lee", "Ann Lee")
        journal.put(number, new, reading(new, lee, events=told if number < 6 else ()))
    for record, (number, of, kind) in enumerate(
        ((2, 1, "copy"), (3, 2, "copy"), (4, 1, "update")), 1
    ):
        journal.put_copy(record, number, of, kind)
    journal.put_copy(9, None, 1, source="Echo")
    views = Views.open(journal)
    views.update()
    return views


def keys(views: Views, filter_: Filter, *unfolded: int) -> list[ArticleKey]:
    return [row.key for row in views.articles(filter_, order="oldest", unfolded=unfolded)]


def test_a_row_for_each_original_and_its_copies_beneath_when_unfolded(views: Views) -> None:
    assert keys(views, EVERYTHING) == [1, 5, 6]
    assert [row.copies for row in views.articles(EVERYTHING, order="oldest")] == [4, 0, 0]
    assert keys(views, EVERYTHING, 1) == [1, "1/9", 2, 3, 4, 5, 6]
    rows = views.articles(EVERYTHING, order="oldest", unfolded=(1,))
    assert [row.kind for row in rows] == [None, "same", "copy", "copy", "update", None, None]
    assert [row.source for row in rows[:4]] == ["Wire", "Echo", "Bugle", "Courier"]
    assert [row.under for row in rows] == [False, True, True, True, True, False, False]
    assert views.counts(EVERYTHING).articles == (3, 3)
    assert views.counts(EVERYTHING).folded == (3, 3)


def test_where_the_original_is_not_shown_its_first_shown_copy_stands_for_it(views: Views) -> None:
    assert keys(views, Filter((Term("article", "1", exclude=True),))) == [2, 5, 6]
    assert keys(views, Filter((Term("query", "source:courier"),))) == [3]


def test_copies_and_updates_are_told_apart(views: Views) -> None:
    assert keys(views, COPIES, 1) == [2, 3]
    assert keys(views, UPDATES) == [4]
    assert keys(views, ORIGINALS) == [1, 5, 6]


def test_every_source_of_the_words_is_kept(views: Views) -> None:
    assert views.also_in(1) == ("Echo", "Bugle", "Courier")
    assert views.also_in(3) == ("Wire", "Echo", "Bugle")
    assert views.also_in(5) == ()
    assert keys(views, Filter((Term("source", "Echo"),))) == [1]


def test_copies_of_one_text_are_one_voice(views: Views) -> None:
    (dated,) = [row for row in views.events(EVERYTHING) if row.from_]
    assert (dated.voices, dated.sentences) == (2, 2)
    first, second = views.evidence(dated.id)
    assert (first.number, second.number) == (1, 5)
    assert (first.also_in, second.also_in) == (("Echo", "Bugle", "Courier"), ())
    assert [row.number for row in views.evidence(dated.id, 3)] == [3, 5]


def test_an_undated_event_of_an_original_and_its_copies_is_one_voice(views: Views) -> None:
    """5 says it on the same day, in other words but for the sentence: it is the other voice."""
    (row,) = (row for row in views.events(EVERYTHING) if not row.from_)
    assert (row.id, row.voices, row.articles, row.copies) == ("1:v1", 2, 2, 3)


def test_what_is_said_of_copies_may_change(views: Views, journal: MemoryJournal) -> None:
    journal.put_copy(1, 2, 5)
    views.update()
    assert keys(views, EVERYTHING, 1, 5) == [1, "1/9", 4, 5, 2, 3, 6]
    journal.delete_copy(1)
    views.update()
    assert keys(views, EVERYTHING, 2) == [1, 2, 3, 5, 6]
    journal.delete(1)
    journal.delete(2)
    views.update()
    assert keys(views, EVERYTHING) == [3, 4, 5, 6]


def test_two_that_are_said_to_be_copies_of_each_other_are_one_family(
    views: Views, journal: MemoryJournal
) -> None:
    journal.put_copy(1, 2, 6)
    views.update()
    assert keys(views, EVERYTHING, 6) == [1, 5, 6, 2, 3]
    journal.put_copy(5, 6, 2)
    views.update()
    assert keys(views, EVERYTHING, 2) == [1, 2, 3, 6, 5]
