"""`dateline reread`: read the articles of the store again."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.add import LISTED, update_views
from tui.cli.options import (
    daemon_option,
    jobs_option,
    memory_option,
    open_views,
    reader_settings,
    say_notes,
)
from tui.cli.output import line, note

if TYPE_CHECKING:
    from store import RereadItem


@click.command()
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Also what this version has read, after a change of the codebook or word lists.",
)
@jobs_option
@memory_option
@daemon_option
@click.pass_obj
@click.pass_context
def reread(
    ctx: click.Context, folder: Path, everything: bool, jobs: int | None, memory: int | None
) -> None:
    """Read the articles of the store again, with the extractor as it is now.

    Without --all, only what another version of dateline read, or read in part. Dashboards may be
    open meanwhile. Corrections are kept: each finds its place in the new reading by the words that
    it is about, and those that find none are listed. Interrupted, the same command continues.
    The exit status is 1 if an article could not be read; its old reading is kept.

    \b
    Examples:
      dateline reread
      dateline reread --all --jobs 1
    """
    from store import Reread, Store
    from tui.config import load_config

    config = load_config()
    done: Counter[str] = Counter()
    failed: list[RereadItem] = []
    store = Store.open(folder, waiting=note)
    try:
        job = Reread(
            store,
            reader=reader_settings(config),
            everything=everything,
            jobs=jobs or config.jobs or None,
            memory=memory,
        )
        if job.is_continued:
            note(f"continuing: {len(job.numbers):,} articles are left")
        with closing(job.run()) as items:
            for item in _shown(items, len(job.numbers)):
                done[item.state] += 1
                if item.state == "failed":
                    failed.append(item)
        update_views(store)
    finally:
        say_notes(store)
        store.close()
    _summary(done, failed)
    _unplaced(folder)
    ctx.exit(1 if failed else 0)


def _shown(items: Iterator[RereadItem], total: int) -> Iterator[RereadItem]:
    """Yield the items, with a line for each hundred, or a bar on a terminal."""
    if sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import track

        yield from track(items, "reading", total, console=Console(stderr=True))
        return
    for count, item in enumerate(items, 1):
        if count % 100 == 0:
            note(f"{count:,} read again")
        yield item


def _summary(done: Counter[str], failed: list[RereadItem]) -> None:
    if not done:
        line("everything was read by this version; --all reads it again")
        return
    words = {"read": "changed", "same": "the same", "unread": "unread", "failed": "failed"}
    parts = [f"{done[state]:,} {word}" for state, word in words.items() if done[state]]
    line(f"{done.total():,} read again: {', '.join(parts)}")
    for item in failed[:LISTED]:
        note(f"failed: article {item.number}: {item.reason}")


def _unplaced(folder: Path) -> None:
    with open_views(folder) as views:
        lines = views.corrections.lines()
    lost = [each for each in lines if each.state == "cannot be placed"]
    if lines:
        placed = sum(each.state == "applies" for each in lines)
        line(f"corrections: {placed:,} apply, {len(lost):,} cannot be placed")
    for each in lost[:LISTED]:
        note(f"cannot be placed: {each.line}: {each.why}")
    if len(lost) > LISTED:
        note(f"… and {len(lost) - LISTED:,} more: `dateline corrections list --unplaced`")
