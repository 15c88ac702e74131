"""Dates as text, as precise as they are known; and dates as a person types them."""

from __future__ import annotations

import re
from datetime import date

from store import UNDATED, format_date

__all__ = ["EXAMPLES", "UNDATED", "format_date", "format_date_short", "parse_day"]

EXAMPLES = "2024, 2024-07, 2024-W27 or 2024-07-19"
_DATE = re.compile(r"(\d{4})(?:-W(\d{1,2})|-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII | re.IGNORECASE)


def format_date_short(from_: str | None, to: str | None, precision: str | None = None) -> str:
    """As `format_date`, in fewer cells: `→2024-07-09` for before, `2024-07-09→` for since."""
    words = format_date(from_, to, precision)
    if words.startswith("since "):
        return words.removeprefix("since ") + "→"
    return words.replace("before ", "→")


def parse_day(typed: str) -> str | None:
    """Return the first day (ISO) of `2024`, `2024-07`, `2024-W27` (ISO 8601) or `2024-07-19`.

    None when it is not a date.
    """
    if not (found := _DATE.fullmatch(typed.strip())):
        return None
    year, week, month, day = (int(part) if part else None for part in found.groups())
    try:
        if week is not None:
            return date.fromisocalendar(year or 0, week, 1).isoformat()
        return date(year or 0, month or 1, day or 1).isoformat()
    except ValueError:
        return None
