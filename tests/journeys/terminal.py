"""A real terminal for a real program: a pseudo-terminal, and an emulator that reads it."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pexpect
import pyte
from pyte.screens import Char

REPOSITORY = Path(__file__).parent.parent.parent
KEYS = {
    "enter": "\r", "escape": "\x1b", "tab": "\t", "backspace": "\x7f", "up": "\x1b[A",
    "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "pagedown": "\x1b[6~",
    "pageup": "\x1b[5~", "ctrl+p": "\x10", "ctrl+r": "\x12", "space": " ", "home": "\x1b[H",
}  # fmt: skip


def _as_at_a_desk() -> None:
    """Tests may be started by nohup or in the background; what is ignored there is not here."""
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def seen(cell: Char) -> Char:
    """What a cell looks like: of a blank, the colour of letters is not seen."""
    is_drawn_on = cell.reverse or cell.underscore or cell.strikethrough or cell.blink
    if not cell.data.startswith(" ") or is_drawn_on:
        return cell
    return cell._replace(fg="default", bold=False, italics=False)


class Terminal:
    """A program on a terminal of `columns` by `rows`; counts the keys that it was sent."""

    def __init__(
        self,
        *arguments: str,
        columns: int = 80,
        rows: int = 24,
        environment: Mapping[str, str] | None = None,
        home: Path | None = None,
        command: Sequence[str] = (sys.executable, "-m", "tui.cli"),
    ) -> None:
        self.keys = 0
        """Keys pressed, a typed word being one key for each letter."""
        self.raw = bytearray()
        """Every byte that the program sent."""
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
        env = {
            **kept,
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            "HOME": str(home or "/nonexistent"),
            "XDG_STATE_HOME": str(home or "/dev/null"),
            "TMUX": "",
            **(environment or {}),
        }
        if not env["TMUX"]:
            del env["TMUX"]
        self.child = pexpect.spawn(
            command[0],
            [*command[1:], *arguments],
            dimensions=(rows, columns),
            env=env,
            cwd=str(REPOSITORY),
            timeout=20,
            preexec_fn=_as_at_a_desk,
        )
        self.child.delaybeforesend = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()

    def _close(self) -> None:
        """Hang up, as who closes the window; and kill what has not ended two seconds later."""
        if not self.child.closed and self.child.isalive():
            self.child.kill(signal.SIGHUP)
            until = time.monotonic() + 2
            while self.child.isalive() and time.monotonic() < until:
                self.read(0.02)
                time.sleep(0.005)
        self.child.ptyproc.delayafterclose = 0
        self.child.ptyproc.delayafterterminate = 1  # seconds; a busy machine ends it late
        self.child.close(force=True)

    # What a person does

    def press(self, *keys: str) -> None:
        """Press keys by name; anything that is no name is typed as it is."""
        for key in keys:
            self.keys += 1
            self.child.send(KEYS.get(key, key))

    def type(self, text: str) -> None:
        self.press(*text)

    def resize(self, columns: int, rows: int) -> None:
        self._screen.resize(rows, columns)
        self.child.setwinsize(rows, columns)

    # What a person sees

    @property
    def lines(self) -> list[str]:
        # Not pyte's `display`, which fails on half a wide character, in the midst of a change.
        rows, columns = range(self._screen.lines), range(self._screen.columns)
        buffer = self._screen.buffer
        return ["".join(buffer[y][x].data for x in columns) for y in rows]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def cursor_hidden(self) -> bool:
        return bool(self._screen.cursor.hidden)

    def cell(self, x: int, y: int) -> Any:
        """The cell of the emulator at a column and a row: its character and its look."""
        return self._screen.buffer[y][x]

    def styles_of(self, words: str) -> list[Any]:
        """The cells of the first place on the screen where `words` stand, as they are seen."""
        for y, line in enumerate(self.lines):
            at = line.find(words)
            if at >= 0:
                return [seen(self._screen.buffer[y][x]) for x in range(at, at + len(words))]
        raise AssertionError(f"{words!r} is not on the screen:\n{self.text}")

    def wait_for(self, words: str | Callable[[Terminal], bool], seconds: float = 15) -> None:
        """Read until the words are on the screen (or the question is true)."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.read(0.05)
            if words(self) if callable(words) else words in self.text:
                return
        raise AssertionError(f"never saw {words!r}; the screen was:\n{self.text}")

    def read(self, seconds: float) -> int:
        """Take in what the program sends for that long; how many bytes that was."""
        taken = 0
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            try:
                data = self.child.read_nonblocking(65536, timeout=left)
            except pexpect.TIMEOUT:
                break
            except pexpect.EOF:
                break
            taken += len(data)
            self.raw += data
            self._stream.feed(data)
        return taken

    def wait_for_end(self) -> int:
        """Wait until the program has ended; its exit status, 128 + n for a signal."""
        until = time.monotonic() + 60
        while self.child.isalive():
            assert time.monotonic() < until, f"still running; the screen is:\n{self.text}"
            self.read(0.05)
        self.read(0.05)
        self._close()
        status: int | None = self.child.exitstatus
        return status if status is not None else 128 + int(self.child.signalstatus or 0)

    @property
    def restored(self) -> bool:
        """Whether the alternate screen was left and the cursor shown again, in the end."""
        raw = bytes(self.raw)
        left = raw.rfind(b"\x1b[?1049l") > raw.rfind(b"\x1b[?1049h")
        return left and raw.rfind(b"\x1b[?25h") > raw.rfind(b"\x1b[?25l")
