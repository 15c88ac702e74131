"""H7: a folder with everything in it that is no plain file."""

from __future__ import annotations

import contextlib
import os
import socket
from pathlib import Path

import pytest

from store.intake.draft import Failure
from store.reading import Article
from tests.hostile.conftest import TakePath

TEXT = "The council of Port Leon closed the bridge."
LINK = "a symbolic link, not followed in a folder; add it by its own name to read it"


def test_each_is_listed_with_its_reason(tmp_path: Path, taken_in: TakePath) -> None:
    (tmp_path / "good.txt").write_text(TEXT)
    (tmp_path / "empty.txt").touch()
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "round.txt").symlink_to(tmp_path / "round.txt")
    (tmp_path / "device.txt").symlink_to("/dev/zero")
    Path(tmp_path, "new\nline.txt").write_text(TEXT)
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text(TEXT)
    with socket.socket(socket.AF_UNIX) as here:
        with contextlib.chdir(tmp_path):
            here.bind("socket.txt")  # the whole name may be too long for a socket
        found = taken_in(tmp_path)
    articles = [each.origin for each in found if isinstance(each, Article)]
    assert [Path(str(name)).name for name in articles] == [
        "caf\\xe9.txt",
        "good.txt",
        "new line.txt",
    ]
    reasons = {Path(each.origin).name: each.reason for each in found if isinstance(each, Failure)}
    assert reasons == {
        "empty.txt": "the file is empty",
        "pipe.txt": "this is a FIFO, not a file",
        "loop": LINK,
        "round.txt": LINK,
        "device.txt": LINK,
        "socket.txt": "this is a socket, not a file",
    }


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read(tmp_path: Path, taken_in: TakePath) -> None:
    (tmp_path / "secret.txt").write_text(TEXT)
    (tmp_path / "secret.txt").chmod(0)
    (tmp_path / "closed").mkdir(mode=0)
    found = taken_in(tmp_path)
    assert [each.reason for each in found if isinstance(each, Failure)] == ["permission denied"] * 2


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, taken_in: TakePath) -> None:
    with (tmp_path / "large.txt").open("wb") as file:
        file.write(b"words ")
        file.truncate(5_000_000_000)
    (failure,) = taken_in(tmp_path)
    assert isinstance(failure, Failure)
    assert "NUL" in failure.reason or "20,000,000" in failure.reason


def test_a_file_that_is_gone_when_its_turn_comes(tmp_path: Path, taken_in: TakePath) -> None:
    (failure,) = taken_in(tmp_path / "never.txt")
    assert isinstance(failure, Failure)
    assert failure.reason == "no such file or directory"
