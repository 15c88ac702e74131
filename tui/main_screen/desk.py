"""The main screen: desk."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.binding import Binding, BindingType

from tui.keys import BY_ID, KEYS, Key, bound, elsewhere, meant
from tui.main_screen.news import News
from tui.main_screen.reading import Reading
from tui.main_screen.returning import Returning
from tui.main_screen.timing import Timing
from tui.view_model.state import PANES, PaneName


class Desk(Reading, Timing, News, Returning):
    """Where the news is read."""

    # Priority: keys that were typed ahead then find the screen that the key before opened. And
    # here, not in what this is put together from: each class below it would merge them anew (2 ms).
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            bound(key.keys),
            key.action if key.where == PANES else f"here({key.id!r})",
            key.name, show=False, priority=True, id=key.id, tooltip=key.tip,
        )
        for key in KEYS
    ]  # fmt: skip

    async def action_here(self, id_: str) -> None:
        """A command that does not work in every pane; where it does not, that is said."""
        key = meant(BY_ID[id_], self.front, self.changed_keys)
        if key is None:
            self.say(elsewhere(BY_ID[id_], self.changed_keys))
        else:
            await self.run_action(key.action)

    # Panes

    def action_go(self, name: PaneName) -> None:
        before = self.front
        self.bring(name)
        if name == "reader":
            if self.reader.opened is None and before != "reader":
                self.fill_reader(before)
        elif before not in ("reader", name):
            # From the reader, what is read there stays.
            self.follow()

    def action_cycle(self, by: int) -> None:
        self.action_go(PANES[(PANES.index(self.front) + by) % len(PANES)])

    def action_zoom_pane(self) -> None:
        self.bring(self.front, zoomed=not self.space.zoomed)

    def action_leave(self) -> None:
        if not self._back():
            self.app.exit(0)

    def action_escape(self) -> None:
        if not self._back():
            self.say("q leaves.")

    def _back(self) -> bool:
        """Out of the zoom, out of the reader; False where there is nothing to go back from."""
        if self.tour.running:
            self.tour.end()
        elif self.space.zoomed:
            self.bring(self.front, zoomed=False)
        elif self.front == "reader":
            self.back_from_reader()
        else:
            return False
        return True

    # Moving

    def action_move(self, by: int) -> None:
        self.moving.move(by)

    def action_half(self, by: int) -> None:
        self.moving.half(by)

    def action_page(self, by: int) -> None:
        self.moving.page(by)

    def action_top(self) -> None:
        self.moving.move_to(0)

    def action_bottom(self) -> None:
        self.moving.move_to(self.moving.total - 1)

    @property
    def moving(self) -> Any:
        """The list or the text that has the focus; both move by the same methods."""
        return self.panes[self.front].target

    # Help

    def action_tour(self) -> None:
        self.tour.step()

    async def action_theme(self) -> None:
        from tui.dialogs.basic import Choice, Option
        from tui.themes import THEME_WORDS

        def preview(name: str) -> None:
            self.app.theme = name

        def taken(name: str | None) -> None:
            if name is not None:
                self.say(f'Until you leave; to keep it: theme = "{name}" in config.toml.')

        options = [Option(*each) for each in THEME_WORDS.items()]
        await self.app.push_screen(Choice("Colours", options, self.app.theme, preview), taken)

    async def action_help(self) -> None:
        from tui.dialogs.help import Help

        await self.app.push_screen(Help(self.front, self.changed_keys), self._run_command)

    async def action_palette(self) -> None:
        from tui.dialogs.help import Palette

        await self.app.push_screen(Palette(self.changed_keys), self._run_command)

    async def _run_command(self, key: Key | None) -> None:
        """Do what was chosen by name, in the pane in front or else in the first that has it."""
        if key is None:
            return
        if self.front not in key.where:
            self.action_go(key.where[0])
        await self.run_action(key.action)
