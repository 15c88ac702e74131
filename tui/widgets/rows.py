"""A list of any length that holds only the pages it shows.

The store gives rows a page at a time, when they are first looked at. A cursor move repaints two
lines. When the cursor leaves the page, the page jumps: over SSH a held key then costs a sixth of
the bytes that scrolling by line does. There is no scrollbar for the same reason: it would be
painted again with every line. The keys for a page or half a page move the page with the cursor,
so that each row is seen.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Container, Hashable, Iterable, Sequence
from typing import Any

from textual import events
from textual.cache import LRUCache
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.view_model.snapshot import PAGE, ListPage
from tui.view_model.styled_text import Fragment, Role, fit
from tui.widgets.bar import RoleStyles

_KEPT = 40
_PAINTED = 300
"""Lines that are kept as they were painted: two kilobytes each."""
MARKED = "■"
"""Shown before a row that the user marked."""
_AHEAD = 30
"""Rows ahead of the cursor for which pages are loaded."""


class Pages[R]:
    """Rows by index; each missing page is requested once."""

    def __init__(self) -> None:
        self._pages: LRUCache[int, Sequence[R]] = LRUCache(_KEPT)
        self._asked: set[int] = set()

    def clear(self) -> None:
        self._pages.clear()
        self._asked.clear()

    def keep(self, offset: int, rows: Sequence[R]) -> None:
        """Keep rows from `offset` on, where a page begins."""
        self._asked.discard(offset)
        for first in range(0, len(rows), PAGE):
            self._pages[(offset + first) // PAGE] = rows[first : first + PAGE]

    def row(self, index: int) -> R | None:
        """Return a row; None when its page is not loaded."""
        number, place = divmod(index, PAGE)
        page = self._pages.get(number)
        return page[place] if page is not None and place < len(page) else None

    def missing(self, index: int) -> int | None:
        """Return the first row of the page to request; None when it is loaded or requested."""
        number = index // PAGE
        if number in self._pages or number * PAGE in self._asked:
            return None
        self._asked.add(number * PAGE)
        return number * PAGE


class Rows[R](ScrollView, can_focus=True, inherit_bindings=False):
    """A list: `painter(row, width)` returns the fragments of a line, `key_of(row)` its key."""

    class PageNeeded(Message):
        """Rows that are not loaded are about to be seen."""

        def __init__(self, rows: Rows[Any], offset: int, generation: int) -> None:
            super().__init__()
            self.rows = rows
            self.offset = offset
            self.generation = generation

        @property
        def control(self) -> Rows[Any]:
            return self.rows

    class CursorMoved(Message):
        """The cursor is on another row."""

        def __init__(self, rows: Rows[Any]) -> None:
            super().__init__()
            self.rows = rows

        @property
        def control(self) -> Rows[Any]:
            return self.rows

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, Rows.CursorMoved) and message.rows is self.rows

    class RowActivated(Message):
        """A row was double-clicked."""

        def __init__(self, rows: Rows[Any]) -> None:
            super().__init__()
            self.rows = rows

    def __init__(
        self,
        painter: Callable[[R, int], list[Fragment]],
        key_of: Callable[[R], Hashable],
        *,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self._styles = RoleStyles(self)
        self._painter = painter
        self.key_of = key_of
        """What tells a row from the others."""
        self._pages: Pages[R] = Pages()
        self._strips: LRUCache[tuple[int, int, bool, bool], Strip] = LRUCache(_PAINTED)
        self.generation = 0
        """Counts the lists that were shown; a page of an earlier list is dropped."""
        self.total = 0
        self.cursor = 0
        self._initial_cursor = 0
        self._headings: Sequence[int] = ()
        self.related: Container[Hashable] = frozenset()
        self.marked: dict[Hashable, R] = {}
        """The rows that the user marked, by key, in the order in which they were marked."""
        self.moved = False
        """Whether the cursor was moved since this list was shown."""
        self._unfolded_top: int | None = None
        """While the list has no room: the first row to show when it has room again."""
        self.leads = False
        """Whether keys move the cursor while another widget, an input, has the focus."""
        self.empty_lines: tuple[str, ...] = ()
        """What to show when there is no row."""

    # What is shown

    def show(self, page: ListPage[R]) -> None:
        """Show another list, with the cursor on the same line of the screen if possible.

        In the first list the cursor is not at the top, so that the rows above it can be seen.
        """
        top = self.top if self._unfolded_top is None else self._unfolded_top
        line = self.cursor - top if self.generation else self.page_height // 4
        self.generation += 1
        self.moved = False
        self._pages.clear()
        self._strips.clear()
        self.total, self._initial_cursor, self._headings = (
            page.total,
            page.initial_cursor,
            page.headings,
        )
        self.cursor = max(0, min(page.cursor, page.total - 1))
        self._pages.keep(page.offset, page.rows)
        self.virtual_size = Size(self.size.width, page.total)
        if self._unfolded_top is not None:
            self._unfolded_top = max(self.cursor - line, 0)
        self.scroll_to(y=self.cursor - line, animate=False, force=True)
        self._bring_into_view()
        self.refresh()
        # Request what is visible of the next page before anything that follows the cursor.
        for edge in (self.top, self.top + self.page_height - 1):
            self.row(edge)
        self.post_message(self.CursorMoved(self))

    def add_page(self, generation: int, offset: int, rows: Sequence[R]) -> None:
        """Add a page that a `PageNeeded` asked for."""
        if generation != self.generation:
            return
        known = self.current is not None
        self._pages.keep(offset, rows)
        self._strips.clear()
        self.refresh_lines(offset, PAGE)
        if not known and self.current is not None:
            self.post_message(self.CursorMoved(self))

    def mark_related(self, keys: Container[Hashable]) -> None:
        """Mark the rows with these keys as related to a row of another pane."""
        if keys != self.related:
            self.related = keys
            self._strips.clear()
            self.refresh()

    def toggle_mark(self) -> None:
        """Mark the row under the cursor for a command on several rows, or remove its mark."""
        row = self.current
        if row is None:
            return
        key = self.key_of(row)
        if self.marked.pop(key, None) is None:
            self.marked[key] = row
        self._strips.clear()
        self.refresh_line(self.cursor)

    def set_marks(self, rows: Iterable[R], *, on: bool) -> None:
        """Mark these rows, or remove their marks."""
        for row in rows:
            self.marked.pop(self.key_of(row), None)
            if on:
                self.marked[self.key_of(row)] = row
        self._strips.clear()
        self.refresh()

    def clear_marks(self) -> None:
        """Remove all marks."""
        if self.marked:
            self.marked.clear()
            self._strips.clear()
            self.refresh()

    def neighbour(self, without: Container[Hashable]) -> R | None:
        """Return the row nearest to the cursor, first below it, that has none of these keys.

        It stays when those are gone. None where no such row is loaded.
        """
        below = range(self.cursor, min(self.cursor + PAGE, self.total))
        above = range(self.cursor - 1, max(self.cursor - PAGE, -1), -1)
        for index in (*below, *above):
            row = self._pages.row(index)
            if row is None or self.is_heading(index) or self.key_of(row) in without:
                continue
            return row
        return None

    def row(self, index: int) -> R | None:
        """Return a row; None when it is not loaded, and then request it."""
        if not 0 <= index < self.total:
            return None
        row = self._pages.row(index)
        if row is None and (offset := self._pages.missing(index)) is not None:
            self.post_message(self.PageNeeded(self, offset, self.generation))
        return row

    @property
    def current(self) -> R | None:
        """The row under the cursor."""
        return self.row(self.cursor)

    @property
    def current_key(self) -> Hashable | None:
        return None if (row := self.current) is None else self.key_of(row)

    @property
    def at_initial_cursor(self) -> bool:
        """Whether the cursor is where a new list starts."""
        return self.cursor == self._initial_cursor

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

    def move_to(self, index: int, *, onto_heading: bool = False, top: int | None = None) -> None:
        """Put the cursor on a row and repaint the two lines that changed.

        Without `onto_heading` the cursor skips a heading, in its direction. With `top`, that row
        becomes the first on the screen, or the row nearest to it that keeps the cursor visible.
        """
        index = max(0, min(index, self.total - 1))
        if not onto_heading and self.is_heading(index):
            # There is always a row under a heading, and the first heading has none above.
            index += 1 if index > self.cursor or index == 0 else -1
        if index == self.cursor:
            return
        before, self.cursor, self.moved = self.cursor, index, True
        if not (self._bring_into_view() if top is None else self._show_from(top)):
            self.refresh_line(before)
            self.refresh_line(index)
        for near in (index - _AHEAD, index + _AHEAD):
            self.row(near)
        self.post_message(self.CursorMoved(self))

    def move(self, rows: int) -> None:
        self.move_to(self.cursor + rows)

    def half(self, direction: int) -> None:
        self._turn(direction * max(self.page_height // 2, 1))

    def page(self, direction: int) -> None:
        # Two rows stay, since the cursor may go one row further to skip a heading.
        self._turn(direction * max(self.page_height - 2, 1))

    def _turn(self, rows: int) -> None:
        """Move the cursor and the page by so many rows; no row between two pages is skipped."""
        self.move_to(self.cursor + rows, top=self.top + rows)

    def _bring_into_view(self) -> bool:
        """Jump by most of a page when the cursor is outside it; return whether it was.

        A quarter of the page stays for context.
        """
        height, first = self.page_height, self._first_in_view()
        if self.top <= first and self.cursor < self.top + height:
            return False
        line = height // 4 if self.cursor >= self.top + height else height - 1 - height // 4
        self.scroll_to(y=max(0, self.cursor - line), animate=False, force=True)
        return True

    def _show_from(self, top: int) -> bool:
        """Scroll to a row, or as near as the cursor permits; return whether the page moved."""
        before = self.top
        top = min(max(top, self.cursor - self.page_height + 1), self._first_in_view())
        self.scroll_to(y=top, animate=False, force=True)
        return self.top != before

    def _first_in_view(self) -> int:
        """Return the first row to show with the cursor: a heading right above it is shown too."""
        return self.cursor - (self.page_height > 1 and self.is_heading(self.cursor - 1))

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
        key = self.key_of(row)
        (first, role), *others = self._painter(row, width - 1)
        fragments: list[Fragment] = [(" " + first, role)]
        if key in self.marked:
            fragments = [(MARKED, "warn"), (first, role)]
        elif key in self.related:
            fragments = [("•", "lit"), (first, role)]
        fragments += others
        if at_cursor:
            # One style for the whole row: a third of the bytes, and read well in any theme.
            fragments = [("".join(text for text, _ in fragments), "plain")]
        return self._styles.line(fragments, width, *over)

    def _blank(self, y: int, width: int) -> Strip:
        """Return a line below the last row; an empty list shows `empty_lines` there."""
        if self.total or not 0 < y <= len(self.empty_lines):
            return Strip.blank(width, self._styles.of())
        return self._styles.line([(" " + fit(self.empty_lines[y - 1], width - 1), "dim")], width)

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

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Apply no styles again, as Textual would: none depends on the focus."""

    def on_focus(self) -> None:
        self.refresh_line(self.cursor)

    def on_blur(self) -> None:
        self.refresh_line(self.cursor)

    def on_click(self, event: events.Click) -> None:
        self.move_to(self.top + event.y, onto_heading=True)
        if event.chain == 2:
            self.post_message(self.RowActivated(self))
