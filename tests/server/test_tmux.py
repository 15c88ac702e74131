"""In tmux, and in a tmux in a tmux: detached, killed, and what is copied there."""

from __future__ import annotations

import base64
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.journeys.terminal import REPOSITORY, Terminal
from tests.server.processes import dashboards

pytestmark = pytest.mark.slow

DASHBOARD = f"{sys.executable} -m tui.cli"
CITED = "“Adler came back to Minsk in October and met Lukashenko.”"


class Tmux:
    """A tmux server of a test's own."""

    def __init__(self, folder: Path, store: Path, name: str = "tmux", options: str = "") -> None:
        self.socket = folder / name
        self.config = folder / f"{name}.conf"
        self.config.write_text(
            f"set -g default-terminal tmux-256color\nset -g escape-time 0\n{options}\n"
        )
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        self.environment = {**kept, "LANG": "C.UTF-8", "DATELINE_STORE": str(store)}
        self.environment |= {"TERM": "xterm-256color", "XDG_STATE_HOME": "/dev/null"}

    def command(self, *words: str) -> list[str]:
        return ["tmux", "-S", str(self.socket), "-f", str(self.config), *words]

    def run(self, *words: str) -> str:
        return subprocess.run(
            self.command(*words), capture_output=True, text=True, timeout=20, check=True,
            env=self.environment, cwd=REPOSITORY,
        ).stdout  # fmt: skip

    def copied(self) -> str:
        """What was copied last, or nothing."""
        return self.run("show-buffer") if self.run("list-buffers") else ""

    def screen(self) -> str:
        return self.run("capture-pane", "-p", "-t", "desk")

    def wait_for(self, words: str, seconds: float = 20) -> None:
        until = time.monotonic() + seconds
        while words not in self.screen():
            assert time.monotonic() < until, f"never saw {words!r}:\n{self.screen()}"
            time.sleep(0.1)


def ended(store: Path) -> None:
    """Wait until no dashboard runs; tmux itself has the store in its environment as well."""
    until = time.monotonic() + 15
    while any(dashboards(store)):
        assert time.monotonic() < until
        time.sleep(0.1)


@pytest.fixture
def started(tmp_path: Path, newsroom_store: Path) -> Iterator[Callable[..., Tmux]]:
    """Makes tmux servers with a name and options, which are ended with the test."""
    if shutil.which("tmux") is None:
        pytest.skip("needs tmux (Debian: apt install tmux)")
    made = []

    def make(name: str = "tmux", options: str = "") -> Tmux:
        made.append(Tmux(tmp_path, newsroom_store, name, options))
        return made[-1]

    yield make
    for tmux in made:
        subprocess.run(tmux.command("kill-server"), capture_output=True, check=False)


def test_detached_and_attached_in_another_size(
    started: Callable[..., Tmux], newsroom_store: Path
) -> None:
    tmux = started()
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
    tmux.run("send-keys", "-t", "desk", "q")
    ended(newsroom_store)


def test_a_session_that_is_killed_takes_the_dashboard_along(
    started: Callable[..., Tmux], newsroom_store: Path
) -> None:
    tmux = started()
    tmux.run("new-session", "-d", "-s", "other", "sleep", "600")
    tmux.run("new-session", "-d", "-s", "desk", "-x", "80", "-y", "24", DASHBOARD)
    tmux.wait_for("Adler returns")
    assert list(dashboards(newsroom_store))
    tmux.run("kill-session", "-t", "desk")
    ended(newsroom_store)


@pytest.mark.parametrize("lets_in", [True, False])
def test_copied_in_a_tmux_in_a_tmux(started: Callable[..., Tmux], lets_in: bool) -> None:
    """The outer one as it comes takes no clipboard from inside; the box shows it either way."""
    outer = started("outer", "set -s set-clipboard on" if lets_in else "")
    inner = started("inner")
    words = " ".join(inner.command("new-session", "-s", "desk"))
    with Terminal(
        command=outer.command("new-session", "-s", "out", f"env -u TMUX {words} '{DASHBOARD}'"),
        environment=outer.environment, columns=100, rows=30,
    ) as terminal:  # fmt: skip
        terminal.wait_for("Adler returns")
        terminal.press("3", "y")
        terminal.wait_for(CITED)
        assert "copied through tmux" in terminal.text
        assert inner.copied().startswith(CITED)
        if lets_in:
            terminal.wait_for(lambda _: outer.copied() == inner.copied())
            terminal.wait_for(lambda seen: clipboard(seen.raw) == inner.copied())
        else:
            terminal.read(0.2)
            assert outer.copied() == clipboard(terminal.raw) == ""
        inner.run("new-window", "-t", "desk", f"{DASHBOARD} doctor; sleep 60")
        terminal.wait_for("through a tmux in a tmux")


def clipboard(raw: bytes | bytearray) -> str:
    """What the terminal outside was told to keep."""
    found = re.findall(rb"\x1b\]52;\w*;([A-Za-z0-9+/=]+)", bytes(raw))
    return base64.b64decode(found[-1]).decode() if found else ""
