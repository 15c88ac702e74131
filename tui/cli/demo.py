"""`dateline demo`: the dashboard on the demo articles, with a guided tour."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import click


@click.command()
@click.pass_context
def demo(ctx: click.Context) -> None:
    """Open the dashboard on thirty demo articles, with a tour of five minutes.

    The articles are read into a temporary store, which takes less than a minute. Nothing of it is
    left when you quit, and your own store is not touched.
    """
    from tui.app import run
    from tui.terminal.terminal import NOT_A_TERMINAL, refusal_here

    if refused := refusal_here():
        click.echo(refused, err=True)
        ctx.exit(NOT_A_TERMINAL)
    with tempfile.TemporaryDirectory(prefix="dateline-demo-") as folder:
        store = Path(folder) / "store"
        click.echo("Reading the demo articles …", err=True)
        # In a process of its own: the dashboard does not load the extractor.
        command = [sys.executable, "-m", "tui.cli", "--store", str(store), "add", *_articles()]
        added = subprocess.run(command, check=False)  # noqa: S603 - our own program
        ctx.exit(added.returncode or run(store, guided=True))


def _articles() -> list[str]:
    from store import shipped

    return sorted(str(path) for path in shipped("demo").glob("*.txt"))
