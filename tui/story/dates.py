"""A date as a person types it to jump there."""

from __future__ import annotations

import re
from datetime import date

EXAMPLES = "2024, 2024-07, 2024-W27 or 2024-07-19"
_DATE = re.compile(r"(\d{4})(?:-W(\d{1,2})|-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII | re.IGNORECASE)


def day_of(typed: str) -> str | None:
    """The first day of `2024`, `2024-07`, `2024-W27` (ISO 8601) or `2024-07-19`, in ISO; None
    where it is no date."""
    if not (found := _DATE.fullmatch(typed.strip())):
        return None
    year, week, month, day = (int(part) if part else None for part in found.groups())
    try:
        if week is not None:
            return date.fromisocalendar(year or 0, week, 1).isoformat()
        return date(year or 0, month or 1, day or 1).isoformat()
    except ValueError:
        return None
