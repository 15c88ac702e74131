"""Where the reader of the news is: what is filtered, sorted, pinned and chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from store import Filter, Term
from tui.panes.plan import PaneName

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
