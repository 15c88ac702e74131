"""All names as one string, and the names in it that begin nearly as typed."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import batched, pairwise

from store.query.words import distance

# Names as one string, one line per entity, the most mentioned first.


class Lines:
    """A searchable string of lines."""

    def __init__(self, names: Iterable[str]) -> None:
        """`names` yields, for each entity, its names in one spelling, separated by ` | `."""
        self._starts: array[int] = array("I")
        stretches: list[str] = []
        place = 0
        # A thousand at a time: the allocator would keep the memory of a hundred thousand small
        # strings long after they are joined.
        for some in batched(names, 1_000):
            lines = [f"\n| {each} |" for each in some]
            for line in lines:
                self._starts.append(place)
                place += len(line)
            stretches.append("".join(lines))
        self.text = "".join([*stretches, "\n"])

    def line_at(self, place: int) -> int:
        """Return the number of the line at this offset."""
        return bisect_right(self._starts, place) - 1

    def line(self, number: int) -> str:
        return self.text[self._starts[number] : self._end(number)]

    def holding(self, letters: str) -> Iterator[int]:
        """Yield the numbers of the lines that contain these letters, in order."""
        place = self.text.find(letters)
        while place >= 0:
            number = self.line_at(place)
            yield number
            place = self.text.find(letters, self._end(number))

    def _end(self, number: int) -> int:
        after = number + 1
        return self._starts[after] if after < len(self._starts) else len(self.text)


# Approximate prefixes.

_PIECES = 3
_SHORT = 4
_MOST = 500
"""How many places of one piece are compared. The most mentioned names come first."""


def misspelt(lines: Lines, typed: str) -> list[int]:
    """Return the lines with a name that begins like `typed`, with up to two wrong letters.

    Lines with the fewest wrong letters come first. This loads rapidfuzz.
    """
    allowed = distance(typed)
    if not allowed:
        return []
    wrong_letters = _comparing(typed, allowed)
    best: dict[int, int] = {}
    for begin in _begins(lines.text, typed, allowed):
        there = lines.text[begin : begin + len(typed) + allowed]
        wrong = wrong_letters(there)
        if wrong <= allowed and _has_short_words(there, typed):
            number = lines.line_at(begin)
            best[number] = min(wrong, best.get(number, wrong))
    return sorted(best, key=lambda number: (best[number], number))


def _has_short_words(there: str, typed: str) -> bool:
    """Whether short words of several have one wrong letter at most: "mail" is not "caller"."""
    words = typed.split()
    if len(words) < 2:
        return True
    for typed_word, word in zip(words, there.split(), strict=False):
        if len(typed_word) <= _SHORT:
            lengths = range(len(typed_word) - 1, len(typed_word) + 2)
            if all(_is_other(typed_word, word[:length]) for length in lengths):
                return False
    return True


def _is_other(one: str, other: str) -> bool:
    from rapidfuzz.distance import OSA

    return OSA.distance(one, other, score_cutoff=1) > 1


def _begins(text: str, typed: str, allowed: int) -> set[int]:
    """Return the offsets of words that may match."""
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
    """Yield parts of about the same length with their offsets.

    Two swapped letters may be in two of them ("preibus"), so that all others must be long enough.
    """
    count = min(_PIECES, len(typed) // 2)
    bounds = [len(typed) * n // count for n in range(count + 1)]
    for first, last in pairwise(bounds):
        yield first, typed[first:last]


def _comparing(typed: str, allowed: int) -> Callable[[str], int]:
    """Return a function that counts the wrong letters of a text's beginning, or one more than
    `allowed` if there are too many.
    """
    from rapidfuzz.distance import OSA

    size = len(typed)

    def wrong(there: str) -> int:
        # The best prefix length is unknown. With the full length, the distance is at most twice as
        # large.
        if OSA.distance(typed, there[:size], score_cutoff=2 * allowed) > 2 * allowed:
            return allowed + 1
        return min(
            OSA.distance(typed, there[:length], score_cutoff=allowed)
            for length in range(size - allowed, size + allowed + 1)
        )

    return wrong
