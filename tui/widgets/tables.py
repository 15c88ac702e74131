"""Tables and lists in the text of a page, so that the reader can draw them as such.

Intake writes a row as `| a | b |` and an item as `- words`, each a paragraph of its own. Nothing is
changed in the text: blank lines between rows are left out, and cells are padded when drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.cells import cell_len

from tui.widgets.wrap import TextLine

_ROW = re.compile(r"\|(?:[^|\n]*\|)+\s*")
_RULE = re.compile(r"\|(?:\s*:?-{3,}:?\s*\|)+\s*")
_ITEM = re.compile(r"(?:[-*•]|\d{1,3}[.)]) +(?=\S)")
BETWEEN = " │ "
"""What is drawn between two cells."""

type Cell = tuple[int, int, int]
"""The range of a cell in the text (code points), and the width to which it is padded."""


def item_indent(text: str, line: TextLine) -> int:
    """Return by how many cells a line is indented that goes on an item of a list."""
    start = text.rfind("\n", 0, line.start) + 1
    marker = _ITEM.match(text, start) if start < line.start else None
    return min(cell_len(marker[0]), 4) if marker and marker.end() <= line.start else 0


def without_gaps(text: str, lines: Sequence[TextLine]) -> list[TextLine]:
    """Return the lines without the blank ones between two rows or two items."""
    kept: list[TextLine] = []
    kinds = [_kind(text, line) for line in lines]
    for at, line in enumerate(lines):
        between = 0 < at < len(lines) - 1 and line.start == line.end
        if between and kinds[at - 1] and kinds[at - 1] == kinds[at + 1]:
            continue
        kept.append(line)
    return kept


def _kind(text: str, line: TextLine) -> str:
    """Return whether a line is of a table or of a list; empty for another."""
    start = text.rfind("\n", 0, line.start) + 1
    is_whole = line.start == start and text[line.end : line.end + 1] in ("", "\n", "\r")
    if is_whole and _ROW.fullmatch(text, line.start, line.end):
        return "row"
    return "item" if line.end > line.start and _ITEM.match(text, start) else ""


def table_cells(text: str, lines: Sequence[TextLine], width: int) -> dict[int, list[Cell]]:
    """Return the cells of each line that is a row of a table which fits in `width`; none for the
    line under the heads.
    """
    found: dict[int, list[Cell]] = {}
    numbered = enumerate(lines)
    for is_row, group in groupby(numbered, lambda each: _kind(text, each[1]) == "row"):
        if is_row:
            found.update(_of_table(text, list(group), width))
    return found


def _of_table(
    text: str, rows: Sequence[tuple[int, TextLine]], width: int
) -> Iterator[tuple[int, list[Cell]]]:
    cells = {at: list(_cells(text, line)) for at, line in rows if not _is_rule(text, line)}
    most = max(map(len, cells.values()), default=0)
    widths = [
        max(
            cell_len(text[slice(*each[column])]) if column < len(each) else 0
            for each in cells.values()
        )
        for column in range(most)
    ]
    if not cells or sum(widths) + len(BETWEEN) * max(most - 1, 0) > width:
        return
    for at, line in rows:
        if _is_rule(text, line):
            yield at, []
        else:
            pairs = zip(cells[at], widths, strict=False)
            yield at, [(start, end, wide) for (start, end), wide in pairs]


def _is_rule(text: str, line: TextLine) -> bool:
    return _RULE.fullmatch(text, line.start, line.end) is not None


def _cells(text: str, line: TextLine) -> Iterator[tuple[int, int]]:
    """Yield the range of each cell, without blanks at its ends."""
    at = line.start + 1
    while (end := text.find("|", at, line.end)) >= 0:
        words = text[at:end]
        start = at + len(words) - len(words.lstrip())
        yield start, max(start, start + len(words.strip()))
        at = end + 1
