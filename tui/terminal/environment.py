"""What the terminal can do, and what Textual is told of it before it is imported."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, MutableMapping
from contextlib import suppress
from pathlib import Path

_TRUE_COLOUR = frozenset("alacritty contour foot foot-extra ghostty kitty rio wezterm".split())
"""Terminals with their own TERM whose terminfo entry has 24-bit colour (RGB or Tc)."""


NOT_A_TERMINAL = 2
"""The exit status when there is no terminal to draw on."""


def refusal(environment: Mapping[str, str], *, stdin: bool, stdout: bool) -> str | None:
    """Return a line that says why the dashboard cannot open here, or None if it can."""
    if not (stdin and stdout):
        line = "Over SSH, use `ssh -t`. " if is_remote(environment) else ""
        return (
            f"dateline: the dashboard needs a terminal. {line}"
            "In a pipe use `dateline search` or `dateline show`."
        )
    term = environment.get("TERM", "")
    if term in ("", "dumb"):
        said = f"the terminal says TERM={term}" if term else "TERM is not set"
        return (
            f"dateline: {said}, so the dashboard cannot draw. "
            "Set TERM (for example xterm-256color) or use `dateline search`."
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
    # Not ours to choose: with it a terminal tells its size itself, unheard by `SSHDriver`.
    environment["TEXTUAL_SMOOTH_SCROLL"] = "0"
