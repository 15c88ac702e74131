"""Lines of text with roles in place of colours, cut and padded by terminal cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from rich.cells import cell_len, chop_cells

Role = Literal[
    "plain", "dim", "strong", "accent", "good", "bad", "warn", "date", "rule", "lit", "cursor",
    "rest", "before", "lit-before",
]  # fmt: skip
Fragment = tuple[str, Role]
MORE = "…"
_LONGEST = 4_000
"""Characters that are measured; a title of 2 MB is cut first."""


def fit(text: str, width: int) -> str:
    """Return safe, one-line text in exactly `width` cells; `…` shows that it was cut."""
    if width <= 0:
        return ""
    text = text[:_LONGEST]
    if text.isascii():
        length = len(text)
        if length <= width:
            return text + " " * (width - length)
        return text[: width - 1] + MORE
    return _fit_wide(limit_combining_marks(text), width)


def fit_right(text: str, width: int) -> str:
    """As `fit`, but short text is at the right edge."""
    space = width - cell_len(text[:_LONGEST])
    return " " * space + text if space > 0 else fit(text, width)


def _fit_wide(text: str, width: int) -> str:
    taken = cell_len(text)
    if taken > width:
        head = chop_cells(text, width - 1)[0] if width > 1 else ""
        text = head + MORE
        taken = cell_len(text)
    return text + " " * (width - taken)


def limit_combining_marks(text: str, most: int = 4) -> str:
    """Drop combining marks after the fourth on one character: thousands fit in one cell."""
    kept: list[str] = []
    pile = 0
    for character in text:
        pile = 0 if cell_len(character) else pile + 1
        if pile <= most:
            kept.append(character)
    return "".join(kept)


def arrange(left: Sequence[Fragment], right: Sequence[Fragment], width: int) -> list[Fragment]:
    """Return a line of `width` cells; the left side is cut when both do not fit."""
    room = width - sum(cell_len(text) for text, _ in right)
    line: list[Fragment] = []
    for text, role in left:
        if room <= 0:
            break
        cells = cell_len(text)
        line.append((text, role) if cells <= room else (fit(text, room), role))
        room -= cells
    if room > 0:
        line.append((" " * room, "plain"))
    return [*line, *right]


def arrange_without_right(
    left: Sequence[Fragment], right: Sequence[Fragment], width: int
) -> list[Fragment]:
    """As `arrange`, but without the right side when both do not fit."""
    cells = sum(cell_len(text) for text, _ in (*left, *right))
    return arrange(left, right if cells < width else (), width)


def arrange_newest(
    left: Sequence[Fragment], right: Sequence[Fragment], width: int
) -> list[Fragment]:
    """As `arrange`, but when the left side does not fit, leave out what follows its first
    fragment rather than its end."""
    if not left:
        return arrange(left, right, width)
    first, *rest = left
    room = width - sum(cell_len(text) for text, _ in (first, *right))
    if sum(cell_len(text) for text, _ in rest) > room:
        while len(rest) > 1 and sum(cell_len(text) for text, _ in rest) > room - 2:
            del rest[0]
        rest.insert(0, ("… ", "dim"))
    return arrange([first, *rest], right, width)


def arrange_hints(
    left: Sequence[Fragment], right: Sequence[Fragment], width: int
) -> list[Fragment]:
    """As `arrange`, for hints at the left: when not all fit, the last one (how to close, or help)
    stays, and whole hints before it are left out."""
    kept = list(left)
    room = width - sum(cell_len(text) for text, _ in right)
    while len(kept) > 2 and sum(cell_len(text) for text, _ in kept) > room:
        del kept[-4:-2]
    return arrange(kept, right, width)


def key_hints(*keys: tuple[str, str]) -> list[Fragment]:
    """Return keys and what they do, for the foot of a dialog or of the screen."""
    fragments: list[Fragment] = []
    for key, does in keys:
        fragments += [(f" {key}", "strong"), (f" {does} ", "dim")]
    return fragments


def heading_rule(words: str, width: int) -> list[Fragment]:
    """Return a heading in a list: the words, and a rule to the end of the line."""
    shown = fit(words, min(cell_len(words), max(width - 2, 1)))
    return [(f" {shown} ", "strong"), ("─" * max(width - cell_len(shown) - 2, 0), "rule")]


def plural(count: int, thing: str, things: str = "") -> str:
    """Return `1 article`, `2,000 articles`; `things` is a plural that takes no plain s."""
    return f"{count:,} {thing if count == 1 else things or f'{thing}s'}"
