"""The dashboard's wiring: the archive, the main screen, the colours, the signals."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from tui.terminal.environment import prepare

prepare(os.environ)

from textual.app import App  # noqa: E402
from textual.driver import Driver  # noqa: E402
from textual.theme import Theme  # noqa: E402
from textual.types import CSSPathType  # noqa: E402
from textual.widget import Widget  # noqa: E402

from store import shipped  # noqa: E402
from tui.config import load_config  # noqa: E402
from tui.keys import bound  # noqa: E402
from tui.main_screen.desk import Desk  # noqa: E402
from tui.terminal.environment import NOT_A_TERMINAL, has_unicode, is_remote, refused_here  # noqa: E402
from tui.terminal.lifecycle import can_be_brought_back, end_on_signals, end_with_terminal  # noqa: E402
from tui.themes import DEFAULTS, THEMES, starting_theme  # noqa: E402
from tui.view_model.session import SessionFile, is_first_time  # noqa: E402
from tui.view_model.store_thread import Archive  # noqa: E402
from tui.widgets.bar import ROLE_CLASSES  # noqa: E402


def _driver(environment: Mapping[str, str]) -> type[Driver]:
    if is_remote(environment):
        from tui.terminal.ssh_driver import FarDriver

        return FarDriver
    from tui.terminal.local_driver import NearDriver

    return NearDriver


_SETTLED = 1.0
"""Seconds after which everything that a start makes is there."""


def _collect_again() -> None:
    """Let garbage be collected from now on, without a look at what stays to the end."""
    gc.freeze()
    gc.enable()


class DatelineApp(App[int]):
    """Only wiring: everything that is seen is in screens, panes and widgets."""

    TITLE = "dateline"
    CSS_PATH: ClassVar[CSSPathType | None] = [
        shipped("styles", "app.tcss"),
        shipped("styles", "desk.tcss"),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = ROLE_CLASSES
    ENABLE_COMMAND_PALETTE = False  # ours is a box like the others

    def __init__(
        self,
        store_folder: Path,
        changed_keys: Mapping[str, str] | None = None,
        theme: str | None = None,
        *,
        first_time: bool = False,
        sessions: SessionFile | None = None,
        fresh: bool = False,
    ) -> None:
        """Without `sessions` the place is not kept; `fresh` does not go on from there."""
        environment = dict(os.environ)  # Textual takes NO_COLOR out of the real one
        super().__init__(
            driver_class=_driver(environment),
            ansi_color=True if "NO_COLOR" in environment else None,
        )
        self.archive = Archive(store_folder)
        self.archive.begin()
        self.changed_keys = dict(changed_keys or {})
        self.first_time = first_time
        self._desk = Desk(self.archive, sessions, fresh=fresh)
        for each in THEMES:
            self.register_theme(each)
        known = {each.name for each in THEMES}
        self._begin_with(theme if theme in known else starting_theme(environment))
        self.set_class(not has_unicode(environment), "-ascii")

    def _begin_with(self, theme: str) -> None:
        """Take a theme before any style sheet is read: setting it would read them all again."""
        self.set_reactive(App.theme, theme)
        self.stylesheet.set_variables(self.get_css_variables())
        chosen = self.ansi_color
        self.ansi_color = not chosen
        self.ansi_color = chosen

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return DEFAULTS

    def get_default_screen(self) -> Desk:
        self._desk.prepare(self.size, self._desk.place.focus)
        return self._desk

    def on_mount(self) -> None:
        import asyncio

        if self.changed_keys:
            self.set_keymap({id_: bound(keys) for id_, keys in self.changed_keys.items()})
        if not gc.isenabled():
            self.set_timer(_SETTLED, _collect_again)
        self.app_resume_signal.subscribe(self, self._draw_anew)
        self.theme_changed_signal.subscribe(self, self._colour_anew)
        if not self.is_headless:
            loop = asyncio.get_running_loop()
            end_on_signals(loop, self._end)
            end_with_terminal(loop, self._end)

    def _end(self, status: int) -> None:
        """The place first: a terminal that is gone may hold up all that comes after."""
        self._desk.keep()
        self.exit(status)

    def _fatal_error(self) -> None:
        """Textual would print the values of all variables, and so the text of articles."""
        from rich.text import Text

        from tui import crash

        if error := sys.exception():
            self.panic(Text(crash.told(error)))

    def _colour_anew(self, _: Theme) -> None:
        """Textual tells only widgets whose own colours change; what they draw by role can differ
        all the same, from one theme of the terminal's own colours to the other."""
        for screen in self.screen_stack:
            for node in screen.walk_children(Widget):
                node.notify_style_update()
                node.refresh()

    def _draw_anew(self, _: App[object]) -> None:
        """The terminal was the shell's for a while: what stood on it is gone."""
        self.screen.refresh(layout=True)

    def action_suspend_process(self) -> None:
        if can_be_brought_back():
            super().action_suspend_process()
        else:
            self._desk.say("no shell waits behind this, so there is none to stop for; q leaves")

    def action_redraw(self) -> None:
        """As after a change of size, when nothing that stood there counts any more."""
        signal.raise_signal(signal.SIGWINCH)
        self.screen.refresh(layout=True)

    async def on_unmount(self) -> None:
        await self.archive.close()


def run(store_folder: Path, *, mouse: bool | None = None, fresh: bool = False) -> int:
    """Open the dashboard on a store; the exit status of the process. Raises `UserError`.

    Where nothing is said of the mouse, it is left to the terminal over SSH.
    """
    if refused := refused_here():
        sys.stderr.write(refused + "\n")
        return NOT_A_TERMINAL
    config = load_config()
    app = DatelineApp(
        store_folder, config.keys, config.theme, first_time=is_first_time(),
        sessions=SessionFile(store_folder), fresh=fresh,
    )  # fmt: skip
    mouse = not is_remote(os.environ) if mouse is None else mouse
    status = app.run(mouse=mouse)
    if app.archive.trouble is not None:
        raise app.archive.trouble
    if status is None and app.return_code:
        from tui import crash

        return crash.STATUS
    return status or 0
