"""A bar of one line, and the styles by which widgets draw lines of text with roles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import get_args

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from tui.view_model.styled_text import Piece, Role, arranged

ROLE_CLASSES = {f"role--{role}" for role in get_args(Role) if role != "plain"}
"""For the app's `COMPONENT_CLASSES`: Textual works each out anew for every widget that has it, at
every change of a class. `rest` is the cursor's row in a pane without focus; `before` a part of a
bar, with the whole of it behind."""
_ASCII = str.maketrans("…•·━╸─‹›│◂▸▴“”≡↑↓←→▁▂▃▄▅▆▇█", '~*.=--<>|<>^""=^v<>........')
"""Our own marks, for a terminal that is not UTF-8; the news stays as it is."""


class RoleStyles:
    """A widget's styles by role, worked out once until its style sheet or theme changes.

    Textual drops its own cache at every refresh, and a row is five pieces.
    """

    def __init__(self, widget: Widget, prefix: str = "role") -> None:
        self._widget = widget
        self._prefix = prefix
        self._known: dict[tuple[str, ...], Style] = {}

    def clear(self) -> None:
        """Forget them all; for `notify_style_update`."""
        self._known.clear()

    def of(self, *roles: str) -> Style:
        """The widget's own style with those of `roles` laid over it, in order."""
        style = self._known.get(roles)
        if style is None:
            style = self._widget.rich_style
            for role in roles:
                if role != "plain":
                    style += self._component(f"{self._prefix}--{role}")
            self._known[roles] = style
        return style

    def _component(self, name: str) -> Style:
        """The widget's own style by that name; the app's where it has none."""
        try:
            styles = self._widget.get_component_styles(name)
        except KeyError:
            styles = self._widget.app.get_component_styles(name)
        return styles.partial_rich_style

    def line(self, pieces: Iterable[Piece], width: int, *over: Role) -> Strip:
        """A line of exactly `width` cells; `over` lies over every piece (the cursor's row)."""
        if self._widget.app.has_class("-ascii"):
            pieces = [(text.translate(_ASCII), role) for text, role in pieces]
        segments = [Segment(text, self.of(role, *over)) for text, role in pieces]
        return Strip(segments).adjust_cell_length(width, self.of(*over))


class Bar(Widget):
    """A line that repaints only when what it says has changed."""

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
        arrange: Callable[[Sequence[Piece], Sequence[Piece], int], list[Piece]] = arranged,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._arrange = arrange
        self._styles = RoleStyles(self)
        self._left: tuple[Piece, ...] = ()
        self._right: tuple[Piece, ...] = ()

    @property
    def text(self) -> str:
        """What the bar says, without style."""
        return "".join(piece for piece, _ in (*self._left, *self._right))

    def say(self, left: Sequence[Piece], right: Sequence[Piece] = ()) -> None:
        """Show these pieces; the text must be safe and on one line."""
        if (tuple(left), tuple(right)) == (self._left, self._right):
            return
        self._left, self._right = tuple(left), tuple(right)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        if y:
            return Strip.blank(width, self._styles.of())
        return self._styles.line(self._arrange(self._left, self._right, width), width)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._styles.clear()
