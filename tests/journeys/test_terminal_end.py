"""However the dashboard ends, the terminal is as it was before."""

from __future__ import annotations

import os
import pty
import signal
import struct
import subprocess
import sys
import termios
from fcntl import ioctl
from pathlib import Path

import pytest

from tests.journeys.terminal import REPOSITORY, Terminal


def test_q_restores_the_terminal(newsroom_store: Path) -> None:
    with Terminal("--store", str(newsroom_store)) as terminal:
        terminal.wait_for("Adler returns")
        assert b"\x1b[?1049h" in terminal.raw
        terminal.press("q")
        assert terminal.wait_for_end() == 0
        assert terminal.restored


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_signals_end_it_properly(newsroom_store: Path, number: signal.Signals) -> None:
    with Terminal("--store", str(newsroom_store)) as terminal:
        terminal.wait_for("Adler returns")
        terminal.child.kill(number)
        assert terminal.wait_for_end() == 128 + number
        assert terminal.restored


@pytest.mark.slow
def test_a_line_that_drops_leaves_nothing_running(newsroom_store: Path) -> None:
    """The terminal goes away and no signal tells so: it is not the controlling one."""
    master, slave = pty.openpty()
    ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    with subprocess.Popen(
        [sys.executable, "-m", "tui.cli", "--store", str(newsroom_store)],
        stdin=slave, stdout=slave, stderr=slave, cwd=REPOSITORY, start_new_session=True,
        env={**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8"},
    ) as program:  # fmt: skip
        os.close(slave)
        seen = b""
        while b"Adler" not in seen:
            seen += os.read(master, 65536)
        os.close(master)
        assert program.wait(15) == 128 + signal.SIGHUP


def test_too_small_says_so_and_comes_back(newsroom_store: Path) -> None:
    with Terminal("--store", str(newsroom_store)) as terminal:
        terminal.wait_for("Adler returns")
        terminal.resize(20, 5)
        terminal.wait_for("20x5")
        terminal.resize(80, 24)
        terminal.wait_for("Adler returns")
        terminal.press("q")
        assert terminal.wait_for_end() == 0


def test_dumb_terminal_gets_one_line(newsroom_store: Path) -> None:
    with Terminal("--store", str(newsroom_store), environment={"TERM": "dumb"}) as terminal:
        assert terminal.wait_for_end() == 2
        assert b"TERM=dumb" in terminal.raw
        assert b"\x1b[" not in terminal.raw


def test_a_pipe_gets_one_line(newsroom_store: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tui.cli", "--store", str(newsroom_store)],
        capture_output=True, text=True, cwd=REPOSITORY, timeout=30, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "needs a terminal" in done.stderr


@pytest.mark.slow
def test_an_idle_dashboard_sends_nothing(newsroom_store: Path) -> None:
    with Terminal("--store", str(newsroom_store)) as terminal:
        terminal.wait_for("Adler returns")
        terminal.read(1)
        assert terminal.read(2) == 0
