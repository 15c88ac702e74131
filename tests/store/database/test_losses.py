"""Commits that the journal had and lacks are reported until they are restored or accepted."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from store.database.errors import StoreError
from store.database.losses import Loss, losses_file
from store.database.store import Store
from store.files import UnsafeFile
from store.reading import Article


def put(store: Store, number: int) -> None:
    article = Article(id=f"{number:064x}", text=f"The mayor opened bridge {number}.")
    store.put(article, None, {"name": f"{number}.txt", "state": "new"})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    with Store.open(folder, create=True) as store:
        for number in range(6):
            put(store, number)
    return folder


def cut(folder: Path, *, articles: int, more: int = 30) -> bytes:
    """Cut the journal `more` bytes after the commit of its n-th article; return what is cut."""
    journal = folder / "store.jsonl"
    content = journal.read_bytes()
    lines = content.splitlines(keepends=True)
    commits = [at for at, line in enumerate(lines) if line.startswith(b'{"commit"')]
    end = sum(map(len, lines[: commits[articles] + 1]))
    os.truncate(journal, end + more)
    return content[end : end + more]


def the_loss(folder: Path) -> Loss:
    checked = Store.check(folder)
    assert not checked.is_whole
    (loss,) = checked.losses
    return loss


def test_a_loss_is_reported_before_and_after_the_store_was_opened(folder: Path) -> None:
    tail = cut(folder, articles=2)
    before = the_loss(folder)
    assert (before.articles, before.articles_before) == (2, 6)
    assert "4 of 6 articles" in str(before)
    with Store.open(folder) as store:
        assert "4 of 6 articles" in store.note
    after = the_loss(folder)
    assert (after.articles_before, after.kept, after.missing) == (6, before.kept, before.missing)
    assert after.aside is not None
    assert (folder / after.aside).read_bytes() == tail


def test_it_is_reported_while_others_are_added_until_it_is_accepted(folder: Path) -> None:
    cut(folder, articles=2)
    with Store.open(folder) as store:
        put(store, 9)
        put(store, 10)
    with Store.open(folder) as store:
        assert "4 of 6 articles" in store.note
        put(store, 11)
        assert len(store.numbers()) == 5
        assert [loss.articles for loss in store.accept_losses()] == [2]
        assert store.losses() == []
    assert Store.check(folder).is_whole
    with Store.open(folder) as store:
        assert not store.note


def test_a_number_that_was_lost_is_not_given_to_another_commit(folder: Path) -> None:
    with Store.open(folder, readonly=True) as store:
        seen = store.version()
    cut(folder, articles=2, more=0)
    with Store.open(folder):
        pass
    with Store.open(folder) as store:
        put(store, 9)
        assert store.version() > seen


def test_a_tail_that_was_never_committed_is_no_loss(folder: Path) -> None:
    with (folder / "store.jsonl").open("ab") as file:
        file.write(b'{"put": "articles", "id": 7')
    with Store.open(folder) as store:
        assert store.losses() == []
        assert "never committed" in store.note
    assert Store.check(folder).is_whole


def test_a_store_that_is_cut_to_nothing_says_so(folder: Path) -> None:
    journal = folder / "store.jsonl"
    os.truncate(journal, journal.read_bytes().index(b"\n") + 1)
    with Store.open(folder) as store:
        assert len(store.numbers()) == 0
    assert the_loss(folder).kept == 0


def test_the_second_loss_is_added_to_the_first(folder: Path) -> None:
    for articles in (4, 2):
        cut(folder, articles=articles)
        with Store.open(folder):
            pass
    assert [loss.articles for loss in Store.check(folder).losses] == [4, 2]


def test_a_backup_that_may_have_what_is_lost_is_not_replaced(folder: Path, tmp_path: Path) -> None:
    backup = tmp_path / "backup"
    with Store.open(folder, readonly=True) as store:
        store.backup(backup)
    cut(folder, articles=2)
    with Store.open(folder) as store:
        put(store, 9)
        with pytest.raises(StoreError, match="lost commits"):
            store.backup(backup)
    assert Store.check(backup).documents["articles"] == 6
    (folder / "store.jsonl").unlink()
    Store.restore(backup, folder)
    assert Store.check(folder).is_whole


def test_what_cannot_be_recorded_is_not_cut(folder: Path) -> None:
    cut(folder, articles=2)
    before = (folder / "store.jsonl").read_bytes()
    losses_file(folder / "store.jsonl").with_name("store.jsonl.losses.part").mkdir()
    with Store.open(folder) as store:
        assert store.readonly
        assert len(store.numbers()) == 2
    assert (folder / "store.jsonl").read_bytes() == before
    assert the_loss(folder).articles_before == 6


@pytest.mark.parametrize("content", [b"[]\n", b"\0" * 40, b'{"store": 1}\n', b"[" * 100_000])
def test_a_list_that_cannot_be_read_is_named(folder: Path, content: bytes) -> None:
    losses_file(folder / "store.jsonl").write_bytes(content)
    with Store.open(folder) as store:
        assert "store.jsonl.losses" in store.note
        assert len(store.numbers()) == 6
    with pytest.raises(StoreError, match="losses"):
        Store.check(folder)


def test_a_link_in_the_place_of_the_list_is_not_followed(folder: Path, tmp_path: Path) -> None:
    losses_file(folder / "store.jsonl").symlink_to(tmp_path / "outside")
    with Store.open(folder) as store:
        assert "store.jsonl.losses" in store.note
    with pytest.raises((UnsafeFile, StoreError), match="losses"):
        Store.check(folder)
