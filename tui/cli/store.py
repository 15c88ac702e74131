"""`dateline store` and `dateline init`: make a store, and look after its files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.output import line, note
from tui.cli.program import Commands

if TYPE_CHECKING:
    from store import Checked, VerifiedCopy

_SHOWN = 20


@click.command()
@click.option("--shared", metavar="GROUP", help="Share the store with this group.")
@click.option(
    "--members",
    type=click.Choice(["write", "read"]),
    help="What members of the group may do. Default: write.",
)
@click.pass_obj
def init(folder: Path, shared: str | None, members: str | None) -> None:
    """Create an empty store, or share a store with a group.

    A store is private to its owner (files 0600, folders 0700). A shared store has the
    set-group-ID bit: every file in it belongs to the group, whatever the umask of the member who
    creates it. Others have no access.

    \b
    Examples:
      dateline --store ./case init
      dateline --store /srv/news init --shared newsroom
      dateline --store /srv/news init --shared newsroom --members read
    """
    from store import Store, share

    if members is not None and shared is None:
        raise click.UsageError("--members needs --shared GROUP.")
    if shared is not None:
        share(folder, shared, "read" if members == "read" else "write")
    with Store.open(folder, create=True) as opened:
        articles = len(opened.numbers())
    may = "look" if members == "read" else "look and add"
    count = "1 article" if articles == 1 else f"{articles:,} articles"
    line(f"{folder}: {count}" + (f"; members of {shared} may {may}" if shared else ""))


@click.group(cls=Commands)
def store() -> None:
    """Check, back up, restore, repair or compact the store; accept what it lost.

    \b
    Examples:
      dateline store check                  verify the whole store
      dateline store backup /backup/news    copy it while it is in use
      dateline store restore /backup/news   create it from a backup
      dateline store repair --to ./saved    save what is intact
      dateline store compact                free the space of overwritten data
      dateline store accept                 go on without what was lost
    """


@store.command()
@click.pass_obj
def check(folder: Path) -> None:
    """Read the whole store and report damage; change nothing.

    The status is 0 when everything that was committed is intact, else 1.
    """
    from store import Correction, Feed, Store, UserError

    checked = Store.check(folder, {"feeds": Feed, "corrections": Correction})
    _print(checked)
    for unreadable in checked.unreadable:
        note(unreadable.title)
    if checked.unreadable:
        raise UserError(
            f"{_documents(len(checked.unreadable))} of {checked.path} cannot be read and are "
            "skipped; they were committed like this."
        )
    if checked.is_whole:
        return
    for loss in checked.losses:
        note(f"lost: {loss}; found {loss.found[:19].replace('T', ' ')} UTC")
    if not checked.damages:
        raise UserError(
            f"{checked.path} lacks what was committed; nothing was changed.",
            "To get it back, move the folder away and `dateline store restore BACKUP`, or add the "
            "files again. `dateline store accept` goes on without it.",
        )
    for damage in checked.damages[:_SHOWN]:
        note(
            f"damage in bytes {damage.start:,} to {damage.end:,}"
            f"{_at_line(damage.line) if damage.line > damage.start else ''}: {damage.what}"
        )
    if len(checked.damages) > _SHOWN:
        note(f"… and {len(checked.damages) - _SHOWN} more")
    raise UserError(
        f"{checked.path} is damaged in {_places(len(checked.damages))}; nothing was changed.",
        "Save the rest with `dateline store repair --to NEW`.",
    )


def _documents(count: int) -> str:
    return "one document" if count == 1 else f"{count:,} documents"


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
            "`dateline store compact` frees them"
        )
    if checked.uncommitted:
        what = "are left of a lost commit" if checked.losses else "were never committed"
        does = "moves them aside" if checked.losses else "drops them"
        line(f"  {checked.uncommitted:,} bytes at the end {what}; the next writer {does}")
    if checked.index:
        line(f"  index: {checked.index}")
    if checked.is_whole:
        line("  everything that was committed is intact")


@store.command()
@click.pass_obj
def accept(folder: Path) -> None:
    """Accept the loss of commits that `store check` reports, and go on without them.

    Nothing is deleted: the bytes that were left of a lost commit stay beside the store.
    """
    from store import Store

    with Store.open(folder, waiting=note) as opened:
        losses = opened.accept_losses()
    for loss in losses:
        line(f"accepted: {loss}")
    if not losses:
        line(f"{folder}: nothing was lost that is not accepted already")


@store.command()
@click.option(
    "--to",
    required=True,
    metavar="NEW",
    type=click.Path(path_type=Path),
    help="The folder of the new store, which is created.",
)
@click.pass_context
def repair(ctx: click.Context, to: Path) -> None:
    """Save everything that is intact to a new store.

    The old store is not changed. The status is 1 when nothing could be saved.
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
    """Free the space of overwritten data.

    Others can read and write meanwhile. When it is interrupted, the store is unchanged.
    """
    from store import Store

    with Store.open(folder, waiting=note) as opened:
        compacted = opened.compact()
    line(f"{folder}: {compacted.before:,} bytes before, {compacted.after:,} bytes now")


@store.command()
@click.argument("to", type=click.Path(path_type=Path, file_okay=False))
@click.pass_obj
def backup(folder: Path, to: Path) -> None:
    """Copy the store to the folder TO, while others read and add.

    The copy is of the last commit. It is verified before it replaces an older backup of the
    same store. A backup is a store: `--store TO` opens it. It is not encrypted.

    \b
    Example:
      dateline store backup /backup/news
    """
    from store import Store

    with Store.open(folder, readonly=True) as opened:
        backed_up = opened.backup(to)
    _print_backup(backed_up)


@store.command()
@click.argument("source", metavar="FROM", type=click.Path(path_type=Path, file_okay=False))
@click.pass_obj
def restore(folder: Path, source: Path) -> None:
    """Create the store from the backup in the folder FROM.

    An existing store is never overwritten. The copy is verified first.

    \b
    Example:
      dateline --store ./news store restore /backup/news
    """
    from store import Store

    _print_backup(Store.restore(source, folder))


def _print_backup(backed_up: VerifiedCopy) -> None:
    line(f"{backed_up.path}: {backed_up.size:,} bytes, {backed_up.commits:,} commits, verified")
    for table, documents in backed_up.documents.items():
        line(f"  {table:<12}{documents:>12,}")
