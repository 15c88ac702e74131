"""The store's doors, as ingest, views and the CLI use them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.database import Store, StoreError, StoreMissing
from store.reading import Article, ExtractorVersion, Reading, Span
from tests.store.database.writing import in_a_process

TEXT = "The mayor of Lisbon opened the bridge on Monday."


def an_article(id_: str = "a" * 64, text: str = TEXT, title: str = "Bridge opens") -> Article:
    return Article(id=id_, text=text, title=title, source="Gazette", published="2024-07-01")


def a_reading(article: Article) -> Reading:
    return Reading(
        id=article.id,
        title=article.title,
        text=article.text,
        sentences=(Span(0, len(article.text)),),
        extractor=ExtractorVersion(name="dateline", version="0", model="none"),
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "news", create=True) as opened:
        yield opened


def test_a_missing_store_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing) as caught:
        Store.open(tmp_path / "nowhere")
    assert str(tmp_path / "nowhere") in caught.value.title
    assert "dateline add" in caught.value.hint
    assert not (tmp_path / "nowhere").exists()


def test_an_article_comes_back_as_it_went_in(store: Store) -> None:
    article = an_article()
    number = store.put(article, a_reading(article), {"status": "added", "origin": "a.txt"})
    assert number is not None
    assert store.article(number) == article
    assert store.reading(number) == a_reading(article)
    assert store.number(article.id) == number
    assert list(store.numbers()) == [number]


def test_an_article_is_one_commit(store: Store) -> None:
    before = store.version()
    article = an_article()
    number = store.put(article, a_reading(article), {"status": "added"})
    changes = list(store.changes(before))
    assert {change.version for change in changes} == {store.version()}
    places = {(change.table, change.doc_id) for change in changes}
    assert places == {("articles", number), ("texts", number), ("readings", number), ("imports", 1)}


def test_the_same_id_is_not_put_twice(store: Store) -> None:
    store.put(an_article(), None, {"status": "added"})
    version = store.version()
    assert store.put(an_article(), None, {"status": "added"}) is None
    assert store.version() == version


def test_an_unread_article_has_no_reading(store: Store) -> None:
    number = store.put(an_article(), None, {"status": "added"})
    assert number is not None
    assert store.reading(number) is None


def test_an_unknown_number_or_id(store: Store) -> None:
    with pytest.raises(KeyError):
        store.article(17)
    assert store.reading(17) is None
    assert store.number("b" * 64) is None


def test_the_import_report_keeps_its_order(store: Store) -> None:
    store.put(an_article(), None, {"status": "added", "origin": "a.txt"})
    store.record({"status": "failed", "origin": "b.txt", "reason": "empty"})
    report = list(store.imports())
    assert [line["origin"] for line in report] == ["a.txt", "b.txt"]
    assert report[0]["number"] == 1
    assert all(line["at"] for line in report)


def test_a_second_store_on_the_folder_sees_each_commit(store: Store) -> None:
    with Store.open(store.folder) as other:
        number = store.put(an_article(), None, {"status": "added"})
        assert number is not None
        assert other.version() == store.version()
        assert other.article(number) == an_article()
        second = other.put(an_article("b" * 64), None, {"status": "added"})
    assert second == number + 1
    assert list(store.numbers()) == [number, second]


def test_a_failed_transaction_leaves_nothing(store: Store) -> None:
    version = store.version()
    with pytest.raises(RuntimeError), store.transaction():
        store.db.table("searches").insert({"name": "one"})
        raise RuntimeError
    assert store.version() == version
    assert len(store.db.table("searches")) == 0


def test_what_is_read_in_a_snapshot_is_of_one_version(store: Store) -> None:
    number = store.put(an_article(), None, {"status": "added"})
    assert number is not None
    with Store.open(store.folder) as other, other.snapshot() as version:
        for n in range(300):
            store.db.table("searches").upsert({"name": "bridges", "n": n}, lambda _: True)
        store.put(an_article("b" * 64), None, {"status": "added"})
        store.db.table("readings").insert({"gone": True})
        assert other.version() == store.version() > version
        assert list(other.numbers()) == [number]
        assert other.number("b" * 64) is None
        assert other.db.table("searches").all() == []
    with Store.open(store.folder) as other:
        assert list(other.numbers()) == [number, number + 1]


def test_a_removed_article_is_gone_and_may_come_again(store: Store) -> None:
    number = store.put(an_article(), None, {"status": "added"})
    assert number is not None
    for table in ("articles", "texts"):
        store.db.table(table).remove(doc_ids=[number])
    assert store.number("a" * 64) is None
    assert list(store.numbers()) == []
    again = store.put(an_article(), None, {"status": "added"})
    assert again == number + 1
    assert store.number("a" * 64) == again


def test_text_that_is_hardly_text_comes_back(store: Store) -> None:
    for n, text in enumerate(
        ["\ud800 half", "a\x00b\x1b]52;c;\x07", "\u2028\r\n", "e\u0301" * 5000]
    ):
        article = an_article(f"{n:064x}", text=text, title=text)
        number = store.put(article, a_reading(article), {"status": "added", "origin": text})
        assert number is not None
        with Store.open(store.folder) as other:
            assert other.article(number) == article
            assert other.reading(number) == a_reading(article)
    assert Store.check(store.folder).is_whole


@pytest.mark.skipif(os.getuid() != 0, reason="needs root to become nobody")
def test_a_folder_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)

    def work() -> None:
        os.setuid(65534)
        for create in (True, False):
            with pytest.raises(StoreError, match="cannot be used"):
                Store.open(closed / "news", create=create)

    assert os.waitpid(in_a_process(work), 0)[1] == 0
