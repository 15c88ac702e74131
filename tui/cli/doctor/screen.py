"""What the doctor looks at on this side of the line: terminal, colours, locale, clipboard."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping

from tui import terminal
from tui.cli.doctor.finding import Finding, Findings

_PATIENCE = 2.0
"""Seconds that tmux gets for an answer."""
_COLOURS = {"truecolor": "16 million", "256": "256", "standard": "16, the terminal's own"}


def screen(environment: Mapping[str, str], *, stdin: bool, stdout: bool) -> Findings:
    """The findings for a process with this environment and these ends."""
    yield _terminal(environment, stdin=stdin, stdout=stdout)
    yield _colours(environment)
    yield _locale(environment)
    yield _clipboard(environment)


def _terminal(environment: Mapping[str, str], *, stdin: bool, stdout: bool) -> Finding:
    term = environment.get("TERM") or "not set"
    seen = f"TERM={term}{_around(environment)}"
    is_terminal = stdin and stdout
    if term == "dumb" or (term == "not set" and is_terminal):
        mend = "Set TERM to what your terminal is, for example `export TERM=xterm-256color`."
        return Finding("terminal", "wrong", f"{seen}: the dashboard cannot draw", mend)
    if not is_terminal:
        mend = "Start the dashboard from a terminal; over SSH with `ssh -t`."
        return Finding("terminal", "note", f"{seen}; this is a pipe", mend)
    columns, rows = shutil.get_terminal_size()
    if columns < 40 or rows < 12:
        mend = "Make it 40 by 12 at least; 80 by 24 shows a whole pane."
        return Finding("terminal", "note", f"{seen}, {columns} by {rows}", mend)
    return Finding("terminal", "ok", f"{seen}, {columns} by {rows}")


def _around(environment: Mapping[str, str]) -> str:
    inside = [
        name
        for name, is_there in (
            ("tmux", "TMUX" in environment),
            ("screen", "STY" in environment),
            ("SSH", terminal.is_remote(environment)),
        )
        if is_there
    ]
    return f" in {', '.join(inside)}" if inside else ""


def _colours(environment: Mapping[str, str]) -> Finding:
    if "NO_COLOR" in environment:
        return Finding("colours", "ok", "none, since NO_COLOR is set")
    system = terminal.colour_system(environment) or "standard"
    seen = _COLOURS[system]
    if system == "256" and "TMUX" in environment:
        mend = (
            "For all colours, `set -ga terminal-features ',*:RGB'` in ~/.tmux.conf and "
            "`export COLORTERM=truecolor` inside."
        )
        return Finding("colours", "note", seen, mend)
    return Finding("colours", "ok", seen)


def _locale(environment: Mapping[str, str]) -> Finding:
    names = ("LC_ALL", "LC_CTYPE", "LANG")
    said = next((f"{name}={environment[name]}" for name in names if environment.get(name)), "")
    if terminal.has_unicode(environment):
        return Finding("locale", "ok", said)
    mend = "`export LANG=C.UTF-8` draws boxes as lines and letters as they are."
    return Finding("locale", "note", f"{said or 'none set'}: boxes are drawn in ASCII", mend)


def _clipboard(environment: Mapping[str, str]) -> Finding:
    box = "what was copied is always shown in a box too"
    if "TMUX" in environment:
        return _by_tmux(box)
    if "STY" in environment:
        mend = "screen passes no clipboard on; use tmux, or take the text from the box."
        return Finding("clipboard", "note", box, mend)
    return Finding("clipboard", "ok", f"by OSC 52, if the terminal permits it; {box}")


def _by_tmux(box: str) -> Finding:
    said = _of_tmux("show-options", "-gsv", "set-clipboard")
    if said is None:
        return Finding("clipboard", "note", f"tmux does not answer; {box}", "Is tmux in PATH?")
    if said not in ("on", "external"):
        mend = "`tmux set -s set-clipboard external` lets it out to your terminal."
        seen = f"tmux keeps it (set-clipboard {said or '?'}); {box}"
        return Finding("clipboard", "note", seen, mend)
    around = _of_tmux("display-message", "-p", "#{client_termname}") or ""
    if around.startswith(("tmux", "screen")):
        mend = "`set -s set-clipboard on` in the outer tmux; as it comes it takes none from inside."
        return Finding("clipboard", "note", f"through a tmux in a tmux; {box}", mend)
    return Finding("clipboard", "ok", f"through tmux (set-clipboard {said}); {box}")


def _of_tmux(*words: str) -> str | None:
    """What the tmux around this process answers, or None."""
    try:
        done = subprocess.run(  # noqa: S603
            ["tmux", *words], capture_output=True, text=True, timeout=_PATIENCE, check=False  # noqa: S607 - the user's own tmux
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip()
