"""The dialog that compares two sources, tags or periods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from tui.dialogs.basic import Dialog
from tui.view_model.comparing import (
    CompareHeading,
    ComparePage,
    Sides,
    compare_page,
    compared_line,
    compared_rows,
    details,
    section_line,
    summary,
)
from tui.view_model.snapshot import ListPage
from tui.view_model.store_thread import StoreThread
from tui.view_model.styled_text import Fragment, arrange_hints, key_hints
from tui.widgets.bar import Bar
from tui.widgets.rows import Rows
from tui.widgets.side_by_side import SideBySide

if TYPE_CHECKING:
    from store import ComparedEvent


class CompareChoice(NamedTuple):
    """The article to open, and the event in it."""

    number: int
    row: Any


class CompareDialog(Dialog[CompareChoice]):
    """Events of both sides, and of one only; the sentences of both side by side."""

    # Priority: a key typed after the one that closes this is meant for the screen below.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "down", priority=True),
        Binding("up,k", "move(-1)", "up", priority=True),
        Binding("pagedown,ctrl+d", "page(1)", "page down", priority=True),
        Binding("pageup,ctrl+u", "page(-1)", "page up", priority=True),
        Binding("home,g", "top", "top", priority=True),
        Binding("end,G", "bottom", "bottom", priority=True),
        Binding("tab", "section(1)", "next section", priority=True),
        Binding("shift+tab", "section(-1)", "section before", priority=True),
        Binding("J", "scroll(1)", "scroll the sentences down", priority=True),
        Binding("K", "scroll(-1)", "scroll the sentences up", priority=True),
        Binding("enter,o", "open('one')", "open the article", priority=True),
        Binding("O", "open('other')", "open the other's article", priority=True),
        Binding("escape,q,C", "leave", "leave", priority=True),
    ]

    def __init__(self, store_thread: StoreThread, sides: Sides, *, minor: bool) -> None:
        self._rows: Rows[Any] = Rows(self._line, _key)
        super().__init__(self._rows)
        self._store_thread, self._sides, self._minor = store_thread, sides, minor
        self._page: ComparePage | None = None
        self._event: ComparedEvent | None = None
        self._title = Bar(classes="dialog-title")
        self._sentences = SideBySide()
        self._foot = Bar(classes="dialog-note", arrange=arrange_hints)

    def compose(self) -> ComposeResult:
        with Vertical(classes="card-dialog compare-dialog"):
            yield self._title
            yield self._rows
            yield self._sentences
            yield self._foot

    def on_mount(self) -> None:
        one, other = (self._sides.name_of(each) for each in ("one", "other"))
        self._title.say([(f" {one} ", "strong"), ("and", "dim"), (f" {other}", "strong")])
        self._foot.say(
            key_hints(
                ("↑↓", "event"), ("Tab", "section"), ("Enter", one), ("O", other),
                ("J K", "scroll"), ("Esc", "close"),
            )
        )  # fmt: skip
        self._rows.empty_lines = ("Comparing…",)
        self.set_focus(self._rows)
        self._load()

    def _line(self, row: Any, width: int) -> list[Fragment]:
        if isinstance(row, CompareHeading):
            return section_line(row, width)
        return compared_line(row, width, self._sides)

    @work(exclusive=True, group="compare", exit_on_error=False)
    async def _load(self) -> None:
        sides, minor = self._sides, self._minor
        page, rows = await self._store_thread.ask(lambda views: compare_page(views, sides, minor))
        self._page = page
        self._rows.empty_lines = (
            "Neither has an event here.",
            "The filters of the panes hold here too.",
        )
        self._title.say([(f" {summary(page.comparison, sides)}", "strong")])
        self._rows.show(ListPage(page.total, 0, rows, 1, 1, page.lines))

    @on(Rows.PageNeeded)
    def _page_needed(self, event: Rows.PageNeeded) -> None:
        self._fetch(event.offset, event.generation)

    @work(group="compare pages", exit_on_error=False)
    async def _fetch(self, offset: int, generation: int) -> None:
        sides, page = self._sides, self._page
        if page is None:
            return
        rows = await self._store_thread.ask(lambda views: compared_rows(views, sides, page, offset))
        self._rows.add_page(generation, offset, rows)

    @on(Rows.CursorMoved)
    def _moved(self) -> None:
        row = self._rows.current
        if row is None or isinstance(row, CompareHeading) or self._page is None:
            return
        self._detail(self._page.number_at(self._rows.cursor))

    @work(exclusive=True, group="compare details", exit_on_error=False)
    async def _detail(self, number: int) -> None:
        sides = self._sides
        self._event = event = await self._store_thread.ask(
            lambda views: views.comparison(sides.one, sides.other).event(number)
        )
        self._sentences.show(*details(event, sides))

    def action_top(self) -> None:
        self._rows.move_to(0)

    def action_bottom(self) -> None:
        self._rows.move_to(self._rows.total - 1)

    def action_scroll(self, by: int) -> None:
        self._sentences.move(by)

    def action_section(self, by: int) -> None:
        """Go to the first event of the next section, or of the one before."""
        if self._page is not None and self._page.total:
            self._rows.move_to(self._page.section_from(self._rows.cursor, by) + 1)

    def action_open(self, side: str) -> None:
        """Open the article of a side; where it has none, that of the other."""
        if self._event is None:
            return
        sides = (self._event.one, self._event.other)
        ours, theirs = sides if side == "one" else sides[::-1]
        if ours or theirs:
            self.dismiss(CompareChoice((ours or theirs)[0].number, self._event.row))


def _key(row: Any) -> str:
    return row.name if isinstance(row, CompareHeading) else str(row.row.id)
