"""How far a typed word may be from the one that was meant."""

from __future__ import annotations


def distance(word: str) -> int:
    """Letters that may be wrong, missing, too many, or in the wrong order."""
    if len(word) < 4:
        return 0
    return 1 if len(word) < 8 else 2
