"""Two writers and four readers, with compactions: every commit is seen whole, none is lost."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

import pytest

from store.database.checking import check
from store.database.compaction import compact
from store.database.errors import StoreBusy
from store.database.table import JournalDB
from tests.store.database.writing import in_a_process

TOGETHER = 5


def write(path: Path, until: float, compacts: bool, every: int = 40) -> None:
    """Commit groups of documents to two tables, and count them in a third."""
    db = JournalDB(path, timeout=30)
    round_ = 0
    while time.monotonic() < until:
        with db.journal.transaction():
            group = db.table("count").get(doc_id=1)["groups"]
            db.table("a").insert_multiple({"group": group} for _ in range(TOGETHER))
            db.table("b").insert_multiple({"group": group} for _ in range(TOGETHER))
            db.table("count").update({"groups": group + 1}, doc_ids=[1])
        round_ += 1
        if compacts and round_ % every == 0:
            try:
                compact(db.journal.journal)
            except StoreBusy:
                continue
    db.close()


def read(path: Path, until: float) -> None:
    """Look at one snapshot after another, each of which must agree with itself."""
    db = JournalDB(path, access_mode="r")
    last = 0
    seen = set()
    while time.monotonic() < until:
        with db.journal.fixed_version() as version:
            assert version.revision >= last
            last = version.revision
            groups = db.table("count").get(doc_id=1)["groups"]
            assert len(db.table("a")) == len(db.table("b")) == groups * TOGETHER
            time.sleep(0.002)
            a = [document["group"] for document in db.table("a")]
            assert a == [group for group in range(groups) for _ in range(TOGETHER)]
            assert [document["group"] for document in db.table("b")] == a
        seen.add(groups)
    assert len(seen) > 3


def run(path: Path, seconds: float) -> int:
    with JournalDB(path) as db:
        db.table("count").insert({"groups": 0})
    until = time.monotonic() + seconds
    pids = [in_a_process(lambda first=i == 0: write(path, until, first)) for i in range(2)]
    pids += [in_a_process(lambda: read(path, until)) for _ in range(4)]
    statuses = [os.waitpid(pid, 0)[1] for pid in pids]
    assert statuses == [0] * 6
    with JournalDB(path) as db:
        groups = db.table("count").get(doc_id=1)["groups"]
        assert [d["group"] for d in db.table("a")] == [g for g in range(groups) for _ in range(5)]
    return int(groups)


def test_two_writers_and_four_readers(tmp_path: Path) -> None:
    assert run(tmp_path / "store.jsonl", 1.5) > 5


@pytest.mark.slow
def test_two_writers_and_four_readers_for_a_minute(tmp_path: Path) -> None:
    assert run(tmp_path / "store.jsonl", 60) > 200


def kill_beside_others(path: Path, kills: int) -> int:
    """Kill a writer that also compacts, again and again, beside one that goes on."""
    with JournalDB(path) as db:
        db.table("count").insert({"groups": 0})
    chance = random.Random(kills)  # noqa: S311 - the same every time
    until = time.monotonic() + 0.1 * kills
    others = [
        in_a_process(lambda: write(path, until, compacts=False)),
        in_a_process(lambda: read(path, until)),
    ]
    for _ in range(kills):
        pid = in_a_process(lambda: write(path, time.monotonic() + 60, compacts=True, every=3))
        time.sleep(chance.uniform(0.005, 0.08))
        os.kill(pid, signal.SIGKILL)
        assert os.WIFSIGNALED(os.waitpid(pid, 0)[1])
    assert [os.waitpid(pid, 0)[1] for pid in others] == [0, 0]
    with JournalDB(path) as db:
        groups = db.table("count").get(doc_id=1)["groups"]
        assert [d["group"] for d in db.table("a")] == [g for g in range(groups) for _ in range(5)]
        assert [d["group"] for d in db.table("b")] == [d["group"] for d in db.table("a")]
    assert check(path, {}).is_whole
    assert not check(path, {}).index
    return int(groups)


@pytest.mark.slow
def test_a_writer_that_is_killed_harms_nobody(tmp_path: Path) -> None:
    assert kill_beside_others(tmp_path / "store.jsonl", 15) > 15


@pytest.mark.slow
def test_a_writer_that_is_killed_often_harms_nobody(tmp_path: Path) -> None:
    assert kill_beside_others(tmp_path / "store.jsonl", 200) > 200


def test_two_processes_never_give_out_the_same_id(tmp_path: Path) -> None:
    path = tmp_path / "store.jsonl"

    def insert() -> None:
        with JournalDB(path) as db:
            for _ in range(100):
                db.insert({"by": os.getpid()})

    for pid in [in_a_process(insert) for _ in range(3)]:
        assert os.waitpid(pid, 0)[1] == 0
    with JournalDB(path) as db:
        assert [document.doc_id for document in db] == list(range(1, 301))
