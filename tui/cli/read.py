"""`dateline read`: a filter, for pipes and for measuring."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tui.cli.options import daemon_option, reader_settings
from tui.cli.output import data, note

if TYPE_CHECKING:
    from store import ExtractorSettings


@click.command()
@click.argument("paths", nargs=-1, metavar="[FILE]…")
@click.option("--jsonl", is_flag=True, help="Standard input has one article per line, as JSON.")
@click.option("--explain", is_flag=True, help="Name the rules that made each fact, as `rules`.")
@click.option(
    "--narrative/--no-narrative",
    default=None,
    help="Resolve relative dates from the last date in the text, or from publication. "
    "Default: chosen by passage.",
)
@daemon_option
@click.pass_context
def read(
    ctx: click.Context,
    paths: tuple[str, ...],
    jsonl: bool,
    explain: bool,
    narrative: bool | None,
) -> None:
    """Print the reading of each article in files or folders, as JSON Lines. Store nothing.

    Every format of `dateline add` is read, except links; - is standard input.

    With --jsonl each line of standard input is {"id", "text"} and, where known,
    "published", "title", "source", "url"; its reading comes back with the same "id".
    An article that cannot be read gives {"id": …, "error": "why"}, the others go on,
    and the exit status is 1. If a part of the extractor fails, the results of the others
    are printed, with the reason: "partial": {"events": "why"}. Time and memory are limited
    as with `add`.

    \b
    Examples:
      dateline read article.txt | jq .events
      dateline read --jsonl < articles.jsonl > readings.jsonl
      dateline read --explain article.txt | jq '.events[] | {label, rules}'
    """
    if "" in paths:
        raise click.UsageError("A path is empty.")
    if jsonl and paths:
        raise click.UsageError("--jsonl reads standard input: name no files.")
    if not jsonl and not paths:
        raise click.UsageError("Name a file to read, or - for standard input.")
    settings = _settings(explain, narrative)
    ctx.exit(_read_lines(settings) if jsonl else _read_files(paths, settings))


def _settings(explain: bool, narrative: bool | None) -> ExtractorSettings:
    from msgspec.structs import replace

    from tui.config import load_config

    return replace(reader_settings(load_config()), explain=explain, narrative=narrative)


def _read_lines(settings: ExtractorSettings) -> int:
    import json

    from store import missing_parts, read_lines

    status = 0
    for document in read_lines(sys.stdin.buffer, settings):
        if "error" in document:
            status = 1
            note(f"dateline: {document['id'] or 'input'}: {document['error']}")
        elif isinstance(partial := document.get("partial"), dict):
            note(f"dateline: {document['id']}: partly read: without {missing_parts(partial)}")
        data(json.dumps(document, ensure_ascii=False))
    return status


def _read_files(paths: tuple[str, ...], settings: ExtractorSettings) -> int:
    import json

    from store import UnreadInput, read_files, sources, to_json

    status = 0
    for outcome in read_files(sources(paths), sys.stdin.buffer, settings):
        if isinstance(outcome, UnreadInput):
            status = 1
            note(f"dateline: {outcome.id}: {outcome.error}")
            data(json.dumps({"id": outcome.id, "error": outcome.error}, ensure_ascii=False))
        else:
            if outcome.missing:
                note(f"dateline: {outcome.id}: partly read: without {outcome.missing}")
            data(to_json(outcome))
    return status
