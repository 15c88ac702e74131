"""`dateline export`: what matches a query leaves, in a format of another tool."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from shutil import copyfileobj
from typing import TYPE_CHECKING, Any

import click

from store import FORMATS
from tui.cli.options import QueryCommand, open_views, saved_search, selected_by
from tui.cli.output import note
from tui.safe import one_line

if TYPE_CHECKING:
    from store import ExportProgress, ExportRequest, ExportRows, Format

_PROGRESS_WIDTH = 40
_IDS = {name: each.id for each in FORMATS for name in (each.id, *each.also)}
"""The format of each name that `--as` takes."""


def _print_formats(ctx: click.Context, param: click.Parameter, value: bool) -> None:  # noqa: ARG001
    """Print what each format is called, carries and loses."""
    if not value or ctx.resilient_parsing:
        return
    width = max(len(each.id) for each in FORMATS)
    for each in FORMATS:
        click.echo(f"{each.id:{width}} {each.name}: {', '.join(each.carries)}.")
        if each.lacks:
            click.echo(f"{'':{width}} {each.lacks}")
    ctx.exit()


def _print_schema(ctx: click.Context, param: click.Parameter, value: bool) -> None:  # noqa: ARG001
    """Print the JSON Schema of the lines of `--as jsonl`."""
    if not value or ctx.resilient_parsing:
        return
    from store import export_schema

    click.echo(json.dumps(export_schema(), indent=2))
    ctx.exit()


class _FormatChoice(click.Choice[str]):
    """A format by name. The message for an unknown one does not list all thirty."""

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:  # noqa: ARG002
        near = get_close_matches(str(value), _IDS)
        near.sort(key=lambda each: sorted(each) != sorted(str(value)))  # "cvs" is csv, not ics
        meant = f"; did you mean {near[0]!r}?" if near else "."
        return f"There is no format {value!r}{meant} `dateline export --formats` lists them."


@click.command(cls=QueryCommand)
@click.argument("query", nargs=-1)
@click.option(
    "--as", "form", metavar="FORMAT", type=_FormatChoice([*_IDS]), default="json",
    show_default=True, help="The format; --formats lists them.",
)  # fmt: skip
@click.option(
    "--out", "--to", "out", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path),
    help="A file, instead of standard output (-).",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
@click.option(
    "--since", metavar="IMPORT|DATE",
    help="Only what was added after this import (its number in `dateline imports`), or from this "
    "day on (UTC).",
)  # fmt: skip
@click.option("--saved", metavar="NAME", help="Within a search that was saved in the dashboard.")
@click.option(
    "--all", "every", is_flag=True,
    help="Minor and unsure events too, marked as such. The dashboard hides them.",
)  # fmt: skip
@click.option(
    "--formats", is_flag=True, is_eager=True, expose_value=False, callback=_print_formats,
    help="List the formats, with what each carries and loses.",
)  # fmt: skip
@click.option(
    "--schema", is_flag=True, is_eager=True, expose_value=False, callback=_print_schema,
    help="Print the JSON Schema of the lines of --as jsonl.",
)  # fmt: skip
@click.pass_obj
def export(  # noqa: PLR0913, PLR0917 - one parameter for each option
    folder: Path,
    query: tuple[str, ...],
    form: str,
    out: Path | None,
    force: bool,
    since: str | None,
    saved: str | None,
    every: bool,
) -> None:
    """Write the articles, entities and events that match QUERY, or all of them.

    Each event carries its date in its true precision, its status (a claim is labelled), and the
    exact words of its evidence with their source, date, link, hash and character range. The same
    query gives the same bytes for the same store.

    \b
    Examples:
      dateline export > all.json
      dateline export 'who:lukashenko type:consult' --as md --out meetings.md
      dateline export --as csv --since 2024-07-01 --out new.csv --force
      dateline export --as jsonl > case.jsonl       (and into another store:)
      dateline --store new add case.jsonl
      dateline --store new corrections import case.jsonl
    """
    from store import EXPORT_FORMATS, ExportRows

    chosen = EXPORT_FORMATS[_IDS[form]]
    out = None if out == Path("-") else out
    said = " ".join(query)
    with open_views(folder) as views, _progress(shown=out is not None) as progress:
        rows = ExportRows(views, _request(folder, said, since, saved, every=every), progress.step)
        progress.totals = rows.totals()
        if out is not None:
            _to_file(rows, chosen, out, force=force)
        else:
            _to_output(rows, chosen)


def _request(
    folder: Path, said: str, since: str | None, saved: str | None, *, every: bool
) -> ExportRequest:
    """Return what was asked for.

    Raises:
        QueryError: The query cannot be read.
        UserError: There is no such import or saved search, or it is no day.
    """
    from store import ExportRequest, Store, Term, first_new_number

    selected = selected_by(said, saved_search(folder, saved) if saved is not None else None)
    said = " in ".join(filter(None, (said, saved)))
    if since is not None:
        with Store.open(folder, readonly=True) as store:
            number = first_new_number(store.imports(), since)
        selected = selected.add(Term("added", str(number)))
    return ExportRequest(query=said, selected=selected, every=every)


def _to_file(rows: ExportRows, form: Format, out: Path, *, force: bool) -> None:
    """Write a file; ask before one is replaced if there is somebody to ask.

    Raises:
        FileExists: It is there, and nobody said that it may be replaced.
    """
    from store import FileExists, export_to_file

    try:
        export_to_file(rows, form, out, replace=force)
    except FileExists:
        is_asked = sys.stdin.isatty() and sys.stderr.isatty()
        if not (is_asked and click.confirm(f"Replace {one_line(str(out))}?", err=True)):
            raise
        export_to_file(rows, form, out, replace=True)


def _to_output(rows: ExportRows, form: Format) -> None:
    """Write to standard output.

    Raises:
        UserError: The format is binary, and standard output is a terminal.
    """
    from store import UserError

    if not form.needs_file:
        for piece in form.pieces(rows):
            click.echo(piece, nl=False)
        return
    if sys.stdout.isatty():
        raise UserError(f"{form.name} is not text.", f"Name a file: --out case{form.suffix}.")
    with tempfile.TemporaryDirectory(prefix="dateline-export-") as folder:
        path = Path(folder) / f"export{form.suffix}"
        form.write_file(rows, path)
        with path.open("rb") as file:
            copyfileobj(file, sys.stdout.buffer)


@contextmanager
def _progress(*, shown: bool) -> Iterator[ExportProgress]:
    """Yield what counts the records; it is shown on one line of a terminal's standard error."""
    from store import ExportProgress

    if not (shown and sys.stderr.isatty()):
        yield ExportProgress()
        return
    progress = ExportProgress(report=_show_progress)
    try:
        yield progress
    finally:
        click.echo(f"\r{'':{_PROGRESS_WIDTH}}\r", nl=False, err=True)
    note(f"{progress.done:,} records written")


def _show_progress(words: str) -> None:
    click.echo(f"\r{words:{_PROGRESS_WIDTH}}", nl=False, err=True)
