"""`dateline doctor`: diagnose the terminal, the machine, the installation and the store."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from tui.cli.machine_checks import Finding, Findings, check_installation, check_machine
from tui.cli.output import line
from tui.terminal.terminal import colour_system, has_unicode, is_remote

_PATIENCE = 2.0
"""Seconds that tmux gets for an answer."""
_COLOURS = {"truecolor": "16 million", "256": "256", "standard": "16, the terminal's own"}
_MARKS = {"ok": "ok   ", "note": "note ", "wrong": "WRONG"}


def check_terminal(environment: Mapping[str, str], *, stdin: bool, stdout: bool) -> Findings:
    """Yield the findings about the terminal of a process with this environment."""
    yield _terminal(environment, stdin=stdin, stdout=stdout)
    yield _colours(environment)
    yield _locale_of(environment)
    yield _clipboard(environment)


def _terminal(environment: Mapping[str, str], *, stdin: bool, stdout: bool) -> Finding:
    term = environment.get("TERM") or "not set"
    seen = f"TERM={term}{_around(environment)}"
    is_terminal = stdin and stdout
    if term == "dumb" or (term == "not set" and is_terminal):
        fix = "Set TERM to the type of your terminal, for example `export TERM=xterm-256color`."
        return Finding("terminal", "wrong", f"{seen}: the dashboard cannot draw", fix)
    if not is_terminal:
        fix = "Start the dashboard from a terminal; over SSH with `ssh -t`."
        return Finding("terminal", "note", f"{seen}; this is a pipe", fix)
    columns, rows = shutil.get_terminal_size()
    if columns < 40 or rows < 12:
        fix = "Make it at least 40 by 12; 80 by 24 shows a whole pane."
        return Finding("terminal", "note", f"{seen}, {columns} by {rows}", fix)
    return Finding("terminal", "ok", f"{seen}, {columns} by {rows}")


def _around(environment: Mapping[str, str]) -> str:
    inside = [
        name
        for name, is_there in (
            ("tmux", "TMUX" in environment),
            ("screen", "STY" in environment),
            ("SSH", is_remote(environment)),
        )
        if is_there
    ]
    return f" in {', '.join(inside)}" if inside else ""


def _colours(environment: Mapping[str, str]) -> Finding:
    if "NO_COLOR" in environment:
        return Finding("colours", "ok", "none, since NO_COLOR is set")
    system = colour_system(environment) or "standard"
    seen = _COLOURS[system]
    if system == "256" and "TMUX" in environment:
        fix = (
            "For all colours, `set -ga terminal-features ',*:RGB'` in ~/.tmux.conf and "
            "`export COLORTERM=truecolor` inside."
        )
        return Finding("colours", "note", seen, fix)
    return Finding("colours", "ok", seen)


def _locale_of(environment: Mapping[str, str]) -> Finding:
    names = ("LC_ALL", "LC_CTYPE", "LANG")
    said = next((f"{name}={environment[name]}" for name in names if environment.get(name)), "")
    if has_unicode(environment):
        return Finding("locale", "ok", said)
    fix = "`export LANG=C.UTF-8` enables line drawing and all letters."
    return Finding("locale", "note", f"{said or 'none set'}: lines are drawn in ASCII", fix)


def _clipboard(environment: Mapping[str, str]) -> Finding:
    note = "copied text is always shown in a dialog too"
    if "TMUX" in environment:
        return _by_tmux(note)
    if "STY" in environment:
        fix = "screen does not pass the clipboard on; use tmux, or copy from the dialog."
        return Finding("clipboard", "note", note, fix)
    return Finding("clipboard", "ok", f"by OSC 52, if the terminal allows it; {note}")


def _by_tmux(note: str) -> Finding:
    said = _of_tmux("show-options", "-gsv", "set-clipboard")
    if said is None:
        return Finding("clipboard", "note", f"tmux does not answer; {note}", "Is tmux in PATH?")
    if said not in ("on", "external"):
        fix = "`tmux set -s set-clipboard external` passes it to your terminal."
        seen = f"tmux keeps it (set-clipboard {said or '?'}); {note}"
        return Finding("clipboard", "note", seen, fix)
    around = _of_tmux("display-message", "-p", "#{client_termname}") or ""
    if around.startswith(("tmux", "screen")):
        fix = "`set -s set-clipboard on` in the outer tmux; by default it accepts none from inside."
        return Finding("clipboard", "note", f"through a tmux in a tmux; {note}", fix)
    return Finding("clipboard", "ok", f"through tmux (set-clipboard {said}); {note}")


def _of_tmux(*words: str) -> str | None:
    """Return the answer of the tmux around this process, or None."""
    try:
        done = subprocess.run(  # noqa: S603
            ["tmux", *words], capture_output=True, text=True, timeout=_PATIENCE, check=False  # noqa: S607 - the user's own tmux
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip()


@click.command()
@click.option(
    "--report",
    is_flag=True,
    help="For a bug report: leave out the names of people, machines, folders and sources.",
)
@click.pass_context
def doctor(ctx: click.Context, report: bool) -> None:
    """Diagnose the terminal, the machine and the store, and suggest fixes.

    Nothing is changed. The status is 1 when something does not work.

    \b
    Example:
      dateline doctor --report > report.txt
    """
    folder: Path = ctx.obj
    findings = examine(folder)
    width = max(len(finding.about) for finding in findings)
    for finding in findings:
        seen, fix = finding.seen, finding.fix
        if report:
            seen, fix = without_private_text(seen, folder), without_private_text(fix, folder)
        line(f"{_MARKS[finding.state]} {finding.about:{width}}  {seen}")
        if fix:
            line(f"      {'':{width}}  → {fix}")
    ctx.exit(1 if any(finding.state == "wrong" for finding in findings) else 0)


def examine(folder: Path) -> Sequence[Finding]:
    """Return all findings."""
    from tui.terminal.terminal import undo_coercion

    undo_coercion(os.environ)
    stdin, stdout = sys.stdin.isatty(), sys.stdout.isatty() or sys.stderr.isatty()
    return [
        *check_terminal(os.environ, stdin=stdin, stdout=stdout),
        *check_machine(folder),
        *check_installation(folder),
    ]


def without_private_text(text: str, folder: Path) -> str:
    """Return the text with the folder of the store as STORE, and other paths as PATH.

    Findings contain nothing of articles, sources or queries.
    """
    for each in {str(folder), str(folder.absolute())} - {"", "."}:
        text = text.replace(each, "STORE")
    text = text.replace(str(Path.home()), "~")
    return re.sub(r"(?:~|(?<![\w.*])/)[^\s:;,`']*", "PATH", text)
