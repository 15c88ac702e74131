"""`dateline corrections`: the log of what people corrected."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from tui.cli.feeds import moment
from tui.cli.options import open_views, parse_positive
from tui.cli.output import data, line, listing, note
from tui.cli.program import Commands
from tui.view_model.styled_text import plural

if TYPE_CHECKING:
    from store import LogLine

IMPORT_BYTES = 500_000_000
"""Of a file of corrections."""


@click.group(cls=Commands)
def corrections() -> None:
    """List, undo, export and import corrections.

    Nothing that the machine read is overwritten: every correction is a line of a log, which `undo`
    takes back exactly, and a new article obeys those that hold everywhere.

    \b
    Examples:
      dateline corrections list
      dateline corrections undo 5f2c08d1a94be730
      dateline corrections export > mine.jsonl
      dateline --store ./hers corrections import mine.jsonl
    """


@corrections.command(name="list")
@click.option(
    "--as",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="json: a line for each correction.",
)
@click.option("--hidden", is_flag=True, help="Only what is hidden, newest first.")
@click.option("--unplaced", is_flag=True, help="Only those without a place in their article.")
@click.option("--limit", metavar="N", type=parse_positive, help="The newest N. Default: all.")
@click.pass_obj
def list_(folder: Path, form: str, hidden: bool, unplaced: bool, limit: int | None) -> None:
    """List corrections, oldest first: id, time, author, what, and its state.

    A correction applies, is undone, is superseded by a later one about the same thing, or cannot
    be placed: the reason says why. Those are kept, and apply when their words are there again.
    """
    with open_views(folder) as views:
        found = views.corrections.hidden() if hidden else views.corrections.lines()
    if unplaced:
        found = [each for each in found if each.state == "cannot be placed"]
    if limit is not None:
        found = found[:limit] if hidden else found[-limit:]
    for each in found:
        data(json.dumps(_record(each), ensure_ascii=False)) if form == "json" else _print(each)
    if not found and form == "text":
        line("no corrections")


def _record(each: LogLine) -> dict[str, object]:
    import msgspec

    said = msgspec.to_builtins(each.correction)
    return {**said, "line": each.line, "scope": each.scope, "state": each.state, "why": each.why}


def _print(each: LogLine) -> None:
    why = f": {each.why}" if each.why else ""
    state = f"  [{each.state}{why}]" if why or each.state != "applies" else ""
    at = moment(each.correction.at)
    reason = f"  ({each.correction.reason})" if each.correction.reason else ""
    line(f"{each.correction.id}  {at}  {each.correction.by}  {each.line}{reason}{state}")


@corrections.command()
@click.argument("ids", nargs=-1, metavar="[ID…]")
@click.option("--reason", metavar="TEXT", help="Why, for the log.")
@click.pass_obj
def undo(folder: Path, ids: tuple[str, ...], reason: str | None) -> None:
    """Take back corrections by their ids, or your latest one without an id.

    What was recorded together is undone together without an id. Undoing an undo restores what it
    took back.
    """
    from store import Corrections, Store

    with Store.open(folder, waiting=note) as store:
        log = Corrections(store)
        if ids:
            log.undo_record(*ids, reason=reason)
            line(f"{len(ids)} undone")
            return
        undone = log.undo()
    line(f"undid: {undone.line}" if undone else "you have nothing to undo")


@corrections.command()
@click.pass_obj
def infer(folder: Path) -> None:
    """Join names that an article does not explain ("Merkel") to the person whom others mean by it.

    A name joins somebody only if others of the time call hardly anybody else by it, and sex, office
    and company agree. Each join is a line of the log with its evidence, written by `dateline`;
    undone, it is not made again. `add` and `watch` do this by themselves, in stores of more than
    3,000 articles only when one in twenty is new.
    """
    from store import Store, infer_names

    with Store.open(folder, waiting=note) as store:
        inferred = infer_names(store)
    joined, back = plural(inferred.joined, "name"), plural(inferred.taken_back, "line")
    line(f"{joined} joined, {back} taken back")


@corrections.command()
@click.option("--schema", is_flag=True, help="Print the JSON schema of a line instead.")
@click.pass_obj
def export(folder: Path, schema: bool) -> None:
    """Write the log to standard output, a JSON object on each line.

    Undone corrections and the undos are included, so that the other store has the same view.

    \b
    Example:
      dateline corrections export > corrections.jsonl
    """
    from store import Store, corrections_schema, export_corrections

    if schema:
        listing(json.dumps(corrections_schema(), indent=2, ensure_ascii=False))
        return
    with Store.open(folder, readonly=True) as store:
        for each in export_corrections(store):
            data(each)


@corrections.command(name="import")
@click.argument("file", type=click.File("rb"))
@click.pass_obj
def import_(folder: Path, file: BinaryIO) -> None:
    """Add the corrections of a file that `export` wrote. Their authors and times are kept.

    Importing a file again adds nothing. Corrections that contradict those of this store are
    listed: the later one is in effect, and `undo` takes back either.

    \b
    Example:
      dateline corrections import corrections.jsonl
    """
    from store import Store, UserError, import_corrections

    content = file.read(IMPORT_BYTES + 1)
    if len(content) > IMPORT_BYTES:
        raise UserError(
            f"{file.name} is larger than {IMPORT_BYTES:,} bytes.", "Name a file of corrections."
        )
    with Store.open(folder, waiting=note) as store:
        imported = import_corrections(store, content.splitlines())
    there = f", {imported.known:,} there already" if imported.known else ""
    line(f"{len(imported.added):,} added{there}")
    new = {each.id for each in imported.added}
    with open_views(folder) as views:
        lines = views.corrections.lines()
        pairs = views.corrections.conflicts()
    for each in lines:
        if each.correction.id in new and each.state == "cannot be placed":
            note(f"cannot be placed: {each.line}: {each.why}")
    for pair in pairs:
        if new & {each.correction.id for each in pair}:
            note(_conflict(*pair))


@corrections.command()
@click.pass_context
def conflicts(ctx: click.Context) -> None:
    """List corrections that contradict each other, in pairs; the second of a pair is in effect.

    The exit status is 1 if there are any. `dateline corrections undo ID` settles a pair.
    """
    with open_views(ctx.obj) as views:
        found = views.corrections.conflicts()
    for pair in found:
        line(_conflict(*pair))
    if not found:
        line("no conflicts")
    ctx.exit(1 if found else 0)


def _conflict(one: LogLine, other: LogLine) -> str:
    said = [f"{each.correction.by} {each.line} ({each.correction.id})" for each in (one, other)]
    return f"conflict: {said[0]}; {said[1]} is in effect"
