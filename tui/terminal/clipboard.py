"""Copying to the clipboard of the user's own machine, through SSH and tmux."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping

from tui.safe import one_line

_PATIENCE = 2.0
"""Seconds until tmux is given up."""


def clipped(text: str) -> str:
    """Return one safe line for the clipboard, so that a paste into a shell runs nothing."""
    return " ".join(one_line(text).split())


def copy(text: str, osc52: Callable[[str], None], environment: Mapping[str, str]) -> str:
    """Copy `text`, and return how: a clipboard can fail without a sign.

    Inside tmux it goes through tmux, which passes it on to its own terminal; elsewhere by
    OSC 52, which `osc52` writes.
    """
    line = clipped(text)
    if "TMUX" in environment and _by_tmux(line):
        return "copied through tmux"
    osc52(line)
    return "sent to the terminal's clipboard"


def _by_tmux(line: str) -> bool:
    command = ["tmux", "load-buffer", "-w", "-"]
    try:
        done = subprocess.run(  # noqa: S603
            command, input=line.encode("utf-8", "replace"), capture_output=True,
            timeout=_PATIENCE, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
