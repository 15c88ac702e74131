"""Shells, job control and hang-ups on this machine."""

from __future__ import annotations

import os
import pty
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import ioctl
from pathlib import Path

import pytest

from store import Store
from tests.journeys.terminal import REPOSITORY, Terminal
from tests.server.processes import command_of, dashboards, nothing_runs_for, running_for, ticks

pytestmark = pytest.mark.slow
"""Real terminals and disks are waited for."""

DASHBOARD = f"{sys.executable} -m tui.cli"
FAR = {"SSH_CONNECTION": "192.0.2.1 22 192.0.2.2 22"}


def the_dashboard(store: Path) -> int:
    """The process of the dashboard on a store."""
    return next(dashboards(store))


def journal_of(store: Path) -> bytes:
    path = store / "store.jsonl"
    return path.read_bytes() if path.exists() else b""


def shell(store: Path, **variables: str) -> Terminal:
    return Terminal(
        command=("bash", "--norc", "--noprofile", "-i"),
        environment={"DATELINE_STORE": str(store), "PS1": "prompt> ", **variables},
    )


@pytest.mark.parametrize(("way", "variables"), [("key", {}), ("signal", FAR)])
def test_stopped_and_brought_back(
    newsroom_store: Path, way: str, variables: dict[str, str]
) -> None:
    with shell(newsroom_store, **variables) as terminal:
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
        assert "still here" not in terminal.text
        terminal.press("q")
        terminal.wait_for(lambda t: t.restored)
        terminal.child.send("echo status=$?\r")
        terminal.wait_for("status=0")


@pytest.mark.parametrize("variables", [{}, FAR])
def test_without_a_shell_it_does_not_stop(newsroom_store: Path, variables: dict[str, str]) -> None:
    """As `ssh -t host dateline`, or a window of tmux: nobody could bring it back."""
    with Terminal("--store", str(newsroom_store), environment=variables) as terminal:
        terminal.wait_for("Adler returns")
        terminal.press("\x1a")
        terminal.wait_for("There is no shell to return to")
        terminal.child.kill(signal.SIGTSTP)
        terminal.press("2")
        terminal.wait_for("Alexander Lukashenko")
        terminal.press("q")
        assert terminal.wait_for_end() == 0


def test_a_script_is_stopped_with_its_dashboard(newsroom_store: Path) -> None:
    """As `make demo`: the shell behind it gets the terminal, and `fg` brings both back."""
    with shell(newsroom_store) as terminal:
        terminal.wait_for("prompt>")
        terminal.child.send(f"sh -c '{DASHBOARD}; echo ended with $?'\r")
        terminal.wait_for("Adler returns")
        terminal.child.send("\x1a")
        terminal.wait_for("Stopped")
        terminal.child.send("echo typed and seen; bg\r")
        terminal.wait_for(lambda seen: seen.text.count("typed and seen") == 2)
        terminal.read(0.5)
        terminal.child.send("fg\r")
        terminal.wait_for("Adler returns")
        terminal.press("2")
        terminal.wait_for("Alexander Lukashenko")
        terminal.press("q")
        terminal.wait_for("ended with 0")


@pytest.mark.parametrize("word", ["kill %1", "kill -HUP %1"])
def test_ended_while_it_is_stopped(newsroom_store: Path, word: str) -> None:
    """The shell sends SIGCONT behind it, also when its person logs out; nothing is drawn then."""
    with shell(newsroom_store) as terminal:
        terminal.wait_for("prompt>")
        terminal.child.send(f"{DASHBOARD}\r")
        terminal.wait_for("Adler returns")
        terminal.child.send("\x1a")
        terminal.wait_for("Stopped")
        terminal.child.send(f"{word}\r")
        terminal.wait_for(lambda _: not any(dashboards(newsroom_store)))
        terminal.child.send("clear\r")
        terminal.wait_for(f"Exit {129 if 'HUP' in word else 143}")
        assert terminal.raw.count(b"\x1b[?1049h") == 1
    assert nothing_runs_for(newsroom_store)


def test_what_goes_on_was_not_always_stopped_by_itself(newsroom_store: Path) -> None:
    """Somebody stops and continues it from outside; it is as it was, and ends as it does."""
    with Terminal("--store", str(newsroom_store)) as terminal:
        terminal.wait_for("Adler returns")
        for _ in range(3):
            terminal.child.kill(signal.SIGSTOP)
            terminal.child.kill(signal.SIGCONT)
            terminal.read(0.3)
        terminal.press("/")
        terminal.type("lukash")
        terminal.wait_for("P  Alexander Lukashenko")
        terminal.press("enter", "q")
        assert terminal.wait_for_end() == 0
        assert terminal.raw.count(b"\x1b[?1049h") == 1
        assert terminal.restored


def test_what_is_no_letter_is_no_key(newsroom_store: Path) -> None:
    """A terminal of eight bits sends an "é" so."""
    with Terminal("--store", str(newsroom_store)) as terminal:
        terminal.wait_for("Adler returns")
        terminal.child.send(b"\xe9")
        terminal.press("1")
        terminal.child.send(b"\xe2")  # an arrow in two pieces
        terminal.read(0.3)
        terminal.child.send(b"\x86\x92")
        terminal.press("2")
        terminal.wait_for("Alexander Lukashenko")
        terminal.press("q")
        assert terminal.wait_for_end() == 0


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


@contextmanager
def bare(store: Path, *, controlling: bool = True) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A dashboard on a terminal that nobody reads but who has its other end, without a shell;
    it was started as by nohup, with SIGHUP ignored. Where the terminal is not `controlling`, as
    under setsid, the kernel sends no SIGHUP when it goes."""
    master, slave = pty.openpty()
    ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 200, 0, 0))

    def as_nohup() -> None:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        if controlling:
            ioctl(0, termios.TIOCSCTTY, 0)

    with subprocess.Popen(
        [sys.executable, "-m", "tui.cli", "--store", str(store)],
        stdin=slave, stdout=slave, stderr=slave, cwd=REPOSITORY, start_new_session=True,
        preexec_fn=as_nohup,  # noqa: PLW1509 - nothing else runs in this process
        env={
            **os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8", "XDG_STATE_HOME": "/dev/null"
        },
    ) as program:  # fmt: skip
        os.close(slave)
        try:
            seen = b""
            while b"Adler" not in seen:
                seen += os.read(master, 65536)
            yield program, master
        finally:
            program.kill()


@pytest.mark.parametrize("controlling", [True, False])
def test_a_pty_that_vanishes_under_who_ignores_the_hang_up(
    newsroom_store: Path, controlling: bool
) -> None:
    """The signal is ignored, or never sent, and the terminal is gone all the same."""
    with bare(newsroom_store, controlling=controlling) as (program, master):
        os.close(master)
        assert program.wait(15) == 128 + signal.SIGHUP


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_terminal_that_takes_no_more(newsroom_store: Path, number: signal.Signals) -> None:
    """As a line that hangs: what is drawn waits for ever, and who draws it ends when told to."""
    with bare(newsroom_store) as (program, master):
        until = time.monotonic() + 5
        while time.monotonic() < until:
            os.write(master, b"zz")
            time.sleep(0.05)
        program.send_signal(number)
        assert program.wait(15) == 128 + number
        os.close(master)


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
