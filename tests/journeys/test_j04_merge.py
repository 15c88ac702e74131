"""J4 on real terminals: merge two names, the right way round, and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.database import Store
from tests.journeys.terminal import Terminal
from tests.tui.mending_room import NAMES
from tests.tui.newsroom import Told, made

pytestmark = pytest.mark.slow

SIZES = [(80, 24), (120, 40)]


def opened(store: Path, columns: int, rows: int) -> Terminal:
    """The dashboard with the entities in front; the keys of this are not counted."""
    terminal = Terminal("--store", str(store), columns=columns, rows=rows)
    terminal.wait_for("Adler returns")
    terminal.press("2")
    terminal.wait_for("Mira Adlar")
    terminal.wait_for("i card")
    terminal.keys = 0
    return terminal


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_both_marked(mending_store: Path, columns: int, rows: int) -> None:
    with opened(mending_store, columns, rows) as terminal:
        terminal.press("space")
        terminal.wait_for("1 row marked")
        terminal.press("down", "down", "space")
        terminal.wait_for("2 rows marked")
        terminal.press("M")
        terminal.wait_for("Mira Adlar  becomes another name of  Mira Adler")
        terminal.wait_for("both stand in one sentence")
        terminal.wait_for("This touches 2 mentions in 2 articles.")
        assert terminal.text.count("2024-07-") >= 4, "sentences of both are on the screen"
        terminal.press("tab")
        terminal.wait_for("Mira Adler  becomes another name of  Mira Adlar")
        terminal.press("tab")
        terminal.wait_for("Mira Adlar  becomes another name of  Mira Adler")
        terminal.press("enter")
        terminal.wait_for("u undoes it")
        terminal.wait_for("Entities 7/7")
        terminal.wait_for("6/6 ━")
        assert "Mira Adlar  " not in terminal.text
        terminal.press("u")
        terminal.wait_for("Undone: ")
        terminal.wait_for("P Mira Adlar")
        terminal.wait_for("4/4 ━")
        terminal.press("ctrl+r")
        terminal.wait_for("Redone: ")
        terminal.wait_for("6/6 ━")


def test_the_common_case_takes_three_keys(mending_store: Path) -> None:
    """The name that looks most like it is the first that is offered."""
    with opened(mending_store, 80, 24) as terminal:
        terminal.press("down", "down", "down")
        terminal.keys = 0
        terminal.press("M")
        terminal.wait_for("Merge Mira Adlar with")
        terminal.wait_for("P Mira Adler")
        terminal.press("enter")
        terminal.wait_for("Mira Adlar  becomes another name of  Mira Adler")
        terminal.press("enter")
        terminal.wait_for("6/6 ━")
        assert terminal.keys == 3


def test_next_weeks_articles_follow_and_so_does_the_next_session(mending_store: Path) -> None:
    with opened(mending_store, 80, 24) as terminal:
        terminal.press("down", "down", "down", "M")
        terminal.wait_for("P Mira Adler")
        terminal.press("enter")
        terminal.wait_for("becomes another name of  Mira Adler")
        terminal.press("enter")
        terminal.wait_for("u undoes it")
        terminal.wait_for("6/6 ━")
        with Store.open(mending_store) as store:
            article, reading = made(
                [Told("Adlar spoke again.")], "2024-10-11", "Norland Post", "Adlar speaks", NAMES
            )
            store.put(article, reading, {"outcome": "new"})
        terminal.wait_for("r 1 new")
        terminal.press("r")
        terminal.wait_for("7/7 ━")
        assert "P Mira Adlar" not in terminal.text
        terminal.press("q")
        assert terminal.wait_for_end() == 0
    with Terminal("--store", str(mending_store)) as terminal:
        terminal.wait_for("Adlar speaks")
        terminal.press("2", "u")
        terminal.wait_for("P Mira Adlar")
