"""The views over the real store and real readings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.database import Store
from store.extract.pipeline import Extractor
from store.intake.published import dated
from store.reading import Article
from store.views import Filter, Term, Views

VISIT = """MINSK, July 8, 2024 - Alexander Lukashenko met Chinese Foreign Minister Wang Yi in Minsk
on Thursday, July 4. The two men discussed trade. Lukashenko said that Belarus would join the
Shanghai Cooperation Organization.
"""
FIRE = """LIMA, March 2, 2023 - A fire destroyed a market in Lima on Tuesday. Nobody was hurt."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "store", create=True) as store:
        yield store


def put(store: Store, reader: Extractor, text: str, source: str, published: str) -> int | None:
    article = dated(
        Article(id=text, text=text, source=source, published=published, published_from="given")
    )
    return store.put(article, reader.read(article), {"outcome": "new"})


@pytest.fixture
def views(store: Store, reader: Extractor) -> Iterator[Views]:
    put(store, reader, VISIT, "Baltic Wire", "2024-07-08")
    put(store, reader, FIRE, "Andes Post", "2023-03-02")
    views = Views.open(store)
    views.update()
    yield views
    views.close()


def test_who_met_lukashenko_in_july(views: Views) -> None:
    (row, *_) = views.search.names("lukashenka")
    assert row.name.endswith("Lukashenko")
    asked = Filter((Term("entity", row.key), Term("type", "CONSULT"), Term("date", "2024-07")))
    (event,) = views.events(asked)
    assert (event.from_, event.to, event.precision) == ("2024-07-04", "2024-07-04", "day")
    assert any("Lukashenko" in name for name in event.actors + event.recipients)
    assert any("Wang Yi" in name for name in event.actors + event.recipients)
    (evidence, *_) = views.evidence(event.id)
    sentence = views.article(evidence.number).text[evidence.start : evidence.end]
    assert "met" in sentence and "Lukashenko" in sentence
    assert sentence[evidence.verb_start - evidence.start :].startswith("met")
    spans = views.mentions(evidence.number, row.key)
    assert "Lukashenko" in {VISIT[span.start : span.end].rsplit(maxsplit=1)[-1] for span in spans}


def test_a_query_in_the_search_language(views: Views) -> None:
    asked = Filter((Term("query", "who:Łukaszenka source:baltic type:consult"),))
    assert views.counts(asked).articles == (1, 2)
    assert views.counts(Filter((Term("query", "fire -lukashenko"),))).articles == (1, 2)


def test_what_is_committed_is_seen_after_an_update(
    views: Views, store: Store, reader: Extractor
) -> None:
    number = put(
        store, reader, FIRE.replace("Lima", "Cusco").replace("A fire", "Fire"), "X", "2023-03-03"
    )
    assert views.behind
    assert views.update()
    assert number in {row.number for row in views.articles(Filter())}
    store.record({"outcome": "same"})
    views.update()
    assert not views.behind


def test_a_second_reader_shares_what_the_first_made(views: Views, store: Store) -> None:
    other = Views.open(store)
    assert not other.behind
    assert other.counts(Filter()) == views.counts(Filter())
    other.close()
