"""The dashboard and `add` at the far end of a real SSH line, which may drop at any moment."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from store import Store, history
from tests.server.processes import command_of, nothing_runs_for, running_for
from tests.server.sentences import articles
from tests.server.ssh import Sshd

pytestmark = pytest.mark.slow

MOUSE_ON = (b"\x1b[?1000h", b"\x1b[?1002h", b"\x1b[?1003h")


def until(question: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not question():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.05)


def test_look_and_leave(server: Sshd, newsroom_store: Path) -> None:
    with server.dashboard(newsroom_store) as terminal:
        terminal.wait_for("Adler returns")
        terminal.press("/")
        terminal.type("lukash")
        terminal.wait_for("P  Alexander Lukashenko")
        terminal.press("enter")
        terminal.wait_for("› Alexander Lukashenko")
        assert not any(code in terminal.raw for code in MOUSE_ON)
        terminal.press("q")
        assert terminal.wait_for_end() == 0
        assert terminal.restored
    assert nothing_runs_for(newsroom_store)


def test_a_mouse_for_who_asks(server: Sshd, newsroom_store: Path) -> None:
    with server.dashboard(newsroom_store, "--mouse") as terminal:
        terminal.wait_for("Adler returns")
        assert any(code in terminal.raw for code in MOUSE_ON)
        terminal.press("q")
        assert terminal.wait_for_end() == 0
        assert terminal.restored


def test_the_terminal_and_its_size_follow_the_line(server: Sshd, newsroom_store: Path) -> None:
    with server.dashboard(newsroom_store, columns=120, rows=40) as terminal:
        terminal.wait_for("Adler returns")
        terminal.resize(60, 20)
        terminal.wait_for(lambda t: "Enter open" in t.lines[-1] and "2 Entities" in t.lines[-3])
        terminal.press("q")
        assert terminal.wait_for_end() == 0


def test_the_line_drops_under_a_dashboard(server: Sshd, newsroom_store: Path) -> None:
    with server.dashboard(newsroom_store) as terminal:
        terminal.wait_for("Adler returns")
        assert running_for(newsroom_store)
        terminal.child.kill(signal.SIGKILL)
        assert nothing_runs_for(newsroom_store)
    assert Store.check(newsroom_store).is_whole


def test_without_a_terminal_one_line(server: Sshd, newsroom_store: Path) -> None:
    done = subprocess.run(
        server.command(newsroom_store, tty=False), capture_output=True, text=True, timeout=60,
        check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1


@pytest.mark.slow
@pytest.mark.parametrize("tty", [True, False])
def test_the_line_drops_in_the_middle_of_add(server: Sshd, tmp_path: Path, tty: bool) -> None:
    """With a terminal the hang-up ends it; without one it goes on, as a job from cron would,
    unless what it writes to is gone. Either way nothing is lost or read twice."""
    store, news = tmp_path / "store", articles(tmp_path / "news", 40)
    command = server.command(store, "add", "--jobs", "1", str(news), tty=tty)
    client = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    until(lambda: (store / "store.jsonl").exists() and committed(store) >= 3)
    client.send_signal(signal.SIGKILL)
    client.wait()
    assert nothing_runs_for(store, 40), [command_of(each) for each in running_for(store)]
    before = committed(store)
    assert Store.check(store).is_whole
    assert tty <= (before < 40)
    done = subprocess.run(
        server.command(store, "add", str(news), tty=False), capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert f"{40 - before} new, {before} same, 0 failed" in done.stdout
    with Store.open(store) as opened:
        assert len(history(opened.imports()).runs) >= 1
        assert len({opened.article(number).id for number in opened.numbers()}) == 40


def committed(store: Path) -> int:
    with Store.open(store, readonly=True) as opened:
        return len(opened.numbers())


@pytest.mark.slow
def test_a_helper_never_outlives_a_killed_parent(server: Sshd, tmp_path: Path) -> None:
    store, news = tmp_path / "store", articles(tmp_path / "news", 30)
    client = subprocess.Popen(
        server.command(store, "add", str(news), tty=False), stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    until(lambda: len(running_for(store)) >= 3)
    parent = next(each for each in running_for(store) if "tui.cli" in command_of(each))
    os.kill(parent, signal.SIGKILL)
    assert nothing_runs_for(store)
    client.wait(20)
