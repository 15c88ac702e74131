"""Shells, job control, hang-ups and tmux on this machine."""

from __future__ import annotations

import os
import pty
import shutil
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from fcntl import ioctl
from pathlib import Path

import pytest

from store import Store
from tests.journeys.terminal import REPOSITORY, Terminal
from tests.server.processes import command_of, dashboards, nothing_runs_for, running_for, ticks

DASHBOARD = f"{sys.executable} -m tui.cli"


def the_dashboard(store: Path) -> int:
    """The process of the dashboard on a store."""
    return next(dashboards(store))


def journal_of(store: Path) -> bytes:
    path = store / "store.jsonl"
    return path.read_bytes() if path.exists() else b""


def shell(store: Path) -> Terminal:
    return Terminal(
        command=("bash", "--norc", "--noprofile", "-i"),
        environment={"DATELINE_STORE": str(store), "PS1": "prompt> "},
    )


@pytest.mark.parametrize("way", ["key", "signal"])
def test_stopped_and_brought_back(newsroom_store: Path, way: str) -> None:
    with shell(newsroom_store) as terminal:
        terminal.wait_for("prompt>")
        terminal.child.send(f"{DASHBOARD}\r")
        terminal.wait_for("Adler returns")
        if way == "key":
            terminal.child.send("\x1a")
        else:
            os.kill(the_dashboard(newsroom_store), signal.SIGTSTP)
        terminal.wait_for("Stopped")
        assert terminal.restored
        assert not terminal.cursor_hidden
        terminal.child.send("stty -a | grep -o ' echo '; echo still here\r")
        terminal.wait_for("still here")
        terminal.child.send("fg\r")
        terminal.wait_for("Adler returns")
        terminal.wait_for("Enter open")
        terminal.press("q")
        terminal.wait_for(lambda t: t.restored)
        terminal.child.send("echo status=$?\r")
        terminal.wait_for("status=0")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_gives_the_shell_its_terminal_and_status(
    newsroom_store: Path, number: signal.Signals
) -> None:
    with shell(newsroom_store) as terminal:
        terminal.wait_for("prompt>")
        terminal.child.send(f"{DASHBOARD}; echo status=$?\r")
        terminal.wait_for("Adler returns")
        os.kill(the_dashboard(newsroom_store), number)
        terminal.wait_for(f"status={128 + number}")
        assert terminal.restored
        assert not terminal.cursor_hidden
        terminal.child.send("echo typed and seen\r")
        terminal.wait_for("prompt> echo typed and seen")


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_add_ends_its_helpers_and_shows_the_cursor(tmp_path: Path, number: signal.Signals) -> None:
    store, news = tmp_path / "store", tmp_path / "news"
    news.mkdir()
    for each in range(60):
        (news / f"{each}.txt").write_text(f"Ferry {each} sailed to Oslo on Monday. " * 40)
    with shell(store) as terminal:
        terminal.wait_for("prompt>")
        terminal.child.send(f"{DASHBOARD} add {news}; echo status=$?\r")
        terminal.wait_for(lambda _: b"Ferry" in journal_of(store), 40)
        adder = next(each for each in running_for(store) if "tui.cli add" in command_of(each))
        os.kill(adder, number)
        terminal.wait_for(f"status={128 + number}")
        assert not terminal.cursor_hidden
        assert "Traceback" not in terminal.text
        terminal.child.send("exit\r")
        assert nothing_runs_for(store)
    assert Store.check(store).is_whole


def test_killed_outright_nothing_goes_on(newsroom_store: Path) -> None:
    with shell(newsroom_store) as terminal:
        terminal.wait_for("prompt>")
        terminal.child.send(f"{DASHBOARD}; echo status=$?\r")
        terminal.wait_for("Adler returns")
        os.kill(the_dashboard(newsroom_store), signal.SIGKILL)
        terminal.wait_for("status=137")
    assert nothing_runs_for(newsroom_store)
    assert Store.check(newsroom_store).is_whole


def test_a_pty_that_vanishes_under_who_ignores_the_hang_up(newsroom_store: Path) -> None:
    """As under nohup: the signal is never heard, and the terminal is gone all the same."""
    master, slave = pty.openpty()
    ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))

    def as_nohup() -> None:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        ioctl(0, termios.TIOCSCTTY, 0)

    with subprocess.Popen(
        [sys.executable, "-m", "tui.cli", "--store", str(newsroom_store)],
        stdin=slave, stdout=slave, stderr=slave, cwd=REPOSITORY, start_new_session=True,
        preexec_fn=as_nohup,  # noqa: PLW1509 - nothing else runs in this process
        env={**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8"},
    ) as program:  # fmt: skip
        os.close(slave)
        seen = b""
        while b"Adler" not in seen:
            seen += os.read(master, 65536)
        os.close(master)
        assert program.wait(15) == 128 + signal.SIGHUP


def test_idle_it_takes_next_to_nothing(newsroom_store: Path) -> None:
    """Under 0.3 % of a core; ten ticks of a hundredth of a second leave room for a slow one."""
    with shell(newsroom_store) as terminal:
        terminal.wait_for("prompt>")
        terminal.child.send(f"{DASHBOARD}\r")
        terminal.wait_for("Adler returns")
        terminal.read(2)
        process = the_dashboard(newsroom_store)
        before = ticks(process)
        assert terminal.read(3) == 0
        assert ticks(process) - before <= 10


class Tmux:
    """A tmux server of a test's own."""

    def __init__(self, folder: Path, store: Path) -> None:
        self.socket = folder / "tmux"
        self.config = folder / "tmux.conf"
        self.config.write_text("set -g default-terminal tmux-256color\nset -g escape-time 0\n")
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        self.environment = {**kept, "LANG": "C.UTF-8", "DATELINE_STORE": str(store)}
        self.environment["TERM"] = "xterm-256color"

    def command(self, *words: str) -> list[str]:
        return ["tmux", "-S", str(self.socket), "-f", str(self.config), *words]

    def run(self, *words: str) -> str:
        return subprocess.run(
            self.command(*words), capture_output=True, text=True, timeout=20, check=True,
            env=self.environment, cwd=REPOSITORY,
        ).stdout  # fmt: skip

    def screen(self) -> str:
        return self.run("capture-pane", "-p", "-t", "desk")

    def wait_for(self, words: str, seconds: float = 20) -> None:
        until = time.monotonic() + seconds
        while words not in self.screen():
            assert time.monotonic() < until, f"never saw {words!r}:\n{self.screen()}"
            time.sleep(0.1)


@pytest.fixture
def tmux(tmp_path: Path, newsroom_store: Path) -> Iterator[Tmux]:
    if shutil.which("tmux") is None:
        pytest.skip("needs tmux (Debian: apt install tmux)")
    tmux = Tmux(tmp_path, newsroom_store)
    yield tmux
    subprocess.run(tmux.command("kill-server"), capture_output=True, check=False)


def test_detached_and_attached_in_another_size(tmux: Tmux, newsroom_store: Path) -> None:
    tmux.run("new-session", "-d", "-s", "desk", "-x", "160", "-y", "50", DASHBOARD)
    tmux.wait_for("Adler returns")
    with Terminal(
        command=tmux.command("attach", "-t", "desk"), columns=60, rows=20,
        environment=tmux.environment,
    ) as terminal:  # fmt: skip
        terminal.wait_for("Adler returns")
        terminal.press("2")
        terminal.wait_for("Alexander Lukashenko")
    tmux.wait_for("Alexander Lukashenko")
    assert len(running_for(newsroom_store)) >= 1
    tmux.run("send-keys", "-t", "desk", "q")
    assert nothing_runs_for(newsroom_store) or tmux.run("list-sessions") == ""


def test_a_session_that_is_killed_takes_the_dashboard_along(
    tmux: Tmux, newsroom_store: Path
) -> None:
    tmux.run("new-session", "-d", "-s", "other", "sleep", "600")
    tmux.run("new-session", "-d", "-s", "desk", "-x", "80", "-y", "24", DASHBOARD)
    tmux.wait_for("Adler returns")
    process = the_dashboard(newsroom_store)
    tmux.run("kill-session", "-t", "desk")
    until = time.monotonic() + 15
    while Path(f"/proc/{process}").exists():
        assert time.monotonic() < until
        time.sleep(0.1)
