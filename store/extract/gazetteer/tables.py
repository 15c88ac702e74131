"""How a gazetteer table is written: tab-separated lines, `#` before what is not a row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path


def lines(path: Path) -> Iterator[list[str]]:
    """The cells of each row, in order."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")
