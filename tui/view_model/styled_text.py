"""Lines of text with roles in place of colours, cut and padded by terminal cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from rich.cells import cell_len, chop_cells

Role = Literal[
    "plain", "dim", "strong", "accent", "good", "bad", "warn", "date", "rule", "lit", "cursor",
    "rest", "before", "lit-before",
]  # fmt: skip
Piece = tuple[str, Role]
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


def arranged(left: Sequence[Piece], right: Sequence[Piece], width: int) -> list[Piece]:
    """The pieces of a line of `width` cells; the left side is cut where both do not fit."""
    room = width - sum(cell_len(text) for text, _ in right)
    line: list[Piece] = []
    for text, role in left:
        if room <= 0:
            break
        cells = cell_len(text)
        line.append((text, role) if cells <= room else (fit(text, room), role))
        room -= cells
    if room > 0:
        line.append((" " * room, "plain"))
    return [*line, *right]


def fitting(left: Sequence[Piece], right: Sequence[Piece], width: int) -> list[Piece]:
    """As `arranged`, but where both do not fit the right side is left out."""
    cells = sum(cell_len(text) for text, _ in (*left, *right))
    return arranged(left, right if cells < width else (), width)


def newest(left: Sequence[Piece], right: Sequence[Piece], width: int) -> list[Piece]:
    """As `arranged`, but where the left side does not fit, what comes after its first piece is
    left out, and not what comes last."""
    if not left:
        return arranged(left, right, width)
    first, *rest = left
    room = width - sum(cell_len(text) for text, _ in (first, *right))
    if sum(cell_len(text) for text, _ in rest) > room:
        while len(rest) > 1 and sum(cell_len(text) for text, _ in rest) > room - 2:
            del rest[0]
        rest.insert(0, ("… ", "dim"))
    return arranged([first, *rest], right, width)


def whole(left: Sequence[Piece], right: Sequence[Piece], width: int) -> list[Piece]:
    """As `arranged`, for hints at the left: where not all fit, the last one stays (how to get
    away, or help) and those before it give way, each as a whole."""
    kept = list(left)
    room = width - sum(cell_len(text) for text, _ in right)
    while len(kept) > 2 and sum(cell_len(text) for text, _ in kept) > room:
        del kept[-4:-2]
    return arranged(kept, right, width)


def hints(*keys: tuple[str, str]) -> list[Piece]:
    """Keys and what they do, as the foot of a box shows them."""
    pieces: list[Piece] = []
    for key, does in keys:
        pieces += [(f" {key}", "strong"), (f" {does} ", "dim")]
    return pieces


def counted(count: int, thing: str) -> str:
    """`1 article`, `2 articles`."""
    return f"{count} {thing}" + "s" * (count != 1)
