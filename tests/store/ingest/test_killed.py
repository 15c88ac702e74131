"""An import that is killed at any moment goes on where it was, and does nothing twice."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from store import Store, history

pytestmark = pytest.mark.slow
FILES = 120


@pytest.mark.parametrize("seed", [1, 2])
def test_kill_9_at_random_moments(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    articles = tmp_path / "articles"
    articles.mkdir()
    for n in range(FILES):
        text = f"The mayor of Oslo opened bridge {n} on Monday, and {n + 7} people came. "
        (articles / f"{n}.txt").write_text(text + f"Number {n} is the last of them. " * (n % 9))
    command = [sys.executable, "-m", "tui.cli", "--store", str(tmp_path / "store"), "add"]
    kept = 0
    for _ in range(4):
        running = subprocess.Popen([*command, str(articles)], stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.5, 6))
        running.kill()
        running.wait()
        if (tmp_path / "store" / "store.jsonl").exists():
            with Store.open(tmp_path / "store") as store:
                assert len(store.numbers()) >= kept
                kept = len(store.numbers())
    done = subprocess.run([*command, str(articles)], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    with Store.open(tmp_path / "store") as store:
        found = Counter(store.article(number).origin for number in store.numbers())
        assert sorted(found) == sorted(map(str, articles.iterdir()))
        assert set(found.values()) == {1}
        assert all(store.reading(number) is not None for number in store.numbers())
        assert history(store.imports()).failures == []
        assert history(store.imports()).runs[-1].finished
