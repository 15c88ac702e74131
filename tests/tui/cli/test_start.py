"""Which starts open the dashboard without click."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house.test_walls import loaded_by
from tui.cli.start import Plain, main, plain


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


def test_what_is_wrong_with_a_file_is_a_line_and_no_mistake_of_ours(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.cli.start.open_closed", lambda: None)
    monkeypatch.setattr("tui.cli.start.end_on_signals", lambda: None)
    (tmp_path / "store.jsonl").mkdir()
    (tmp_path / "file").touch()
    is_folder = f"dateline: {tmp_path}/store.jsonl: Is a directory.\n"
    is_file = f"dateline: {tmp_path}/file is no folder. A store is one: name it"
    for store, command, said in (
        (tmp_path, ["search", "x"], is_folder),
        (tmp_path, ["store", "check"], is_folder),
        (tmp_path / "file", ["search", "x"], is_file),
    ):
        with pytest.raises(SystemExit) as ended:
            main(["--store", str(store), *command])
        assert ended.value.code == 1
        assert capsys.readouterr().err.startswith(said)
