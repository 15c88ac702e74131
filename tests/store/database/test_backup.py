"""A copy of a store in use is a store of one moment, and comes back as it was."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from store.database import Store, StoreDamaged, StoreError, StoreMissing
from store.reading import Article
from tests.store.database.writing import in_a_process


def put(store: Store, number: int) -> None:
    article = Article(id=f"{number:064x}", text=f"The ferry sailed for the {number}th time.")
    assert store.put(article, None, {"status": "added"}) is not None


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store.open(tmp_path / "store", create=True)
    for number in range(20):
        put(store, number)
    return store


def texts(folder: Path) -> list[str]:
    with Store.open(folder) as store:
        return [store.article(number).text for number in store.numbers()]


def test_a_backup_is_a_store_and_comes_back(store: Store, tmp_path: Path) -> None:
    backed_up = store.backup(tmp_path / "backup")
    assert backed_up.documents["articles"] == 20
    put(store, 20)
    restored = Store.restore(tmp_path / "backup", tmp_path / "again")
    assert (restored.size, restored.documents) == (backed_up.size, backed_up.documents)
    assert texts(tmp_path / "again") == texts(tmp_path / "backup") == texts(store.folder)[:20]
    assert stat.S_IMODE(backed_up.path.stat().st_mode) == 0o600


def test_a_later_backup_takes_the_place_of_an_older_one(store: Store, tmp_path: Path) -> None:
    store.backup(tmp_path / "backup")
    put(store, 20)
    store.db.table("searches").insert({"name": "ferries"})
    store.compact()
    store.backup(tmp_path / "backup")
    assert len(texts(tmp_path / "backup")) == 21


def test_a_backup_is_made_while_others_write(store: Store, tmp_path: Path) -> None:
    def write() -> None:
        with Store.open(store.folder) as other:
            for number in range(100, 400):
                put(other, number)

    pid = in_a_process(write)
    counts = []
    while os.waitpid(pid, os.WNOHANG) == (0, 0):
        backed_up = store.backup(tmp_path / "backup")
        counts.append(backed_up.documents["articles"])
        assert texts(tmp_path / "backup") == texts(store.folder)[: counts[-1]]
    assert counts == sorted(counts)
    assert Store.check(store.folder).documents["articles"] == 320


def test_uncommitted_bytes_are_left_out(store: Store, tmp_path: Path) -> None:
    with (store.folder / "store.jsonl").open("ab") as file:
        file.write(b'{"put":"articles","id":21,"docu')
    with Store.open(store.folder, readonly=True) as reader:
        reader.backup(tmp_path / "backup")
    assert Store.check(tmp_path / "backup").uncommitted == 0
    assert len(texts(tmp_path / "backup")) == 20


def flip(path: Path) -> bytes:
    content = bytearray(path.read_bytes())
    content[content.index(b"the 3th time")] ^= 1
    path.write_bytes(content)
    return bytes(content)


def test_a_damaged_store_never_replaces_a_good_backup(store: Store, tmp_path: Path) -> None:
    store.backup(tmp_path / "backup")
    good = (tmp_path / "backup/store.jsonl").read_bytes()
    put(store, 20)
    flip(store.folder / "store.jsonl")
    with pytest.raises(StoreDamaged, match="damaged in bytes"):
        store.backup(tmp_path / "backup")
    assert (tmp_path / "backup/store.jsonl").read_bytes() == good
    assert [path.name for path in (tmp_path / "backup").iterdir()] == ["store.jsonl"]


def test_a_damaged_backup_is_not_restored(store: Store, tmp_path: Path) -> None:
    store.backup(tmp_path / "backup")
    damaged = flip(tmp_path / "backup/store.jsonl")
    with pytest.raises(StoreDamaged, match="damaged in bytes"):
        Store.restore(tmp_path / "backup", tmp_path / "again")
    assert not (tmp_path / "again/store.jsonl").exists()
    assert (tmp_path / "backup/store.jsonl").read_bytes() == damaged


def test_a_backup_whose_last_commit_is_damaged_is_not_restored_without_it(
    store: Store, tmp_path: Path
) -> None:
    store.backup(tmp_path / "backup")
    journal = tmp_path / "backup/store.jsonl"
    damaged = bytearray(journal.read_bytes())
    damaged[-200] ^= 1
    journal.write_bytes(damaged)
    with pytest.raises(StoreDamaged, match="damaged in bytes"):
        Store.restore(tmp_path / "backup", tmp_path / "again")
    assert not (tmp_path / "again/store.jsonl").exists()


def test_nothing_is_written_over(store: Store, tmp_path: Path) -> None:
    with Store.open(tmp_path / "other", create=True) as other:
        put(other, 1)
    with pytest.raises(StoreError, match="another store"):
        store.backup(tmp_path / "other")
    with pytest.raises(StoreError, match="the store itself"):
        store.backup(store.folder)
    with pytest.raises(StoreError, match="already"):
        Store.restore(tmp_path / "other", store.folder)
    with pytest.raises(StoreMissing):
        Store.restore(tmp_path / "nothing", tmp_path / "again")


def test_a_backup_that_knows_more_is_kept(store: Store, tmp_path: Path) -> None:
    store.backup(tmp_path / "backup")
    with Store.open(tmp_path / "backup") as used:
        put(used, 50)
    with pytest.raises(StoreError, match="Keep it"):
        store.backup(tmp_path / "backup")
    assert len(texts(tmp_path / "backup")) == 21


def test_what_was_derived_from_the_lost_store_is_not_believed(store: Store, tmp_path: Path) -> None:
    store.backup(tmp_path / "backup")
    put(store, 20)
    (store.folder / "views").mkdir()
    (store.folder / "views/index.sqlite").write_text("of the lost store")
    store.close()
    (store.folder / "store.jsonl").unlink()
    Store.restore(tmp_path / "backup", store.folder)
    assert not (store.folder / "views").exists()
    assert len(texts(store.folder)) == 20
    assert Store.check(store.folder).index == ""
