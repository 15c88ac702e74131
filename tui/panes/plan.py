"""Where the four panes stand on a screen of a given size. Pure: sizes in, boxes out."""

from __future__ import annotations

from typing import Literal, NamedTuple

PaneName = Literal["articles", "entities", "timeline", "reader"]
PANES: tuple[PaneName, ...] = ("articles", "entities", "timeline", "reader")
LISTS: tuple[PaneName, ...] = ("articles", "entities", "timeline")

WIDE, MEDIUM = 160, 100
"""Columns from which three panes stand side by side, and from which two do."""
SMALLEST = (40, 12)
"""Columns and rows below which nothing sensible can be shown."""


class Box(NamedTuple):
    """A pane's place; a box of one row is a folded strip."""

    x: int
    y: int
    width: int
    height: int


def plan(width: int, height: int, focus: PaneName, *, zoomed: bool = False) -> dict[PaneName, Box]:
    """A box for each pane that is shown, in `width` by `height` cells without the two bars."""
    if zoomed:
        return {focus: Box(0, 0, width, height)}
    if width >= WIDE:
        return _wide(width, height)
    if width >= MEDIUM:
        return _medium(width, height)
    return _narrow(width, height, focus)


def _wide(width: int, height: int) -> dict[PaneName, Box]:
    top = height - max(height * 2 // 5, 6)
    articles = width * 3 // 10
    entities = width // 5
    timeline = width - articles - entities
    return {
        "articles": Box(0, 0, articles, top),
        "entities": Box(articles, 0, entities, top),
        "timeline": Box(articles + entities, 0, timeline, top),
        "reader": Box(0, top, width, height - top),
    }


def _medium(width: int, height: int) -> dict[PaneName, Box]:
    left, upper = width * 2 // 5, height // 2
    right = width - left
    return {
        "articles": Box(0, 0, left, upper),
        "entities": Box(0, upper, left, height - upper),
        "timeline": Box(left, 0, right, upper),
        "reader": Box(left, upper, right, height - upper),
    }


def _narrow(width: int, height: int, focus: PaneName) -> dict[PaneName, Box]:
    """The pane with the focus has the room; the lists without it are strips, in their order."""
    folded = [name for name in LISTS if name != focus]
    room = height - len(folded)
    boxes: dict[PaneName, Box] = {}
    y = 0
    for name in PANES:
        if name != focus and name not in folded:
            continue
        tall = room if name == focus else 1
        boxes[name] = Box(0, y, width, tall)
        y += tall
    return boxes
