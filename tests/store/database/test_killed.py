"""`kill -9` at random moments: nothing acknowledged is lost, nothing half-written is seen."""

from __future__ import annotations

import os
import random
import signal
import struct
import time
from pathlib import Path

import pytest

from store.database.checking import check
from store.database.keys import _CHAINS, KeyFiles
from store.database.table import JournalDB
from tests.store.database.writing import Model, contents, in_a_process, step, write_until_killed

ROUNDS_ON_ONE_STORE = 25


def kill_one(path: Path, seed: int, first: int, after: float) -> int:
    """Let a writer run from step `first` for some seconds and kill it; the next step after the
    last that it acknowledged."""
    reading, writing = os.pipe()

    def work() -> None:
        write_until_killed(path, seed, first, lambda n: os.write(writing, struct.pack("=Q", n)))

    pid = in_a_process(work)
    os.close(writing)
    time.sleep(after)
    os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    with os.fdopen(reading, "rb") as pipe:
        acknowledged = pipe.read()
    assert os.WIFSIGNALED(status), "the writer failed by itself"
    return first + len(acknowledged) // 8


def run(folder: Path, seed: int, rounds: int) -> int:
    """Kill writers on one store, and look at it each time. Returns how many steps counted."""
    path = folder / "store.jsonl"
    chance = random.Random(seed)  # noqa: S311
    model = Model()
    number = 0
    for _ in range(rounds):
        following = kill_one(path, seed, number, chance.uniform(0.001, 0.04))
        for n in range(number, following):
            model.take(step(seed, n), n)
        later = model.copy()
        later.take(step(seed, following), following)
        with JournalDB(path) as db:
            articles, texts = contents(db, "articles"), contents(db, "texts")
        assert (articles, texts) in [
            (model.articles, model.texts),
            (later.articles, later.texts),
        ], f"seed {seed}, step {following}"
        if (articles, texts) != (model.articles, model.texts):
            model, following = later, following + 1
        elif step(seed, following) == "compact":
            following += 1
        checked = check(path, {})
        assert checked.is_whole, checked
        assert not checked.uncommitted
        assert not checked.index
        number = following
    return number


@pytest.mark.parametrize("point", ["entries", "one head", "heads"])
def test_killed_while_it_adds_keys_to_the_index(tmp_path: Path, point: str) -> None:
    """The next writer adds the same keys again, over what is left of the first time."""
    old, new = [(7, 1), (8, 2)], [(7, 3), (_CHAINS + 7, 4), (9, 5), (7, 6)]
    keys = KeyFiles(tmp_path, 1, writable=True)
    keys.add(old)

    def killed(heads: dict[int, int]) -> None:
        some = {"entries": 0, "one head": 1, "heads": len(heads)}[point]
        set_heads(dict(list(heads.items())[:some]))
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        set_heads = keys._set_heads
        patch.setattr(keys, "_set_heads", killed)
        with pytest.raises(KeyboardInterrupt):
            keys.add(new)
    keys.add(new)
    assert [list(keys.find(tag)) for tag in (7, 8, 9, _CHAINS + 7)] == [[6, 3, 1], [2], [5], [4]]
    keys.close()


def test_killed_now_and_then(tmp_path: Path) -> None:
    run(tmp_path, seed=1, rounds=10)


@pytest.mark.slow
def test_killed_five_hundred_times(tmp_path: Path) -> None:
    steps = 0
    for seed in range(100, 100 + 500 // ROUNDS_ON_ONE_STORE):
        folder = tmp_path / str(seed)
        folder.mkdir()
        steps += run(folder, seed, ROUNDS_ON_ONE_STORE)
    assert steps > 500
