"""Cutting and padding text by the cells that it takes in a terminal."""

from __future__ import annotations

from rich.cells import cell_len, chop_cells

MORE = "…"
_LONGEST = 4_000
"""Characters that are looked at; a title of 2 MB is cut before it is measured."""


def fit(text: str, width: int) -> str:
    """`text`, already on one line and safe, in exactly `width` cells; `…` says what was cut."""
    if width <= 0:
        return ""
    text = text[:_LONGEST]
    if text.isascii():
        length = len(text)
        if length <= width:
            return text + " " * (width - length)
        return text[: width - 1] + MORE
    return _fit_wide(without_piles(text), width)


def fit_right(text: str, width: int) -> str:
    """As `fit`, but short text stands at the right edge."""
    space = width - cell_len(text[:_LONGEST])
    return " " * space + text if space > 0 else fit(text, width)


def _fit_wide(text: str, width: int) -> str:
    taken = cell_len(text)
    if taken > width:
        head = chop_cells(text, width - 1)[0] if width > 1 else ""
        text = head + MORE
        taken = cell_len(text)
    return text + " " * (width - taken)


def without_piles(text: str, most: int = 4) -> str:
    """Drop combining marks past the fourth on one character: thousands fit in one cell."""
    kept: list[str] = []
    pile = 0
    for character in text:
        pile = 0 if cell_len(character) else pile + 1
        if pile <= most:
            kept.append(character)
    return "".join(kept)
