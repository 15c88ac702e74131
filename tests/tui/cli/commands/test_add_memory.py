"""`dateline add --memory`: short memory is one line and status 1, nonsense is wrong usage."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("size", "status", "said"),
    [("100M", 1, "and 100 MB was allowed"), ("1k", 1, "0 MB was allowed"), ("much", 2, "no size")],
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
