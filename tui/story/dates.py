"""A date as a person types it to jump there."""

from __future__ import annotations

from datetime import date


def day_of(typed: str) -> str | None:
    """The first day of `2024`, `2024-07` or `2024-07-19`, in ISO; None where it is no date."""
    parts = typed.strip().split("-")
    if not 1 <= len(parts) <= 3 or len(parts[0]) != 4:
        return None
    if not all(part.isascii() and part.isdigit() for part in parts):
        return None
    year, month, day = (*map(int, parts), *(1,) * (3 - len(parts)))
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
