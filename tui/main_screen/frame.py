"""The main screen: frame."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget

from tui.keys import BY_ID, FOOTER, FOOTER_WORDS, shown
from tui.main_screen.tour import Tour
from tui.panes.lists import ArticlesPane, EntitiesPane, ListPane, TimelinePane
from tui.panes.pane import MEDIUM, SMALLEST, WIDE, Pane, PaneSpace
from tui.panes.reader import ReaderPane
from tui.view_model.state import PaneName
from tui.view_model.styled_text import Piece, hints, newest, whole
from tui.widgets.bar import Bar

_LOW = 16
"""Rows below which the histogram leaves its room to the timeline."""


class Frame(Screen[None]):
    """Filter bar above, status line below, the panes between."""

    AUTO_FOCUS = ""

    def __init__(self) -> None:
        super().__init__()
        self.articles = ArticlesPane()
        self.entities = EntitiesPane()
        self.timeline = TimelinePane()
        self.reader = ReaderPane()
        self.panes: dict[PaneName, Pane] = {
            "articles": self.articles,
            "entities": self.entities,
            "timeline": self.timeline,
            "reader": self.reader,
        }
        self.lists: dict[PaneName, ListPane] = {
            "articles": self.articles,
            "entities": self.entities,
            "timeline": self.timeline,
        }
        self.space = PaneSpace(*self.panes.values())
        self.filters = Bar(id="filters", arrange=newest)
        self.status = Bar(id="status", arrange=whole)
        self.tour = Tour()
        self._too_small = Bar(id="too-small")
        self.came_from: PaneName = "articles"
        """The list that was in front before the reader was."""
        self._message = ""
        self.no_articles = False
        """Whether the store is known to hold no article."""
        self.news: tuple[Piece, ...] = ()
        """The right end of the status line: what is new, what is being added."""

    def compose(self) -> ComposeResult:
        yield self._too_small
        yield self.filters
        yield self.space
        yield self.tour
        yield self.status

    # Focus and layout

    def prepare(self, size: Size, front: PaneName) -> None:
        """Before anything is mounted: look as on a screen of this size with this pane in front,
        so that the rules of style need not be applied again."""
        self._suit(size, update=False)
        self.panes[front].add_class("-front", update=False)

    @property
    def front(self) -> PaneName:
        """The pane that has the focus."""
        return self.space.front

    @property
    def front_list(self) -> ListPane | None:
        """The list that has the focus; None in the reader."""
        return self.lists.get(self.front)

    def bring(self, name: PaneName, *, zoomed: bool | None = None) -> None:
        """Give a pane the focus and, where there is room for one only, the room."""
        if self.front != "reader":
            self.came_from = self.front
        self.space.bring(name, zoomed=self.space.zoomed if zoomed is None else zoomed)
        self.set_class(self.space.zoomed, "-zoomed")
        for each, pane in self.panes.items():
            pane.set_class(each == name, "-front")
        self.set_focus(self.panes[name].target, scroll_visible=False)
        self.say("")

    def back_from_reader(self) -> None:
        """To the list that the reader was opened from."""
        self.bring(self.came_from, zoomed=False)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A click gave another pane the focus; an older event says nothing any more."""
        if event.widget is not self.focused:
            return
        for name, pane in self.panes.items():
            if event.widget is pane.target and name != self.front:
                self.bring(name)

    def on_pane_picked(self, event: Pane.Picked) -> None:
        """A heading was clicked."""
        self.bring(event.pane)

    def on_resize(self, event: events.Resize) -> None:
        self._suit(event.size)
        self._hide_boxes(self.has_class("-too-small"))
        self.show_status()

    def _hide_boxes(self, hidden: bool) -> None:
        """A box over this screen has no room either; when it has some, keys go to it again."""
        box = self.app.screen
        self.app.set_class(hidden, "-too-small")
        if box is not self and not hidden:
            box.call_after_refresh(lambda: box.focused or box.focus_next())

    def _suit(self, size: Size, *, update: bool = True) -> None:
        """Choose the layout for a size; `update` the styles of what is mounted already."""
        width, height = size
        small = width < SMALLEST[0] or height < SMALLEST[1]
        self.set_class(small, "-too-small", update=update)
        self.set_class(height < _LOW, "-low", update=update)
        self.set_class(MEDIUM <= width < WIDE, "-medium", update=update)
        self.set_class(width >= WIDE, "-wide", update=update)
        wanted = f"{SMALLEST[0]}x{SMALLEST[1]}"
        self._too_small.say([(f"{width}x{height}: dateline needs {wanted}", "plain")])

    # The status line

    def say(self, message: str, role: str = "plain") -> None:
        """Say something on the status line (safe text), until the next thing happens there."""
        self._message = message
        self._role = role
        self.show_status()

    def show_status(self) -> None:
        """The message, or the five keys that matter in this pane; and what is new."""
        if self._message:
            left: Sequence[Piece] = [(" " + self._message, self._role)]  # type: ignore[list-item]
        else:
            left = self._five_keys()
        self.status.say(left, self.news)

    def _five_keys(self) -> list[Piece]:
        here: str = self.front
        if self.no_articles:
            here = "nothing"
        elif here == "timeline" and self.timeline.heading_here:
            here = "heading"
        keys: list[tuple[str, str]] = []
        for id_ in FOOTER[here]:
            name = FOOTER_WORDS.get((here, id_), BY_ID[id_].name)
            keys.append((shown(self.keys_of(id_)).split()[0], name))
        return hints(*keys)

    def keys_of(self, id_: str) -> str:
        """The keys of a command, as the config file may have changed them."""
        return self.changed_keys.get(id_, BY_ID[id_].keys)

    @property
    def changed_keys(self) -> dict[str, str]:
        """Ids of commands whose keys the config file changes."""
        return dict(getattr(self.app, "changed_keys", {}))

    @property
    def target(self) -> Widget:
        """The widget that moves with the arrow keys."""
        return self.panes[self.front].target
