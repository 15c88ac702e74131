"""What is copied is one line, and goes out by the right door."""

from __future__ import annotations

import os
from pathlib import Path

from tui.clipboard import clipped, copy


def test_one_line_whatever_it_holds() -> None:
    assert clipped("a\nrm -rf x\x1b]52;c;x\x07") == "a rm -rf x\ufffd]52;c;x\ufffd"


def test_osc52_outside_tmux() -> None:
    sent: list[str] = []
    assert copy("two\nlines", sent.append, {}) == "sent to the terminal's clipboard"
    assert sent == ["two lines"]


def test_tmux_by_load_buffer(tmp_path: Path) -> None:
    program = tmp_path / "tmux"
    program.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/args\ncat > {tmp_path}/buffer\n')
    program.chmod(0o700)
    before = os.environ["PATH"]
    os.environ["PATH"] = f"{tmp_path}:{before}"
    try:
        sent: list[str] = []
        assert copy("a\nb", sent.append, {"TMUX": "yes"}) == "copied, through tmux"
    finally:
        os.environ["PATH"] = before
    assert (tmp_path / "buffer").read_text() == "a b"
    assert (tmp_path / "args").read_text() == "load-buffer -w -\n"
    assert sent == []
