"""Texts side by side, or one under the other where there is no room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len
from textual import events
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.view_model.styled_text import Fragment
from tui.widgets.bar import RoleStyles
from tui.widgets.wrap import wrap

type Paragraph = Sequence[Fragment]
"""Fragments that are wrapped together; their text is safe and on one line."""
_BESIDE = 76
"""Columns from which two texts stand side by side."""
_BETWEEN: Fragment = (" │ ", "rule")


class SideBySide(ScrollView, can_focus=False):
    """Two columns of paragraphs, and above them paragraphs of the whole width."""

    def __init__(self) -> None:
        super().__init__()
        self._styles = RoleStyles(self)
        self._above: Sequence[Paragraph] = ()
        self._pairs: Sequence[tuple[Sequence[Paragraph], Sequence[Paragraph]]] = ()
        self._lines: list[list[Fragment]] = []

    def show(
        self,
        above: Sequence[Paragraph],
        pairs: Sequence[tuple[Sequence[Paragraph], Sequence[Paragraph]]],
    ) -> None:
        """Show paragraphs, and under them pairs of texts; from the first line on."""
        self._above, self._pairs = above, pairs
        self._lay_out()
        self.scroll_to(y=0, animate=False, force=True)

    def move(self, by: int) -> None:
        """Scroll by lines."""
        self.scroll_to(y=self.scroll_y + by, animate=False, force=True)

    def page(self, by: int) -> None:
        self.move(by * max(self.size.height - 1, 1))

    @property
    def lines(self) -> list[str]:
        """The lines without style."""
        return ["".join(text for text, _ in line) for line in self._lines]

    def _lay_out(self) -> None:
        width = max(self.scrollable_content_region.width - 2, 1)
        self._lines = [line for each in self._above for line in wrapped(each, width)]
        for one, other in self._pairs:
            if self._lines:
                self._lines.append([])
            if width >= _BESIDE and one and other:
                self._lines += _columns(one, other, width)
            else:
                self._lines += [line for each in (*one, *other) for line in wrapped(each, width)]
        self.virtual_size = Size(self.size.width, len(self._lines))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        at = round(self.scroll_y) + y
        if at >= len(self._lines):
            return Strip.blank(width, self._styles.of())
        return self._styles.line([(" ", "plain"), *self._lines[at]], width)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._styles.clear()

    def on_resize(self, _: events.Resize) -> None:
        self._lay_out()


def _columns(
    one: Sequence[Paragraph], other: Sequence[Paragraph], width: int
) -> Iterator[list[Fragment]]:
    half = (width - len(_BETWEEN[0])) // 2
    left = [line for each in one for line in wrapped(each, half)]
    right = [line for each in other for line in wrapped(each, half)]
    none: list[Fragment] = []
    for ours, theirs in zip_longest(left, right, fillvalue=none):
        gap = half - sum(cell_len(text) for text, _ in ours)
        yield [*ours, (" " * gap, "plain"), _BETWEEN, *theirs]


def wrapped(paragraph: Paragraph, width: int) -> list[list[Fragment]]:
    """Return the lines of a paragraph, each of at most `width` cells."""
    text = "".join(words for words, _ in paragraph)
    return [list(_cut(paragraph, start, end)) for start, end in wrap(text, width)]


def _cut(paragraph: Paragraph, start: int, end: int) -> Iterator[Fragment]:
    """Yield what of the fragments is between two offsets of their text."""
    at = 0
    for words, role in paragraph:
        piece = words[max(start - at, 0) : max(end - at, 0)]
        if piece:
            yield piece, role
        at += len(words)
