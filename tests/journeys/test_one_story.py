"""J3 and J8 on real terminals, their keys counted: the citation cuts what it says; the panes tell
one story."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from store.database import Store
from tests.journeys.terminal import Terminal
from tests.tui.newsroom import MEETING

pytestmark = pytest.mark.slow

SIZES = [(80, 24), (200, 50)]


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_cite_it(newsroom_store: Path, tmp_path: Path, columns: int, rows: int) -> None:
    saved = tmp_path / "cited.txt"
    with Terminal("--store", str(newsroom_store), columns=columns, rows=rows) as terminal:
        terminal.wait_for("Adler returns")
        terminal.press("3", "g", "down")
        terminal.press("y")
        terminal.wait_for("Citation: sent to the terminal's clipboard")
        assert terminal.keys == 4, "three to the event, one for its citation"
        terminal.press("s")
        terminal.wait_for("Append the citation to a file")
        terminal.press(*["backspace"] * len("citations.txt"))
        terminal.type(str(saved))
        terminal.press("enter")
        terminal.wait_for("saved in")
        assert b"\x1b]52;c;" in terminal.raw
    line = saved.read_text()
    assert saved.stat().st_mode & 0o777 == 0o600
    assert line.count("\n") == 1
    assert "Harbour Wire" in line
    assert "2024-07-09" in line
    assert "event: 2024-07-08, stated in the text" in line
    span = re.search(r"characters (\d+)-(\d+)", line)
    assert span is not None
    with Store.open(newsroom_store) as store:
        text = store.article(1).text
    assert text[int(span[1]) : int(span[2])] == MEETING.text
    assert f"“{MEETING.text}”" in line


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_three_panes_one_story(newsroom_store: Path, columns: int, rows: int) -> None:
    with Terminal("--store", str(newsroom_store), columns=columns, rows=rows) as terminal:
        terminal.wait_for("3 Timeline 6/6")
        terminal.press("2", "enter")
        terminal.wait_for("1 Articles 3/5")
        terminal.wait_for("3 Timeline 3/6")
        assert terminal.keys == 2, "for a person"
        terminal.press("3", "=", "left", "d")
        terminal.wait_for("pinned")
        terminal.wait_for(lambda seen: "1 Articles 3/5" not in seen.text)
        terminal.wait_for("3 Timeline 3/6")
        assert terminal.keys == 6, "and for a month, with the timeline held still"
        terminal.press("=")
        terminal.wait_for(lambda seen: "pinned" not in seen.text)
        terminal.press("backspace")
        terminal.wait_for("1 Articles 3/5")
        terminal.press("backspace")
        terminal.wait_for("1 Articles 5/5")
        terminal.wait_for("3 Timeline 6/6")
        terminal.press(",")
        terminal.wait_for("1 Articles 3/5")
        assert terminal.keys == 10, "there and back, and back again"
