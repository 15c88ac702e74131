"""`dateline store`"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from store import Article, Store

Done = subprocess.CompletedProcess[str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    with Store.open(folder, create=True) as store:
        for n in range(5):
            article = Article(id=f"{n:064x}", text=f"The ferry sailed for the {n}th time.")
            store.put(article, None, {"status": "added"})
    return folder


def dateline(folder: Path, *arguments: str) -> Done:
    return subprocess.run(
        [sys.executable, "-m", "tui.cli", "--store", str(folder), "store", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "HOME": str(folder.parent)},
        check=False,
    )


def damage(folder: Path) -> int:
    """Change a letter in the text of the third article; its offset in bytes."""
    path = folder / "store.jsonl"
    content = bytearray(path.read_bytes())
    offset = content.index(b"the 2th time")
    content[offset] ^= 1
    path.write_bytes(content)
    return offset


def test_check_says_that_all_is_there(folder: Path) -> None:
    done = dateline(folder, "check")
    assert (done.returncode, done.stderr) == (0, "")
    assert "everything that was committed is intact" in done.stdout


def test_check_names_the_damage_and_changes_nothing(folder: Path) -> None:
    offset = damage(folder)
    before = (folder / "store.jsonl").read_bytes()
    done = dateline(folder, "check")
    assert done.returncode == 1
    range_, last = done.stderr.splitlines()
    start, end = (int(n.replace(",", "").rstrip(":")) for n in range_.split() if n[0].isdigit())
    assert start <= offset < end
    assert "repair --to" in last
    assert "everything" not in done.stdout
    assert (folder / "store.jsonl").read_bytes() == before


def test_check_says_what_was_lost_until_it_is_accepted(folder: Path) -> None:
    content = (folder / "store.jsonl").read_bytes()
    os.truncate(folder / "store.jsonl", content.index(b"the 2th time"))
    for _ in range(2):
        done = dateline(folder, "check")
        assert done.returncode == 1
        assert "3 of 5 articles are missing" in done.stderr
        assert "store accept" in done.stderr
        assert "intact" not in done.stdout
        with Store.open(folder) as store:
            assert len(store.numbers()) == 2
    done = dateline(folder, "accept")
    assert (done.returncode, "3 of 5 articles" in done.stdout) == (0, True)
    assert "nothing was lost" in dateline(folder, "accept").stdout
    assert dateline(folder, "check").returncode == 0


def test_repair_saves_the_rest(folder: Path, tmp_path: Path) -> None:
    damage(folder)
    before = (folder / "store.jsonl").read_bytes()
    done = dateline(folder, "repair", "--to", str(tmp_path / "saved"))
    assert done.returncode == 0
    assert "5 articles" in done.stdout
    assert "nothing proves" in done.stderr
    assert (folder / "store.jsonl").read_bytes() == before
    assert dateline(tmp_path / "saved", "check").returncode == 0
    with Store.open(tmp_path / "saved") as store:
        assert store.article(1).text == "The ferry sailed for the 0th time."


def test_repair_never_writes_over_a_store(folder: Path) -> None:
    done = dateline(folder, "repair", "--to", str(folder))
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "already" in done.stderr


def test_compact_gives_room_back(folder: Path) -> None:
    with Store.open(folder) as store:
        for n in range(50):
            store.db.table("searches").upsert(
                {"name": "ferries", "n": n, "note": "x" * 500}, lambda d: d["name"] == "ferries"
            )
    before = (folder / "store.jsonl").stat().st_size
    done = dateline(folder, "compact")
    assert done.returncode == 0
    assert f"{before:,} bytes before" in done.stdout
    assert (folder / "store.jsonl").stat().st_size < before / 2
    assert dateline(folder, "check").returncode == 0


@pytest.mark.parametrize("command", [["check"], ["compact"], ["repair", "--to", "other"]])
def test_no_store(tmp_path: Path, command: list[str]) -> None:
    done = dateline(tmp_path / "nowhere", *command)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "no store" in done.stderr
    assert not (tmp_path / "nowhere").exists()
