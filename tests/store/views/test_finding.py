"""The search box: names, offices, texts."""

from __future__ import annotations

import pytest

from store.query.tree import QueryError
from store.reading import Role
from store.views import Filter, Term, Views
from tests.store.views.articles_for_tests import article, entity, event, named, reading
from tests.store.views.memory_journal import MemoryJournal

LUKASHENKO = "person/aleksandr lukashenko"


@pytest.fixture
def views(journal: MemoryJournal) -> Views:
    one = article("Aliaksandr Lukashenka received Ann Lee in Minsk.", "A visit to Minsk", "Wire")
    journal.put(
        1,
        one,
        reading(
            one,
            entity("e1", LUKASHENKO, "Aleksandr Lukashenko", "Lukashenko", times=9),
            entity("e2", "person/ann lee", "Ann Lee", "Lee", times=2),
            entity("e3", "gpe/BY", "Belarus", "Minsk", "Belarusian", times=5),
            entity("e4", "org/leeds united", "Leeds United", times=3),
            roles=(Role(person="e2", role="Foreign Minister", of="e3", start=0, end=1),),
            events=(event("v1", "2024-07-04", actors=("e1",), recipients=("e2",)),),
        ),
    )
    two = article("The talks about grain went on. Grain is dear.", "Talks about grain", "Wire")
    journal.put(2, two, reading(two))
    views = Views.open(journal)
    views.update()
    return views


def keys(views: Views, typed: str) -> list[str]:
    return [row.key.split("/")[1] for row in views.names(typed)]


@pytest.mark.parametrize(
    "typed",
    [
        "luk",
        "LUKASHENKO",
        "Lukashenka",
        "Łukaszenka",
        "Лукашенко",
        "aleksandr l",
        "lukashenko aleksandr",
        "lukashenok",
        "lukshenko",
        "lukkashenko",
        "ashenk",
    ],
)
def test_a_person_by_any_spelling(views: Views, typed: str) -> None:
    assert keys(views, typed) == ["aleksandr lukashenko"]


def test_beginnings_of_words_come_first_then_the_most_mentioned(views: Views) -> None:
    assert keys(views, "lee") == ["leeds united", "ann lee"]
    assert keys(views, "lee ") == ["ann lee", "leeds united"]
    assert keys(views, "nn")[0] == "ann lee"


def test_nothing_for_nothing(views: Views) -> None:
    assert views.names("") == views.names("  ") == views.names("...") == []
    assert views.names("qqqqqqq") == []


def test_another_name_that_matched_is_said(views: Views) -> None:
    (hit,) = [hit for hit in views.find("minsk") if hit.kind == "entity"]
    assert (hit.title, hit.note) == ("Belarus", "Minsk")


def test_an_office_finds_its_holder(views: Views) -> None:
    hit = views.find("foreign minister of belarus")[0]
    assert (hit.key, hit.note) == ("person/ann lee", "Foreign Minister, Belarus")
    assert keys(views, "foreign minister of belarus") == ["ann lee"]


def test_texts_with_the_stretch_that_matched(views: Views) -> None:
    (hit,) = views.find("grain")
    assert (hit.kind, hit.number, hit.title) == ("article", 2, "Talks about grain")
    assert [hit.snippet[low:high] for low, high in hit.marks] == ["grain", "Grain"]


def test_a_name_in_another_spelling_is_found_in_texts(views: Views) -> None:
    (hit,) = [hit for hit in views.find("lukashenko minsk") if hit.kind == "article"]
    assert [hit.snippet[low:high] for low, high in hit.marks] == ["Lukashenka", "Minsk"]


def test_the_last_word_may_go_on_while_it_is_typed(views: Views) -> None:
    assert [hit.number for hit in views.find("talks gra")] == [2]
    assert views.find("gra talks") == []


def test_a_query_with_fields_finds_its_events_and_articles(views: Views) -> None:
    hits = views.find("who:lukashenka type:consult")
    assert [(hit.kind, hit.number) for hit in hits] == [("event", 1), ("article", 1)]


def test_a_query_that_cannot_be_read_yet_says_where(views: Views) -> None:
    with pytest.raises(QueryError) as caught:
        views.find("grain (")
    assert caught.value.position == 6


def test_new_names_are_found_after_an_update(views: Views, journal: MemoryJournal) -> None:
    assert keys(views, "zanzibar") == []
    three = article("Zanzibar.")
    journal.put(3, three, reading(three, named("e1", "gpe/ZZ", three.text, "Zanzibar")))
    assert views.update()
    assert keys(views, "zanzibar") == ["ZZ"]
    assert [hit.number for hit in views.find("zanzibar") if hit.number] == [3]


def test_completing_knows_the_store(views: Views) -> None:
    assert [each.text for each in views.complete("who:luk", 7)] == ['"Aleksandr Lukashenko"']
    assert [each.text for each in views.complete("source:", 7)] == ["Wire"]


def test_a_fuzzy_name_in_a_filter(views: Views) -> None:
    assert views.counts(Filter((Term("query", "who:lukashenoo~"),))).articles == (1, 2)
    assert views.counts(Filter((Term("query", "who:lukashenoo"),))).articles == (0, 2)
