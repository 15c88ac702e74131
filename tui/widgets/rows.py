"""A list of any length that holds only the pages it shows.

The store gives rows a page at a time, when they are first looked at. A cursor move repaints two
lines. When the cursor leaves the page, the page jumps: over SSH a held key then costs a sixth of
the bytes that scrolling by line does. There is no scrollbar for the same reason: it would be
painted again with every line.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Container, Hashable, Sequence
from typing import Any

from textual import events
from textual.cache import LRUCache
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.view_model.snapshot import PAGE, ListStart
from tui.view_model.styled_text import Piece, Role, fit
from tui.widgets.bar import RoleStyles

_KEPT = 40
_AHEAD = 30
"""Rows before the cursor reaches the end of what is known, at which more is asked for."""


class Pages[R]:
    """Rows by their place; each missing page is asked for once."""

    def __init__(self) -> None:
        self._pages: LRUCache[int, Sequence[R]] = LRUCache(_KEPT)
        self._asked: set[int] = set()

    def clear(self) -> None:
        self._pages.clear()
        self._asked.clear()

    def keep(self, offset: int, rows: Sequence[R]) -> None:
        """Take in rows from `offset` on, which is where a page begins."""
        self._asked.discard(offset)
        for first in range(0, len(rows), PAGE):
            self._pages[(offset + first) // PAGE] = rows[first : first + PAGE]

    def row(self, index: int) -> R | None:
        """The row, or None where its page is not here."""
        number, place = divmod(index, PAGE)
        page = self._pages.get(number)
        return page[place] if page is not None and place < len(page) else None

    def missing(self, index: int) -> int | None:
        """The first row of the page to ask for; None where it is here, or on its way."""
        number = index // PAGE
        if number in self._pages or number * PAGE in self._asked:
            return None
        self._asked.add(number * PAGE)
        return number * PAGE


class Rows[R](ScrollView, can_focus=True, inherit_bindings=False):
    """The list: `painter(row, width)` gives the pieces of a line, `key_of(row)` its identity."""

    class Wanted(Message):
        """Rows that are not here yet and are being looked at."""

        def __init__(self, rows: Rows[Any], offset: int, generation: int) -> None:
            super().__init__()
            self.rows = rows
            self.offset = offset
            self.generation = generation

        @property
        def control(self) -> Rows[Any]:
            return self.rows

    class Moved(Message):
        """The cursor stands on another row."""

        def __init__(self, rows: Rows[Any]) -> None:
            super().__init__()
            self.rows = rows

        @property
        def control(self) -> Rows[Any]:
            return self.rows

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, Rows.Moved) and message.rows is self.rows

    class Opened(Message):
        """A row was clicked twice."""

        def __init__(self, rows: Rows[Any]) -> None:
            super().__init__()
            self.rows = rows

    def __init__(
        self,
        painter: Callable[[R, int], list[Piece]],
        key_of: Callable[[R], Hashable],
        *,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self._styles = RoleStyles(self)
        self._painter = painter
        self._key_of = key_of
        self._pages: Pages[R] = Pages()
        self._strips: LRUCache[tuple[int, int, bool, bool], Strip] = LRUCache(1000)
        self.generation = 0
        """Counts the lists shown; a page of an earlier one is dropped."""
        self.total = 0
        self.cursor = 0
        self._begins = 0
        self._headings: Sequence[int] = ()
        self.lit: Container[Hashable] = frozenset()
        self.moved = False
        """Whether the cursor was moved since this list is shown."""
        self._unfolded_top: int | None = None
        """While the list has no room: its first row on the screen when it has some again."""
        self.leads = False
        """Whether keys move the cursor though something else, a line to type in, has the focus."""
        self.empty: tuple[str, ...] = ()
        """Lines to show where there is no row: what to do next."""

    # What is shown

    def start(self, start: ListStart[R]) -> None:
        """Show another list, with the cursor on the same line of the screen where it can be;
        in the first one not at the very top, so that what is above can be seen."""
        top = self.top if self._unfolded_top is None else self._unfolded_top
        line = self.cursor - top if self.generation else self.page_height // 4
        self.generation += 1
        self.moved = False
        self._pages.clear()
        self._strips.clear()
        self.total, self._begins, self._headings = start.total, start.begins, start.headings
        self.cursor = max(0, min(start.cursor, start.total - 1))
        self._pages.keep(start.offset, start.rows)
        self.virtual_size = Size(self.size.width, start.total)
        if self._unfolded_top is not None:
            self._unfolded_top = max(self.cursor - line, 0)
        self.scroll_to(y=self.cursor - line, animate=False, force=True)
        self._bring_into_view()
        self.refresh()
        # What is seen of the next page is asked for before anything that follows the cursor.
        for edge in (self.top, self.top + self.page_height - 1):
            self.row(edge)
        self.post_message(self.Moved(self))

    def put(self, generation: int, offset: int, rows: Sequence[R]) -> None:
        """Take in a page that was `Wanted`."""
        if generation != self.generation:
            return
        known = self.current is not None
        self._pages.keep(offset, rows)
        self._strips.clear()
        self.refresh_lines(offset, PAGE)
        if not known and self.current is not None:
            self.post_message(self.Moved(self))

    def light(self, keys: Container[Hashable]) -> None:
        """Mark the rows with these keys: what is chosen in another pane touches them."""
        if keys != self.lit:
            self.lit = keys
            self._strips.clear()
            self.refresh()

    def row(self, index: int) -> R | None:
        """The row, or None when it is not here yet, and is then asked for."""
        if not 0 <= index < self.total:
            return None
        row = self._pages.row(index)
        if row is None and (offset := self._pages.missing(index)) is not None:
            self.post_message(self.Wanted(self, offset, self.generation))
        return row

    @property
    def current(self) -> R | None:
        """The row under the cursor."""
        return self.row(self.cursor)

    @property
    def current_key(self) -> Hashable | None:
        return None if (row := self.current) is None else self._key_of(row)

    @property
    def at_beginning(self) -> bool:
        """Whether the cursor stands where it does for somebody who was not here yet."""
        return self.cursor == self._begins

    # Moving

    @property
    def top(self) -> int:
        """The index of the first row on the screen."""
        return round(self.scroll_y)

    @property
    def page_height(self) -> int:
        return max(self.scrollable_content_region.height, 1)

    def is_heading(self, index: int) -> bool:
        at = bisect_left(self._headings, index)
        return at < len(self._headings) and self._headings[at] == index

    def move_to(self, index: int, *, onto_heading: bool = False) -> None:
        """Put the cursor on a row and repaint the two lines that changed.

        It goes past a heading, in the direction in which it came, unless it is to stay there.
        """
        index = max(0, min(index, self.total - 1))
        if not onto_heading and self.is_heading(index):
            # There is always a row under a heading, and the first heading has none above.
            index += 1 if index > self.cursor or index == 0 else -1
        if index == self.cursor:
            return
        before, self.cursor, self.moved = self.cursor, index, True
        if not self._bring_into_view():
            self.refresh_line(before)
            self.refresh_line(index)
        for near in (index - _AHEAD, index + _AHEAD):
            self.row(near)
        self.post_message(self.Moved(self))

    def move(self, rows: int) -> None:
        self.move_to(self.cursor + rows)

    def half(self, direction: int) -> None:
        self.move_to(self.cursor + direction * max(self.page_height // 2, 1))

    def page(self, direction: int) -> None:
        self.move_to(self.cursor + direction * max(self.page_height - 1, 1))

    def _bring_into_view(self) -> bool:
        """Jump by most of a page when the cursor is off it; True when it was.

        A quarter of the page stays, to read on from. A heading right above the cursor is seen.
        """
        height = self.page_height
        first = self.cursor - (height > 1 and self.is_heading(self.cursor - 1))
        if self.top <= first and self.cursor < self.top + height:
            return False
        line = height // 4 if self.cursor >= self.top + height else height - 1 - height // 4
        self.scroll_to(y=max(0, self.cursor - line), animate=False, force=True)
        return True

    # Drawing

    def render_line(self, y: int) -> Strip:
        index, width = self.top + y, self.scrollable_content_region.width
        if index >= self.total:
            return self._blank(y, width)
        at_cursor = index == self.cursor
        key = (index, width, at_cursor, self.has_focus)
        strip = self._strips.get(key)
        if strip is None:
            row = self.row(index)
            strip = self._paint(row, width, at_cursor)
            if row is not None:
                self._strips[key] = strip
        return strip

    def _paint(self, row: R | None, width: int, at_cursor: bool) -> Strip:
        over: tuple[Role, ...] = ()
        if at_cursor:
            over = ("cursor",) if self.has_focus or self.leads else ("rest",)
        if row is None:
            return self._styles.line([(" …", "dim")], width, *over)
        lit = self._key_of(row) in self.lit
        (first, role), *others = self._painter(row, width - 1)
        pieces: list[Piece] = [("•", "lit"), (first, role)] if lit else [(" " + first, role)]
        pieces += others
        if at_cursor:
            # One style for the whole row: a third of the bytes, and read well in any theme.
            pieces = [("".join(text for text, _ in pieces), "plain")]
        return self._styles.line(pieces, width, *over)

    def _blank(self, y: int, width: int) -> Strip:
        """A line below the last row; the words for an empty list stand on the first ones."""
        if self.total or not 0 < y <= len(self.empty):
            return Strip.blank(width, self._styles.of())
        return self._styles.line([(" " + fit(self.empty[y - 1], width - 1), "dim")], width)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._styles.clear()
        self._strips.clear()

    def on_resize(self, event: events.Resize) -> None:
        self._strips.clear()
        self.virtual_size = Size(event.size.width, self.total)
        if event.size.height <= 1:
            if self._unfolded_top is None and self.generation:
                self._unfolded_top = self.top
        elif self._unfolded_top is not None:
            self.scroll_to(y=self._unfolded_top, animate=False, force=True)
            self._unfolded_top = None
        self._bring_into_view()

    def on_focus(self) -> None:
        self.refresh_line(self.cursor)

    def on_blur(self) -> None:
        self.refresh_line(self.cursor)

    def on_click(self, event: events.Click) -> None:
        self.move_to(self.top + event.y, onto_heading=True)
        if event.chain == 2:
            self.post_message(self.Opened(self))
