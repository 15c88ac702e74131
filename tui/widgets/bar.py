"""One line of pieces: left ones, and right ones that give way last."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.cells import cell_len
from textual.strip import Strip
from textual.widget import Widget

from tui.widgets.cells import fit
from tui.widgets.roles import Piece, RoleStyles


def arranged(left: Sequence[Piece], right: Sequence[Piece], width: int) -> list[Piece]:
    """The pieces of a line of `width` cells; the left side is cut where both do not fit."""
    room = width - sum(cell_len(text) for text, _ in right)
    line: list[Piece] = []
    for text, role in left:
        if room <= 0:
            break
        cells = cell_len(text)
        line.append((text, role) if cells <= room else (fit(text, room), role))
        room -= cells
    if room > 0:
        line.append((" " * room, "plain"))
    return [*line, *right]


def fitting(left: Sequence[Piece], right: Sequence[Piece], width: int) -> list[Piece]:
    """As `arranged`, but where both do not fit the right side is left out."""
    cells = sum(cell_len(text) for text, _ in (*left, *right))
    return arranged(left, right if cells < width else (), width)


def newest(left: Sequence[Piece], right: Sequence[Piece], width: int) -> list[Piece]:
    """As `arranged`, but where the left side does not fit, what comes after its first piece is
    left out, and not what comes last."""
    if not left:
        return arranged(left, right, width)
    first, *rest = left
    room = width - sum(cell_len(text) for text, _ in (first, *right))
    if sum(cell_len(text) for text, _ in rest) > room:
        while len(rest) > 1 and sum(cell_len(text) for text, _ in rest) > room - 2:
            del rest[0]
        rest.insert(0, ("… ", "dim"))
    return arranged([first, *rest], right, width)


def whole(left: Sequence[Piece], right: Sequence[Piece], width: int) -> list[Piece]:
    """As `arranged`, for hints at the left: where not all fit, the last one stays (how to get
    away, or help) and those before it give way, each as a whole."""
    kept = list(left)
    room = width - sum(cell_len(text) for text, _ in right)
    while len(kept) > 2 and sum(cell_len(text) for text, _ in kept) > room:
        del kept[-4:-2]
    return arranged(kept, right, width)


def hints(*keys: tuple[str, str]) -> list[Piece]:
    """Keys and what they do, as the foot of a box shows them."""
    pieces: list[Piece] = []
    for key, does in keys:
        pieces += [(f" {key}", "strong"), (f" {does} ", "dim")]
    return pieces


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
