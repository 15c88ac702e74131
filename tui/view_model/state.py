"""The view state: filter, order, zoom, pins and cursors; and the history of such states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct
from msgspec.structs import astuple, replace

from store import Filter, Term
from tui.safe import one_line
from tui.view_model.dates import format_date
from tui.view_model.lines import TYPE_WORDS
from tui.view_model.styled_text import Fragment, Role

if TYPE_CHECKING:
    from store import Bucket, Heading, SavedSearch, Term

PaneName = Literal["articles", "entities", "timeline", "reader"]
PANES: tuple[PaneName, ...] = ("articles", "entities", "timeline", "reader")
LISTS: tuple[PaneName, ...] = ("articles", "entities", "timeline")
RowKey = int | str
"""What tells a row of a list from the others: an article's number (or `number/record`), an
entity's key, an event's id."""
Zoom = Literal["day", "week", "month", "year", "decade"]
ZOOMS: tuple[Zoom, ...] = ("day", "week", "month", "year", "decade")
ORDERS: dict[str, tuple[str, ...]] = {
    "articles": ("published", "oldest", "added", "source", "events", "story"),
    "entities": ("mentions", "name"),
    "timeline": ("date",),
}
"""How each list can be sorted; the first is the default."""
BY_STORY = "story"
"""The order of the articles that has headings."""
ORDER_WORDS = {
    "published": "newest first",
    "oldest": "oldest first",
    "added": "last added first",
    "source": "by source",
    "events": "most events first",
    "story": "by story",
    "mentions": "most mentioned first",
    "name": "by name",
}
_ONE_LIST = "one list"


class ViewState(Struct, frozen=True, eq=False):
    """What is filtered, sorted, pinned and chosen: one step of the history.

    Two states are equal whatever the cursors were on: a moved cursor is no step.
    """

    filter: Filter
    zoom: Zoom = "month"
    grouped: bool = True
    """Whether the timeline has headings, one for each span of `zoom`."""
    minor: bool = False
    """Whether all events are shown, the minor and the unsure ones too."""
    unfolded: tuple[int, ...] = ()
    """The families whose copies are shown as rows under their original."""
    orders: tuple[tuple[str, str], ...] = ()
    pins: tuple[tuple[str, Filter], ...] = ()
    """The pinned panes, each with the filter that it keeps."""
    focus: PaneName = "articles"
    cursors: tuple[tuple[PaneName, RowKey], ...] = ()
    """The row under the cursor of each list when this state was left."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ViewState) and astuple(self)[:-1] == astuple(other)[:-1]

    def __hash__(self) -> int:
        return hash(astuple(self)[:-1])

    def filter_of(self, pane: str) -> Filter:
        return dict(self.pins).get(pane, self.filter)

    def order_of(self, pane: str) -> str:
        return dict(self.orders).get(pane, ORDERS[pane][0])

    def cursor_in(self, pane: str) -> RowKey | None:
        return next((key for name, key in self.cursors if name == pane), None)

    def with_term(self, term: Term) -> ViewState:
        return replace(self, filter=self.filter.add(term))

    def with_merged(self, into: Mapping[str, str]) -> ViewState:
        """Return the state with names that were merged, by key, replaced in all of its filters."""

        def merged(filter_: Filter) -> Filter:
            found = Filter()
            for term in filter_.terms:
                is_merged = term.field == "entity" and term.value in into
                found = found.add(replace(term, value=into[term.value]) if is_merged else term)
            return found

        pins = tuple((pane, merged(filter_)) for pane, filter_ in self.pins)
        return replace(self, filter=merged(self.filter), pins=pins)

    def toggle_pin(self, pane: str) -> ViewState:
        """Return the state with a pane pinned, or released where it was pinned."""
        pins = dict(self.pins)
        if pins.pop(pane, None) is None:
            pins[pane] = self.filter
        return replace(self, pins=tuple(pins.items()))

    def with_order_of(self, pane: str, order: str) -> ViewState:
        """Return the state with a pane sorted in one of its `ORDERS`."""
        return replace(self, orders=tuple({**dict(self.orders), pane: order}.items()))

    def toggle_copies(self, family: int) -> ViewState:
        """Return the state with the copies of a family shown, or hidden where they were shown."""
        others = tuple(each for each in self.unfolded if each != family)
        return replace(self, unfolded=others if family in self.unfolded else (*others, family))

    def with_zoom(self, steps: int) -> ViewState:
        """Return the state with the timeline by a longer (positive) or shorter span."""
        at = ZOOMS.index(self.zoom) + steps
        return replace(self, zoom=ZOOMS[max(0, min(at, len(ZOOMS) - 1))])


class ViewHistory:
    """The view states in the order in which they were visited, and the current one."""

    _LONGEST = 200

    def __init__(self, states: Sequence[ViewState], at: int = 0) -> None:
        self._states = list(states)
        self._at = at

    @property
    def states(self) -> tuple[ViewState, ...]:
        return tuple(self._states)

    @property
    def at(self) -> int:
        return self._at

    @property
    def current(self) -> ViewState:
        return self._states[self._at]

    def push(self, state: ViewState) -> bool:
        """Add a state after the current one and drop those ahead; False when it is the same."""
        if state == self.current:
            return False
        del self._states[self._at + 1 :]
        self._states.append(state)
        del self._states[: -self._LONGEST]
        self._at = len(self._states) - 1
        return True

    def replace_current(self, state: ViewState) -> None:
        """Change the current state without a step: an order, a focus, a cursor."""
        self._states[self._at] = state

    def step(self, by: int) -> bool:
        """Go back (negative) or forward; False at an end."""
        if not 0 <= self._at + by < len(self._states):
            return False
        self._at += by
        return True


def order_choices(pane: str) -> dict[str, str]:
    """Return the orders of a pane: the id of each, and its label."""
    if pane == "timeline":
        by: dict[str, str] = {zoom: f"headings by {zoom}" for zoom in ZOOMS}
        return {**by, _ONE_LIST: "one list without headings"}
    return {order: ORDER_WORDS[order] for order in ORDERS[pane]}


def current_order(state: ViewState, pane: str) -> str:
    """Return the id of the order of a pane."""
    if pane == "timeline":
        return state.zoom if state.grouped else _ONE_LIST
    return state.order_of(pane)


def with_order(state: ViewState, pane: str, order: str) -> ViewState:
    """Return the state with a pane in another order."""
    if pane != "timeline":
        return state.with_order_of(pane, order)
    if order == _ONE_LIST:
        return replace(state, grouped=False)
    return replace(state, grouped=True, zoom=next(zoom for zoom in ZOOMS if zoom == order))


def row_term(pane: str, row: Any, *, exclude: bool) -> Term | None:
    """Return the filter of a row: its entity, article or type; an excluded article's source."""
    from store import Term

    match pane:
        case "entities":
            return Term("entity", row.key, exclude)
        case "articles" if not exclude:
            return Term("article", str(row.number))
        case "articles":
            return Term("source", row.source, exclude) if row.source else None
        case _:
            return Term("type", row.type, exclude)


def bucket_term(bucket: Bucket) -> Term:
    """Return the filter of a bucket of the histogram; the last bucket has no dates."""
    from store import Term

    if bucket.from_ is None:
        return Term("is", bucket.label.replace(" ", "-"))
    return Term("date", f"{bucket.from_}..{bucket.to}")


def story_key(story: str) -> str:
    """Return the key of a story among the names of filters."""
    return f"story/{story}"


def heading_term(heading: Heading, zoom: str, *, exclude: bool) -> Term:
    """Return the filter of a heading of the timeline, or of a story.

    A heading of less precise dates (`2024`, month unknown) leaves out those that are as precise
    as `zoom`.
    """
    from store import Term

    if heading.length in ("story", "no story"):
        return Term("story", "none" if heading.story is None else str(heading.story), exclude)
    if heading.length == "undated":
        return Term("is", "undated", exclude)
    if heading.length == "open":
        return Term("query", "is:no-decade -is:undated", exclude)
    if heading.length == zoom:
        return Term("date", f"{heading.from_}..{heading.to}", exclude)
    return Term("query", f"event:{heading.from_}..{heading.to} is:no-{zoom}", exclude)


def term_label(term: Term, names: Mapping[str, str]) -> str:
    """Return a filter as the filter bar shows it; `names` are names of entities and stories by
    key."""
    match term.field:
        case "entity":
            label = names.get(term.value, term.value)
        case "article":
            label = f"article #{term.value}"
        case "date" | "pub":
            from_, _, to = term.value.partition("..")
            label = f"{'published ' if term.field == 'pub' else ''}{format_date(from_, to)}"
        case "kind":
            label = f"only {TYPE_WORDS.get(term.value, term.value.lower())}"
        case "type":
            label = f"type:{term.value.lower()}"
        case "query":
            label = term.value
        case "story":
            label = f"story:{names.get(story_key(term.value), term.value)}"
        case _:
            label = f"{term.field}:{term.value}"
    return one_line(("not " if term.exclude else "") + label)[:200]


def search_of(filter_: Filter, names: Mapping[str, str]) -> SavedSearch | None:
    """Return a filter as a search to save, named by its own words; None if nothing is filtered.

    `names` are names of entities and stories by key.
    """
    from store import SavedSearch

    terms = filter_.terms
    if not terms:
        return None
    words = ", ".join(term_label(term, names) for term in terms)
    keys = {key for term in terms for key in (term.value, story_key(term.value))}
    used = {key: name for key, name in names.items() if key in keys}
    return SavedSearch(name=words, query=words, terms=terms, names=used)


def filter_bar(state: ViewState, names: Mapping[str, str]) -> list[Fragment]:
    """Return the filter bar: every filter, in the order in which they were added.

    `names` are names of entities by key.
    """
    fragments: list[Fragment] = [(" dateline ", "strong")]
    for term in state.filter.terms:
        role: Role = "warn" if term.exclude else "accent"
        fragments += [("› ", "dim"), (term_label(term, names) + " ", role)]
    return fragments if state.filter else [*fragments, ("everything", "dim")]
