"""Somebody at a dashboard over a real line: what she presses, and that she comes back."""

from __future__ import annotations

import random
import shutil
import signal
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.journeys.terminal import Terminal
from tests.server.processes import nothing_runs_for
from tests.server.ssh import Sshd

_KEYS = (
    *("j", "j", "j", "k", "pagedown", "pageup", "g", "G", "tab", "1", "2", "3", "enter", "n", "N"),
    *("J", "escape", "escape", ",", ".", "s", "[", "]", "v", "z", "x", "f", "backspace", "r", "r"),
)
"""What is pressed at random: moving, opening, filtering, going back, taking in what is new."""
_SIZES = ((80, 24), (120, 40), (200, 50), (60, 20), (160, 45))


@dataclass
class Person:
    """One of several at the same store; her state is her own."""

    server: Sshd
    store: Path
    state: Path
    number: int
    cuts: int = 0
    keys: int = 0
    terminal: Terminal = field(init=False)

    def __post_init__(self) -> None:
        (self.state / "dateline").mkdir(parents=True)
        (self.state / "dateline" / "tour-seen").touch()
        self._random = random.Random(self.number)  # noqa: S311 - the same keys each time
        self.log_in()

    def log_in(self) -> None:
        columns, rows = _SIZES[self.number % len(_SIZES)]
        self.terminal = self.server.dashboard(
            self.store, columns=columns, rows=rows, variables={"XDG_STATE_HOME": str(self.state)}
        )
        self.terminal.wait_for("? help", 60)

    def presses(self, count: int = 1) -> None:
        """Some keys at random; the screen is read meanwhile, so that the line never stands."""
        for _ in range(count):
            self.terminal.press(self._random.choice(_KEYS))
            self.keys += 1
            self.terminal.read(0.02)

    def loses_the_line(self) -> None:
        """The client is killed, as a line that drops would; she logs in again, where she was."""
        self.terminal.read(0.5)
        filters = self.terminal.lines[0]
        with self.terminal:
            self.terminal.child.kill(signal.SIGKILL)
        assert nothing_runs_for(self.store, mark=f"XDG_STATE_HOME={self.state}")
        self.cuts += 1
        self.log_in()
        self.terminal.wait_for(lambda t: t.lines[0] == filters)

    def starts_anew(self) -> Terminal:
        """A session that starts now from a copy of what was kept of hers."""
        copy = self.state.with_suffix(".copy")
        shutil.copytree(self.state, copy)
        columns, rows = _SIZES[self.number % len(_SIZES)]
        return self.server.dashboard(
            self.store, columns=columns, rows=rows, variables={"XDG_STATE_HOME": str(copy)}
        )

    def leaves(self) -> int:
        """The status of the session, which was told to end."""
        self.terminal.press("q")
        with suppress(AssertionError):
            self.terminal.wait_for(lambda t: not t.child.isalive(), 5)
        return self.terminal.wait_for_end()


def come_to_rest(terminals: Sequence[Terminal], articles: int) -> list[list[str]]:
    """Out of everything, all that is new taken in, every cursor on top; what each shows then."""
    for terminal in terminals:
        terminal.wait_for(lambda seen: seen.text.strip() != "", 60)
    for _ in range(3):
        _press(terminals, "escape", 0.3)  # what comes right behind one is taken for its second half
    for terminal in terminals:
        while "dateline everything" not in terminal.text:
            terminal.press("backspace")
            terminal.read(0.3)
        terminal.press("r")
        terminal.wait_for(f"1 Articles {articles}/{articles}", 60)
    for pane in ("3", "2", "1"):
        for key in (pane, "g", "j", "k"):  # a row further and back, for the others to follow
            _press(terminals, key, 0.2)
    for terminal in terminals:
        while terminal.read(1.0):
            pass
    return [terminal.lines for terminal in terminals]


def _press(terminals: Sequence[Terminal], key: str, seconds: float) -> None:
    for terminal in terminals:
        terminal.press(key)
    for terminal in terminals:
        terminal.read(seconds / len(terminals))
