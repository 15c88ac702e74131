"""Every count in every pane equals a brute-force recount, always (J8)."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from store.reading import Article, Reading
from store.views import Filter, Term, Views
from store.views.moments import PRECISIONS, ZOOMS, Zoom, pack
from store.views.rows import EventRow, Heading
from store.views.schema import is_faint
from tests.store.views.memory_journal import MemoryJournal
from tests.store.views.recount import Shown, recount
from tests.store.views.small_stores import filters, readings, stores

type Articles = Mapping[int, tuple[Article, Reading | None]]


@contextmanager
def opened(articles: Articles) -> Iterator[tuple[Views, MemoryJournal]]:
    with tempfile.TemporaryDirectory() as folder:
        journal = MemoryJournal(Path(folder))
        for number, (article, reading) in articles.items():
            journal.put(number, article, reading)
        views = Views.open(journal)
        views.update()
        yield views, journal
        views.close()


def check(views: Views, articles: Articles, filter_: Filter) -> None:
    shown, every = recount(articles, filter_), recount(articles, Filter())
    wanted = Filter(tuple(term for term in filter_.terms if term.field == "kind"))
    of_kind = shown.mentions if not wanted else recount(articles, filter_).mentions
    counts = views.counts(filter_)
    assert counts.articles == (len(shown.articles), len(every.articles))
    assert counts.entities == (len(of_kind), len(every.mentions))
    assert counts.events == (len(shown.groups), len(every.groups))
    check_articles(views, filter_, shown)
    check_entities(views, filter_, shown, every)
    check_events(views, filter_, shown, every)
    check_histogram(views, filter_)
    check_headings(views, filter_)


def check_articles(views: Views, filter_: Filter, shown: Shown) -> None:
    rows = views.articles(filter_, limit=1000)
    assert {row.number for row in rows} == shown.articles
    assert len(rows) == len(shown.articles)
    for rank, row in enumerate(rows):
        assert views.article_rank(filter_, row.number) == rank
        assert views.articles(filter_, offset=rank, limit=1) == [row]


def check_entities(views: Views, filter_: Filter, shown: Shown, every: Shown) -> None:
    rows = views.entities(filter_, limit=1000)
    assert {row.key: row.shown for row in rows} == dict(shown.mentions)
    assert [row.shown for row in rows] == sorted(shown.mentions.values(), reverse=True)
    for rank, row in enumerate(rows):
        assert row.total == every.mentions[row.key]
        assert views.entity_rank(filter_, row.key) == rank
    persons = views.entities(filter_, limit=1000, kinds=["PERSON"])
    assert persons == [row for row in rows if row.type == "PERSON"]


def check_events(views: Views, filter_: Filter, shown: Shown, every: Shown) -> None:
    rows = views.events(filter_, limit=1000)
    told = {
        f"{every.groups[key][0][0]}:{every.groups[key][0][1].id}": (key, members)
        for key, members in shown.groups.items()
    }
    assert {row.id for row in rows} == set(told)
    assert len(rows) == len(told)
    moments = []
    for rank, row in enumerate(rows):
        key, members = told[row.id]
        number, event = members[0]
        assert (row.number, row.event_id, row.mode) == (number, event.id, event.mode)
        assert row.articles == len({each for each, _ in every.groups[key]})
        assert row.sentences == sum(len(each.evidence) for _, each in every.groups[key])
        assert len(views.evidence(row.id)) == row.sentences
        assert views.event_rank(filter_, row.id) == rank
        moments.append(pack(event.from_, event.to, event.precision))
    assert moments == sorted(moments)
    clear = {
        row_id
        for row_id, (_, members) in told.items()
        if not all(is_faint(event.salience) for _, event in members)
    }
    assert {row.id for row in views.events(filter_, limit=1000, faint=False)} == clear
    assert views.event_count(filter_, faint=False) == len(clear)


def check_histogram(views: Views, filter_: Filter) -> None:
    buckets = views.histogram(filter_, "month")
    for bucket in buckets[:-1]:
        within = Filter((*filter_.terms, Term("date", f"{bucket.from_}..{bucket.to}")))
        assert bucket.shown == views.counts(within).events[0]
        alone = Filter((Term("date", f"{bucket.from_}..{bucket.to}"),))
        assert bucket.total == views.counts(alone).events[0]
    apart = Term("is", "no month")
    assert buckets[-1].shown == views.counts(Filter((*filter_.terms, apart))).events[0]
    assert buckets[-1].total == views.counts(Filter((apart,))).events[0]


def check_headings(views: Views, filter_: Filter) -> None:
    """Every row stands under the one heading that is its own, and each is counted."""
    every = views.events(Filter(), limit=1000)
    for zoom in ZOOMS:
        for faint in (True, False):
            rows = views.events(filter_, limit=1000, faint=faint)
            headings = views.headings(filter_, zoom, faint=faint)
            under = {heading.label: places(heading) for heading in headings}
            assert len(under) == len(headings)
            assert sorted(at for those in under.values() for at in those) == [*range(len(rows))]
            for heading in headings:
                those = under[heading.label]
                assert heading.shown == len(those) > 0
                assert {label(rows[at], zoom) for at in those} == {heading.label}
                assert heading.total == [label(row, zoom) for row in every].count(heading.label)


def places(heading: Heading) -> list[int]:
    return [at for first, count in heading.runs for at in range(first, first + count)]


def label(row: EventRow, zoom: Zoom) -> str:
    """The heading that a row stands under, written the plain way."""
    if row.from_ is None or row.to is None:
        return "open" if row.from_ or row.to else "undated"
    day = date.fromisoformat(row.from_)
    length = max(PRECISIONS.index(row.precision or "day"), PRECISIONS.index(zoom))
    week = day.isocalendar()
    return {
        "day": row.from_,
        "week": f"{week.year:04}-W{week.week:02}",
        "month": row.from_[:7],
        "quarter": f"{day.year:04}-Q{(day.month + 2) // 3}",
        "year": f"{day.year:04}",
        "decade": f"{day.year // 10}0s",
        "century": f"{day.year // 100}00s",
    }[PRECISIONS[length]]


@given(stores(), filters)
@settings(max_examples=80, deadline=None)
def test_counts_and_lists_equal_a_recount(articles: Articles, filter_: Filter) -> None:
    with opened(articles) as (views, _):
        check(views, articles, Filter())
        check(views, articles, filter_)


@given(stores(), filters, st.data())
@settings(max_examples=40, deadline=None)
def test_they_still_do_after_changes(
    articles: Articles, filter_: Filter, data: st.DataObject
) -> None:
    with opened(articles) as (views, journal):
        now = dict(articles)
        views.counts(filter_)
        for number in data.draw(st.lists(st.integers(1, 9), max_size=4)):
            if number in now and data.draw(st.booleans()):
                del now[number]
                journal.delete(number)
            else:
                now[number] = data.draw(readings(number))
                journal.put(number, *now[number])
            if data.draw(st.booleans()):
                assert views.update()
        views.update()
        check(views, now, Filter())
        check(views, now, filter_)
