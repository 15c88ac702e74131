"""J12 on real terminals: what, when, who, undo; and a read-only store says that it is."""

from __future__ import annotations

import getpass
import os
from pathlib import Path

import pytest

from tests.journeys.terminal import Terminal

SIZES = [(80, 24), (120, 40)]


@pytest.mark.slow
@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_the_log_lists_and_undoes(mending_store: Path, columns: int, rows: int) -> None:
    with Terminal("--store", str(mending_store), columns=columns, rows=rows) as terminal:
        terminal.wait_for("Adler returns")
        terminal.press("*")
        terminal.wait_for("u undoes it")
        terminal.press("2", "h")
        terminal.wait_for("Hide Mira Adler")
        terminal.press("enter")
        terminal.wait_for("Entities 7/7")
        terminal.keys = 0
        terminal.press("L")
        terminal.wait_for("Corrections: all")
        terminal.wait_for(getpass.getuser())
        terminal.press("enter")
        terminal.wait_for("undone")
        assert terminal.keys == 2
        terminal.press("escape")
        terminal.wait_for("Entities 8/8")
        terminal.press("L")
        terminal.wait_for("undone")
        terminal.press("enter")
        terminal.wait_for(lambda seen: "undone" not in "\n".join(seen.lines[3:6]))
        terminal.press("tab", "tab", "tab")
        terminal.wait_for("Every correction has its place.")
        terminal.press("escape")
        terminal.wait_for("Entities 7/7")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_who_may_not_write_is_told(mending_store: Path) -> None:
    for path in [mending_store, *mending_store.rglob("*")]:
        path.chmod(0o500 if path.is_dir() else 0o400)
    with Terminal("--store", str(mending_store)) as terminal:
        terminal.wait_for("Adler returns")
        for key in ("*", "c", ";", "T", "u"):
            terminal.press(key)
            terminal.wait_for("You can read this store, but not correct it.")
