"""An index set side by side against the one that indexing makes of the same journal."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from store.asset_files import shipped
from store.database import Store
from store.extract.pipeline import Extractor
from store.reading import Article
from store.views import Filter, Term, Views
from tests.bench.made_store import make_views
from tests.bench.side_by_side import make_store

WEIGHED = "2024-08-09-yunus-sworn-in-delta-morning-post"
"""An article with an event that another tells too. Whether they are one row hangs on how rare a
name is, and an index made from nothing weighs changed names anew."""
DEMO = sorted(path for path in shipped("demo").glob("*.txt") if path.stem != WEIGHED)
TIMES = 3


@pytest.fixture(scope="module")
def base(reader: Extractor, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the demo articles."""
    folder = tmp_path_factory.mktemp("base")
    articles = [
        Article(id=path.stem, text=path.read_text("utf-8"), published="2024-10-15") for path in DEMO
    ]
    with Store.open(folder, create=True) as store:
        for article, reading in zip(articles, reader.read_all(articles), strict=True):
            store.put(article, reading, {"outcome": "new"})
        make_views(store)
    return folder


@pytest.fixture(scope="module")
def folders(base: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A store set side by side, and its journal indexed from nothing."""
    made = make_store(base, tmp_path_factory.mktemp("made"), TIMES)
    indexed = tmp_path_factory.mktemp("indexed") / "store"
    shutil.copytree(made, indexed)
    shutil.rmtree(indexed / "views")
    with Store.open(indexed) as store:
        make_views(store)
    return made, indexed


@pytest.fixture
def both(folders: tuple[Path, Path]) -> Iterator[tuple[Views, Views]]:
    made, indexed = folders
    with Store.open(made) as one, Store.open(indexed) as other:
        views = Views.open(one), Views.open(other)
        yield views
        for each in views:
            each.close()


def test_is_complete(folders: tuple[Path, Path], both: tuple[Views, Views]) -> None:
    made, _ = folders
    assert not both[0].behind
    assert not both[0].notes
    assert not both[0].prepare_search()
    with closing(sqlite3.connect(made / "views" / "index.sqlite")) as index:
        assert index.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def assert_same(both: tuple[Views, Views], filter_: Filter) -> None:
    """Assert that the counts and the first pages are the same."""
    made, indexed = both
    assert made.counts(filter_) == indexed.counts(filter_)
    assert made.articles(filter_) == indexed.articles(filter_)
    assert made.histogram(filter_) == indexed.histogram(filter_)
    names, rows = made.entities(filter_), made.events(filter_)
    assert [(each.key, each.shown) for each in names] == [
        (each.key, each.shown) for each in indexed.entities(filter_)
    ]
    assert [(each.id, each.from_, each.label) for each in rows] == [
        (each.id, each.from_, each.label) for each in indexed.events(filter_)
    ]


def test_everything(both: tuple[Views, Views]) -> None:
    assert_same(both, Filter())
    assert both[0].article_count(Filter()) == len(DEMO) * TIMES


@pytest.mark.parametrize("exclude", [False, True])
def test_filters(both: tuple[Views, Views], *, exclude: bool) -> None:
    for row in both[0].entities(Filter(), limit=20):
        assert_same(both, Filter((Term("entity", row.key, exclude=exclude),)))


def test_names_are_found(both: tuple[Views, Views]) -> None:
    made, indexed = both
    for row in made.entities(Filter(), order="name", limit=100):
        assert made.search.find(row.name) == indexed.search.find(row.name)


def test_names_grow_with_the_store(base: Path, both: tuple[Views, Views]) -> None:
    with Store.open(base) as store:
        views = Views.open(store)
        names = views.entity_count(Filter())
        views.close()
    assert names * 1.5 < both[0].entity_count(Filter()) < names * TIMES
