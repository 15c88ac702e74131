"""How commands write: data to standard output, safe for a terminal when it is one."""

from __future__ import annotations

import sys

import click

from tui.safe import one_line, safe


def data(text: str) -> None:
    """A line of data. JSON escapes nothing that a terminal would obey beyond C0, so on a
    terminal it is made safe; a pipe gets it as it is."""
    click.echo(safe(text) if sys.stdout.isatty() else text)


def line(text: str) -> None:
    """A line of words for a person, whatever is in it."""
    click.echo(one_line(text))


def note(text: str) -> None:
    """A line of narration, to standard error."""
    click.echo(one_line(text), err=True)
