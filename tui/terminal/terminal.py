"""The terminal: what it can do, how it copies text, and how the dashboard ends with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Mapping, MutableMapping
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from tui.safe import one_line, safe

if TYPE_CHECKING:
    import asyncio

_TRUE_COLOUR = frozenset("alacritty contour foot foot-extra ghostty kitty rio wezterm".split())
"""Terminals with their own TERM whose terminfo entry has 24-bit colour (RGB or Tc)."""
NOT_A_TERMINAL = 2
"""The exit status when there is no terminal to draw on."""
_LOOK = 1.0
"""Seconds between two checks that the terminal is still there."""
_PATIENCE = 3.0
"""Seconds that an orderly exit may take."""
_told_to_end = threading.Event()
_TMUX_PATIENCE = 2.0
"""Seconds until tmux is given up."""


def refusal(environment: Mapping[str, str], *, stdin: bool, stdout: bool) -> str | None:
    """Return a line that says why the dashboard cannot open here, or None if it can."""
    if not (stdin and stdout):
        line = "Over SSH, use `ssh -t`. " if is_remote(environment) else ""
        return (
            f"dateline: the dashboard needs a terminal. {line}"
            "In a pipe use `dateline search`, `show` or `--plain`."
        )
    term = environment.get("TERM", "")
    if term in ("", "dumb"):
        said = f"the terminal says TERM={term}" if term else "TERM is not set"
        return (
            f"dateline: {said}, so the dashboard cannot draw. "
            "Set TERM (for example xterm-256color) or use `dateline --plain`."
        )
    return None


def refusal_here() -> str | None:
    """Return `refusal` for the terminal of this process. Textual draws on standard error."""
    drawable = sys.stdout.isatty() and sys.stderr.isatty()
    return refusal(os.environ, stdin=sys.stdin.isatty(), stdout=drawable)


def is_remote(environment: Mapping[str, str]) -> bool:
    """Return True over SSH, where every byte and every frame counts."""
    return "SSH_CONNECTION" in environment or "SSH_TTY" in environment


def undo_coercion(environment: MutableMapping[str, str]) -> None:
    """Take back the LC_CTYPE that Python itself set for a locale without UTF-8 (PEP 538).

    What the process was started with says whether it was Python. Where the system does not
    tell (macOS), what there is stays.
    """
    with suppress(OSError):
        if b"LC_CTYPE=" not in Path("/proc/self/environ").read_bytes():
            environment.pop("LC_CTYPE", None)


def has_unicode(environment: Mapping[str, str]) -> bool:
    """Return False when the locale is ASCII (LANG=C), so that lines are drawn in ASCII."""
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        if value := environment.get(name):
            return "utf" in value.lower()
    return False


def colour_system(environment: Mapping[str, str]) -> str | None:
    """Return the colour system to use, or None to leave it to Textual.

    tmux passes 24-bit colour on only where its owner says so (COLORTERM); without it the
    colours come out wrong, so 256 is sent. SSH passes TERM on and COLORTERM seldom, so terminals
    that all have 24 bits are known by name.
    """
    if environment.get("COLORTERM", "") in ("truecolor", "24bit"):
        return "truecolor"
    term = environment.get("TERM", "")
    if "TMUX" in environment or "256color" in term or term.startswith(("tmux", "screen")):
        return "256"
    if term.endswith("-direct") or term.removeprefix("xterm-") in _TRUE_COLOUR:
        return "truecolor"
    return "standard"


def wants_own_palette(environment: Mapping[str, str]) -> bool:
    """Return True when only the terminal's 16 colours, or none, should be used."""
    return "NO_COLOR" in environment or colour_system(environment) == "standard"


def prepare(environment: MutableMapping[str, str]) -> None:
    """Set what Textual reads when it is imported: colours, frames a second, no animation."""
    undo_coercion(environment)
    if system := colour_system(environment):
        environment.setdefault("TEXTUAL_COLOR_SYSTEM", system)
    environment.setdefault("TEXTUAL_FPS", "20" if is_remote(environment) else "60")
    environment.setdefault("TEXTUAL_ANIMATIONS", "none")
    # Not ours to choose: with it a terminal tells its size itself, unheard by `LocalDriver`.
    environment["TEXTUAL_SMOOTH_SCROLL"] = "0"


def end_on_signals(loop: asyncio.AbstractEventLoop, end: Callable[[int], object]) -> None:
    """Call `end(status)` on SIGTERM and SIGHUP, which Textual itself does not handle.

    Not by the loop's own handlers: it may be waiting for a terminal that takes no more.
    """

    def ending(number: int, _: FrameType | None) -> None:
        _end_at_last(128 + number)
        with suppress(RuntimeError):  # the loop is closed: it has ended
            loop.call_soon_threadsafe(end, 128 + number)

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, ending)


def end_with_terminal(loop: asyncio.AbstractEventLoop, end: Callable[[int], object]) -> None:
    """Call `end(status)` when the terminal hangs up without a signal reaching us.

    A thread looks, since the loop itself may be waiting for a terminal that takes no more.
    """

    def watch() -> None:
        while not is_gone():
            time.sleep(_LOOK)
        _end_at_last(128 + signal.SIGHUP)
        loop.call_soon_threadsafe(end, 128 + signal.SIGHUP)

    threading.Thread(target=watch, daemon=True, name="dateline-terminal").start()


def _end_at_last(status: int) -> None:
    """End the process soon in any case: Textual waits for ever to write to a dead terminal.

    Nothing is lost: what was committed is on the disk.
    """
    _told_to_end.set()
    timer = threading.Timer(_PATIENCE, os._exit, (status,))
    timer.daemon = True
    timer.start()


def is_ending() -> bool:
    """Return True once this process was told to end."""
    return _told_to_end.is_set()


def is_gone() -> bool:
    """Return True when the terminal behind standard input has hung up."""
    try:
        termios.tcgetattr(sys.__stdin__.fileno() if sys.__stdin__ else 0)
    except termios.error:
        return True
    return False


def can_be_resumed() -> bool:
    """Return False where no shell would get the terminal if this process stopped: as the command of
    `ssh -t`, of a tmux window, or after `exec`. POSIX calls such a process group orphaned.
    """
    group, parent = os.getpgrp(), os.getppid()
    try:
        while parent and os.getpgid(parent) == group:
            parent = _parent_of(parent)
        return parent != 0 and os.getsid(parent) == os.getsid(0)
    except ProcessLookupError:
        return False
    except FileNotFoundError:  # the system has no /proc to tell it
        return True


def _parent_of(process: int) -> int:
    status = Path(f"/proc/{process}/stat").read_text(errors="replace")
    return int(status.rpartition(")")[2].split()[1])


def clipped(text: str) -> str:
    """Return one safe line for the clipboard, so that a paste into a shell runs nothing."""
    return " ".join(one_line(text).split())


def copy(text: str, osc52: Callable[[str], None], environment: Mapping[str, str]) -> str:
    """Copy `text`, and return how: a clipboard can fail without a sign.

    Inside tmux it goes through tmux, which passes it on to its own terminal; elsewhere by
    OSC 52, which `osc52` writes.
    """
    return _copied(clipped(text), osc52, environment)


def copy_lines(text: str, osc52: Callable[[str], None], environment: Mapping[str, str]) -> str:
    """Copy a document of several lines as `copy` does: its lines stay lines."""
    return _copied(safe(text), osc52, environment)


def _copied(text: str, osc52: Callable[[str], None], environment: Mapping[str, str]) -> str:
    if "TMUX" in environment and _by_tmux(text):
        return "copied through tmux"
    osc52(text)
    return "sent to the terminal's clipboard"


def _by_tmux(line: str) -> bool:
    command = ["tmux", "load-buffer", "-w", "-"]
    try:
        done = subprocess.run(  # noqa: S603
            command, input=line.encode("utf-8", "replace"), capture_output=True,
            timeout=_TMUX_PATIENCE, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
