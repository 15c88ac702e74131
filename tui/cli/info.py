"""`dateline info` and `dateline imports`: what is installed, what is stored, and where from."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.output import data, line
from tui.config import load_config
from tui.paths import config_file

if TYPE_CHECKING:
    from store import History, Run


@click.command()
@click.option(
    "--as", "form", type=click.Choice(["text", "json"]), default="text", help="json: one object."
)
@click.pass_obj
def info(folder: Path, form: str) -> None:
    """Show versions, paths, counts and the model.

    \b
    Example:
      dateline info --as json
    """
    facts = _facts(folder)
    if form == "json":
        data(json.dumps(facts, ensure_ascii=False))
        return
    width = max(map(len, facts))
    for name, value in facts.items():
        line(f"{name:{width}}  {value}")


def _facts(folder: Path) -> dict[str, str | int]:
    config = load_config()
    facts: dict[str, str | int] = {
        "dateline": version("dateline"),
        "spaCy": _version("spacy"),
        "Textual": _version("textual"),
        "model": _model(config.model),
        "config": str(config_file()) + ("" if config_file().exists() else " (none; defaults)"),
        "store": str(folder),
    }
    return facts | _counts(folder)


def _counts(folder: Path) -> dict[str, str | int]:
    from store import Filter, Store, StoreMissing, Views

    try:
        store = Store.open(folder)
    except StoreMissing:
        return {"articles": "no store yet; `dateline add PATH` makes it"}
    try:
        views = Views.open(store)
        views.update()
        counts = views.counts(Filter())
        return {
            "articles": counts.articles[1] + counts.folded[1],
            "copies": counts.folded[1],
            "entities": counts.entities[1],
            "events": counts.events[1],
        }
    finally:
        store.close()


def _model(name: str) -> str:
    if find_spec(name.partition(".")[0]) is None and not Path(name).is_dir():
        return f"{name} (not installed)"
    return f"{name} {_version(name.replace('_', '-'))}".strip()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


@click.command()
@click.option(
    "--failed",
    is_flag=True,
    help="Only what failed or was partly read, and was not repaired since.",
)
@click.option(
    "--as",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="json: a line for each import, then one for each failure.",
)
@click.pass_obj
def imports(folder: Path, failed: bool, form: str) -> None:
    """List the imports of the store, and every failure with its file and reason.

    \b
    new          stored, and read
    same         the same text was in the store already
    copies       stored, and folded under the article that they repeat or update
    failed       gave no article; `dateline add --retry-failed` tries again
    passed over  found in a folder or an archive, but no article (a picture, …)
    put off      left to the next round of `watch`: its feed has had its share
    undated      of the new: without a date of their own
    unread       of the new: in a language that no pipeline reads
    partly read  stored, but one part of the extraction failed or timed out;
                 `dateline add --retry-failed` reads it again

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
    """Print a line for each import, then one for each failure and partly read article."""
    import msgspec

    for each in [*(found.runs if runs else []), *found.failures, *found.partial]:
        data(json.dumps(msgspec.to_builtins(each), ensure_ascii=False))


def _print_text(found: History, *, runs: bool) -> None:
    for number, run in enumerate(found.runs if runs else [], 1):
        line(f"{number:>3}  {_run_in_words(run)}")
    if runs and not found.runs:
        line("no imports yet")
    for failure in found.failures:
        line(f"failed: {failure.name}: {failure.reason}")
    for each in found.partial:
        line(f"partly read: {each.name}: without {each.reason}")
    if not (found.failures or found.partial or runs):
        line("nothing has failed")


def _run_in_words(run: Run) -> str:
    from store import summary

    ending = "" if run.finished else "  (interrupted)"
    return f"{run.started[:19].replace('T', ' ')}  {summary(run.sums)}{ending}"
