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
from store.ingest.workers import FEW, read_articles
from store.reading import Article

pytestmark = pytest.mark.slow


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


def test_workers_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for n in range(400):
        (folder / f"{n}.txt").write_text(f"The mayor of Oslo opened {n} bridges on Monday. " * 40)
    command = [sys.executable, "-m", "tui.cli", "--store", str(tmp_path / "store"), "add"]
    parent = subprocess.Popen([*command, "--jobs", "2", str(folder)], stderr=subprocess.DEVNULL)
    children = _wait_for(lambda: _children(parent.pid), until=lambda found: len(found) >= 2)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    assert _wait_for(lambda: [c for c in children if _alive(c)], until=lambda left: not left) == []


def _wait_for[T](look: Callable[[], T], until: Callable[[T], bool], seconds: float = 30) -> T:
    end = time.monotonic() + seconds
    while not until(found := look()) and time.monotonic() < end:
        time.sleep(0.1)
    return found


def _children(parent: int) -> list[int]:
    path = Path(f"/proc/{parent}/task/{parent}/children")
    if not path.exists():
        pytest.skip("needs /proc with the list of children")
    return [int(pid) for pid in path.read_text().split()]


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False
