"""`dateline --plain`: the dashboard by lines, for screen readers, dumb terminals and scripts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from tui.cli.options import say_notes

QUIT = ("quit", "q")


def run_plain(folder: Path) -> int:
    """Read commands from standard input and print their answers, until the end of the input."""
    from store import Store, Views
    from tui.plain.session import PlainSession

    is_typed = sys.stdin.isatty()
    store = Store.open(folder)
    views = None
    try:
        views = Views.open(store)
        views.update()
        session = PlainSession(store, views)
        if is_typed:
            _print(session.greeting())
        while True:
            if is_typed:
                click.echo("> ", nl=False)
            line = sys.stdin.readline()
            if not line or line.strip() in QUIT:
                return 0
            views.update()
            if line.strip():
                _print(session.answer(line))
    finally:
        say_notes(store, views)
        store.close()


def _print(lines: Iterator[str]) -> None:
    for line in lines:
        click.echo(line)
    sys.stdout.flush()
