"""How the program starts: without click, and with standard streams that are closed or full."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tui.cli.start import PlainStart, main, plain_start

COMMAND = [sys.executable, "-m", "tui.cli"]


@pytest.mark.parametrize(
    ("arguments", "asked"),
    [
        ([], PlainStart()),
        (["--fresh"], PlainStart(fresh=True)),
        (["--store", "case"], PlainStart("case")),
        (["--store", "one", "--fresh", "--store", "two"], PlainStart("two", fresh=True)),
        (["--store"], None),
        (["--store", "--fresh"], None),
        (["--store=case"], None),
        (["--no-mouse"], None),
        (["--help"], None),
        (["--store", "case", "search", "minsk"], None),
    ],
)
def test_plain(arguments: list[str], asked: PlainStart | None) -> None:
    assert plain_start(arguments) == asked


def test_what_is_wrong_with_a_file_is_a_line_and_no_mistake_of_ours(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.cli.start.open_closed_streams", lambda: None)
    monkeypatch.setattr("tui.cli.start.end_on_signals", lambda: None)
    (tmp_path / "store.jsonl").mkdir()
    (tmp_path / "file").touch()
    is_folder = f"dateline: {tmp_path}/store.jsonl is a folder. Only regular files are opened"
    is_file = f"dateline: {tmp_path}/file is not a folder. Name the folder of a store"
    for store, command, said in (
        (tmp_path, ["search", "x"], is_folder),
        (tmp_path, ["store", "check"], is_folder),
        (tmp_path / "file", ["search", "x"], is_file),
    ):
        with pytest.raises(SystemExit) as ended:
            main(["--store", str(store), *command])
        assert ended.value.code == 1
        assert capsys.readouterr().err.startswith(said)


def ended(folder: Path, command: str, *arguments: str) -> tuple[int, str]:
    """The status and standard error of a shell's command, in which "$@" is dateline."""
    done = subprocess.run(
        ["/bin/bash", "-c", f'"$@" {command}', "bash", *COMMAND, "--store", "store", *arguments],
        capture_output=True, text=True, timeout=60, cwd=folder, check=False,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    )  # fmt: skip
    return done.returncode, done.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """With files that cannot be read: their reports need no model."""
    for name in ("a.bin", "b.bin"):
        (tmp_path / name).write_bytes(b"\0" * 9)
    return tmp_path


@pytest.mark.parametrize("streams", [">&-", "<&- >&-"])
def test_a_closed_output_is_said_and_nothing_else_is_written_there(
    folder: Path, streams: str
) -> None:
    status, said = ended(folder, streams, "add", "a.bin")
    assert status == 1
    assert said.splitlines()[-1].startswith("dateline: cannot write the output: ")
    assert ended(folder, "", "store", "check")[0] == 0


def test_a_closed_input_gives_nothing(folder: Path) -> None:
    status, said = ended(folder, "<&-", "add", "-")
    assert (status, said.splitlines()[-1]) == (1, "failed: -: the file is empty")


def test_all_closed(folder: Path) -> None:
    assert ended(folder, "<&- >&- 2>&-", "add", "a.bin") == (1, "")
    assert ended(folder, "", "store", "check")[0] == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_report_that_finds_no_room_is_one_line(folder: Path) -> None:
    status, said = ended(folder, ">/dev/full", "add", "--report", "json", "a.bin", "b.bin")
    assert (status, said.count("\n")) == (1, 1)
    assert "No space left on device" in said


def test_a_report_that_is_read_to_its_first_line(folder: Path) -> None:
    _, said = ended(folder, "| head -1 >/dev/null", "add", "--report", "json", "a.bin", "b.bin")
    assert said == ""
