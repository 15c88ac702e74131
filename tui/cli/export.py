"""`dateline export`: what matches a query leaves, as data."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from tui.cli.options import open_views, selected_by
from tui.cli.output import data


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
        pieces = as_json(views, selected_by(said), said)
        if to is None:
            for piece in pieces:
                data(piece, end="")
            return
        _write(to.resolve(), pieces)


def _write(to: Path, pieces: Iterable[str]) -> None:
    """The file is there whole, or as it was before, and its owner's alone. Raises `Trouble`
    when it cannot be written."""
    from store import Trouble

    part = to if to.exists() and not to.is_file() else to.with_name(f".{to.name}.part")
    try:
        with part.open("w", encoding="utf-8") as file:
            if part != to:
                part.chmod(0o600)
            file.writelines(pieces)
        if part != to:
            part.replace(to)
    except OSError as error:
        raise Trouble(f"{to} could not be written: {error.strerror}.") from error
    finally:
        if part != to:
            part.unlink(missing_ok=True)
