"""Every count in every pane equals a brute-force recount, always (J8)."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from store.query.tree import Named
from store.reading import Entity, Event
from store.shown_events import is_hidden
from store.views import Filter, Term, Views
from store.views.filtering.condition_tree import factors
from store.views.lists.rows import ArticleKey, EventRow, Heading
from store.views.moments import PRECISIONS, ZOOMS, Zoom
from tests.store.views.memory_journal import MemoryJournal
from tests.store.views.recount import Articles, Record, Shown, family, is_named, kind, recount
from tests.store.views.small_stores import NAMES, copies, filters, readings, stores


@dataclass
class World:
    """What the store holds."""

    articles: Articles
    copies: Mapping[int, Record]

    def recount(self, filter_: Filter) -> Shown:
        return recount(self.articles, filter_, self.copies)

    def beneath(self, members: list[int]) -> list[ArticleKey]:
        """What is folded under the first of these articles of a family."""
        keys: list[ArticleKey] = []
        for place, number in enumerate(members):
            keys += [number] if place else []
            same = (key for key in sorted(self.copies) if self.says_same(key, number))
            keys += [f"{number}/{key}" for key in same]
        return keys

    def says_same(self, key: int, number: int) -> bool:
        return self.copies[key].number is None and self.copies[key].of == number


@contextmanager
def opened(world: World) -> Iterator[tuple[Views, MemoryJournal]]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        journal = MemoryJournal(Path(folder))
        for number, (article, reading) in world.articles.items():
            journal.put(number, article, reading)
        for key, record in world.copies.items():
            journal.put_copy(key, *record)
        views = Views.open(journal)
        views.update()
        yield views, journal
        views.close()


def check(views: Views, world: World, filter_: Filter) -> None:
    shown, every = world.recount(filter_), world.recount(Filter())
    counts = views.counts(filter_)
    assert counts.articles == (len(shown.rows), len(every.rows))
    assert counts.folded == tuple(len(each.articles) - len(each.rows) for each in (shown, every))
    assert counts.entities == (len(shown.mentions), len(every.mentions))
    assert counts.events == (len(shown.groups), len(every.groups))
    check_articles(views, world, filter_, shown)
    check_entities(views, filter_, shown, every)
    check_events(views, world, filter_, shown, every)
    check_histogram(views, filter_)
    check_headings(views, filter_)
    check_cards(views)


def check_articles(views: Views, world: World, filter_: Filter, shown: Shown) -> None:
    folded = {}
    for head, members in shown.rows.items():
        members.sort(key=lambda number: (number != head, number))
        folded[members[0]] = world.beneath(members)
    rows = views.articles(filter_, limit=1000)
    assert {row.number: row.copies for row in rows} == {
        number: len(beneath) for number, beneath in folded.items()
    }
    assert len(rows) == len(folded)
    for rank, row in enumerate(rows):
        assert not row.under
        assert (row.family, row.kind) == said_of(row.number, world)
        assert views.articles(filter_, offset=rank, limit=1) == [row]
        for key in (row.key, *folded[row.number]):
            assert views.ranks.article(filter_, key) == rank
    check_unfolded(views, world, filter_, shown, [(row.number, folded[row.number]) for row in rows])


def said_of(number: int, world: World) -> tuple[int, str | None]:
    return family(number, world.copies), kind(number, world.copies)


def check_unfolded(
    views: Views,
    world: World,
    filter_: Filter,
    shown: Shown,
    folded: list[tuple[int, list[ArticleKey]]],
) -> None:
    for unfolded in (frozenset(shown.rows), frozenset([*shown.rows][:1])):
        expected: list[ArticleKey] = []
        for number, beneath in folded:
            expected += [number]
            expected += beneath if family(number, world.copies) in unfolded else []
        rows = views.articles(filter_, limit=1000, unfolded=unfolded)
        assert [row.key for row in rows] == expected
        assert views.article_count(filter_, unfolded=unfolded) == len(rows)
        for rank, row in enumerate(rows):
            assert views.ranks.article(filter_, row.key, unfolded=unfolded) == rank
            assert row.kind == ("same" if row.record else kind(row.number, world.copies))


def check_entities(views: Views, filter_: Filter, shown: Shown, every: Shown) -> None:
    rows = views.entities(filter_, limit=1000)
    assert {row.key: row.shown for row in rows} == dict(shown.mentions)
    named = {term.value for term in filter_.terms if term.field == "entity" and not term.exclude}
    named |= {key for key in shown.mentions if is_asked_for(key, filter_)}
    others = [row.shown for row in rows if row.key not in named]
    assert others == sorted(others, reverse=True)
    assert [row.key in named for row in rows] == sorted(row.key in named for row in rows)[::-1]
    for rank, row in enumerate(rows):
        assert row.total == every.mentions[row.key]
        assert views.ranks.entity(filter_, row.key) == rank
    persons = views.entities(filter_, limit=1000, kinds=["PERSON"])
    assert persons == [row for row in rows if row.type == "PERSON"]
    by_name = views.entities(filter_, limit=1000, order="name")
    assert by_name == sorted(rows, key=lambda row: (row.name.lower(), row.name, by_name.index(row)))
    exported = views.exports.entity_rows(filter_, views.exports.entity_order(filter_))
    assert exported == sorted(rows, key=lambda row: (-row.shown, row.key))
    sure = views.entities(filter_, limit=1000, unsure=False)
    for limit in (2, 50):
        views.forget()
        assert views.entity_count(filter_, unsure=False) == len(sure)
        assert views.entities(filter_, limit=limit, unsure=False) == sure[:limit]
        views.forget()
        assert views.entities(filter_, limit=limit) == rows[:limit]
        assert views.entities(filter_, limit=limit, kinds=["PERSON"]) == persons[:limit]


def is_asked_for(key: str, filter_: Filter) -> bool:
    """Whether a query of the filter asks for the name of an entity, and for nothing else of it."""
    return any(
        isinstance(part, Named) and is_named(an_entity(key), part.name, part.kinds)
        for part in factors(filter_)
    )


def an_entity(key: str) -> Entity:
    name, type_ = NAMES[key]
    return Entity(id="", key=key, name=name, type=type_)


def check_events(views: Views, world: World, filter_: Filter, shown: Shown, every: Shown) -> None:
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
        facts = every.facts[key]
        number, event = min(members, key=says_most)
        assert (row.number, row.event_id, row.mode) == (number, event.id, event.mode)
        speakers = {family(each, world.copies): each for each, _ in reversed(every.groups[key])}
        assert row.articles == len(speakers)
        assert row.copies == len({each for each, _ in every.groups[key]}) - len(speakers)
        assert (row.voices, row.disputed) == (facts.voices, bool(facts.disputed))
        assert bool(views.disagreements(row.id)) == row.disputed
        assert row.sentences == sum(
            len(each.evidence) for by, each in every.groups[key] if by in speakers.values()
        )
        assert {each.number for each in views.evidence(row.id)} == set(speakers.values())
        assert len(views.evidence(row.id)) == row.sentences
        assert number in {each.number for each in views.evidence(row.id, number)}
        assert views.ranks.event(filter_, row.id) == rank
        moments.append(facts.moment)
    assert moments == sorted(moments)
    for minor in (True, False):
        listed = views.events(filter_, limit=1000, minor=minor)
        views.forget()
        assert views.events(filter_, limit=2, minor=minor) == listed[:2]
        assert views.events(filter_, offset=1, limit=3, minor=minor) == listed[1:4]
    clear = {
        row_id
        for row_id, (key, _) in told.items()
        if not is_row_hidden([event for _, event in every.groups[key]])
    }
    assert {row.id for row in views.events(filter_, limit=1000, minor=False)} == clear
    assert views.event_count(filter_, minor=False) == len(clear)


def is_row_hidden(events: list[Event]) -> bool:
    """As sure as the surest of its events, and matters as much as the one that matters most."""
    most = max(event.salience for event in events)
    sure = [event.confidence for event in events if event.confidence is not None]
    confidence = max(sure) if len(sure) == len(events) else None
    return is_hidden(replace(events[0], salience=most, confidence=confidence))


def says_most(told: tuple[int, Event]) -> tuple[bool, bool, int]:
    """Sorts the events of a row: those that are denied last, those that name their actor first, and
    of these the ones that say most of who took part and where."""
    _, event = told
    said = len({*event.actors}) + len({*event.recipients}) + (event.place is not None)
    return event.modality == "negated", not event.actors, -said


def check_cards(views: Views) -> None:
    """The card of an entity counts what the panes show when they are filtered by it."""
    for row in views.entities(Filter(), limit=3):
        about = Filter((Term("entity", row.key),))
        card, counts = views.cards.of(row.key), views.counts(about)
        assert card is not None
        assert (card.articles, card.copies) == (counts.articles[0], counts.folded[0])
        assert card.articles == len(views.articles(about, limit=1000))
        assert card.events == counts.events[0] == len(views.events(about, limit=1000))
        major = views.events(about, limit=1000, minor=False)
        assert card.major_events == len(major) == views.event_count(about, minor=False)
        assert card.mentions == row.total


def check_histogram(views: Views, filter_: Filter) -> None:
    for bucket in views.histogram(filter_, "month", minor=False)[:-1]:
        within = Filter((*filter_.terms, Term("date", f"{bucket.from_}..{bucket.to}")))
        assert bucket.shown == views.event_count(within, minor=False)
        assert bucket.shown == len(views.events(within, limit=1000, minor=False))
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
        for minor in (True, False):
            rows = views.events(filter_, limit=1000, minor=minor)
            headings = views.headings(filter_, zoom, minor=minor)
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


worlds = st.builds(World, stores(), copies)


BLOCKS = (
    "indexing.mention_blocks",
    "indexing.group_blocks",
    "filtering.gathering",
    "lists.remaining_timeline",
)


@contextmanager
def ways_for(*, many: bool) -> Iterator[None]:
    """What is for thousands of articles, done for few: bitmaps of whoever is mentioned, blocks
    of two articles, read two at a time, the order of all groups and names walked along, that of
    articles not. Every event of a block is compared, as the recount does."""
    with pytest.MonkeyPatch.context() as patch:
        for module in ("event_joining", "near_events"):
            patch.setattr(f"store.views.joining.{module}.NEAREST", 1_000)
        if many:
            patch.setattr("store.views.joining.event_joining._MANY", 0)
            patch.setattr("store.views.lists.shown_timeline._FEW", -1)
            patch.setattr("store.views.lists.entity_list._MANY", -1)
            patch.setattr("store.views.lists.entity_list._FIRST_PAGE", 1)
            patch.setattr("store.views.lists.entity_list._WALKED", 0)
            patch.setattr("store.views.lists.stable_order._MANY", 0)
            patch.setattr("store.views.filtering.gathering._WORTH", 1)
            patch.setattr("store.views.filtering.gathering._TOGETHER", 2)
            patch.setattr("store.views.lists.article_list._NEAR", -1)
            patch.setattr("store.views.lists.article_list._SPARSE", 0)
            patch.setattr("store.views.indexing.mention_blocks.FREQUENT", 1)
            patch.setattr("store.views.lists.remaining_timeline._NEAR", 1)
            patch.setattr("store.views.lists.remaining_timeline._DENSE", 0)
            patch.setattr("store.views.lists.remaining_timeline._TOGETHER", 2)
            for module in BLOCKS:
                patch.setattr(f"store.views.{module}.BLOCK", 2)
                patch.setattr(f"store.views.{module}.BLOCK_BITS", 1)
        yield


@pytest.mark.slow
@given(worlds, filters, st.booleans())
@settings(max_examples=100)
def test_counts_and_lists_equal_a_recount(world: World, filter_: Filter, many: bool) -> None:
    with ways_for(many=many), opened(world) as (views, _):
        check(views, world, Filter())
        check(views, world, filter_)


@pytest.mark.slow
@given(worlds, filters, st.booleans(), st.data())
@settings(max_examples=50)
def test_they_still_do_after_changes(
    world: World, filter_: Filter, many: bool, data: st.DataObject
) -> None:
    with ways_for(many=many), opened(world) as (views, journal):
        now, copied = dict(world.articles), dict(world.copies)
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
        for key, record in data.draw(copies).items():
            if key in copied and data.draw(st.booleans()):
                del copied[key]
                journal.delete_copy(key)
            else:
                copied[key] = record
                journal.put_copy(key, *record)
            if data.draw(st.booleans()):
                assert views.update()
        views.update()
        check(views, World(now, copied), Filter())
        check(views, World(now, copied), filter_)
