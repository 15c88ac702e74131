"""The four panes, which of them is in front, and the commands that move its cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace
from textual.widget import Widget

from tui.panes.lists import ArticlesPane, EntitiesPane, ListPane, TimelinePane
from tui.panes.pane import Pane, PaneSpace
from tui.panes.reader import ReaderPane
from tui.view_model.snapshot import RelatedRows, ViewSnapshot
from tui.view_model.state import LISTS, PaneName, RowKey, ViewState
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from store import Heading

NO_ROW = "There is no row here."
NO_NAME = "There is no name here: press n to go to one, or 2 for the entities."


class Panes:
    """Holds the panes; knows which one is in front and where the cursors are."""

    def __init__(self) -> None:
        self.articles = ArticlesPane()
        self.entities = EntitiesPane()
        self.timeline = TimelinePane()
        self.reader = ReaderPane()
        self.lists: dict[PaneName, ListPane] = {
            "articles": self.articles,
            "entities": self.entities,
            "timeline": self.timeline,
        }
        self.all: dict[PaneName, Pane] = {**self.lists, "reader": self.reader}
        self.space = PaneSpace(*self.all.values())
        self.last_list: PaneName = "articles"
        """The list that was in front before the reader was."""

    # What is in front

    @property
    def front(self) -> PaneName:
        """The pane that has the focus."""
        return self.space.front

    @property
    def front_list(self) -> ListPane | None:
        """The list that has the focus; None in the reader."""
        return self.lists.get(self.front)

    @property
    def target(self) -> Any:
        """The list or text that has the focus; both move by the same methods."""
        return self.all[self.front].target

    @property
    def row(self) -> Any:
        """The row under the cursor of the list in front; None in the reader and on a heading."""
        return self.front_list.rows.current if self.front_list and not self.heading else None

    @property
    def heading(self) -> Heading | None:
        """The heading under the cursor of the list in front, if any."""
        return self.front_list.heading_here if self.front_list else None

    @property
    def chosen(self) -> list[Any]:
        """The marked rows of the list in front, or else the row under the cursor, if any."""
        if self.front_list is None:
            return []
        marked = list(self.front_list.rows.marked.values())
        return marked or ([self.row] if self.row is not None else [])

    def clear_marks(self) -> bool:
        """Remove the marks of the list in front; return whether there were any."""
        rows = self.front_list.rows if self.front_list else None
        if rows is None or not rows.marked:
            return False
        rows.clear_marks()
        return True

    def bring(self, name: PaneName, *, zoomed: bool | None = None) -> None:
        """Put a pane in front and, where there is room for one only, give it the room."""
        if self.front == "timeline":
            # It may be left before its cursor has come to rest.
            self.timeline.sync_histogram()
        if self.front != "reader":
            self.last_list = self.front
        self.space.bring(name, zoomed=self.space.zoomed if zoomed is None else zoomed)
        for each, pane in self.all.items():
            pane.set_class(each == name, "-front")

    def pane_of(self, target: Widget | None) -> PaneName | None:
        """The pane whose list or text this is."""
        return next((name for name, pane in self.all.items() if pane.target is target), None)

    def list_of(self, rows: Rows[Any]) -> PaneName:
        """The list pane that holds these rows."""
        return next(name for name, pane in self.lists.items() if pane.rows is rows)

    def others_show(self) -> bool:
        """Whether any pane but the one in front shows more than its heading."""
        return any(self.space.shows(name) for name in self.all if name != self.front)

    # What they show

    def show(self, snapshot: ViewSnapshot) -> None:
        """Show a snapshot in every list."""
        for pane in self.lists.values():
            pane.show(snapshot)
        if snapshot.empty:
            self.reader.clear("")

    def cursors(self) -> dict[PaneName, int]:
        """Return the index of the row under each list's cursor."""
        return {name: pane.rows.cursor for name, pane in self.lists.items()}

    def with_moved_cursors(
        self, snapshot: ViewSnapshot, before: Mapping[PaneName, int]
    ) -> ViewSnapshot:
        """Return a snapshot with the cursors that a key has moved since they were at `before`,
        while it was read. One whose row is not among those that were read is left as it was.
        """
        moved: dict[str, object] = {}
        for name, pane in self.lists.items():
            page, rows = snapshot.page_of(name), pane.rows
            if page is None or rows.cursor == before[name] or rows.current is None:
                continue
            keys = [rows.key_of(row) for row in page.rows]
            if rows.current_key in keys:
                moved[name] = replace(page, cursor=page.offset + keys.index(rows.current_key))
        return replace(snapshot, **moved)

    def mark_related(self, related: RelatedRows) -> None:
        """Mark the rows that belong to the chosen one."""
        for name in LISTS:
            self.lists[name].rows.mark_related(getattr(related, name))

    def capture(self, state: ViewState, *, initial: bool = True) -> ViewState:
        """Return the state with the focus and the rows under the cursors, to find them again.

        Without `initial`, a cursor that was never moved from where a list starts is left out: it
        starts there again, whatever comes in above it.
        """
        unloaded = tuple(each for each in state.cursors if not self.lists[each[0]].is_loaded)
        cursors: tuple[tuple[PaneName, RowKey], ...] = tuple(
            (name, key)
            for name, pane in self.lists.items()
            if isinstance(key := pane.rows.current_key, int | str)
            and (initial or not pane.rows.at_initial_cursor)
        )
        return replace(state, cursors=unloaded + cursors, focus=self.front)

    # Commands

    def move(self, by: int) -> None:
        self.target.move(by)

    def half_page(self, by: int) -> None:
        self.target.half(by)

    def page(self, by: int) -> None:
        self.target.page(by)

    def top(self) -> None:
        self.target.move_to(0)

    def bottom(self) -> None:
        self.target.move_to(self.target.total - 1)
