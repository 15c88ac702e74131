"""The view state: filter, order, zoom, pins and cursors; and the history of such states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from store import Filter, Term
from tui.safe import one_line
from tui.view_model.dates import when
from tui.view_model.lines import TYPE_WORDS
from tui.view_model.styled_text import Piece, Role

if TYPE_CHECKING:
    from store import Bucket, Heading, Term

PaneName = Literal["articles", "entities", "timeline", "reader"]
PANES: tuple[PaneName, ...] = ("articles", "entities", "timeline", "reader")
LISTS: tuple[PaneName, ...] = ("articles", "entities", "timeline")
Key = int | str
"""What tells a row of a list from the others: an article's number (or `number/record`), an
entity's key, an event's id."""
Zoom = Literal["day", "week", "month", "year", "decade"]
ZOOMS: tuple[Zoom, ...] = ("day", "week", "month", "year", "decade")
ORDERS: dict[str, tuple[str, ...]] = {
    "articles": ("published", "oldest", "added", "source", "events"),
    "entities": ("mentions", "name"),
    "timeline": ("date",),
}
"""How each list can be sorted; the first is how it starts."""
ORDER_WORDS = {
    "published": "newest first",
    "oldest": "oldest first",
    "added": "last added first",
    "source": "by source",
    "events": "most events first",
    "mentions": "most mentioned first",
    "name": "by name",
}
_ONE_LIST = "one list"


@dataclass(frozen=True, slots=True)
class Place:
    """One point in the history that `,` and `.` walk through."""

    filter: Filter
    zoom: Zoom = "month"
    grouped: bool = True
    """Whether the timeline's rows stand under headings, by `zoom`."""
    faint: bool = True
    """Whether events that matter little are shown."""
    unfolded: tuple[int, ...] = ()
    """The families whose copies stand as rows beneath their original."""
    orders: tuple[tuple[str, str], ...] = ()
    pins: tuple[tuple[str, Filter], ...] = ()
    """Panes that are held still, each with the filter that it had."""
    focus: PaneName = "articles"
    keys: tuple[tuple[PaneName, Key], ...] = field(default=(), compare=False)
    """What the cursor of each list stood on when this place was left."""

    def filter_of(self, pane: str) -> Filter:
        return dict(self.pins).get(pane, self.filter)

    def order_of(self, pane: str) -> str:
        return dict(self.orders).get(pane, ORDERS[pane][0])

    def key_in(self, pane: str) -> Key | None:
        return next((key for name, key in self.keys if name == pane), None)

    def with_term(self, term: Term) -> Place:
        return replace(self, filter=self.filter.add(term))

    def pinned(self, pane: str) -> Place:
        """With the pane held still, or let go where it was held."""
        pins = dict(self.pins)
        if pins.pop(pane, None) is None:
            pins[pane] = self.filter
        return replace(self, pins=tuple(pins.items()))

    def sorted_by(self, pane: str, order: str) -> Place:
        """With the pane sorted in one of its ORDERS."""
        return replace(self, orders=tuple({**dict(self.orders), pane: order}.items()))

    def folding(self, family: int) -> Place:
        """With the copies of a family unfolded, or folded again."""
        others = tuple(each for each in self.unfolded if each != family)
        return replace(self, unfolded=others if family in self.unfolded else (*others, family))

    def zoomed(self, steps: int) -> Place:
        """With the timeline by a longer (positive) or shorter span; the ends hold."""
        at = ZOOMS.index(self.zoom) + steps
        return replace(self, zoom=ZOOMS[max(0, min(at, len(ZOOMS) - 1))])


class Trail:
    """The places in the order in which they were visited, and where in it we are."""

    _MOST = 200

    def __init__(self, places: Sequence[Place], at: int = 0) -> None:
        self._places = list(places)
        self._at = at

    @property
    def places(self) -> tuple[Place, ...]:
        return tuple(self._places)

    @property
    def at(self) -> int:
        return self._at

    @property
    def here(self) -> Place:
        return self._places[self._at]

    def go(self, place: Place) -> bool:
        """Go on to another place, which drops what was ahead; False when it is this one."""
        if place == self.here:
            return False
        del self._places[self._at + 1 :]
        self._places.append(place)
        del self._places[: -self._MOST]
        self._at = len(self._places) - 1
        return True

    def amend(self, place: Place) -> None:
        """Change the place where we are, without a step: a sort, a focus, a cursor."""
        self._places[self._at] = place

    def step(self, by: int) -> bool:
        """Back (negative) or forward; False at an end."""
        if not 0 <= self._at + by < len(self._places):
            return False
        self._at += by
        return True


def orders(pane: str) -> dict[str, str]:
    """What each way is called here, and its words."""
    if pane == "timeline":
        by: dict[str, str] = {zoom: f"headings by {zoom}" for zoom in ZOOMS}
        return {**by, _ONE_LIST: "one list without headings"}
    return {order: ORDER_WORDS[order] for order in ORDERS[pane]}


def order_now(place: Place, pane: str) -> str:
    """The way in which a pane is in order now."""
    if pane == "timeline":
        return place.zoom if place.grouped else _ONE_LIST
    return place.order_of(pane)


def ordered(place: Place, pane: str, order: str) -> Place:
    """The same place with a pane put in order another way."""
    if pane != "timeline":
        return place.sorted_by(pane, order)
    if order == _ONE_LIST:
        return replace(place, grouped=False)
    return replace(place, grouped=True, zoom=next(zoom for zoom in ZOOMS if zoom == order))


def term_of(pane: str, row: Any, *, exclude: bool) -> Term | None:
    """What `f` and `x` filter by: the entity, the article (its source with `x`), the type."""
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
    """What a bucket of the histogram filters by; that of what is in no other has no days."""
    from store import Term

    if bucket.from_ is None:
        return Term("is", bucket.label.replace(" ", "-"))
    return Term("date", f"{bucket.from_}..{bucket.to}")


def heading_term(heading: Heading, zoom: str, *, exclude: bool) -> Term:
    """What a heading of the timeline filters by. One that stands for what is known less well
    than to a day, week or month leaves out what is known as well as that."""
    from store import Term

    if heading.length == "undated":
        return Term("is", "undated", exclude)
    if heading.length == "open":
        return Term("query", "is:no-decade -is:undated", exclude)
    if heading.length == zoom:
        return Term("date", f"{heading.from_}..{heading.to}", exclude)
    return Term("query", f"event:{heading.from_}..{heading.to} is:no-{zoom}", exclude)


def words(term: Term, names: Mapping[str, str]) -> str:
    """The term as the filter bar shows it; `names` gives an entity's name by its key."""
    match term.field:
        case "entity":
            label = names.get(term.value, term.value)
        case "article":
            label = f"article #{term.value}"
        case "date" | "pub":
            from_, _, to = term.value.partition("..")
            label = f"{'published ' if term.field == 'pub' else ''}{when(from_, to)}"
        case "kind":
            label = f"only {TYPE_WORDS.get(term.value, term.value.lower())}"
        case "type":
            label = f"type:{term.value.lower()}"
        case "query":
            label = term.value
        case _:
            label = f"{term.field}:{term.value}"
    return one_line(("not " if term.exclude else "") + label)[:200]


def filter_pieces(place: Place, names: Mapping[str, str]) -> list[Piece]:
    """The filter bar: every condition in the order in which it was made.

    `names` gives an entity's name by its key.
    """
    pieces: list[Piece] = [(" dateline ", "strong")]
    for term in place.filter.terms:
        role: Role = "warn" if term.exclude else "accent"
        pieces += [("› ", "dim"), (words(term, names) + " ", role)]
    return pieces if place.filter else [*pieces, ("everything", "dim")]
