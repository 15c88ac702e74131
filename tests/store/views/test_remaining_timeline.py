"""The timeline of a filter that excludes: what only the excluded articles report is gone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from store.views import Filter, Term, Views
from tests.store.views.articles_for_tests import article, entity, event, reading
from tests.store.views.memory_journal import MemoryJournal

WITHOUT_ANN = Filter((Term("entity", "person/ann", exclude=True),))
MAJOR, MINOR = 0.9, 0.01


def put(journal: MemoryJournal, number: int, *events: tuple[str, float], ann: bool) -> None:
    """Put an article that reports these events, each by its year and its salience."""
    names = [entity("e1", "person/bo", "Bo"), *[entity("e2", "person/ann", "Ann")] * ann]
    told = tuple(
        event(f"v{year}", f"20{year}-07-04", actors=("e1",), salience=salience)
        for year, salience in events
    )
    text = article(f"Told {number}")
    journal.put(number, text, reading(text, *names, events=told))


@pytest.fixture
def views(journal: MemoryJournal) -> Iterator[Views]:
    """In 2001 only Ann's articles report something; in 2002 hers first, in 2003 others
    first; in 2004 only hers as major, in 2005 others only as minor."""
    put(journal, 1, ("01", MAJOR), ("02", MAJOR), ("05", MAJOR), ann=True)
    put(journal, 2, ("02", MAJOR), ("03", MAJOR), ("04", MINOR), ("05", MINOR), ann=False)
    put(journal, 3, ("01", MAJOR), ("03", MAJOR), ("04", MAJOR), ann=True)
    put(journal, 4, ("06", MAJOR), ann=False)
    put(journal, 5, ann=False)
    views = Views.open(journal)
    views.update()
    yield views
    views.close()


def years(views: Views, filter_: Filter, *, minor: bool) -> list[str]:
    """Return the years of the rows, and check that everything agrees on them."""
    rows = views.events(filter_, minor=minor)
    assert views.event_count(filter_, minor=minor) == len(rows)
    assert sum(each.shown for each in views.histogram(filter_, "year", minor=minor)) == len(rows)
    for rank, row in enumerate(rows):
        assert views.ranks.event(filter_, row.id, minor=minor) == rank
        assert views.events(filter_, offset=rank, limit=1, minor=minor) == [row]
    return [(row.from_ or "")[2:4] for row in rows]


def test_rows_are_left_that_other_articles_report(views: Views) -> None:
    assert years(views, Filter(), minor=True) == ["01", "02", "03", "04", "05", "06"]
    assert years(views, WITHOUT_ANN, minor=True) == ["02", "03", "04", "05", "06"]


def test_a_row_is_major_that_any_article_tells_as_major(views: Views) -> None:
    assert years(views, Filter(), minor=False) == ["01", "02", "03", "04", "05", "06"]
    assert years(views, WITHOUT_ANN, minor=False) == ["02", "03", "04", "05", "06"]


def test_a_row_is_as_sure_as_the_surest_report_and_matters_as_the_one_that_matters_most(
    views: Views, journal: MemoryJournal
) -> None:
    for number, salience, confidence in ((7, MAJOR, 0.3), (8, MINOR, 0.99)):
        told = event("v07", "2007-07-04", actors=("e1",), salience=salience, confidence=confidence)
        text = article(f"Told {number}")
        journal.put(number, text, reading(text, entity("e1", "person/bo", "Bo"), events=(told,)))
        assert views.update()
        assert ("07" in years(views, Filter(), minor=False)) == (number == 8)
    journal.delete(8)
    assert views.update()
    assert "07" not in years(views, Filter(), minor=False)
    assert "07" in years(views, Filter(), minor=True)


def test_another_article_is_the_first_when_the_first_is_gone(
    views: Views, journal: MemoryJournal
) -> None:
    journal.delete(1)
    assert views.update()
    assert years(views, WITHOUT_ANN, minor=True) == ["02", "03", "04", "05", "06"]
    put(journal, 2, ("04", MAJOR), ann=False)
    assert views.update()
    assert years(views, WITHOUT_ANN, minor=True) == ["04", "06"]
    assert years(views, WITHOUT_ANN, minor=False) == ["04", "06"]
    assert years(views, Filter(), minor=False) == ["01", "03", "04", "06"]


def test_rows_of_one_moment_are_counted(journal: MemoryJournal) -> None:
    """Ann's article tells two of three rows of a day, and all of another, once as minor."""
    names = entity("e1", "person/bo", "Bo"), entity("e2", "person/ann", "Ann")

    def tell(number: int, *told: tuple[str, str, float], ann: bool) -> None:
        text = article(f"Told {number}")
        events = tuple(
            event(
                f"v{at}", day, type=type_, label=f"{type_} {at}", actors=("e1",), salience=salience
            )
            for at, (type_, day, salience) in enumerate(told)
        )
        journal.put(number, text, reading(text, *names[: 1 + ann], events=events))

    same, other = "2001-07-04", "2001-08-09"
    tell(1, ("CONSULT", same, MAJOR), ("AID", same, MAJOR), ("VISIT", other, MINOR), ann=True)
    tell(2, ("PROTEST", same, MAJOR), ("FIGHT", "2001-10-11", MAJOR), ann=False)
    tell(3, ("ASSAULT", other, MAJOR), ("YIELD", other, MINOR), ann=True)
    views = Views.open(journal)
    views.update()
    for minor, every, left in ((True, 7, 2), (False, 5, 2)):
        assert len(years(views, Filter(), minor=minor)) == every
        assert len(years(views, WITHOUT_ANN, minor=minor)) == left
    shown = {each.label: each.shown for each in views.histogram(WITHOUT_ANN, "month")}
    assert (shown["2001-07"], shown["2001-08"]) == (1, 0)
    views.close()
