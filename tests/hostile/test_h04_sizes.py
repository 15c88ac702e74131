"""H4: too much of one thing. It is cut, read or set aside, and the reader goes on."""

from __future__ import annotations

import json

import pytest

from store.ingest.workers import read_articles
from store.reading import Article, Reading
from tests.hostile.conftest import TakeIn

LONGEST_FIELD = 4_000
TEXT = "The council of Port Leon closed the bridge."
MUCH = {
    "one word": "jan " * 20_000,
    "a number": f"The council paid {'9' * 50_000} crowns on Monday.",
    "one letter": "x" * 500_000,
    "lines": "\n" * 200_000 + TEXT,
    "quotation marks": "“" * 50_000 + TEXT,
    "names": "Ann Lee met Bo Chan. " * 2_000,
    "days": "on Monday, " * 5_000,
    "no full stop": "Ann Lee met Bo Chan and " * 8_000,
}


@pytest.mark.parametrize("field", ["title", "author", "source", "url"])
def test_a_field_of_two_megabytes_is_cut(take_in: TakeIn, field: str) -> None:
    record = {"text": TEXT, field: "T" * 2_000_000}
    (article,) = take_in("a.json", json.dumps(record).encode())
    assert isinstance(article, Article)
    assert len(getattr(article, field) or "") <= LONGEST_FIELD


def test_a_text_over_the_limit_is_refused_by_name(take_in: TakeIn) -> None:
    (failure,) = take_in("a.txt", b"word " * 500_000)
    assert not isinstance(failure, Article)
    assert "2,500,000 characters; the limit is 2,000,000" in failure.reason


@pytest.mark.slow
def test_each_is_read_within_its_limits() -> None:
    articles = [Article(id=kind, text=text) for kind, text in MUCH.items()]
    last = Article(id="last", text=TEXT)
    outcomes = {
        article.id: outcome for article, outcome in read_articles([*articles, last], jobs=1)
    }
    assert list(outcomes) == [*MUCH, "last"]
    assert isinstance(outcomes["last"], Reading)
    for kind, outcome in outcomes.items():
        assert isinstance(outcome, Reading), (kind, outcome)
