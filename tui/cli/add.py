"""`dateline add`: read articles into the store."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.terminal_output import data, line, note

if TYPE_CHECKING:
    from store import Item, Report

LISTED = 20
"""Failures that the summary lists; all of them are in the store's import report."""


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option(
    "--jobs", type=click.IntRange(min=0), help="Processes that read; 0 is one for each core."
)
@click.option(
    "--report",
    type=click.Choice(["text", "json"]),
    default="text",
    help="json: one line for each input, then one with the sums.",
)
@click.pass_obj
@click.pass_context
def add(
    ctx: click.Context, folder: Path, paths: tuple[str, ...], jobs: int | None, report: str
) -> None:
    """Read text files, folders of them, or - (standard input) into the store.

    The same text twice is one article. What is interrupted goes on where it was when it
    is started again. The exit status is 1 when any input failed.

    \b
    Examples:
      dateline add ~/articles
      dateline --store ./case add one.txt two.txt
      pandoc page.html -t plain | dateline add -
    """
    from store import Import, Report, Source, Store, sources
    from tui.config import load_config

    config = load_config()
    inputs: list[Source] = list(sources(paths))
    sums = Report()
    store = Store.open(folder, create=True)
    try:
        job = Import(store, model=config.model, jobs=jobs or config.jobs or None)
        for item in _shown(job.run(inputs), len(inputs), report):
            sums.take(item)
    finally:
        store.close()
    if report == "json":
        data(json.dumps({"sums": {**sums.counts, "undated": sums.undated}}))
    else:
        _summary(sums)
    ctx.exit(1 if sums.failed else 0)


def _shown(items: Iterable[Item], total: int, report: str) -> Iterator[Item]:
    """The items, each shown as it comes: JSON, a progress bar, or plain lines."""
    if report == "json":
        for item in items:
            data(json.dumps(asdict(item), ensure_ascii=False))
            yield item
    elif sys.stderr.isatty():
        from tui.cli.progress import with_bar

        yield from with_bar(items, total)
    else:
        for done, item in enumerate(items, 1):
            note(f"{done}/{total} {item.state} {item.name}")
            yield item


def _summary(sums: Report) -> None:
    line(sums.summary())
    for item in sums.failures[:LISTED]:
        note(f"failed: {item.name}: {item.reason}")
    if len(sums.failures) > LISTED:
        note(f"… and {len(sums.failures) - LISTED:,} more that failed")
