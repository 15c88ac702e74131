"""What a piece of a line is, apart from how a theme shows it.

Painters say "this is a date, this is faint"; the style sheet says what that looks like in
colour, in 16 colours and in none.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

Role = Literal[
    "plain", "dim", "strong", "accent", "good", "bad", "warn", "date", "rule", "lit", "cursor",
    "rest", "before", "lit-before",
]  # fmt: skip
Piece = tuple[str, Role]

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
