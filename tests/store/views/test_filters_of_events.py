"""With a term on events, all terms of a filter hold for one event."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from store.query.tree import QueryError
from store.reading import Evidence, Span
from store.views import Filter, Term, Views
from tests.store.views.articles_for_tests import article, entity, event, named, reading
from tests.store.views.memory_journal import MemoryJournal
from tests.store.views.small_stores import copies, filters, stores, terms
from tests.store.views.test_exactness import World, opened


@pytest.fixture
def views(journal: MemoryJournal) -> Views:
    """Three articles that mention Ann Lee and have an event in July; in one of them it is hers."""
    lee, bo = entity("e1", "person/ann lee", "Ann Lee"), entity("e2", "person/bo olsen", "Bo Olsen")
    oslo, bergen = entity("e3", "gpe/NO", "Norway"), entity("e4", "gpe/NO/bergen", "Bergen")
    texts = ("Hers.", "His, and hers in May.", "Of neither.")
    happenings = (
        (event("v1", "2024-07-04", actors=("e1",), recipients=("e2",), place="e4"),),
        (event("v1", "2024-07-05", actors=("e2",)), event("v2", "2024-05-01", actors=("e1",))),
        (event("v1", "2024-07-06", recipients=("e3",), type="AID", mode="grant"),),
    )
    for number, (text, events) in enumerate(zip(texts, happenings, strict=True), 1):
        one = article(text)
        journal.put(number, one, reading(one, lee, bo, oslo, bergen, events=events))
    views = Views.open(journal)
    views.update()
    return views


def found(views: Views, *queries: str) -> tuple[list[int], list[str]]:
    """Return the articles and the events (`article:event`) of some queries together."""
    filter_ = Filter(tuple(Term("query", query) for query in queries))
    rows = views.articles(filter_), views.events(filter_)
    return sorted(row.number for row in rows[0]), sorted(row.id for row in rows[1])


def test_a_name_alone_is_a_mention(views: Views) -> None:
    assert found(views, "who:lee") == ([1, 2, 3], ["1:v1", "2:v2"])


def test_with_a_date_the_name_takes_part_in_an_event_of_that_date(views: Views) -> None:
    assert found(views, "who:lee event:2024-07") == ([1], ["1:v1"])


def test_terms_added_one_by_one_mean_the_same(views: Views) -> None:
    assert found(views, "who:lee", "event:2024-07") == ([1], ["1:v1"])
    assert found(views, "event:2024-07", "who:lee") == ([1], ["1:v1"])


def test_a_place_is_where_the_event_happens(views: Views) -> None:
    assert found(views, "place:bergen type:consult") == ([1], ["1:v1"])
    assert found(views, "place:norway type:aid") == ([], [])


def test_a_country_includes_its_cities(views: Views) -> None:
    assert found(views, "place:norway type:consult") == ([1], ["1:v1"])


def test_a_country_that_no_article_names_includes_its_cities(journal: MemoryJournal) -> None:
    one = article("Malmo grew.")
    journal.put(1, one, reading(one, entity("e1", "gpe/SE/malmo", "Malmo")))
    views = Views.open(journal)
    views.update()
    assert found(views, "place:sweden") == ([1], [])
    assert found(views, "place:norway") == ([], [])


def test_by_is_who_acts(views: Views) -> None:
    assert found(views, "by:olsen") == ([2], ["2:v1"])
    assert found(views, "by:lee event:2024-07") == ([1], ["1:v1"])


@pytest.fixture
def told(journal: MemoryJournal) -> Views:
    """An article on Norway with an event in Bergen, one that only its sentence says is of Norway,
    and one of neither; and an article that names Bergen alone."""
    text = "Lee met Olsen in Bergen. Lee praised Norway. Lee slept."
    lee = named("e1", "person/ann lee", text, "Lee")
    bergen = named("e2", "gpe/NO/bergen", text, "Bergen")
    norway = named("e3", "gpe/NO", text, "Norway")
    spans = [(start, text.index(".", start) + 1) for start in (0, 25, 45)]
    events = tuple(
        event(
            f"v{place}",
            f"2024-07-0{place}",
            actors=("e1",),
            evidence=(Evidence(start=start, end=end, verb=Span(start, start + 1)),),
        )
        for place, (start, end) in enumerate(spans, 1)
    )
    one, other = article(text), article(text[:24])
    journal.put(1, one, reading(one, lee, bergen, norway, events=events))
    journal.put(2, other, reading(other, lee, bergen, events=events[:1]))
    views = Views.open(journal)
    views.update()
    return views


def of_entity(views: Views, *keys: str, **other: str) -> tuple[list[int], list[str]]:
    terms = [Term("entity", key) for key in keys]
    terms += [Term(field, value) for field, value in other.items()]  # type: ignore[arg-type]
    filter_ = Filter(tuple(terms))
    rows = views.articles(filter_), views.events(filter_)
    return sorted(row.number for row in rows[0]), sorted(row.id for row in rows[1])


def test_an_entity_selects_the_events_whose_sentence_names_it(told: Views) -> None:
    assert of_entity(told, "gpe/NO/bergen") == ([1, 2], ["1:v1"])
    assert told.counts(Filter((Term("entity", "gpe/NO"),))).events[0] == 2


def test_a_country_selects_the_events_of_its_places_in_articles_that_name_it(told: Views) -> None:
    assert of_entity(told, "gpe/NO") == ([1], ["1:v1", "1:v2"])
    assert of_entity(told, "gpe/NO", date="2024-07-01..2024-07-01") == ([1], ["1:v1"])


def test_a_query_asks_for_who_takes_part_and_where(told: Views) -> None:
    assert found(told, "place:norway event:2024-07") == ([], [])
    assert found(told, "who:lee event:2024-07-02")[1] == ["1:v2"]


def test_a_corrected_name_takes_its_events_along(journal: MemoryJournal, told: Views) -> None:
    """An article that no longer names a country has no event of it, though its events stay."""
    kept = journal.reading(1)
    assert kept is not None
    journal.put(1, article(kept.text), replace(kept, entities=kept.entities[:2]))
    told.update()
    assert of_entity(told, "gpe/NO") == ([], [])
    assert of_entity(told, "person/ann lee")[1] == ["1:v1", "1:v2", "1:v3"]


def test_an_excluded_name_is_not_mentioned_at_all(views: Views) -> None:
    assert found(views, "-who:lee event:2024-07") == ([], [])


def test_an_unknown_type_names_the_types(views: Views) -> None:
    with pytest.raises(
        QueryError, match=r"no type “consulate”; did you mean “consult”\?.*threaten"
    ) as it:
        views.counts(Filter((Term("query", "lee type:consulate"),)))
    assert it.value.position == 9


@pytest.mark.parametrize("mode", ["visit", "grant"])
def test_a_mode_of_the_shipped_tables_or_of_the_store_is_known(views: Views, mode: str) -> None:
    assert found(views, f"type:{mode}")[0] == ([3] if mode == "grant" else [])


@pytest.mark.slow
@given(st.builds(World, stores(), copies), filters, terms)
@settings(max_examples=60)
def test_another_term_never_adds_anything(world: World, filter_: Filter, term: Term) -> None:
    narrower = filter_.add(term)
    if len(narrower.terms) <= len(filter_.terms) or term.field == "kind":
        return
    with opened(world) as (views, _):
        before, after = (
            (
                {row.id for row in views.events(each, limit=1000)},
                {row.number for row in views.articles(each, limit=1000, unfolded=range(1, 10))},
            )
            for each in (filter_, narrower)
        )
        assert after[1] <= before[1]
        assert len(after[0]) <= len(before[0])


def test_what_a_query_that_finds_nothing_would_find_with_a_term_less(views: Views) -> None:
    assert found(views, "by:lee place:bergen type:aid") == ([], [])
    assert views.search.without_each("by:lee place:bergen type:aid", Filter()) == [
        ("type:aid", 1, 1)
    ]
    assert views.search.without_each("zeppelin", Filter()) == []
    july = Filter((Term("date", "2024-07"),))
    assert views.search.without_each("zeppelin", july) == [("zeppelin", 3, 3)]
