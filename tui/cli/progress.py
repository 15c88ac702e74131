"""A progress bar with rate and time left, on standard error."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

if TYPE_CHECKING:
    from store import Item


class _Rate(ProgressColumn):
    """Articles a second."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text("…" if speed is None else f"{speed:.1f}/s")


def with_bar(items: Iterable[Item], total: int) -> Iterator[Item]:
    """The items, with a bar that fills as they come and a count of those that failed."""
    columns = (
        TextColumn("reading"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(compact=True),
        TextColumn("{task.fields[failed]}"),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("", total=total, failed="")
        failed = 0
        for done, item in enumerate(items, 1):
            failed += item.state == "failed"
            said = f"{failed} failed" if failed else ""
            # A feed or an archive is one input and many articles.
            progress.update(task, completed=done, total=max(done, total), failed=said)
            yield item
