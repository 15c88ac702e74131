"""`dateline store`: look after the store's files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.commands.backup import backup, restore
from tui.cli.output.printing import line, note
from tui.cli.wrong_usage import Commands

if TYPE_CHECKING:
    from store import Checked

_SHOWN = 20


@click.group(cls=Commands)
def store() -> None:
    """Check, back up, restore, repair or compact the store.

    \b
    Examples:
      dateline store check                  is everything as it was written?
      dateline store backup /backup/news    a copy, while others read and add
      dateline store restore /backup/news   the store anew from its backup
      dateline store repair --to ./saved    what is whole in a damaged store
      dateline store compact                give back the room of the overwritten
    """


store.add_command(backup)
store.add_command(restore)


@store.command()
@click.pass_obj
def check(folder: Path) -> None:
    """Read the whole store and say what is damaged; change nothing.

    The status is 0 when everything that was committed is there, 1 when not.
    """
    from store import Store, Trouble

    checked = Store.check(folder)
    _print(checked)
    if checked.is_whole:
        return
    for damage in checked.damages[:_SHOWN]:
        note(
            f"damage in bytes {damage.start:,} to {damage.end:,}"
            f"{_at_line(damage.line) if damage.line > damage.start else ''}: {damage.what}"
        )
    if len(checked.damages) > _SHOWN:
        note(f"… and {len(checked.damages) - _SHOWN} more")
    raise Trouble(
        f"{checked.path} is damaged in {_places(len(checked.damages))}; nothing was changed.",
        "Save the rest with `dateline store repair --to NEW`.",
    )


def _at_line(offset: int) -> str:
    return f", seen in the line at byte {offset:,}"


def _places(count: int) -> str:
    return "one place" if count == 1 else f"{count} places"


def _print(checked: Checked) -> None:
    line(f"{checked.path}: {checked.size:,} bytes, {checked.commits:,} commits")
    for table, documents in checked.documents.items():
        line(f"  {table:<12}{documents:>12,}")
    if checked.overwritten:
        line(
            f"  {checked.overwritten:,} bytes were overwritten since; "
            "`dateline store compact` gives them back"
        )
    if checked.uncommitted:
        line(
            f"  {checked.uncommitted:,} bytes at the end were never committed; "
            "the next writer drops them"
        )
    if checked.index:
        line(f"  index: {checked.index}")
    if checked.is_whole:
        line("  everything that was committed is there")


@store.command()
@click.option(
    "--to",
    required=True,
    metavar="NEW",
    type=click.Path(path_type=Path),
    help="The folder of the new store; made by this.",
)
@click.pass_context
def repair(ctx: click.Context, to: Path) -> None:
    """Save all that is whole in the store into a new one.

    The old one is not touched. The status is 1 when nothing could be saved.
    """
    from store import Store

    repaired = Store.repair(ctx.obj, to)
    saved = ", ".join(f"{count:,} {table}" for table, count in repaired.documents.items())
    line(f"{repaired.path}: {saved or 'nothing could be saved'}")
    if repaired.unproven:
        note(
            f"{repaired.unproven:,} documents were in damaged commits: they could be read, and "
            "nothing proves that they are what was written"
        )
    for offset, length in repaired.lost[:_SHOWN]:
        note(f"lost: {length:,} bytes after byte {offset:,}, which cannot be read")
    if len(repaired.lost) > _SHOWN:
        note(f"… and {len(repaired.lost) - _SHOWN} more")
    ctx.exit(0 if saved else 1)


@store.command()
@click.pass_obj
def compact(folder: Path) -> None:
    """Give back the room of what was overwritten.

    Others may read and write meanwhile. Should it be interrupted, the store is as it was.
    """
    from store import Store

    with Store.open(folder, waiting=note) as opened:
        compacted = opened.compact()
    line(f"{folder}: {compacted.before:,} bytes before, {compacted.after:,} bytes now")
