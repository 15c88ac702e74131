"""`dateline info`: versions, paths, counts and the model."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

import click

from tui.cli.output.printing import data, line
from tui.config import load_config
from tui.paths import config_file


@click.command()
@click.option(
    "--as", "form", type=click.Choice(["text", "json"]), default="text", help="json: one object."
)
@click.pass_obj
def info(folder: Path, form: str) -> None:
    """Print versions, paths, counts and the model.

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
            "articles": counts.articles[1],
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
