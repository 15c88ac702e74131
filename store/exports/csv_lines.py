"""Lines of CSV that a spreadsheet shows and does not run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from store.safe_text import one_line

type Cell = str | int | float | None

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def csv_line(cells: Iterable[Cell]) -> str:
    """Return a line as RFC 4180 defines it, with CR and LF.

    A text that begins like a formula gets an apostrophe before it, which spreadsheets take as the
    mark of a text. Numbers stay numbers. Line breaks in a cell become spaces.
    """
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(map(_disarmed, cells))
    return line.getvalue()


def _disarmed(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    text = one_line(cell)
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text
