"""Moving through a list by pages: every row is seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import ClassVar

import pytest
from textual.app import App, ComposeResult

from tui.view_model.snapshot import ListPage
from tui.widgets.bar import ROLE_CLASSES
from tui.widgets.rows import Rows

TOTAL = 300
HEADINGS = {
    "no heading": (),
    "few headings": (0, 18, 40, 100, 118, 150, 289),
    "a heading above each row": tuple(range(0, TOTAL, 2)),
}


class OneList(App[None]):
    """Nothing but a list of numbers."""

    CSS = "Rows { scrollbar-size: 0 0; }"
    COMPONENT_CLASSES: ClassVar[set[str]] = ROLE_CLASSES

    def __init__(self, headings: Iterable[int]) -> None:
        super().__init__()
        self._headings = tuple(headings)

    def compose(self) -> ComposeResult:
        yield Rows[int](lambda row, width: [(str(row), "plain")], lambda row: row)

    def on_mount(self) -> None:
        self.query_one(Rows).show(ListPage(TOTAL, 0, range(TOTAL), headings=self._headings))


def windows(rows: Rows[int], press: Callable[[], None]) -> list[range]:
    """The rows on the screen, at first and after each press, until nothing moves any more."""
    seen = []
    while True:
        last = min(rows.top + rows.page_height, rows.total)
        seen.append(range(rows.top, last))
        assert rows.cursor in seen[-1]
        assert not rows.is_heading(rows.cursor)
        before = rows.cursor, rows.top
        press()
        if (rows.cursor, rows.top) == before:
            return seen


@pytest.mark.parametrize("headings", HEADINGS.values(), ids=HEADINGS)
@pytest.mark.parametrize("height", [4, 19, 45])
@pytest.mark.parametrize("step", [Rows.page, Rows.half])
async def test_pages_skip_no_row(
    step: Callable[[Rows[int], int], None], height: int, headings: tuple[int, ...]
) -> None:
    app = OneList(headings)
    async with app.run_test(size=(80, height)) as pilot:
        await pilot.pause()
        rows = app.query_one(Rows)
        rows.move_to(0)
        down = windows(rows, lambda: step(rows, 1))
        assert (down[0].start, down[-1].stop) == (0, TOTAL)
        for page, following in pairwise(down):
            assert page.start <= following.start < page.stop
        up = windows(rows, lambda: step(rows, -1))
        assert up[-1].start == 0
        for page, following in pairwise(up):
            assert following.start <= page.start < following.stop
        assert max(len(down), len(up)) < 3 * TOTAL / height + 10


async def test_a_page_keeps_the_line_of_the_cursor() -> None:
    app = OneList(())
    async with app.run_test(size=(80, 20)) as pilot:
        await pilot.pause()
        rows = app.query_one(Rows)
        rows.move_to(5)
        rows.page(1)
        assert (rows.cursor, rows.top) == (23, 18)
        rows.half(1)
        assert (rows.cursor, rows.top) == (33, 28)
        rows.page(-1)
        assert (rows.cursor, rows.top) == (15, 10)
        rows.page(-1)
        assert (rows.cursor, rows.top) == (0, 0)
