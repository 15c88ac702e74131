"""Commands that help: the tour, the keys, the command palette, the themes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence

from tui.keys import Command, key_conflicts
from tui.main_screen.focus import PaneFocus
from tui.main_screen.host import Host
from tui.main_screen.status import Tour
from tui.safe import one_line


class Guide:
    """Help on the dashboard, from inside it."""

    def __init__(
        self,
        host: Host,
        focus: PaneFocus,
        tour: Tour,
        changed_keys: Mapping[str, str],
        own: Sequence[Command],
        run: Callable[[str], Awaitable[None]],
    ) -> None:
        """`own` are the user's own commands. `run` runs the command of an id."""
        self._host = host
        self._focus = focus
        self._tour = tour
        self._changed_keys = changed_keys
        self._own = own
        self._run = run

    def greet(self, *, first_time: bool) -> None:
        """Begin the tour for a new user; say what is wrong with the keys of the config file."""
        if first_time:
            self._tour.step()
        is_changed = self._changed_keys or self._own
        if is_changed and (problems := key_conflicts(self._changed_keys, self._own)):
            message = one_line(f"Keys in the config file: {'; '.join(problems)}.")
            self._host.say(message, "bad")

    def tour(self) -> None:
        """Begin the tour, or show its next step."""
        self._tour.step()

    async def theme(self) -> None:
        """Choose a theme; each choice is previewed."""
        from tui.dialogs.basic import ChoiceDialog, Option
        from tui.themes import THEME_WORDS

        def preview(name: str) -> None:
            self._host.app.theme = name

        def taken(name: str | None) -> None:
            if name is not None:
                self._host.say(f'Until you quit; to keep it: theme = "{name}" in config.toml.')

        options = [Option(*each) for each in THEME_WORDS.items()]
        dialog = ChoiceDialog("Theme", options, self._host.app.theme, preview)
        await self._host.open_dialog(dialog, taken)

    async def keys(self) -> None:
        """Show the keys that work in this pane, and what the marks mean."""
        from tui.dialogs.help import help_dialog

        dialog = help_dialog(self._focus.front, self._changed_keys, self._own)
        await self._host.open_dialog(dialog, self._take)

    async def palette(self) -> None:
        """Find every command by name."""
        from tui.dialogs.help import command_palette

        dialog = command_palette(self._changed_keys, self._own)
        await self._host.open_dialog(dialog, self._take)

    async def _take(self, chosen: Command | None) -> None:
        """Run a command in the pane in front, or else in the first pane that has it."""
        if chosen is None:
            return
        if self._focus.front not in chosen.where:
            self._focus.go(chosen.where[0])
        await self._run(chosen.id)
