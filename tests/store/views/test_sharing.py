"""Several processes and nobody's rights: the index is shared, rebuilt, or private."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from store.views import Filter, Term, Views
from store.views.indexing.articles import Indexing
from store.views.indexing.index_file import FILE, ViewsTrouble
from tests.store.views.articles_for_tests import article, entity, reading
from tests.store.views.memory_journal import MemoryJournal

AN_ARTICLE = Filter((Term("text", "grain"),))


def put(journal: MemoryJournal, number: int) -> None:
    new = article(f"Grain number {number}.", "Grain")
    journal.put(number, new, reading(new, entity("e1", "gpe/BY", "Belarus")))


def shown(views: Views) -> tuple[int, int]:
    return views.counts(Filter()).articles[0], views.counts(AN_ARTICLE).articles[0]


def test_one_takes_in_and_the_other_sees_it_when_it_looks(journal: MemoryJournal) -> None:
    mine, theirs = Views.open(journal), Views.open(journal)
    put(journal, 1)
    assert mine.update()
    assert shown(mine) == (1, 1)
    assert theirs.behind
    assert theirs.counts(Filter()).articles == (0, 0)
    assert theirs.update()
    assert shown(theirs) == (1, 1)
    assert not theirs.update()


def test_what_is_seen_does_not_move_until_asked(journal: MemoryJournal) -> None:
    mine, theirs = Views.open(journal), Views.open(journal)
    for number in range(1, 4):
        put(journal, number)
        mine.update()
        assert theirs.counts(Filter()).articles == (0, 0)
    assert theirs.update()
    assert theirs.counts(Filter()).articles == (3, 3)


def test_deleting_the_folder_loses_nothing(journal: MemoryJournal) -> None:
    put(journal, 1)
    views = Views.open(journal)
    views.update()
    assert shown(views) == (1, 1)
    words = AN_ARTICLE
    found = views.counts(words).articles
    shutil.rmtree(journal.folder / "views")
    views.forget()
    assert views.counts(words).articles == found
    assert views.update()
    assert shown(views) == (1, 1)
    assert views.counts(words).articles == found
    assert shown(reopened(journal)) == (1, 1)


def reopened(journal: MemoryJournal) -> Views:
    views = Views.open(journal)
    views.update()
    return views


@pytest.mark.parametrize("damage", [b"", b"no database, though as long as one" * 99])
def test_a_damaged_index_is_made_anew(journal: MemoryJournal, damage: bytes) -> None:
    put(journal, 1)
    reopened(journal).close()
    (journal.folder / "views" / FILE).write_bytes(damage)
    assert shown(reopened(journal)) == (1, 1)


@pytest.mark.slow
def test_an_index_damaged_in_the_middle_is_made_anew(journal: MemoryJournal) -> None:
    for number in range(1, 300):
        put(journal, number)
    reopened(journal).close()
    path = journal.folder / "views" / FILE
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"x" * (len(whole) - 4096))
    assert shown(reopened(journal)) == (299, 299)


@pytest.mark.parametrize("is_ended", [False, True], ids=["open", "ended by SQLite"])
def test_a_full_disk_is_said_and_what_is_there_can_be_asked(
    journal: MemoryJournal, monkeypatch: pytest.MonkeyPatch, is_ended: bool
) -> None:
    put(journal, 1)
    views = reopened(journal)
    put(journal, 2)

    def full(indexing: Indexing, _: object) -> None:
        if is_ended:
            indexing._connection.execute("ROLLBACK")
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patched:
        patched.setattr("store.views.indexing.articles.Indexing.flush", full)
        with pytest.raises(ViewsTrouble, match="disk is full"):
            views.update()
    assert shown(views) == (1, 1)
    assert views.update()
    assert shown(views) == (2, 2)


def test_an_index_of_another_version_is_made_anew(
    journal: MemoryJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(journal, 1)
    reopened(journal).close()
    monkeypatch.setattr("store.views.indexing.schema.SCHEMA", 999)
    assert shown(reopened(journal)) == (1, 1)


def test_a_journal_that_is_another_one_is_taken_in_anew(journal: MemoryJournal) -> None:
    for number in range(1, 4):
        put(journal, number)
    reopened(journal).close()
    other = MemoryJournal(journal.folder)
    put(other, 7)
    views = reopened(other)
    assert [row.number for row in views.articles(Filter())] == [7]
    assert shown(views) == (1, 1)


def test_nobody_else_may_read_it(journal: MemoryJournal) -> None:
    put(journal, 1)
    views = reopened(journal)
    shown(views)
    for path in (journal.folder / "views").rglob("*"):
        if not path.is_dir() and "text" not in path.parent.name:
            assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
    assert stat.S_IMODE((journal.folder / "views").stat().st_mode) == 0o700


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written(journal: MemoryJournal) -> None:
    put(journal, 1)
    journal.folder.chmod(0o500)
    try:
        assert shown(reopened(journal)) == (1, 1)
        assert not (journal.folder / "views").exists()
    finally:
        journal.folder.chmod(0o700)


def test_a_store_that_may_only_be_read(journal: MemoryJournal) -> None:
    put(journal, 1)
    journal.readonly = True
    views = reopened(journal)
    assert shown(views) == (1, 1)
    assert not (journal.folder / "views").exists()
    put(journal, 2)
    assert views.update()
    assert shown(views) == (2, 2)


def test_a_reader_uses_the_index_that_is_there(journal: MemoryJournal) -> None:
    put(journal, 1)
    shown(reopened(journal))
    journal.readonly = True
    views = Views.open(journal)
    assert views.counts(Filter()).articles == (1, 1)
    put(journal, 2)
    assert views.update()
    assert shown(views) == (2, 2)
    assert not views.update()


FILLING = """
import sys
from pathlib import Path
from store.views import Views
from tests.store.views.test_sharing import put
from tests.store.views.memory_journal import MemoryJournal

journal = MemoryJournal(Path(sys.argv[1]))
for number in range(1, 400):
    put(journal, number)
print("begun", flush=True)
views = Views.open(journal)
while views.update(seconds=0):
    pass
views.prepare_search()
print("done", flush=True)
"""


def filling(folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", FILLING, str(folder)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


@pytest.mark.slow
def test_killed_at_any_moment_it_goes_on_where_it_was(journal: MemoryJournal) -> None:
    for number in range(1, 400):
        put(journal, number)
    for pause in (0.0, 0.05, 0.15, 0.3):
        worker = filling(journal.folder)
        assert worker.stdout is not None
        assert worker.stdout.readline() == "begun\n"
        time.sleep(pause)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    assert shown(reopened(journal)) == (399, 399)


@pytest.mark.slow
def test_two_at_once_take_everything_in_once(journal: MemoryJournal) -> None:
    for number in range(1, 400):
        put(journal, number)
    workers = [filling(journal.folder) for _ in range(2)]
    mine = Views.open(journal)
    while mine.behind:
        mine.update(seconds=0)
        row = mine.entities(Filter())
        counted = mine.counts(Filter()).articles[0]
        assert [each.total for each in row] == ([counted] if counted else [])
    assert all(worker.wait() == 0 for worker in workers)
    assert shown(mine) == (399, 399)
