"""The real app on a made store, driven without a terminal."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from tui.app import DatelineApp
from tui.screens.desk.desk import Desk


class Driver:
    """The app's main screen, and keys for it."""

    def __init__(self, app: DatelineApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def desk(self) -> Desk:
        desk = self.app.screen_stack[0]
        assert isinstance(desk, Desk)
        return desk

    async def press(self, *keys: str) -> None:
        """Press keys, and wait after each until everything that it started is done."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def settle(self) -> None:
        """Wait until no worker runs and the other panes have followed the cursor."""
        for _ in range(3):
            await self.pilot.pause()
            while not self.desk.settled:
                await self.pilot.pause(0.01)
            await self.app.workers.wait_for_complete()

    def lines(self, pane: str) -> list[str]:
        """What a pane's list shows, without style."""
        rows = self.desk.lists[pane].rows  # type: ignore[index]
        return [rows.render_line(y).text.rstrip() for y in range(min(rows.total, rows.size.height))]


@asynccontextmanager
async def opened(
    store: Path, size: tuple[int, int] = (80, 24), theme: str = "dark"
) -> AsyncIterator[Driver]:
    app = DatelineApp(store, theme=theme)
    Desk.SETTLED = 0.01
    async with app.run_test(size=size) as pilot:
        driver = Driver(app, pilot)
        await driver.settle()
        yield driver
