"""Standard streams that are closed, full, or read by nobody, in real processes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "tui.cli"]


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
    assert said.splitlines()[-1].startswith("dateline: nothing more can be written: ")
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
