"""Searches are saved, listed and deleted, and find what is new."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import SavedSearch, SavedSearches, Store, Term, UserError, Views
from store.saved_searches import matched_words, new_matches
from tests.tui.newsroom import LUKASH, MEETING, STRIKE, UNION, fill, made


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(fill(tmp_path / "store"), create=True) as opened:
        yield opened


def search(*terms: Term, name: str = "docks", **others: object) -> SavedSearch:
    query = ", ".join(term.value for term in terms)
    return SavedSearch(name=name, query=query, terms=terms, **others)  # type: ignore[arg-type]


STRIKES = search(Term("query", "strike"), alert=True)


def test_a_search_is_there_for_everybody_until_it_is_deleted(store: Store) -> None:
    with Store.open(store.folder) as other:
        saved = SavedSearches(store).put(STRIKES)
        assert saved.filter == STRIKES.filter
        assert saved.who
        assert saved.at.endswith("+00:00")
        assert list(SavedSearches(other)) == [saved]
        SavedSearches(other).remove("docks")
    assert list(SavedSearches(store)) == []
    SavedSearches(store).remove("docks")
    SavedSearches(store).put(saved)
    assert SavedSearches(store).named("docks").terms == STRIKES.terms


def test_a_name_is_saved_once_and_names_are_in_order(store: Store) -> None:
    searches = SavedSearches(store)
    for name in ("docks", "Art", "docks"):
        searches.put(search(Term("query", name), name=name))
    assert [each.name for each in searches] == ["Art", "docks"]


def test_documents_of_other_versions_are_left_out(store: Store) -> None:
    table = store.db.table("searches")
    for odd in ({}, {"name": 7}, {"name": "x", "query": "x", "terms": [{"field": "mood"}]}):
        table.insert(odd)
    SavedSearches(store).put(STRIKES)
    table.insert({"name": "later", "query": "x", "terms": [], "colour": "red"})
    assert [each.name for each in SavedSearches(store)] == ["docks", "later"]


def test_an_unknown_name_is_said(store: Store) -> None:
    with pytest.raises(UserError, match="There is no saved search 'docks'"):
        SavedSearches(store).named("docks")


def test_who_may_only_look_saves_nothing(store: Store) -> None:
    SavedSearches(store).put(STRIKES)
    with Store.open(store.folder, readonly=True) as other:
        with pytest.raises(UserError, match="may not be written to"):
            SavedSearches(other).put(STRIKES)
        with pytest.raises(UserError, match="may not be written to"):
            SavedSearches(other).remove("docks")


def test_half_a_character_is_saved_as_a_whole_one(store: Store) -> None:
    SavedSearches(store).put(search(Term("source", "half \ud800"), name="half \ud800"))
    assert SavedSearches(store).named("half �").terms == (Term("source", "half �"),)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("kept") / "store"
    with Store.open(folder, create=True) as opened:
        yield opened
    shutil.rmtree(folder)


@given(name=st.text(), query=st.text(), exclude=st.booleans(), alert=st.booleans())
def test_any_name_and_query_come_back(
    kept: Store, name: str, query: str, exclude: bool, alert: bool
) -> None:
    terms = (Term("query", query, exclude), Term("entity", name))
    given_ = SavedSearch(name=name, query=query, terms=terms, names={name: query}, alert=alert)
    saved = SavedSearches(kept).put(given_)
    assert SavedSearches(kept).named(name) == saved
    assert (saved.name, saved.query, saved.terms) == (name, query, terms)
    assert (saved.names, saved.alert) == ({name: query}, alert)
    SavedSearches(kept).remove(name)
    assert list(SavedSearches(kept)) == []


def test_only_new_articles_match(store: Store) -> None:
    article, reading = made([STRIKE], "2024-07-12", title="Again at the docks of Norland")
    new = store.put(article, reading, {"outcome": "new"})
    assert new is not None
    views = Views.open(store)
    views.update()
    views.prepare_search()
    assert len(views.article_numbers(STRIKES.filter)) == 2
    assert list(new_matches(views, STRIKES, new)) == [new]
    assert list(new_matches(views, search(Term("type", "CONSULT")), new)) == []
    assert list(new_matches(views, search(Term("entity", UNION.key)), new)) == [new]
    assert list(new_matches(views, search(Term("query", "(")), new)) == []
    views.close()


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        ([Term("query", "strike norland")], ["strike", "norland"]),
        ([Term("query", 'ferry OR "a strike" OR dock*')], ["a strike", "dock"]),
        ([Term("query", "who:adler -lukashenko"), Term("query", "x", exclude=True)], ["adler"]),
        ([Term("entity", UNION.key), Term("entity", LUKASH.key, exclude=True)], ["Harbour Union"]),
        ([Term("type", "PROTEST")], ["PROTEST"]),
    ],
)
def test_the_words_that_matched(terms: list[Term], words: list[str]) -> None:
    article, _ = made([STRIKE, MEETING], "2024-07-12", title="Docks stand still")
    saved = search(*terms, names={UNION.key: "Harbour Union"})
    assert matched_words(saved, article) == words
