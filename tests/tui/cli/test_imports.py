"""`dateline imports`, and what `dateline add` takes besides paths."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from store import Import, Store, sources
from tui.cli.program import program


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store with one import in it, of one empty file and one that is not there."""
    (tmp_path / "empty\x1b[2J.txt").touch()
    with Store.open(tmp_path / "store", create=True) as store:
        paths = [str(tmp_path / "empty\x1b[2J.txt"), str(tmp_path / "none.txt")]
        list(Import(store).run(sources(paths)))
    return tmp_path / "store"


def dateline(*arguments: str) -> Result:
    return CliRunner().invoke(program, list(arguments))


def test_imports_are_listed_with_what_failed(folder: Path) -> None:
    result = dateline("--store", str(folder), "imports")
    assert result.exit_code == 0
    assert "0 new, 0 same, 2 failed" in result.stdout
    assert "none.txt: no such file or directory" in result.stdout
    assert "the file is empty" in result.stdout
    assert "\x1b" not in result.stdout


def test_failures_as_json(folder: Path) -> None:
    result = dateline("--store", str(folder), "imports", "--failed", "--as", "json")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["reason"] for row in rows] == ["the file is empty", "no such file or directory"]
    assert all({"name", "input", "at"} <= set(row) for row in rows)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Name files"),
        (["--retry-failed", "a.txt"], "Name files"),
        (["a.txt", "--map", "colour=red"], "FIELD=NAME"),
        (["a.txt", "--encoding", "klingon"], "klingon"),
    ],
)
def test_what_means_nothing_is_refused_at_once(
    tmp_path: Path, arguments: list[str], said: str
) -> None:
    result = dateline("--store", str(tmp_path / "store"), "add", *arguments)
    assert result.exit_code == 2
    assert said in result.output
    assert not (tmp_path / "store").exists()


def test_retrying_touches_only_what_failed(folder: Path) -> None:
    result = dateline("--store", str(folder), "add", "--retry-failed", "--report", "json")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    *items, sums = [json.loads(line) for line in result.stdout.splitlines() if line[0] == "{"]
    assert {item["state"] for item in items} == {"failed"}
    assert sums["sums"]["failed"] == 2
    assert result.exit_code == 1
