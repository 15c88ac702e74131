"""Commands that list: articles, entities, the timeline, its spans, hits of a search."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from tui.plain.state import Choice, Listing, PlainState
from tui.view_model.dates import format_date, parse_day
from tui.view_model.lines import TYPE_WORDS, heading_words, source_name
from tui.view_model.row_words import row_words
from tui.view_model.snapshot import first_row_on
from tui.view_model.state import LISTS, PaneName, current_order, order_choices, with_order
from tui.view_model.styled_text import plural

if TYPE_CHECKING:
    from store import Heading

PAGE = 10
"""Rows of one answer."""
_HITS = 10


class PlainLists:
    """Numbers the rows of a list."""

    def __init__(self, state: PlainState) -> None:
        self._state = state

    def articles(self, _: str = "") -> Iterator[str]:
        return self._list("articles", 0)

    def entities(self, _: str = "") -> Iterator[str]:
        return self._list("entities", 0)

    def timeline(self, day: str = "") -> Iterator[str]:
        first = parse_day(day) if day else None
        if day and first is None:
            return iter((f"{day} is not a date: type 2024, 2024-07 or 2024-07-19.",))
        view, views = self._state.view, self._state.views
        return self._list("timeline", first_row_on(views, view, first) if first else 0)

    def _list(self, pane: PaneName, offset: int) -> Iterator[str]:
        view, views = self._state.view, self._state.views
        filter_, order = view.filter_of(pane), view.order_of(pane)
        rows: Sequence[Any]
        match pane:
            case "articles":
                total = views.article_count(filter_)
                rows = views.articles(filter_, offset=offset, limit=PAGE, order=order)
            case "entities":
                total = views.entity_count(filter_, unsure=view.minor)
                rows = views.entities(
                    filter_, offset=offset, limit=PAGE, order=order, unsure=view.minor
                )
            case _:
                total = views.event_count(filter_, minor=view.minor)
                rows = views.events(filter_, offset=offset, limit=PAGE, minor=view.minor)
        self._state.listing = Listing(pane, rows, offset, total)
        if not rows:
            yield f"No {pane if pane != 'timeline' else 'events'} here."
            return
        yield f"{pane}, rows {offset + 1} to {offset + len(rows)} of {total}:"
        for number, row in enumerate(rows, 1):
            yield f"{number}. {row_text(pane, row)}"
        if offset + len(rows) < total:
            yield "more shows the next rows."

    def more(self, _: str = "") -> Iterator[str]:
        pane, rows, offset, total, _about = self._state.listing
        if pane in LISTS and offset + len(rows) < total:
            return self._list(pane, offset + len(rows))
        return iter(("There are no more rows.",))

    def sort(self, said: str) -> Iterator[str]:
        """Sort the list of the last answer by an order, or ask for one."""
        panes: tuple[PaneName, ...] = ("articles", "entities")
        listed = self._state.listed.pane
        pane = next((each for each in panes if each == listed), None)
        if pane is None:
            return iter(("Type articles or entities first; the timeline is in order of time.",))
        orders = order_choices(pane)
        if said in orders:
            return self._sort(pane, said)
        now = current_order(self._state.view, pane)
        choices = [
            Choice(
                f"{order}, {words}{', as now' * (order == now)}", partial(self._sort, pane, order)
            )
            for order, words in orders.items()
        ]
        return self._state.ask(f"Sort the {pane}:", choices)

    def _sort(self, pane: PaneName, order: str) -> Iterator[str]:
        self._state.history.replace_current(with_order(self._state.view, pane, order))
        return self._list(pane, 0)

    def spans(self, _: str = "") -> Iterator[str]:
        view = self._state.view
        headings = self._state.views.headings(view.filter, view.zoom, minor=view.minor)
        self._state.listing = Listing("spans", headings)
        yield f"events by {view.zoom}:"
        for number, heading in enumerate(headings, 1):
            yield f"{number}. {span_text(heading, view.zoom)}"

    def finer(self, _: str = "") -> Iterator[str]:
        self._state.history.replace_current(self._state.view.with_zoom(-1))
        return self.spans()

    def coarser(self, _: str = "") -> Iterator[str]:
        self._state.history.replace_current(self._state.view.with_zoom(1))
        return self.spans()

    def search(self, words: str) -> Iterator[str]:
        if not words:
            yield "Type what to search for: /lukash, or /who:lee event:2024."
            return
        hits = self._state.views.search.find(words, limit=_HITS)
        self._state.listing = Listing("hits", [*hits, words])
        for number, hit in enumerate(hits, 1):
            kind = TYPE_WORDS.get(hit.type or "", hit.kind) if hit.kind == "entity" else hit.kind
            beside = f", {hit.note}" if hit.note else ""
            total = f", {plural(hit.total, 'mention')}" if hit.total else ""
            yield f"{number}. {kind}: {hit.title}{beside}{total}"
        yield f"{len(hits) + 1}. filter by: {words}"


def row_text(pane: str, row: Any) -> str:
    """Return a row as one line of plain words, with its marks in words."""
    match pane:
        case "articles":
            words = [(row.published or "undated")[:10], source_name(row.source), row.title]
            return ", ".join([each for each in words if each] + row_words(pane, row))
        case "entities":
            return ", ".join([row.name, *row_words(pane, row)])
        case _:
            day = format_date(row.from_, row.to, row.precision)
            place = [f"in {row.place}"] if row.place else []
            return f"{day}: {', '.join([row.label, *place, *row_words(pane, row)])}"


def span_text(heading: Heading, zoom: str) -> str:
    label, beside = heading_words(heading, zoom)
    return f"{label}{f' {beside}' if beside else ''}: {heading.shown} of {heading.total}"
