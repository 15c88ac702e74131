"""The ways in which a pane can be put in order, as a person reads them."""

from __future__ import annotations

from dataclasses import replace

from tui.story.place import ORDER_WORDS, ORDERS, ZOOMS, Place

_ONE_LIST = "one list"


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
