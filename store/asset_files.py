"""The shipped data: in `assets/` in a checkout, inside the package when installed."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def shipped(*parts: str) -> Path:
    """Return the path of a shipped file or folder, for example `shipped("codebook",
    "verbs.tsv")`.
    """
    inside = _PACKAGE / "assets"
    root = inside if inside.is_dir() else _PACKAGE.parent / "assets"
    return root.joinpath(*parts)


def rows_of(table: Path) -> list[list[str]]:
    """Return the cells of each row of a table, without comments and empty lines."""
    lines = table.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def shipped_rows(*parts: str) -> list[list[str]]:
    """Return the rows of a shipped table, for example `shipped_rows("codebook", "verbs.tsv")`."""
    return rows_of(shipped(*parts))
