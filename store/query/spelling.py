"""How far a typed word may be from the one that was meant."""

from __future__ import annotations

from collections.abc import Iterable


def distance(word: str) -> int:
    """Letters that may be wrong, missing, too many, or in the wrong order."""
    if len(word) < 4:
        return 0
    return 1 if len(word) < 8 else 2


def nearest(written: str, known: Iterable[str]) -> str | None:
    """The known word that was meant, if one is near enough to say so."""
    from difflib import get_close_matches  # only where something is wrong

    return next(iter(get_close_matches(written[:40], list(known), 1, 0.7)), None)
