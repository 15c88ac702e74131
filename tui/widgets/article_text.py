"""The text of an article, with marks laid over it by offset and notes beside or under it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.safe import one_line
from tui.view_model.article import MarginNote, MarkKind, TextMark
from tui.view_model.styled_text import Fragment, arrange, fit, limit_combining_marks, plural
from tui.widgets.bar import RoleStyles
from tui.widgets.tables import BETWEEN, Cell, item_indent, table_cells, without_gaps
from tui.widgets.text_layout import beneath, beside, fold, folded_ranges
from tui.widgets.wrap import TextLine, line_of, wrap

MARK_CLASSES = {
    f"mark--{kind}"
    for kind in ("furniture", "entity", "person", "evidence", "party", "verb", "hit")
}
_ORDER = ("furniture", "entity", "person", "evidence", "verb", "party", "hit")
"""Later kinds are drawn over earlier ones."""
_WIDEST = 92
"""Cells of a line of text; longer lines are hard to read."""
_RULE = 40
"""Cells of the rule under the heads of a table."""
_NARROWEST = 20
"""Cells beside the text from which notes are shown there."""
_NOTE_SIGN = " │ "
"""Shown before a note under its paragraph."""


class ArticleText(ScrollView, can_focus=True, inherit_bindings=False):
    """The reader's text. Scrolls by line; `reveal` brings an offset into view."""

    COMPONENT_CLASSES = MARK_CLASSES

    class Clicked(Message):
        """The text was clicked at an offset (code points)."""

        def __init__(self, offset: int) -> None:
            super().__init__()
            self.offset = offset

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._roles = RoleStyles(self)
        self._mark_styles = RoleStyles(self, "mark")
        self._text = ""
        self._marks: tuple[TextMark, ...] = ()
        self._notes: tuple[MarginNote, ...] = ()
        self._wrapped_lines: list[TextLine] = []
        self._lines: list[TextLine] = []
        """The wrapped lines, with lines for notes between them where notes are shown there."""
        self._on_line: dict[int, list[TextMark]] = {}
        self._margin: dict[int, tuple[Fragment, ...]] = {}
        self._wrapped = 0
        self._sought: int | None = None
        """The offset to keep in view until the user scrolls."""
        self._notes_between = False
        self._cells: dict[int, list[Cell]] = {}
        """The cells of the lines that are rows of a table."""
        self._folds: list[tuple[int, int]] = []
        self._unfolded = False
        self._folded: dict[int, int] = {}
        """How many lines each line stands for that was put in the place of others."""
        self._selection: TextMark | None = None

    # What is shown

    def show(
        self,
        text: str,
        marks: Sequence[TextMark],
        notes: Sequence[MarginNote] = (),
        folds: Sequence[tuple[int, int]] = (),
    ) -> None:
        """Show a text with its marks and notes; the same text keeps its scroll position.

        The lines of `folds` (ranges of code points) are hidden behind one line each.
        """
        same = text == self._text
        self._text, self._marks, self._notes = text, tuple(marks), tuple(notes)
        if not same:
            self._wrapped = 0
            self._unfolded = False
        self._folds = folded_ranges(text, folds)
        self._lay_out()
        if not same:
            self._sought = None
            self.scroll_to(y=0, animate=False, force=True)
        self.refresh()

    def select(self, start: int, end: int) -> None:
        """Show a range as selected, until `end_selection`, and bring it into view."""
        self._selection = TextMark(start, end, "hit")
        self._lay_out()
        self.reveal(start)
        self.refresh()

    def end_selection(self) -> None:
        """Show nothing as selected."""
        self._selection = None
        self._lay_out()
        self.refresh()

    def offset_below(self, offset: int, lines: int) -> int:
        """Return the offset that is so many lines below (or, negative, above) another."""
        if not self._lines:
            return offset
        line = line_of(self._lines, offset)
        column = offset - self._lines[line].start
        while 0 <= line + lines < len(self._lines):
            target = self._lines[line + lines]
            if target.end > target.start:
                return min(target.start + column, target.end - 1)
            lines += 1 if lines > 0 else -1
        return offset

    @property
    def visible_range(self) -> tuple[int, int]:
        """The range of the text that is on the screen."""
        if not self._lines:
            return 0, 0
        top = min(round(self.scroll_y), len(self._lines) - 1)
        bottom = min(top + max(self.size.height, 1), len(self._lines)) - 1
        return self._lines[top].start, self._lines[bottom].end

    @property
    def has_room_beside(self) -> bool:
        """Whether there is room for notes beside the text."""
        return self._beside >= _NARROWEST

    @property
    def _beside(self) -> int:
        return self.size.width - self.text_width - 4

    def toggle_notes(self) -> None:
        """Show the notes under each paragraph, or hide them."""
        here = self.offset_here
        self._notes_between = not self._notes_between
        self._lay_out()
        self.scroll_to(
            y=max(0, line_of(self._lines, here) - max(self.size.height, 1) // 3),
            animate=False, force=True,
        )  # fmt: skip
        self.refresh()

    @property
    def has_folds(self) -> bool:
        """Whether any line of the text can be folded."""
        return bool(self._folds)

    def toggle_folds(self) -> None:
        """Show what is folded, or fold it again."""
        here = self.offset_on_top if self.scroll_y else 0
        self._unfolded = not self._unfolded
        self._lay_out()
        self.scroll_to(y=line_of(self._lines, here), animate=False, force=True)
        self.refresh()

    def reveal(self, offset: int) -> None:
        """Scroll so that `offset` (code points) is a third down the page, unless it is visible.

        A text that has no room yet scrolls when it gets some. What is folded there is shown.
        """
        self._sought = offset
        if not self._unfolded and any(start <= offset < end for start, end in self._folds):
            self._unfolded = True
            self._lay_out()
            self.refresh()
        if not self._lines:
            return
        line = line_of(self._lines, offset)
        top, height = round(self.scroll_y), max(self.size.height, 1)
        if not top <= line < top + height - 1:
            self.scroll_to(y=max(0, line - height // 3), animate=False, force=True)

    @property
    def part_read(self) -> int | None:
        """How much of the text is above the end of the page, in percent; None when all of it fits
        on two pages."""
        height = max(self.size.height, 1)
        if len(self._lines) <= 2 * height:
            return None
        return min(100 * (round(self.scroll_y) + height) // len(self._lines), 100)

    @property
    def offset_on_top(self) -> int:
        """The offset (code points) of the first line on the page."""
        return self._lines[min(round(self.scroll_y), self.total - 1)].start if self._lines else 0

    @property
    def offset_here(self) -> int:
        """The offset (code points) a third down the page; `reveal` returns to it."""
        if not self._lines:
            return self._sought or 0
        line = round(self.scroll_y) + max(self.size.height, 1) // 3
        return self._lines[min(line, len(self._lines) - 1)].start

    @property
    def text_width(self) -> int:
        """Cells for the text; the rest is for notes."""
        return max(min(self.size.width - 2, _WIDEST), 1)

    def _lay_out(self) -> None:
        if not self.size:
            self._lines, self._wrapped_lines, self._wrapped = [], [], 0
            return
        width = self.text_width
        if width != self._wrapped:
            self._wrapped_lines = without_gaps(self._text, wrap(self._text, width))
            self._wrapped = width
        self._place_notes()
        if self._folds and not self._unfolded:
            self._lines, self._margin, self._folded = fold(self._lines, self._margin, self._folds)
        else:
            self._folded = {}
        self.virtual_size = Size(self.size.width, len(self._lines))
        self._cells = table_cells(self._text, self._lines, width)
        self._on_line = {}
        selected = [self._selection] if self._selection is not None else []
        for mark in map(self._tight, (*self._marks, *selected)):
            last = line_of(self._lines, max(mark.end - 1, mark.start))
            for line in range(line_of(self._lines, mark.start), last + 1):
                self._on_line.setdefault(line, []).append(mark)

    def _place_notes(self) -> None:
        self._lines = self._wrapped_lines
        if self.has_room_beside:
            self._margin = beside(self._lines, self._notes)
        elif self._notes_between:
            room = self.size.width - cell_len(_NOTE_SIGN)
            self._lines, self._margin = beneath(self._text, self._wrapped_lines, self._notes, room)
        else:
            self._margin = {line_of(self._lines, each.at): each.fragments for each in self._notes}

    def _tight(self, mark: TextMark) -> TextMark:
        """Return a mark without the blanks at its end."""
        end = mark.end
        while end > mark.start and self._text[end - 1 : end].isspace():
            end -= 1
        return replace(mark, end=end)

    # Moving

    def move(self, lines: int) -> None:
        self._sought = None
        self.scroll_to(y=self.scroll_y + lines, animate=False, force=True)

    def half(self, direction: int) -> None:
        self.move(direction * max(self.size.height // 2, 1))

    def page(self, direction: int) -> None:
        self.move(direction * max(self.size.height - 1, 1))

    def move_to(self, line: int) -> None:
        self._sought = None
        self.scroll_to(y=line, animate=False, force=True)

    @property
    def total(self) -> int:
        """The number of lines, as the text is wrapped now."""
        return len(self._lines)

    # Drawing

    def render_line(self, y: int) -> Strip:
        number, width = round(self.scroll_y) + y, self.size.width
        if number >= len(self._lines):
            return Strip.blank(width, self._roles.of())
        if (hidden := self._folded.get(number)) is not None:
            words = f" ┄ {plural(hidden, 'line')} of the page folded ┄" if hidden else ""
            return self._roles.line([(words, "dim")], width)
        room, note = self._beside, self._margin.get(number)
        if note is not None and self._notes_between and not self.has_room_beside:
            return self._roles.line(arrange([(_NOTE_SIGN, "dim"), *note], (), width), width)
        signed = note is not None and not self.has_room_beside
        first = self._roles.line([("›", "dim") if signed else (" ", "plain")], 1)
        text = Strip([*first, *self._segments(number)])
        if note is None or signed:
            return text.adjust_cell_length(width, self._roles.of())
        margin = self._roles.line(arrange([("│ ", "dim"), *note], (), room), room)
        gap = text.adjust_cell_length(width - room, self._roles.of())
        return Strip([*gap, *margin])

    def _segments(self, number: int) -> list[Segment]:
        line = self._lines[number]
        cells = self._cells.get(number)
        if cells is not None:
            return self._row_segments(number, cells)
        indent = " " * item_indent(self._text, line)
        before = [Segment(indent, self._style(set()))] if indent else []
        return before + self._pieces(number, line.start, line.end)

    def _row_segments(self, number: int, cells: Sequence[Cell]) -> list[Segment]:
        """Return a row of a table with its cells padded, or the rule under the heads."""
        plain = self._style(set())
        if not cells:
            return [Segment("─" * min(self.text_width, _RULE), plain)]
        segments: list[Segment] = []
        for start, end, width in cells:
            if segments:
                segments.append(Segment(BETWEEN, plain))
            segments += self._pieces(number, start, end)
            blank = width - cell_len(self._text[start:end])
            segments.append(Segment(" " * blank, plain))
        return segments

    def _pieces(self, number: int, first: int, last: int) -> list[Segment]:
        """Return the segments of a range of a line (code points), by its marks."""
        marks = self._on_line.get(number, ())
        edges = {first, last}
        for mark in marks:
            edges.update((max(mark.start, first), min(mark.end, last)))
        cuts = sorted(edge for edge in edges if first <= edge <= last)
        return [
            Segment(
                limit_combining_marks(one_line(self._text[start:end])),
                self._style({mark.kind for mark in marks if mark.start < end and mark.end > start}),
            )
            for start, end in pairwise(cuts)
        ]

    def _style(self, kinds: set[MarkKind]) -> Style:
        return self._mark_styles.of(*(kind for kind in _ORDER if kind in kinds))

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._roles.clear()
        self._mark_styles.clear()

    def on_resize(self) -> None:
        top = self._lines[min(round(self.scroll_y), len(self._lines) - 1)] if self._lines else None
        self._lay_out()
        if self._sought is not None:
            self.reveal(self._sought)
        elif top is not None:
            self.scroll_to(y=line_of(self._lines, top.start), animate=False, force=True)
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        number = round(self.scroll_y) + event.y
        if number < len(self._lines):
            line = self._lines[number]
            if number in self._cells:
                return
            column = event.x - 1 - item_indent(self._text, line)
            before = fit(self._text[line.start : line.end], max(column, 0))
            self.post_message(self.Clicked(min(line.start + len(before), line.end)))
