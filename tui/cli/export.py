"""`dateline export`: what matches a query leaves, as data."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TextIO

import click

from tui.cli.options import open_views, selected_by
from tui.cli.output import data
from tui.safe import escaped


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1)
@click.option("--as", "form", type=click.Choice(["json"]), default="json", show_default=True)
@click.option(
    "--to", type=click.Path(dir_okay=False, path_type=Path), help="A file, instead of a pipe."
)
@click.pass_obj
def export(folder: Path, query: tuple[str, ...], form: str, to: Path | None) -> None:  # noqa: ARG001
    """Write the articles, entities and events that match QUERY, or all of them.

    Each event carries its date in its true precision, its state (a claim is labelled),
    and the exact words of its evidence with their character range in the source.

    \b
    Examples:
      dateline export --as json > all.json
      dateline export 'who:lukashenko type:consult' --to meetings.json
    """
    from store import as_json

    said = " ".join(query)
    with open_views(folder) as views:
        pieces = map(escaped, as_json(views, selected_by(said), said))
        if to is None:
            for piece in pieces:
                data(piece, end="")
            return
        write_whole(to.absolute(), pieces)


def write_whole(to: Path, pieces: Iterable[str]) -> None:
    """Write the file `to` atomically, with mode 0600. A pipe or device is written to directly.

    Raises:
        UserError: the file cannot be written.
    """
    from store import UnsafeFile, UserError, named_file, new_file, remove_file, replace_file

    part = None
    try:
        to = named_file(to)
        if stream := _opened_stream(to):
            with stream:
                stream.writelines(pieces)
            return
        part = to.with_name(f".{to.name}.part")
        with os.fdopen(new_file(part, mode=0o600), "w", encoding="utf-8") as file:
            file.writelines(pieces)
        replace_file(part, to)
    except UnsafeFile:
        raise
    except OSError as error:
        raise UserError(f"{to} could not be written: {error.strerror}.") from error
    finally:
        if part is not None:
            with suppress(OSError):
                remove_file(part)


def _opened_stream(to: Path) -> TextIO | None:
    """A pipe or terminal that is there, opened at once or not at all; None for a file. One that
    somebody else has put there is not written to."""
    from store import UnsafeFile

    is_open_already = to.is_relative_to("/proc")
    if not is_open_already:
        if not os.path.lexists(to) or to.is_file():
            return None
        if to.lstat().st_uid not in {0, os.geteuid()}:
            raise UnsafeFile(to, "no file, and another account's")
    flags = os.O_WRONLY | os.O_NONBLOCK | os.O_CLOEXEC
    descriptor = os.open(to, flags if is_open_already else flags | os.O_NOFOLLOW)
    os.set_blocking(descriptor, True)
    return os.fdopen(descriptor, "w", encoding="utf-8")
