"""`dateline doctor`: what is wrong with the terminal, the machine or the store, and the cure."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from tui.cli.checks import Finding
from tui.cli.output import line

_MARKS = {"ok": "ok   ", "note": "note ", "wrong": "WRONG"}


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
    from tui.cli.checks import check_installation, check_machine, check_terminal
    from tui.terminal.environment import undo_coercion

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
