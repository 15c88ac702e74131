"""Worker processes give the same readings in the same order, and die with their parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from store.extract.pipeline import Extractor
from store.ingest.workers import BATCH, FEW, read_articles, read_together
from store.memory import FORKED_MEMORY, READER_MEMORY
from store.reading import Article
from tests.server.processes import command_of, nothing_runs_for, private_memory, running_for

pytestmark = pytest.mark.slow
MARK = f"DATELINE_TESTED_BY={os.getpid()}"
"""In the environment of the processes that these tests start."""


@pytest.fixture(autouse=True)
def marked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(*MARK.split("="))


def articles(number: int) -> list[Article]:
    return [
        Article(id=str(n), text=f"The mayor of Oslo opened {n} bridges.", published="2021-02-03")
        for n in range(number)
    ]  # fmt: skip


def test_workers_agree_with_this_process(reader: Extractor) -> None:
    many = articles(FEW + 30)
    elsewhere = list(read_articles(many, jobs=2))
    assert [article.id for article, _ in elsewhere] == [article.id for article in many]
    assert [outcome for _, outcome in elsewhere] == list(reader.read_all(many))


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGINT])
def test_workers_end_with_a_parent_that_is_killed_or_interrupted(
    tmp_path: Path, sign: signal.Signals
) -> None:
    folder, store = tmp_path / "articles", tmp_path / "store"
    folder.mkdir()
    for n in range(400):
        (folder / f"{n}.txt").write_text(f"The mayor of Oslo opened {n} bridges on Monday. " * 40)
    parent = subprocess.Popen(
        [sys.executable, "-m", "tui.cli", "add", "--jobs", "2", str(folder)],
        stderr=subprocess.DEVNULL,
        env={**os.environ, "DATELINE_STORE": str(store)},
    )
    helpers = _wait_for(lambda: running_for(store), until=lambda found: len(found) >= 4)
    assert len(helpers) >= 4, "two readers, their server and the intake"
    parent.send_signal(sign)
    assert parent.wait() == {signal.SIGKILL: -signal.SIGKILL, signal.SIGINT: 130}[sign]
    assert nothing_runs_for(store)


def test_articles_come_in_order_while_one_takes_long() -> None:
    long = Article(id="long", text="The mayor of Oslo opened a bridge on Monday. " * 1_500)
    many = [long, *articles(6 * BATCH)]
    found = [article.id for article, _ in read_articles(many, jobs=2)]
    assert found == [article.id for article in many]


def test_readers_share_the_model_and_end_with_the_import() -> None:
    reading = read_together(articles(4 * BATCH), jobs=2)
    next(reading)
    readers = [pid for pid in running_for(Path(), mark=MARK) if "fork_server" in command_of(pid)]
    own = [private_memory(pid) for pid in readers]
    reading.close()
    assert nothing_runs_for(Path(), mark=MARK)
    assert len(own) >= 2
    assert sum(own) < READER_MEMORY + 2 * FORKED_MEMORY


def _wait_for[T](look: Callable[[], T], until: Callable[[T], bool], seconds: float = 30) -> T:
    end = time.monotonic() + seconds
    while not until(found := look()) and time.monotonic() < end:
        time.sleep(0.1)
    return found
