"""J1: a first import of a messy folder, killed at random moments, and the trust that it earns."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from store import Store, history
from tests.journeys.terminal import REPOSITORY, Terminal
from tests.server.processes import nothing_runs_for

pytestmark = pytest.mark.slow
FILES = 60
BRIDGE = "The mayor of Oslo opened bridge {n} on 4 July 2024, and {n}{n} people came to see it."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Articles with and without a date, one twice, copies, and what is none."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for n in range(FILES):
        head = f"---\npublished: 2024-07-0{n % 9 + 1}\n---\n" if n % 3 else ""
        more = f" Number {n} is the last one of them." * (n % 7)
        (folder / f"{n:03}.txt").write_text(head + BRIDGE.format(n=n) + more)
    (folder / "twice.txt").write_text((folder / "000.txt").read_text())
    (folder / "cut.pdf").write_bytes(b"%PDF-1.4\n1 0 obj")
    (folder / "empty.txt").touch()
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0 a picture")
    return folder


def run(*arguments: str, status: int) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "tui.cli", *arguments],
        cwd=REPOSITORY, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == status, done.stdout + done.stderr
    return done


def states(report: str) -> tuple[Counter[str], dict[str, int]]:
    """The states of a JSON report's items, and its sums."""
    *items, last = map(json.loads, report.splitlines())
    return Counter(item["state"] for item in items), last["sums"]


def numbers(words: Sequence[str], text: str) -> list[int]:
    return [int(found[1]) for word in words if (found := re.search(rf"(\d+) {word}", text))]


def test_it_tells_how_far_it_is_and_the_panes_work_meanwhile(tmp_path: Path, folder: Path) -> None:
    store = str(tmp_path / "store")
    with Terminal("--store", store, "add", "--jobs", "1", str(folder)) as importing:
        importing.wait_for(lambda seen: bool(re.search(r"[1-9]\d* new", seen.text)), seconds=60)
        done = rf"(\d+/{FILES + 4}|[\d.]+/[\d.]+ kB) +[\d.…]+(/s)?"  # articles, or else bytes
        assert re.search(done, importing.text)
        with Terminal("--store", store, columns=120, rows=40) as dashboard:
            dashboard.wait_for(lambda seen: bool(re.search(r"Articles +\d+/[1-9]", seen.text)))
            dashboard.press("enter")
            dashboard.wait_for("The mayor of Oslo opened bridge")
            dashboard.press("q", "q")
            assert dashboard.wait_for_end() == 0
        importing.wait_for("passed over;", seconds=60)
        assert importing.wait_for_end() == 1
        said = importing.text
    assert numbers(["same", "failed", "passed over"], said) == [1, 2, 1]
    unwrapped = "".join(said.split())  # the terminal breaks lines anywhere, also in a word
    assert "cut.pdf:thePDFcannotberead" in unwrapped
    assert "empty.txt:thefileisempty" in unwrapped


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_killed_it_resumes_and_does_nothing_twice(tmp_path: Path, folder: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    store = tmp_path / "store"
    add = [sys.executable, "-m", "tui.cli", "--store", str(store), "add"]
    kept = 0
    for _ in range(3):
        importing = subprocess.Popen(
            [*add, str(folder)],
            cwd=REPOSITORY, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(chance.uniform(0.3, 6))
        importing.kill()
        importing.wait()
        if (store / "store.jsonl").exists():
            with Store.open(store) as opened:
                assert len(opened.numbers()) >= kept
                kept = len(opened.numbers())
    done = run("--store", str(store), "add", "--report", "json", str(folder), status=1)
    items, sums = states(done.stdout)
    assert items.total() == FILES + 4
    assert sums["failed"] == 2 and sums["passed over"] == 1
    assert sums["new"] + sums["copy"] + sums["same"] == FILES + 1
    with Store.open(store) as opened:
        origins = Counter(opened.article(number).origin for number in opened.numbers())
        assert set(origins.values()) == {1}
        assert len(origins) == FILES
        assert all(opened.reading(number) for number in opened.numbers())
        assert [each.name for each in history(opened.imports()).failures] == [
            str(folder / "cut.pdf"), str(folder / "empty.txt"),
        ]  # fmt: skip
    again = run("--store", str(store), "add", "--report", "json", str(folder), status=1)
    items, _ = states(again.stdout)
    assert items == {"same": FILES + 1, "failed": 2, "passed over": 1}
    assert nothing_runs_for(store)


def test_what_failed_is_tried_again_and_only_that(tmp_path: Path, folder: Path) -> None:
    store = ("--store", str(tmp_path / "store"))
    run(*store, "add", str(folder), status=1)
    listed = run(*store, "imports", status=0).stdout
    assert f"{folder / 'cut.pdf'}: the PDF cannot be read" in listed
    (folder / "empty.txt").write_text("The premier of Japan met the press on Friday.")
    retried = run(*store, "add", "--retry-failed", "--report", "json", status=1)
    items, _ = states(retried.stdout)
    assert items == {"new": 1, "failed": 1}
    (folder / "cut.pdf").unlink()
    run(*store, "add", "--retry-failed", status=1)
    failed = run(*store, "imports", "--failed", "--as", "json", status=0).stdout
    assert [json.loads(line)["reason"] for line in failed.splitlines()] == [
        "no such file or directory"
    ]
