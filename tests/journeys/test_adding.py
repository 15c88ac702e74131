"""`a` in the dashboard: another process reads, the panes fill, nothing blocks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.terminal import REPOSITORY, Terminal


@pytest.mark.slow
def test_the_demo_from_an_empty_store(tmp_path: Path) -> None:
    with Terminal("--store", str(tmp_path / "store"), columns=120, rows=40) as terminal:
        terminal.wait_for("No articles yet")
        terminal.press("a")
        terminal.wait_for("Add articles")
        terminal.type(str(REPOSITORY / "assets" / "demo"))
        terminal.press("enter")
        terminal.press("2")
        terminal.wait_for(lambda seen: "1 Articles 0/0" not in seen.text, seconds=60)
        terminal.wait_for("0 failed", seconds=60)
        terminal.press("/")
        terminal.wait_for("Type to search.")
        terminal.type("lukash")
        terminal.wait_for("P  Alexander Lukashenko", seconds=30)
        terminal.press("enter")
        terminal.wait_for("› Alexander Lukashenko")
        terminal.press("3", "enter")
        terminal.wait_for("sentence 1/")
        terminal.press("q", "q")
        assert terminal.wait_for_end() == 0
        assert terminal.restored


def test_a_path_that_is_not_there_is_said(newsroom_store: Path) -> None:
    with Terminal("--store", str(newsroom_store)) as terminal:
        terminal.wait_for("Adler returns")
        terminal.press("a")
        terminal.wait_for("Add articles")
        terminal.type("/no/such/folder")
        terminal.press("enter")
        terminal.wait_for("There is no such file or folder.")
        terminal.press("escape")
        terminal.wait_for("Enter open")
        terminal.press("q")
        assert terminal.wait_for_end() == 0
