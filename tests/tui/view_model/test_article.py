"""The words that were searched for, found again in an article."""

from __future__ import annotations

from store.views import Filter, Term
from tui.view_model.article import find_words, searched_words


def test_bare_words_and_phrases_of_queries() -> None:
    query = 'strike "two leaders" who:adler -snow OR port~ (dock)'
    filter_ = Filter((Term("query", query), Term("entity", "person/x"), Term("text", "calm")))
    assert searched_words(filter_) == ("strike", "two leaders", "port", "dock", "calm")


def test_an_excluded_query_has_no_hits() -> None:
    assert searched_words(Filter((Term("query", "strike", exclude=True),))) == ()


def test_places() -> None:
    text = "A Strike, and strikes. Backstrike."
    assert [text[start:end] for start, end in find_words(text, ("strike",))] == [
        "Strike",
        "strikes",
    ]
    assert list(find_words(text, ())) == []
