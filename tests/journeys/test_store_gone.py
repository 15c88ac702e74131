"""A store that is deleted or moved under an open dashboard: a line, and no crash."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.terminal import Terminal
from tests.tui.newsroom import fill

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    "lose", [shutil.rmtree, lambda folder: folder.rename(folder.parent / "elsewhere")]
)
def test_it_is_said(tmp_path: Path, lose: Callable[[Path], object]) -> None:
    folder = fill(tmp_path / "news")
    with Terminal("--store", str(folder), columns=160) as terminal:
        terminal.wait_for("Docks stand still")
        lose(folder)
        terminal.wait_for("has disappeared")
        terminal.press("j", "\r", "r", "\x1b", "q")
        assert terminal.wait_for_end() == 0
