"""Names that begin almost as what was typed.

With one or two letters wrong, one of three pieces of what was typed still stands as it is, at
about its place. So the pieces are looked for, and what stands around them is compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from store.query.spelling import distance
from store.views.names.lines import Lines

_PIECES = 3
_MOST = 500
"""Places of one piece that are compared: the most mentioned names come first."""


def misspelt(lines: Lines, typed: str) -> list[int]:
    """The lines with a name that begins like `typed` but for a letter or two; those with the
    fewest wrong letters first, then in order. Loads rapidfuzz."""
    allowed = distance(typed)
    if not allowed:
        return []
    wrong_letters = _comparing(typed, allowed)
    best: dict[int, int] = {}
    for begin in _begins(lines.text, typed, allowed):
        wrong = wrong_letters(lines.text[begin : begin + len(typed) + allowed])
        if wrong <= allowed:
            number = lines.line_at(begin)
            best[number] = min(wrong, best.get(number, wrong))
    return sorted(best, key=lambda number: (best[number], number))


def _begins(text: str, typed: str, allowed: int) -> set[int]:
    """Where words begin that may be meant."""
    begins: set[int] = set()
    for offset, piece in _pieces(typed):
        needle = f" {piece}" if offset == 0 else piece
        place = text.find(needle)
        for _ in range(_MOST):
            if place < 0:
                break
            begin = place - offset + (offset == 0)
            for near in range(begin - allowed, begin + allowed + 1):
                if text[near - 1 : near] == " ":
                    begins.add(near)
            place = text.find(needle, place + 1)
    return begins


def _pieces(typed: str) -> Iterator[tuple[int, str]]:
    size = max(2, -(-len(typed) // _PIECES))
    for offset in range(0, len(typed), size):
        piece = typed[offset : offset + size]
        if len(piece) >= 2:
            yield offset, piece


def _comparing(typed: str, allowed: int) -> Callable[[str], int]:
    """How many letters of a text are wrong, if it is only to begin like `typed`; one more than
    `allowed` where there are too many."""
    from rapidfuzz.distance import OSA

    size = len(typed)

    def wrong(there: str) -> int:
        # As long as it is, it is at most twice as wrong as with the length that fits best.
        if OSA.distance(typed, there[:size], score_cutoff=2 * allowed) > 2 * allowed:
            return allowed + 1
        return min(
            OSA.distance(typed, there[:length], score_cutoff=allowed)
            for length in range(size - allowed, size + allowed + 1)
        )

    return wrong
