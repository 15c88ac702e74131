"""What a stranger's article or a pasted query may hold (HOSTILE H3, H12)."""

from __future__ import annotations

import pytest

from store.query.tree import QueryError
from store.views import Filter, Term, Views
from store.views.filtering.filters import Field
from tests.store.views.articles_for_tests import article, event, named, reading
from tests.store.views.memory_journal import MemoryJournal

ODD = (
    "Ann\ud800Lee",
    "x\0y",
    "\x1b]52;c;aGk=\x07",
    "[/] [@click=app.quit]",
    "\u202eabc",
    "e\u0301" * 99,
)


@pytest.fixture
def views(journal: MemoryJournal) -> Views:
    for number, odd in enumerate(ODD, 1):
        new = article(f"{odd} spoke of grain.", odd, odd, "2024-07-04")
        who = named("e1", f"person/{odd}", new.text, odd)
        told = event("v1", "2024-07-04", label=odd, actors=("e1",), mode=odd)
        journal.put(number, new, reading(new, who, events=(told,)))
    views = Views.open(journal)
    views.update()
    return views


def test_odd_articles_are_taken_in_as_they_are(views: Views) -> None:
    everything = Filter()
    assert views.counts(everything).articles == (len(ODD), len(ODD))
    titles = {row.title for row in views.articles(everything)}
    assert titles == {odd.replace("\ud800", "\ufffd") for odd in ODD}
    assert len(views.events(everything)) == len(views.entities(everything)) == len(ODD)


@pytest.mark.parametrize(
    "odd", [*ODD, "", " ", "*", "%", "a" * 100_000, "'; DROP TABLE events; --"]
)
def test_odd_questions_are_answered_or_explained(views: Views, odd: str) -> None:
    views.search.names(odd)
    views.search.complete(f"who:{odd}", len(odd) + 4)
    try:
        views.search.find(odd)
        views.search.find(f"who:{odd}")
    except QueryError as error:
        assert error.message
    fields: tuple[Field, ...] = ("entity", "article", "source", "text", "type", "mode", "kind")
    for field in fields:
        shown, total = views.counts(Filter((Term(field, odd),))).articles
        assert 0 <= shown <= total == len(ODD)


@pytest.mark.parametrize(
    ("field", "value"), [("date", "soon"), ("pub", ""), ("is", "nice"), ("query", "(")]
)
def test_a_filter_that_cannot_be_read_says_so(views: Views, field: Field, value: str) -> None:
    with pytest.raises(QueryError):
        views.counts(Filter((Term(field, value),)))


def test_a_text_of_a_million_words_is_searched_at_once(journal: MemoryJournal) -> None:
    long = article("jan " * 500_000, "t" * 2_000_000)
    journal.put(1, long, reading(long))
    views = Views.open(journal)
    views.update()
    (row,) = views.articles(Filter())
    assert len(row.title) <= 300
    (hit,) = views.search.find("jan")
    assert len(hit.snippet) <= 200
