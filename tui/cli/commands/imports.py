"""`dateline imports`: what every import did, and what has failed and still does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.output.printing import data, line

if TYPE_CHECKING:
    from store import History, Run


@click.command()
@click.option("--failed", is_flag=True, help="Only what has failed and was not mended since.")
@click.option(
    "--as",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="json: a line for each import, then one for each failure.",
)
@click.pass_obj
def imports(folder: Path, failed: bool, form: str) -> None:
    """Print the imports of the store, and every failure with its file and its reason.

    \b
    new          stored, and read
    same         the very text was there already
    copies       stored, and folded under the article that they repeat or update
    failed       gave no article; `dateline add --retry-failed` tries again
    passed over  found in a folder or an archive, and no article (a picture, …)
    undated      of the new: without a date of their own
    unread       of the new: in a language that no pipeline reads

    \b
    Examples:
      dateline imports
      dateline imports --failed --as json | jq -r .input
    """
    from store import Store, history

    store = Store.open(folder, readonly=True)
    try:
        found = history(store.imports())
    finally:
        store.close()
    if form == "json":
        _print_json(found, runs=not failed)
    else:
        _print_text(found, runs=not failed)


def _print_json(found: History, *, runs: bool) -> None:
    """A line for each import, then one for each failure."""
    import msgspec

    for each in [*(found.runs if runs else []), *found.failures]:
        data(json.dumps(msgspec.to_builtins(each), ensure_ascii=False))


def _print_text(found: History, *, runs: bool) -> None:
    for run in found.runs if runs else []:
        line(_run_in_words(run))
    if runs and not found.runs:
        line("no imports yet")
    for failure in found.failures:
        line(f"failed: {failure.name}: {failure.reason}")
    if not found.failures and not runs:
        line("nothing has failed")


def _run_in_words(run: Run) -> str:
    from store import summary

    ending = "" if run.finished else "  (interrupted)"
    return f"{run.started[:19].replace('T', ' ')}  {summary(run.sums)}{ending}"
