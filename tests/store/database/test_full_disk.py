"""A disk that is full: a clear message, and never less than the last commit."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from store.database.checking import check
from store.database.compaction import compact
from store.database.errors import StoreFull
from store.database.table import JournalDB
from tests.store.database.writing import in_a_process

TEXT = "The ferry sank off the coast. " * 30


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip(f"needs the right to mount a tmpfs: {mounted.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(db: JournalDB) -> int:
    """Insert until the disk is full; how many documents there are."""
    while True:
        try:
            db.insert({"text": TEXT})
        except StoreFull as error:
            assert "full" in error.title
            assert "free some space" in error.hint
            return len(db)


def in_a_child(work: Callable[[], object]) -> None:
    """A signal from the memory map would end the process: so it is one of its own."""
    assert os.waitpid(in_a_process(work), 0)[1] == 0


def test_a_full_disk_loses_nothing_and_serves_on(small_disk: Path) -> None:
    def work() -> None:
        path = small_disk / "store.jsonl"
        db = JournalDB(path, keys={"_default": "text"})
        count = fill(db)
        assert count > 100
        assert fill(db) == count
        assert [document.doc_id for document in db] == list(range(1, count + 1))
        with pytest.raises(StoreFull):
            db.insert_multiple({"text": TEXT} for _ in range(3000))
        with pytest.raises(StoreFull):
            compact(db.journal.journal)
        assert len(JournalDB(path)) == count
        assert check(path, {}).is_whole
        db.close()

    in_a_child(work)


def test_room_that_was_made_is_used(small_disk: Path) -> None:
    def work() -> None:
        ballast = small_disk / "ballast"
        ballast.write_bytes(b"x" * 600_000)
        db = JournalDB(small_disk / "store.jsonl")
        count = fill(db)
        ballast.unlink()
        assert db.insert({"text": TEXT}) == count + 1
        db.close()
        checked = check(small_disk / "store.jsonl", {})
        assert checked.is_whole
        assert not checked.index

    in_a_child(work)


def test_no_room_for_the_index(small_disk: Path) -> None:
    """The journal has its last bytes, the index none: the process knows the rest itself."""

    def work() -> None:
        path = small_disk / "store.jsonl"
        JournalDB(path, keys={"_default": "text"}).close()
        free = os.statvfs(small_disk)
        ballast = small_disk / "ballast"
        ballast.write_bytes(b"x" * (free.f_bavail * free.f_frsize - 5 * 4096))
        db = JournalDB(path, keys={"_default": "text"})
        count = fill(db)
        assert len(db.all()) == count
        ballast.unlink()
        assert db.insert({"text": "after"}) == count + 1
        assert db.journal.snapshot().with_key("_default", "text", "after") == count + 1
        db.close()
        assert not check(path, {"_default": "text"}).index

    in_a_child(work)


def test_a_limit_on_the_size_of_files(tmp_path: Path) -> None:
    def work() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))
        db = JournalDB(tmp_path / "store.jsonl")
        count = fill(db)
        assert count > 100
        assert len(JournalDB(tmp_path / "store.jsonl")) == count

    in_a_child(work)
