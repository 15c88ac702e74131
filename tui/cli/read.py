"""`dateline read`: a filter, for pipes and for measuring."""

from __future__ import annotations

import sys

import click

from tui.cli.output import data, note


@click.command()
@click.argument("paths", nargs=-1, metavar="[FILE]…")
@click.option("--jsonl", is_flag=True, help="Standard input has one article per line, as JSON.")
@click.pass_context
def read(ctx: click.Context, paths: tuple[str, ...], jsonl: bool) -> None:
    """Print the reading of each article in files or folders, as JSON Lines. Store nothing.

    Every format of `dateline add` is read, except links; - is standard input.

    With --jsonl each line of standard input is {"id", "text"} and, where known,
    "published", "title", "source", "url"; its reading comes back with the same "id".
    An article that cannot be read gives {"id": …, "error": "why"}, the others go on,
    and the exit status is 1. One that a part of the reader fails at has what the others
    found, and "partial": {"events": "why"}. Time and memory are limited as with `add`.

    \b
    Examples:
      dateline read article.txt | jq .events
      dateline read --jsonl < articles.jsonl > readings.jsonl
    """
    if "" in paths:
        raise click.UsageError("A path is empty.")
    if jsonl and paths:
        raise click.UsageError("--jsonl reads standard input: name no files.")
    if not jsonl and not paths:
        raise click.UsageError("Name a file to read, or - for standard input.")
    ctx.exit(_read_lines() if jsonl else _read_files(paths))


def _read_lines() -> int:
    import json

    from store import missing_parts, read_lines
    from tui.config import load_config

    status = 0
    config = load_config()
    for document in read_lines(sys.stdin.buffer, config.reader):
        if "error" in document:
            status = 1
            note(f"dateline: {document['id'] or 'input'}: {document['error']}")
        elif isinstance(partial := document.get("partial"), dict):
            note(f"dateline: {document['id']}: partly read: without {missing_parts(partial)}")
        data(json.dumps(document, ensure_ascii=False))
    return status


def _read_files(paths: tuple[str, ...]) -> int:
    import json

    from store import UnreadInput, read_files, sources, to_json
    from tui.config import load_config

    status = 0
    config = load_config()
    for outcome in read_files(sources(paths), sys.stdin.buffer, config.reader):
        if isinstance(outcome, UnreadInput):
            status = 1
            note(f"dateline: {outcome.id}: {outcome.error}")
            data(json.dumps({"id": outcome.id, "error": outcome.error}, ensure_ascii=False))
        else:
            if outcome.missing:
                note(f"dateline: {outcome.id}: partly read: without {outcome.missing}")
            data(to_json(outcome))
    return status
