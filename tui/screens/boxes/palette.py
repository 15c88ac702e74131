"""The command palette: every command of the key table, by name."""

from __future__ import annotations

from collections.abc import Mapping

from tui.keys import KEYS, Key
from tui.screens.boxes.help import Help, Line
from tui.widgets.cells import fit
from tui.widgets.roles import Piece

_NAME, _KEYS = 17, 9
"""Cells for the longest name, and for its keys."""


class Palette(Help):
    """All commands, those of other panes too. Dismissed with a key, or None."""

    HINT = "a command's name"

    def __init__(self, changed: Mapping[str, str]) -> None:
        super().__init__("", changed)

    @property
    def title_words(self) -> str:
        return "Commands"

    def found(self, typed: str) -> list[Line]:
        return [*by_name(typed)]

    def line(self, row: Line, width: int) -> list[Piece]:
        if not isinstance(row, Key):
            return super().line(row, width)
        return [
            (" " + fit(row.name, _NAME), "strong"),
            (fit(self.keys_of(row), _KEYS), "accent"),
            (fit(row.tip, width - 1 - _NAME - _KEYS), "plain"),
        ]


def by_name(typed: str) -> list[Key]:
    """The commands that have all of the typed words in name or tip; those first whose name
    begins with what was typed, then those that have it in the name."""
    wanted = typed.casefold().split()

    def rank(key: Key) -> int:
        name = key.name.casefold()
        if name.startswith(" ".join(wanted)):
            return 0
        if all(word in name for word in wanted):
            return 1
        return 2 if all(word in f"{name} {key.tip}".casefold() for word in wanted) else 3

    return sorted((key for key in KEYS if rank(key) < 3), key=rank)
