"""A bar of one line, and the styles by which widgets draw lines of text with roles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import get_args

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from tui.view_model.styled_text import Fragment, Role, arrange

ROLE_CLASSES = {f"role--{role}" for role in get_args(Role) if role != "plain"}
"""For the `COMPONENT_CLASSES` of the app: on a widget, Textual computes each at every change of a
class. `rest` is the row of the cursor in a pane without focus; `before` is a part of a bar in
front of the whole."""
_ASCII = str.maketrans("…•·━╸─‹›│◂▸▴“”≡↑↓←→▁▂▃▄▅▆▇█■✓≠★±", '~*.=--<>|<>^""=^v<>........#v/*%')
"""Marks of the dashboard for a terminal without UTF-8; text of articles stays as it is."""


class RoleStyles:
    """The styles of a widget by role, computed once until its style sheet or theme changes.

    Textual drops its own cache at every refresh, and a row has five fragments.
    """

    def __init__(self, widget: Widget, prefix: str = "role") -> None:
        self._widget = widget
        self._prefix = prefix
        self._known: dict[tuple[str, ...], Style] = {}

    def clear(self) -> None:
        """Forget them all; for `notify_style_update`."""
        self._known.clear()

    def of(self, *roles: str) -> Style:
        """Return the style of the widget, combined with those of `roles` in order."""
        style = self._known.get(roles)
        if style is None:
            style = self._widget.rich_style
            for role in roles:
                if role != "plain":
                    style += self._component(f"{self._prefix}--{role}")
            self._known[roles] = style
        return style

    def _component(self, name: str) -> Style:
        """Return a component style of the widget, or of the app if it has none."""
        try:
            styles = self._widget.get_component_styles(name)
        except KeyError:
            styles = self._widget.app.get_component_styles(name)
        return styles.partial_rich_style

    def line(self, fragments: Iterable[Fragment], width: int, *over: Role) -> Strip:
        """Return a line of exactly `width` cells; `over` applies to every fragment."""
        if self._widget.app.has_class("-ascii"):
            fragments = [(text.translate(_ASCII), role) for text, role in fragments]
        segments = [Segment(text, self.of(role, *over)) for text, role in fragments]
        return Strip(segments).adjust_cell_length(width, self.of(*over))


class Bar(Widget):
    """A line that repaints only when its text or roles change."""

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
        arrange: Callable[[Sequence[Fragment], Sequence[Fragment], int], list[Fragment]] = arrange,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._arrange = arrange
        self._styles = RoleStyles(self)
        self._left: tuple[Fragment, ...] = ()
        self._right: tuple[Fragment, ...] = ()

    @property
    def text(self) -> str:
        """The text of the bar, without style."""
        return "".join(fragment for fragment, _ in (*self._left, *self._right))

    def say(self, left: Sequence[Fragment], right: Sequence[Fragment] = ()) -> None:
        """Show fragments at the left and right; their text must be safe and on one line."""
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
