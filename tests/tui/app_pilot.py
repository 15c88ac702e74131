"""The real app on a made store, driven without a terminal."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual import events
from textual.pilot import Pilot

from tui.app import DatelineApp
from tui.main_screen.following import CursorFollower
from tui.main_screen.screen import MainScreen

_SPELT = {
    "slash": "/", "question_mark": "?", "comma": ",", "full_stop": ".", "colon": ":", "space": " ",
    "left_square_bracket": "[", "right_square_bracket": "]", "equals_sign": "=", "plus": "+",
    "left_parenthesis": "(", "minus": "-", "greater_than_sign": ">",
    "quotation_mark": '"', "tilde": "~", "asterisk": "*", "semicolon": ";",
}  # fmt: skip
"""Textual's names of keys that write something; a letter or digit is its own."""


_FRAME = 0.025
"""Seconds in which a screen below a box is painted too: it is so sixty times a second."""


def key_event(key: str) -> events.Key:
    """A key by Textual's name of it, or by what it writes."""
    names = {character: name for name, character in _SPELT.items()}
    name = names.get(key, key)
    return events.Key(name, _SPELT.get(name, name if len(name) == 1 else None))


class Driver:
    """The app's main screen, and keys for it."""

    def __init__(self, app: DatelineApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def screen(self) -> MainScreen:
        screen = self.app.screen_stack[0]
        assert isinstance(screen, MainScreen)
        return screen

    async def press(self, *keys: str) -> None:
        """Press keys, and wait after each until everything that it started is done."""
        for key in keys:
            self.app.post_message(key_event(key))
            await self._quiet()
        await self._painted()

    async def type(self, text: str) -> None:
        """Type a text at once, and wait until everything that it started is done."""
        for character in text:
            self.app.post_message(key_event(character))
        await self.settle()

    async def settle(self) -> None:
        """Wait until nothing goes on any more and all of it is painted."""
        await self._quiet()
        await self._painted()

    async def _painted(self) -> None:
        await asyncio.sleep(_FRAME)
        await self._quiet()

    async def _quiet(self) -> None:
        """Wait until no message is on its way, no worker runs and the other panes have followed
        the cursor. Textual's own wait, until the processor rests, takes five times as long."""
        quiet = 0
        while quiet < 2:
            heard = asyncio.Event()
            self.app.call_later(heard.set)
            await heard.wait()
            if self._is_busy():
                quiet = 0
                await asyncio.sleep(0.002)
                continue
            await self.pilot.pause(0)
            quiet = 0 if self._is_busy() else quiet + 1

    def _is_busy(self) -> bool:
        running = any(not worker.is_finished for worker in self.app.workers)
        return running or not self.screen.parts.follower.has_settled

    def lines(self, pane: str) -> list[str]:
        """What a pane's list shows, without style."""
        rows = self.screen.panes.lists[pane].rows  # type: ignore[index]
        return [rows.render_line(y).text.rstrip() for y in range(min(rows.total, rows.size.height))]


@asynccontextmanager
async def opened(
    store: Path, size: tuple[int, int] = (80, 24), theme: str = "dark"
) -> AsyncIterator[Driver]:
    app = DatelineApp(store, theme=theme)
    CursorFollower.DELAY = 0.01
    async with app.run_test(size=size) as pilot:
        driver = Driver(app, pilot)
        await driver.settle()
        yield driver
