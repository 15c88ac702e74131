"""`dateline add`: a user's own codebook, and a limit of memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

STORY = "OSLO, March 3, 2021 (Harbour News) - Norway serenaded Kenya on Tuesday.\n"


def run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tui.cli", "--store", str(home / "store"), *arguments],
        capture_output=True, text=True, timeout=120, cwd=home, check=False,
        env={**os.environ, "DATELINE_CONFIG": str(home / "config.toml")},
    )  # fmt: skip


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "config.toml").write_text('codebook = ["tables/mine.tsv"]\n')
    (tmp_path / "tables").mkdir()
    (tmp_path / "story.txt").write_text(STORY)
    return tmp_path


@pytest.mark.slow
def test_read_and_add_obey_it_and_say_so(home: Path) -> None:
    (home / "tables/mine.tsv").write_text("serenade\tSUPPORT\tmusic\tobj\n")
    read = json.loads(run(home, "read", "story.txt").stdout)
    assert [(e["type"], e["mode"]) for e in read["events"]] == [("SUPPORT", "music")]
    assert "+codebook." in read["extractor"]["version"]

    added = run(home, "add", "story.txt")
    assert added.returncode == 0, added.stderr
    assert "Norway serenaded Kenya" in run(home, "search", "type:support").stdout


@pytest.mark.parametrize("command", ["read", pytest.param("add", marks=pytest.mark.slow)])
def test_a_bad_row_stops_the_command_in_one_line(home: Path, command: str) -> None:
    (home / "tables/mine.tsv").write_text("# mine\nserenade\tSUPORT\n")
    done = run(home, command, "story.txt")
    assert done.returncode == 1
    assert "mine.tsv, line 2: 'SUPORT' is not a known type; known are " in done.stderr
    assert "`codebook` in the config" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("size", "status", "said"),
    [
        ("100M", 1, "and 100 MB was allowed"),
        ("1k", 1, "0 MB was allowed"),
        ("much", 2, "is not a size"),
    ],
)
def test_what_add_says(tmp_path: Path, size: str, status: int, said: str) -> None:
    (tmp_path / "ferry.txt").write_text("The ferry sailed from Oslo on Monday.")
    done = subprocess.run(
        [sys.executable, "-m", "tui.cli", "--store", str(tmp_path / "store"), "add",
         "--memory", size, str(tmp_path / "ferry.txt")],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == status
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_what_is_no_article_is_listed_with_its_reason(home: Path) -> None:
    (home / "tables/mine.tsv").write_text("")
    mixed = home / "mixed"
    mixed.mkdir()
    for name in ("one.txt", "two.txt"):
        (mixed / name).write_bytes(b"\0" * 2_000)
    (mixed / "three.pdf").write_text("No more than words.\n")
    said = run(home, "add", "mixed").stderr.splitlines()
    assert "passed over: 2, such as mixed/one.txt: this is no text: it holds NUL bytes" in said
    assert any(line.startswith("passed over: mixed/three.pdf: text, but") for line in said)
