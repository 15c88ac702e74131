"""Which starts open the dashboard without click."""

from __future__ import annotations

import pytest

from tests.house.test_walls import loaded_by
from tui.cli.start import Plain, plain


@pytest.mark.parametrize(
    ("arguments", "asked"),
    [
        ([], Plain()),
        (["--fresh"], Plain(fresh=True)),
        (["--store", "case"], Plain("case")),
        (["--store", "one", "--fresh", "--store", "two"], Plain("two", fresh=True)),
        (["--store"], None),
        (["--store", "--fresh"], None),
        (["--store=case"], None),
        (["--no-mouse"], None),
        (["--help"], None),
        (["--store", "case", "search", "minsk"], None),
    ],
)
def test_plain(arguments: list[str], asked: Plain | None) -> None:
    assert plain(arguments) == asked


def test_a_plain_start_does_without_click() -> None:
    """Here it ends where it finds no terminal."""
    modules = loaded_by("from tui.cli import main; main()", "--fresh")
    assert "textual" in modules
    assert "click" not in modules
