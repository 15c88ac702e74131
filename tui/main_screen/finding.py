"""The main screen: finding."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual import work

from tui.main_screen.following import Following
from tui.view_model.state import Place, heading_term, order_now, ordered, orders, term_of, words

if TYPE_CHECKING:
    from store import Heading, Hit


NO_ROW = "There is no row here."


class Finding(Following):
    """Every command here ends in another place on the trail, or the same one shown otherwise."""

    @property
    def row(self) -> Any:
        """The row under the cursor of the list in front; None in the reader and on a heading."""
        return self.front_list.rows.current if self.front_list and not self.heading else None

    @property
    def heading(self) -> Heading | None:
        """The heading of the timeline under the cursor, where that is in front."""
        return self.timeline.heading_here if self.front == "timeline" else None

    async def action_search(self) -> None:
        from tui.dialogs.search import Search

        await self.app.push_screen(Search(self.archive, self.place.filter), self._found)

    def _found(self, hit: Hit | str | None) -> None:
        """What was chosen in the search box: a name, an event, an article, or a query to
        filter by."""
        from store import Term

        if hit is None:
            return
        if isinstance(hit, str):
            self.go(self.place.with_term(Term("query", hit)))
        elif hit.key is not None:
            self.only_entity(hit.key, hit.title)
            self.bring("entities")
        elif hit.number is not None:
            self.read(hit.number, event=hit.event)

    def only_entity(self, key: str, name: str) -> None:
        """Filter by an entity; its name is kept for the filter bar, the cursor goes to it."""
        from store import Term

        self.names[key] = name
        self.go(self.place.with_term(Term("entity", key)), towards=("entities", key))

    def action_only(self) -> None:
        self._filter_by(self.row, exclude=False)

    def action_exclude(self) -> None:
        self._filter_by(self.row, exclude=True)

    def _filter_by(self, row: Any, *, exclude: bool) -> None:
        if self.heading is not None:
            zoom = self.place.zoom
            self.go(self.place.with_term(heading_term(self.heading, zoom, exclude=exclude)))
            return
        if row is None:
            self.say(NO_ROW)
            return
        term = term_of(self.front, row, exclude=exclude)
        if term is None:
            self.say("This row names no source.")
            return
        if self.front == "entities":
            self.names[row.key] = row.name
        self.go(self.place.with_term(term))

    def action_kind(self) -> None:
        """Only entities of the row's type; all of them again where that was so already."""
        from store import Term

        if self.row is None:
            self.say(NO_ROW)
            return
        term = Term("kind", self.row.type)
        filter_ = self.place.filter
        changed = filter_.drop(term) if term in filter_.terms else filter_.add(term)
        self.go(replace(self.place, filter=changed))

    def action_drop(self) -> None:
        if self.place.filter:
            self.go(replace(self.place, filter=self.place.filter.drop_last()))
        else:
            self.say("There is no filter to drop.")

    async def action_drop_one(self) -> None:
        """Choose which condition to let go; each is tried as the cursor comes to it."""
        from tui.dialogs.basic import Choice, Option

        place, terms = self.place, self.place.filter.terms
        if len(terms) < 2:
            self.action_drop()
            return

        def without(number: str) -> Place:
            dropped = place.filter.drop(terms[int(number)]) if number else place.filter
            return replace(place, filter=dropped)

        def take(number: str | None) -> None:
            self.amend(place)
            self.go(without(number or ""))

        options = [Option(str(at), words(term, self.names)) for at, term in enumerate(terms)]
        choice = Choice("Filters: which to drop", options, "", lambda at: self.amend(without(at)))
        await self.app.push_screen(choice, take)

    def action_back(self) -> None:
        self._walk(-1, "This is where it began.")

    def action_forward(self) -> None:
        self._walk(1, "There is nothing ahead.")

    def _walk(self, by: int, at_the_end: str) -> None:
        if self.step(by):
            self.bring(self.place.focus)
        else:
            self.say(at_the_end)

    async def action_sort(self) -> None:
        from tui.dialogs.basic import Choice, Option

        pane = self.front

        def preview(order: str) -> None:
            self.amend(ordered(self.place, pane, order))

        options = [Option(*each) for each in orders(pane).items()]
        now = order_now(self.place, pane)
        await self.app.push_screen(Choice(f"Order of the {pane}", options, now, preview))

    def action_unfold(self) -> None:
        """The copies of the row's family as rows beneath it, or folded again."""
        if self.row is None:
            self.say(NO_ROW)
        elif self.row.copies or self.row.under:
            self.amend(self.place.folding(self.row.family))
        else:
            self.say("No copies of this one are shown here.")

    def action_pin(self) -> None:
        if self.front_list:
            self.amend(self.place.pinned(self.front))

    def action_headings(self) -> None:
        self.amend(replace(self.place, grouped=not self.place.grouped))

    def action_faint(self) -> None:
        self.amend(replace(self.place, faint=not self.place.faint))
        self.say("Minor events are shown." if self.place.faint else "Minor events are hidden.")

    @work(exclusive=True, group="read", exit_on_error=False)
    async def read(
        self, number: int, event: Any = None, key: str | None = None, at: int | None = None
    ) -> None:
        """Open an article in the reader, at the event's sentence or the entity's mention."""
        self.reader.show(await self.opened(number, event, key), at)
        self.bring("reader")
