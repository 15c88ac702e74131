"""`dateline store backup` and `dateline store restore`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.output.printing import line

if TYPE_CHECKING:
    from store import BackedUp


@click.command()
@click.argument("to", type=click.Path(path_type=Path, file_okay=False))
@click.pass_obj
def backup(folder: Path, to: Path) -> None:
    """Copy the store into the folder TO, while others go on reading and adding.

    The copy is that of the last commit. It is read from end to end before it takes the
    place of an older backup of the same store. A backup is a store: `--store TO` opens it.
    Nothing in it is encrypted; keep it where the store itself might lie.

    \b
    Example:
      dateline store backup /backup/news
    """
    from store import Store

    with Store.open(folder, readonly=True) as opened:
        backed_up = opened.backup(to)
    _print(backed_up)


@click.command()
@click.argument("source", metavar="FROM", type=click.Path(path_type=Path, file_okay=False))
@click.pass_obj
def restore(folder: Path, source: Path) -> None:
    """Make the store anew from the backup in the folder FROM.

    Never over a store that is there. What is restored is read from end to end first.

    \b
    Example:
      dateline --store ./news store restore /backup/news
    """
    from store import Store

    _print(Store.restore(source, folder))


def _print(backed_up: BackedUp) -> None:
    line(
        f"{backed_up.path}: {backed_up.size:,} bytes, {backed_up.commits:,} commits, read from end "
        "to end and whole"
    )
    for table, documents in backed_up.documents.items():
        line(f"  {table:<12}{documents:>12,}")
