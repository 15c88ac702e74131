"""Open, search a name, its timeline, the sentence that says so, and out; on real terminals."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.terminal import Terminal
from tests.tui.newsroom import MEETING


@pytest.mark.parametrize(
    ("columns", "rows"),
    [
        (80, 24),
        pytest.param(120, 40, marks=pytest.mark.slow),
        pytest.param(200, 50, marks=pytest.mark.slow),
    ],
)
def test_from_a_name_to_the_sentence(newsroom_store: Path, columns: int, rows: int) -> None:
    with Terminal("--store", str(newsroom_store), columns=columns, rows=rows) as terminal:
        terminal.wait_for("Adler returns")
        terminal.press("/")
        terminal.type("lukash")
        terminal.wait_for("P  Alexander Lukashenko")
        terminal.press("enter")
        terminal.wait_for("› Alexander Lukashenko")
        terminal.press("3")
        terminal.wait_for("3 Timeline 3/6")
        terminal.press("up", "enter")
        terminal.wait_for("sentence 1/2")
        terminal.wait_for(MEETING.text[:40])
        lit = terminal.styles_of("Lukashenko received Adler")
        plain = terminal.styles_of("in Minsk")[0] if columns < 100 else None
        assert all(cell.bg != "default" for cell in lit)
        assert len({cell.bg for cell in lit}) == 1
        assert all(cell.underscore and cell.bold for cell in lit[:10])
        assert all(cell.underscore and cell.bold for cell in lit[-5:])
        assert plain is None or plain.bg == lit[0].bg
        terminal.press("q")
        terminal.wait_for("Enter open")
        terminal.press("q")
        assert terminal.wait_for_end() == 0
        assert terminal.restored


@pytest.mark.parametrize(
    ("columns", "rows"), [(80, 24), pytest.param(200, 50, marks=pytest.mark.slow)]
)
def test_the_first_picture_is_whole_and_painted_once(
    newsroom_store: Path, columns: int, rows: int
) -> None:
    with Terminal("--store", str(newsroom_store), columns=columns, rows=rows) as terminal:
        terminal.wait_for("Adler returns")
        terminal.read(0.3)
        assert terminal.raw.count(b"Enter") == 1, "the footer, once"
        first = terminal.lines
        terminal.child.sendcontrol("l")
        terminal.read(0.3)
        assert terminal.raw.count(b"Enter") == 2
        assert terminal.lines == first


def test_typed_ahead_on_a_slow_line(newsroom_store: Path) -> None:
    """Everything at once, before anything is on the screen: each key finds its place."""
    with Terminal("--store", str(newsroom_store)) as terminal:
        terminal.wait_for("Adler returns")
        terminal.press("/", *"lukash", "enter", "3", "up", "enter", "?")
        terminal.wait_for("› Alexander Lukashenko")
        terminal.wait_for("Keys in the reader")
        terminal.press("escape")
        terminal.wait_for("sentence 1/")
        terminal.press("q")
        terminal.wait_for("Enter open")


def test_escape_and_a_key_in_one_piece_are_both(newsroom_store: Path) -> None:
    """As a slow line delivers them; Alt+2 would be the same bytes."""
    with Terminal("--store", str(newsroom_store)) as terminal:
        terminal.wait_for("Adler returns")
        terminal.press("/", *"lukash")
        terminal.wait_for("filter by: lukash")
        terminal.press("\x1b2")
        terminal.wait_for("G Norland")
        assert "filter by" not in terminal.text


@pytest.mark.slow
def test_what_is_left_out_is_not_painted_when_the_box_closes(newsroom_store: Path) -> None:
    with Terminal("--store", str(newsroom_store), columns=200, rows=50) as terminal:
        terminal.wait_for("Docks stand still")
        terminal.press("/", *"lukash")
        terminal.wait_for("P  Alexander Lukashenko")
        before = len(terminal.raw)
        terminal.press("enter")
        terminal.wait_for("› Alexander Lukashenko")
        terminal.read(0.3)
        assert "Adler returns" in terminal.text
        assert b"Docks stand still" not in terminal.raw[before:]
