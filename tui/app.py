"""The application of the dashboard: store, main screen, themes, signals."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from store import with_stand_in, without_module
from tui.terminal.terminal import prepare
from tui.textual_parts import COMMANDS, TYPES, TYPING

prepare(os.environ)

with without_module("ssl"):  # OpenSSL is 4 MB, and asyncio has no connections to make here
    import asyncio
with without_module("bz2"), without_module("lzma"):  # Textual loads this, and unpacks nothing
    import shutil  # noqa: F401

with (  # the parts of Textual that dateline does not use
    with_stand_in("textual.command", COMMANDS),
    with_stand_in("textual.types", TYPES),
    with_stand_in("typing_extensions", TYPING),
):
    import msgspec  # noqa: F401
    from textual.app import App
from textual.driver import Driver  # noqa: E402
from textual.theme import Theme  # noqa: E402
from textual.widget import Widget  # noqa: E402

from store import shipped  # noqa: E402
from tui.config import load_config  # noqa: E402
from tui.keys import binding_keys  # noqa: E402
from tui.main_screen.screen import MainScreen  # noqa: E402
from tui.own_commands import OwnCommand  # noqa: E402
from tui.terminal.terminal import (  # noqa: E402
    NOT_A_TERMINAL,
    can_be_resumed,
    end_on_signals,
    end_with_terminal,
    has_unicode,
    is_remote,
    refusal_here,
)
from tui.themes import DEFAULTS, THEMES, starting_theme  # noqa: E402
from tui.view_model.session import SessionFile, is_first_time  # noqa: E402
from tui.view_model.store_thread import StoreThread  # noqa: E402
from tui.widgets.bar import ROLE_CLASSES  # noqa: E402

if TYPE_CHECKING:
    from textual.types import CSSPathType


def _driver(environment: Mapping[str, str]) -> type[Driver]:
    if is_remote(environment):
        from tui.terminal.ssh_driver import SSHDriver

        return SSHDriver
    from tui.terminal.local_driver import LocalDriver

    return LocalDriver


_STARTED = 1.0
"""Seconds after which everything that the start creates exists."""


def _collect_garbage() -> None:
    """Collect garbage from now on, except among what the start has created."""
    gc.freeze()
    gc.enable()


class DatelineApp(App[int]):
    """The application: it wires the store, the main screen, the themes and the signals."""

    TITLE = "dateline"
    CSS_PATH: ClassVar[CSSPathType | None] = [
        shipped("styles", "app.tcss"),
        shipped("styles", "main_screen.tcss"),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = ROLE_CLASSES
    _has_theme = False
    """Whether the first theme is set."""
    ENABLE_COMMAND_PALETTE = False  # dateline has its own, `tui.dialogs.help`

    def __init__(
        self,
        store_folder: Path,
        changed_keys: Mapping[str, str] | None = None,
        theme: str | None = None,
        *,
        first_time: bool = False,
        sessions: SessionFile | None = None,
        fresh: bool = False,
        own_commands: Sequence[OwnCommand] = (),
    ) -> None:
        """Without `sessions` no session is kept; `fresh` does not restore the last one."""
        environment = dict(os.environ)  # Textual takes NO_COLOR out of the real one
        super().__init__(
            driver_class=_driver(environment),
            ansi_color=True if "NO_COLOR" in environment else None,
        )
        self.store_thread = StoreThread(store_folder)
        self.store_thread.begin()
        self._changed_keys = dict(changed_keys or {})
        self._main_screen = MainScreen(
            self.store_thread,
            sessions,
            changed_keys=self._changed_keys,
            own_commands=own_commands,
            first_time=first_time,
            fresh=fresh,
        )
        for each in THEMES:
            self.register_theme(each)
        known = {each.name for each in THEMES}
        self._set_first_theme(theme if theme in known else starting_theme(environment))
        self.set_class(not has_unicode(environment), "-ascii")

    def _set_first_theme(self, theme: str) -> None:
        """Set a theme before any style sheet is read; later, setting it reads them all again."""
        self._has_theme = True
        self.set_reactive(App.theme, theme)
        self.stylesheet.set_variables(self.get_css_variables())
        chosen = self.ansi_color
        self.ansi_color = not chosen
        self.ansi_color = chosen

    def get_css_variables(self) -> dict[str, str]:
        """Return the colours of the theme. The one that Textual starts with is never shown."""
        return super().get_css_variables() if self._has_theme else {}

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return DEFAULTS

    def get_default_screen(self) -> MainScreen:
        self._main_screen.prepare(self.size)
        return self._main_screen

    def on_mount(self) -> None:
        if self._changed_keys:
            self.set_keymap({id_: binding_keys(keys) for id_, keys in self._changed_keys.items()})
        if not gc.isenabled():
            self.set_timer(_STARTED, _collect_garbage)
        self.app_resume_signal.subscribe(self, self._redraw_resumed)
        self.theme_changed_signal.subscribe(self, self._restyle)
        if not self.is_headless:
            loop = asyncio.get_running_loop()
            end_on_signals(loop, self._end)
            end_with_terminal(loop, self._end)

    def _end(self, status: int) -> None:
        """Keep the session first: a terminal that is gone may block everything after that."""
        self._main_screen.parts.session.keep()
        self.exit(status)

    def _fatal_error(self) -> None:
        """Report an error without the values of variables (`tui.terminal.textual_internals`)."""
        from rich.text import Text

        from tui import crash

        if error := sys.exception():
            self.panic(Text(crash.report(error)))

    def _restyle(self, _: Theme) -> None:
        """Repaint every widget in a new theme.

        Textual notifies only widgets whose own colours change. What they draw by role can differ
        all the same, as between the themes `terminal` and `none`.
        """
        for screen in self.screen_stack:
            for node in screen.walk_children(Widget):
                node.notify_style_update()
                node.refresh()

    def _redraw_resumed(self, _: App[object]) -> None:
        """Repaint everything: the shell has written on the terminal."""
        self.screen.refresh(layout=True)

    def action_suspend_process(self) -> None:
        if can_be_resumed():
            super().action_suspend_process()
        else:
            self._main_screen.say("There is no shell to return to. Press q to quit.")

    def action_redraw(self) -> None:
        """Repaint everything, as after a change of size."""
        signal.raise_signal(signal.SIGWINCH)
        self.screen.refresh(layout=True)

    async def on_unmount(self) -> None:
        await self.store_thread.close()


def run(
    store_folder: Path, *, mouse: bool | None = None, fresh: bool = False, guided: bool = False
) -> int:
    """Open the dashboard on a store and return the exit status of the process.

    With `mouse` None, the mouse is left to the terminal over SSH. `guided` begins the tour and
    keeps no session.

    Raises:
        UserError: when the store or the config file cannot be read.
    """
    if refused := refusal_here():
        sys.stderr.write(refused + "\n")
        return NOT_A_TERMINAL
    config = load_config()
    app = DatelineApp(
        store_folder, config.keys, config.theme, first_time=guided or is_first_time(),
        sessions=None if guided else SessionFile(store_folder), fresh=fresh,
        own_commands=config.commands,
    )  # fmt: skip
    mouse = not is_remote(os.environ) if mouse is None else mouse
    status = app.run(mouse=mouse)
    if app.store_thread.trouble is not None:
        raise app.store_thread.trouble
    if status is None and app.return_code:
        from tui import crash

        return crash.EXIT_STATUS
    return status or 0
