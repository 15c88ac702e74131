"""A progress bar with rate and time left, and the counts of the import under it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich.console import Console, RenderableType
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

if TYPE_CHECKING:
    from store import Item, Remaining


class _Rate(ProgressColumn):
    """Articles, and how many of them a second."""

    def render(self, task: Task) -> Text:
        done, elapsed = task.fields["articles"], task.elapsed
        return Text(f"{done / elapsed:.1f}/s" if done and elapsed else "…")


class _Counting(Progress):
    """The bar, and under it the totals of the import so far."""

    sums = ""

    def get_renderables(self) -> Iterator[RenderableType]:
        yield self.make_tasks_table(self.tasks)
        if self.sums:
            yield Text(self.sums, overflow="ellipsis", no_wrap=True)


def with_bar(items: Iterable[Item], remaining: Remaining) -> Iterator[Item]:
    """Yield the items, with a bar that fills as they come and their totals.

    The bar counts articles, or bytes if the inputs hold an unknown number of articles.
    """
    from store import Report

    columns = (
        TextColumn("reading"),
        BarColumn(bar_width=24),
        MofNCompleteColumn() if remaining.articles is not None else DownloadColumn(),
        _Rate(),
        TimeRemainingColumn(compact=True),
    )
    report = Report()
    with _Counting(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("", total=remaining.total, articles=0)
        for done, item in enumerate(items, 1):
            report.add(item)
            remaining.add(item)
            progress.sums = report.summary()
            progress.update(task, completed=remaining.done, total=remaining.total, articles=done)
            yield item
        progress.sums = ""  # the summary follows
