"""A progress bar with rate and time left, and the counts of the import under it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich.console import Console, RenderableType
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


class _Counting(Progress):
    """The bar, and under it the totals of the import so far."""

    sums = ""

    def get_renderables(self) -> Iterator[RenderableType]:
        yield self.make_tasks_table(self.tasks)
        if self.sums:
            yield Text(self.sums, overflow="ellipsis", no_wrap=True)


def with_bar(items: Iterable[Item], total: int) -> Iterator[Item]:
    """Yield the items, with a bar that fills as they come and their totals."""
    from store import Report

    columns = (
        TextColumn("reading"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(compact=True),
    )
    report = Report()
    with _Counting(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("", total=total)
        for done, item in enumerate(items, 1):
            report.add(item)
            progress.sums = report.summary()
            # A feed or an archive is one input and many articles.
            progress.update(task, completed=done, total=max(done, total))
            yield item
        progress.sums = ""  # the summary follows
