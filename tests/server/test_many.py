"""Several people at one store for a while, over real lines that drop, with two adders at work."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

import pytest

from store import Filter, Store, Views
from tests.journeys.terminal import REPOSITORY, Terminal
from tests.server.processes import nothing_runs_for
from tests.server.ssh import Sshd
from tests.tui.newsroom import fill

ADDER = """
import sys, time
from pathlib import Path
from store import Article, Store
folder, first, last = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
with Store.open(folder, timeout=60) as store:
    for number in range(first, last):
        article = Article(
            id=f"{number:064x}", text=f"Ferry {number} sailed.", title=f"Ferry {number}",
            published="2024-11-01", source="Harbour Wire",
        )
        assert store.put(article, None, {"status": "added"}) is not None
        time.sleep(0.01)
"""
FOLLOWER = """
import sys, time
from pathlib import Path
from store import Store
folder, until = Path(sys.argv[1]), int(sys.argv[2])
with Store.open(folder, readonly=True) as store:
    seen, version = [], 0
    end = time.monotonic() + 100
    while len(seen) < until and time.monotonic() < end:
        for change in store.changes(version):
            version = max(version, change.version)
            if change.table == "articles":
                assert store.article(change.doc_id).text
                seen.append(change.doc_id)
        time.sleep(0.05)
print(*seen)
"""


def started(script: str, store: Path, *numbers: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, str(store), *map(str, numbers)], text=True,
        stdout=subprocess.PIPE, cwd=REPOSITORY,
    )  # fmt: skip


def rows(terminal: Terminal) -> list[str]:
    """The list of articles on the screen, without the reader's state of reading them."""
    return [line.rstrip() for line in terminal.lines if "Harbour Wire" in line]


@pytest.mark.slow
def test_every_commit_is_seen_whole_and_once(server: Sshd, tmp_path: Path) -> None:
    """Four dashboards over SSH, two adders and two followers; two lines are cut meanwhile."""
    store = fill(tmp_path / "store")
    each = 150
    total = 5 + 2 * each
    with ExitStack() as lines:
        desks = [lines.enter_context(server.dashboard(store)) for _ in range(4)]
        for desk in desks:
            desk.wait_for("Adler returns", 40)
        followers = [started(FOLLOWER, store, total) for _ in range(2)]
        adders = [
            started(ADDER, store, 1_000, 1_000 + each),
            started(ADDER, store, 2_000, 2_000 + each),
        ]
        for desk in desks[:2]:
            time.sleep(1)
            desk.child.kill(signal.SIGKILL)
        for adder in adders:
            assert adder.wait(60) == 0
        for follower in followers:
            seen = follower.communicate(timeout=60)[0].split()
            assert follower.returncode == 0
            assert Counter(seen) == Counter(map(str, range(1, total + 1)))
        fresh = lines.enter_context(server.dashboard(store))
        fresh.wait_for(f"1 Articles {total}/{total}", 40)
        fresh.press("g")  # what came after its first paint is above it
        fresh.wait_for(f"Ferry {1_000 + each - 1}")
        for desk in desks[2:]:
            desk.wait_for(f"{total - 5} new", 40)
            desk.press("r")
            desk.wait_for(f"1 Articles {total}/{total}", 40)
            desk.press("g")
            desk.wait_for(lambda desk: rows(desk) == rows(fresh), 20)
        for desk in [*desks[2:], fresh]:
            desk.press("q")
            assert desk.wait_for_end() == 0
            assert desk.restored
    assert nothing_runs_for(store)
    checked = Store.check(store)
    assert (checked.is_whole, checked.documents["articles"]) == (True, total)
    with Store.open(store) as opened:
        views = Views.open(opened)
        views.update()
        assert views.counts(Filter()).articles == (total, total)
        views.close()
