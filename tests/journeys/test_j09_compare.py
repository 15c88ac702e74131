"""J9 on a real terminal: two sources, event by event; what differs; copies are one voice."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.terminal import Terminal
from tests.tui.newsroom import fill_with_copies

pytestmark = pytest.mark.slow

SIZES = [(80, 24), (120, 40), (200, 50)]


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_compare_two_sources(tmp_path: Path, columns: int, rows: int) -> None:
    store = fill_with_copies(tmp_path / "store")
    with Terminal("--store", str(store), columns=columns, rows=rows) as terminal:
        terminal.wait_for("1 Articles")
        terminal.press("C")
        terminal.wait_for("Compare which source, tag or period?")
        terminal.type("Harbour")
        terminal.wait_for("Harbour Wire")
        terminal.press("enter")
        terminal.wait_for("Compare Harbour Wire with which?")
        terminal.type("Norland")
        terminal.wait_for("Norland Post")
        terminal.press("enter")
        terminal.wait_for("in both")
        terminal.wait_for("both Harbour Wire and Norland Post")
        terminal.wait_for("Harbour Wire reported it first")
        terminal.wait_for("Harbour Wire 2024-07-09 #1")
        terminal.wait_for("Norland Post 2024-07-10 #4")
        terminal.press("O")
        terminal.wait_for("What Adler wanted")
        terminal.press("C")
        terminal.wait_for("Compare which source")
        terminal.press("escape")
        terminal.press("1")
        terminal.press("C")
        terminal.wait_for("Compare which source")
        terminal.type("Evening")
        terminal.wait_for("Evening Lamp")
        terminal.press("enter")
        terminal.wait_for("with which?")
        terminal.type("Harbour")
        terminal.wait_for("Harbour Wire")
        terminal.press("enter")
        terminal.wait_for("one voice: Harbour Wire")
        terminal.press("escape")
        terminal.wait_for("1 Articles")
