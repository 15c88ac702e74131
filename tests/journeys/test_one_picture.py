"""A filter is seen once it is answered, and not the closing of a box before that."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.terminal import Terminal


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
