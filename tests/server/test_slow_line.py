"""A terminal at the end of a line: the same pictures, and no more bytes than the line takes."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from tests.bench.made_store import make_store
from tests.journeys.terminal import Terminal
from tests.server.ssh import Sshd

pytestmark = pytest.mark.slow
"""Real terminals and disks are waited for."""

FAR = {"SSH_CONNECTION": "192.0.2.1 22 192.0.2.2 22"}
WALK = ("j", "j", "tab", "j", "enter", "3", "j", "enter", "n", "z", "z", "?")
"""Through lists, a filter, the reader, a zoom and a box."""


def still(terminal: Terminal) -> None:
    while terminal.read(0.3):
        pass


def test_the_pictures_are_those_of_a_near_one(newsroom_store: Path) -> None:
    store = str(newsroom_store)
    with Terminal("--store", store) as near, Terminal("--store", store, environment=FAR) as far:
        for terminal in (near, far):
            terminal.wait_for("Adler returns")
            terminal.press(*WALK)
            terminal.wait_for("Keys in")
            terminal.resize(100, 30)
        far.wait_for(lambda seen: near.read(0.05) == 0 and seen.lines == near.lines)
        assert all(far.styles_of(line) == near.styles_of(line) for line in near.lines)


def test_a_key_sends_what_it_changes_alone(newsroom_store: Path) -> None:
    with Terminal("--store", str(newsroom_store), environment=FAR) as terminal:
        terminal.wait_for("Adler returns")
        still(terminal)
        sent = [len(terminal.raw)]
        for key in ("j", "\x0c"):
            terminal.press(key)
            terminal.wait_for(lambda seen: len(seen.raw) > sent[-1])
            still(terminal)
            sent.append(len(terminal.raw))
        before, moved, drawn_anew = sent
        assert moved - before < (drawn_anew - moved) / 4


def test_what_somebody_else_wrote_there_goes_with_a_key(newsroom_store: Path) -> None:
    """As wall(1) does to everybody, before a server goes down."""
    with Terminal("--store", str(newsroom_store), environment=FAR) as terminal:
        terminal.wait_for("Adler returns")
        still(terminal)
        before = terminal.lines
        line = Path(f"/proc/{terminal.child.pid}/fd/0")
        line.write_text("\x1b[3;3HThe system goes down at noon!")
        terminal.wait_for("goes down")
        terminal.press("\x0c")
        terminal.wait_for(lambda seen: seen.lines == before)


@pytest.mark.parametrize("key", ["j", "pagedown"])
@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (200, 50)])
def test_a_held_key_does_not_fill_a_slow_line(
    server: Sshd, tmp_path: Path, key: str, columns: int, rows: int
) -> None:
    """20 kB/s, 300 ms there and back, 30 keys a second: when it is let go, less than a second's
    bytes are on their way."""
    store = make_store(tmp_path / "store", 400)
    ssh, *rest = server.command(store, tty=True)
    line = f"ProxyCommand={sys.executable} -m tests.server.slow_line %p 0.15 20000"
    with Terminal(command=(ssh, "-o", line, *rest), columns=columns, rows=rows) as terminal:
        terminal.wait_for("? help", 60)
        still(terminal)
        began = time.monotonic()
        for number in range(90):
            terminal.press(key)
            while (left := began + number / 30 - time.monotonic()) > 0:
                terminal.read(left)
        taken = 0
        while more := terminal.read(1.0):
            taken += more
        assert taken < 20_000
        terminal.press("q")
        assert terminal.wait_for_end() == 0
        assert terminal.restored
