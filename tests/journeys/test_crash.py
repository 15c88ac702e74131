"""An error of dateline's own, in a real terminal and in a command."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.journeys.terminal import Terminal
from tui import crash

BREAK = """
from tui.main_screen.panes import Panes
from tui.cli import main
def broken(self):
    secret = 'a source who must not be named'
    raise KeyError('no\\x1b]0;such row')
Panes.bottom = broken
main()
"""


def test_the_dashboard_ends_with_one_line_and_a_file(newsroom_store: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", BREAK, "--store", str(newsroom_store)]
    with Terminal(command=command, home=tmp_path, columns=200) as terminal:
        terminal.wait_for("Adler returns")
        terminal.press("G")
        assert terminal.wait_for_end() == crash.EXIT_STATUS
        assert terminal.restored
        shown = bytes(terminal.raw)
    assert b"on an internal error (KeyError" in shown
    assert b"\x1b]0;" not in shown
    assert b"must not be named" not in shown
    [file] = tmp_path.rglob("crash.txt")
    assert "in broken" in file.read_text()

    assert file.stat().st_mode & 0o777 == 0o600


def test_a_command_ends_with_one_line_and_a_status(tmp_path: Path) -> None:
    broken = "import store; store.Store.check = 3\nfrom tui.cli import main\nmain()"
    done = subprocess.run(
        [sys.executable, "-c", broken, "--store", str(tmp_path), "store", "check"],
        capture_output=True, text=True, check=False, timeout=60,
        env={"XDG_STATE_HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert done.returncode == crash.EXIT_STATUS
    assert done.stderr.count("\n") == 1
    assert "TypeError" in done.stderr
    assert list(tmp_path.rglob("crash.txt"))
