"""`dateline search` on a store whose index is not there yet."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.bench.made_store import make_store
from tui.cli.program import program

BUILDING = "building the index first"


def dateline(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(program, ["--store", str(folder), *words])


@pytest.mark.parametrize("command", [("search", "zzzz"), ("show", "1"), ("stories",)])
def test_a_long_build_of_the_index_is_announced_once(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    folder = make_store(tmp_path / "store", 120)
    shutil.rmtree(folder / "views")
    assert dateline(folder, *command).stderr.count(BUILDING) == 1
    assert BUILDING not in dateline(folder, *command).stderr


def test_a_short_one_is_not(tmp_path: Path) -> None:
    folder = make_store(tmp_path / "store", 12)
    shutil.rmtree(folder / "views")
    assert BUILDING not in dateline(folder, "search", "zzzz").stderr
