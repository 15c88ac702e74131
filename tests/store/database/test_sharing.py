"""Locks, snapshots, compaction and followers: a store that several processes have open."""

from __future__ import annotations

import errno
import fcntl
import os
import stat
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tinydb import where

from store.database import Change, StoreBusy, StoreReadOnly
from store.database.checking import check
from store.database.compaction import compact
from store.database.offset_index import index_folder
from store.database.table import JournalDB
from tests.store.database.writing import in_a_process

KEYS = {"articles": "id"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.jsonl"


@pytest.fixture
def db(path: Path) -> Iterator[JournalDB]:
    with JournalDB(path, keys=KEYS) as opened:
        yield opened


def open_again(path: Path, **options: object) -> JournalDB:
    return JournalDB(path, keys=KEYS, **options)


class Holder:
    """Holds the writers' lock in another thread, as another process would."""

    def __init__(self, path: Path) -> None:
        self._lock = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(self._lock, fcntl.LOCK_EX)

    def release(self) -> None:
        os.close(self._lock)


def test_a_writer_that_waits_says_so_and_then_gives_up(db: JournalDB, path: Path) -> None:
    said: list[str] = []
    holder = Holder(path)
    with open_again(path, timeout=1.0, waiting=said.append) as other:
        with pytest.raises(StoreBusy) as caught:
            other.insert({"n": 1})
        assert str(path.parent) in caught.value.title
        assert len(said) == 1
        assert f"process {os.getpid()}" in said[0]
        holder.release()
        assert other.insert({"n": 1}) == 1


def test_a_writer_that_waits_goes_on_when_it_can(db: JournalDB, path: Path) -> None:
    holder = Holder(path)
    threading.Timer(0.2, holder.release).start()
    assert db.insert({"n": 1}) == 1


def test_readers_need_no_lock(db: JournalDB, path: Path) -> None:
    db.insert({"n": 1})
    holder = Holder(path)
    with open_again(path) as reader:
        assert reader.all() == [{"n": 1}]
    holder.release()


def test_the_lock_goes_with_its_process(path: Path) -> None:
    def die_in_a_transaction() -> None:
        db = open_again(path)
        with db.journal.transaction():
            db.insert({"n": 1})
            os._exit(0)

    os.waitpid(in_a_process(die_in_a_transaction), 0)
    with open_again(path, timeout=0) as db:
        assert db.insert({"n": 2}) == 1


def test_a_held_snapshot_stays_while_others_write_and_compact(db: JournalDB, path: Path) -> None:
    articles = db.table("articles")
    articles.insert_multiple({"id": f"a{n}", "n": n} for n in range(50))
    with open_again(path) as reader, reader.journal.fixed_version() as version:
        before = reader.table("articles").all()
        articles.update({"n": -1}, doc_ids=list(range(1, 26)))
        articles.remove(doc_ids=[50])
        articles.insert({"id": "new"})
        compact(db.journal.journal)
        articles.insert({"id": "newer"})
        assert reader.table("articles").all() == before
        assert len(reader.table("articles")) == 50
        assert reader.table("articles").get(doc_id=50) == {"id": "a49", "n": 49}
        assert reader.table("articles").get(doc_id=51) is None
        assert version.with_key("articles", "id", "a7") == 8
        assert version.with_key("articles", "id", "new") is None
        assert reader.journal.current_version().revision == version.revision
    # And then it moves on.
    with open_again(path) as reader:
        assert reader.table("articles").get(doc_id=1) == {"id": "a0", "n": -1}
        assert len(reader.table("articles")) == 51


@pytest.mark.parametrize("how", ["get", "all", "key"])
def test_a_table_that_is_first_asked_for_after_a_compaction_is_all_there(
    db: JournalDB, path: Path, how: str
) -> None:
    """Its index went with the compaction: what has no file any more is not what has no rows."""
    articles = db.table("articles")
    articles.insert_multiple({"id": f"a{n}"} for n in range(50))
    db.table("mails").insert({"id": "m"})
    with open_again(path, access_mode="r") as reader, reader.journal.fixed_version() as version:
        assert reader.table("mails").get(doc_id=1) == {"id": "m"}
        compact(db.journal.journal)
        articles.insert({"id": "new"})
        if how == "get":
            assert reader.table("articles").get(doc_id=7) == {"id": "a6"}
        elif how == "all":
            assert [each["id"] for each in reader.table("articles")] == [f"a{n}" for n in range(50)]
        else:
            assert version.with_key("articles", "id", "a7") == 8
        assert not reader.journal.journal.notes


def test_iterating_across_a_compaction(db: JournalDB, path: Path) -> None:
    db.insert_multiple({"n": n} for n in range(100))
    db.update({"seen": True}, where("n") < 50)
    with open_again(path) as reader:
        iterator = iter(reader)
        first = [next(iterator) for _ in range(10)]
        compact(db.journal.journal)
        db.update({"n": -5}, doc_ids=[60])
        assert [document["n"] for document in [*first, *iterator]] == list(range(100))
        assert reader.get(doc_id=60) == {"n": -5}


def test_compaction_leaves_out_what_was_overwritten(db: JournalDB, path: Path) -> None:
    articles = db.table("articles")
    for n in range(20):
        articles.upsert({"id": "one", "text": "x" * 500, "n": n}, where("id") == "one")
    articles.insert_multiple({"id": f"a{n}"} for n in range(10))
    articles.remove(doc_ids=[3, 11])
    db.table("gone").insert({"n": 1})
    db.drop_table("gone")
    before, revision = articles.all(), db.journal.snapshot().revision
    compacted = compact(db.journal.journal)
    assert compacted.after == path.stat().st_size < compacted.before / 3
    assert articles.all() == before
    assert db.journal.snapshot().revision == revision
    assert db.tables() == {"articles"}
    assert articles.insert({"id": "next"}) == 12
    checked = check(path, KEYS)
    assert (checked.damages, checked.index, checked.overwritten) == ([], "", 0)
    assert [p.name for p in path.parent.glob("*.index-*")] == [index_folder(path, 2).name]


def test_writers_go_on_during_a_compaction(db: JournalDB, path: Path) -> None:
    db.insert_multiple({"n": n, "text": "x" * 300} for n in range(3000))

    def compact_twice() -> None:
        other = open_again(path)
        compact(other.journal.journal)
        compact(other.journal.journal)

    pid = in_a_process(compact_twice)
    count = 3000
    while os.waitpid(pid, os.WNOHANG) == (0, 0):
        db.insert({"n": count})
        count += 1
    assert [document["n"] for document in db] == list(range(count))
    assert check(path, {}).is_whole


def test_one_compaction_at_a_time(db: JournalDB, path: Path) -> None:
    db.insert({"n": 1})
    lock = os.open(f"{path}.compact.lock", os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(lock, fcntl.LOCK_EX)
    with pytest.raises(StoreBusy, match="already"):
        compact(db.journal.journal)
    os.close(lock)
    compact(db.journal.journal)


def test_followers_learn_of_every_change_once(db: JournalDB, path: Path) -> None:
    with open_again(path, access_mode="r") as follower:
        storage = follower.journal
        start = storage.snapshot().revision
        articles = db.table("articles")
        articles.insert_multiple([{"id": "a"}, {"id": "b"}])
        first = storage.snapshot().revision
        articles.update({"seen": True}, doc_ids=[2])
        articles.remove(doc_ids=[1])
        db.drop_table("articles")
        assert list(storage.changes(start)) == [
            Change(first, "articles", 1, False),
            Change(first, "articles", 2, False),
            Change(first + 1, "articles", 2, False),
            Change(first + 2, "articles", 1, True),
            Change(first + 3, "articles", None, True),
        ]
        assert list(storage.changes(first + 1)) == list(storage.changes(start))[3:]
        assert list(storage.changes(first + 3)) == []


def test_followers_of_any_version_learn_the_last_word_after_a_compaction(
    db: JournalDB, path: Path
) -> None:
    articles = db.table("articles")
    versions = []
    for n in range(300):
        articles.insert({"id": f"a{n}", "text": "x" * 1000})
        if n % 3 == 0:
            articles.update({"seen": n}, doc_ids=[n // 2 + 1])
        if n % 10 == 9:
            articles.remove(doc_ids=[n - 5])
        versions.append(db.journal.snapshot().revision)
    states = {v: {c.doc_id: c.deleted for c in db.journal.changes(v)} for v in versions[::20]}
    compact(db.journal.journal)
    for version, state in states.items():
        changes = list(db.journal.changes(version))
        assert {c.doc_id: c.deleted for c in changes} == state
        assert all(change.version > version for change in changes)


def test_a_version_costs_nothing_while_nothing_changes(db: JournalDB, path: Path) -> None:
    db.insert({"n": 1})
    with open_again(path) as reader:
        snapshot = reader.journal.snapshot()
        assert reader.journal.snapshot() is snapshot
        db.insert({"n": 2})
        assert reader.journal.snapshot().revision == snapshot.revision + 1


def test_files_are_private(db: JournalDB, path: Path) -> None:
    db.insert({"n": 1})
    compact(db.journal.journal)
    db.insert({"n": 2})
    for file in path.parent.rglob("*"):
        mode = stat.S_IMODE(file.stat().st_mode)
        assert mode == (0o700 if file.is_dir() else 0o600), file


def as_nobody(work: Callable[[], object]) -> int:
    def drop_rights_and_work() -> None:
        if os.getuid() == 0:
            os.setgid(65534)
            os.setuid(65534)
        work()

    return os.waitpid(in_a_process(drop_rights_and_work), 0)[1]


@pytest.mark.parametrize("has_index", [True, False])
def test_a_folder_that_may_not_be_written_to(has_index: bool) -> None:
    """In a place that another user can reach, which pytest's own folders are not."""
    import shutil
    import tempfile

    folder = Path(tempfile.mkdtemp())
    path = folder / "store.jsonl"
    with open_again(path) as db:
        db.table("articles").insert_multiple({"id": f"a{n}"} for n in range(5))
    if not has_index:
        shutil.rmtree(index_folder(path, 1))
    for file in folder.rglob("*"):
        file.chmod(0o555 if file.is_dir() else 0o444)
    folder.chmod(0o555)

    def work() -> None:
        with open_again(path) as db:
            assert db.journal.journal.readonly
            assert len(db.journal.journal.notes) == 1
            assert "for reading only" in db.journal.journal.notes[0]
            assert len(db.table("articles")) == 5
            assert db.journal.snapshot().with_key("articles", "id", "a3") == 4
            with pytest.raises(StoreReadOnly):
                db.insert({"n": 1})
            with pytest.raises(StoreReadOnly):
                compact(db.journal.journal)

    try:
        assert as_nobody(work) == 0
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


def test_a_file_system_without_locks(
    db: JournalDB, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No such file system can be had here, so the system's answer is made up."""
    db.table("articles").insert({"id": "a"})
    with path.open("ab") as file:
        file.write(b'{"put":"articles","id":2,"docu')

    def no_locks(lock: int, how: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", no_locks)
    with open_again(path) as other:
        assert other.journal.journal.readonly
        assert "no locks" in other.journal.journal.notes[0]
        assert other.table("articles").all() == [{"id": "a"}]
        with pytest.raises(StoreReadOnly):
            other.insert({"n": 1})
    monkeypatch.undo()
    with open_again(path, access_mode="r") as other:
        assert other.table("articles").all() == [{"id": "a"}]


def test_a_reader_sees_commits_while_a_long_one_is_being_written(db: JournalDB, path: Path) -> None:
    db.insert({"n": 0})
    with open_again(path, access_mode="r") as reader, db.journal.transaction():
        db.insert_multiple({"text": "x" * 1000} for _ in range(3000))
        assert path.stat().st_size > 2_000_000
        assert len(reader) == 1
        started = time.monotonic()
        for _ in range(100):
            assert reader.get(doc_id=1) == {"n": 0}
        assert time.monotonic() - started < 10
    with open_again(path) as reader:
        assert len(reader) == 3001
