"""J15 on real terminals: one more key after `w` mends the row, or hides it everywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.terminal import Terminal

SIZES = [(80, 24), (120, 40)]


@pytest.mark.slow
@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_one_more_key_hides_or_mends(mending_store: Path, columns: int, rows: int) -> None:
    with Terminal("--store", str(mending_store), columns=columns, rows=rows) as terminal:
        terminal.wait_for("Adler returns")
        terminal.press("3")
        terminal.wait_for("consult: verbal cooperation")
        terminal.press("up")
        terminal.wait_for("protest: material conflict")
        terminal.keys = 0
        terminal.press("w")
        terminal.wait_for("Why this row says what it says")
        terminal.wait_for("h hide it")
        terminal.press("h")
        terminal.wait_for("Hid “Harbour Union marches”; u undoes it.")
        assert terminal.keys == 2
        terminal.press("u")
        terminal.wait_for("Undone: ")
        terminal.press("w")
        terminal.wait_for("Why this row says what it says")
        terminal.press("e")
        terminal.wait_for("When: ")
