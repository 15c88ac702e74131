"""All names as lines of text, and the names in them that begin nearly as typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice, pairwise

from store.query.words import distance
from store.views.searching.line_blocks import LineBlocks

# Names as text, one line per entity, the most mentioned first.


type Place = tuple[int, bytes, int, int]
"""A line as a search finds it: its block, the text of that, its begin and its end there."""


class Lines:
    """A column of lines that is searched: `| name | name |` and a line break for each entity."""

    def __init__(self, blocks: LineBlocks, column: int = 0) -> None:
        self._blocks = blocks
        self._column = column

    def line(self, number: int) -> str:
        block, place = self._blocks.place(number)
        return self._blocks.lines(block, self._column)[place].decode()

    def holding(self, letters: str) -> Iterator[int]:
        """Yield the numbers of the lines that contain these letters, in order."""
        last = number = counted = -1
        for block, text, begin, _ in self.places(letters):
            if block != last:
                last, number, counted = block, self._blocks.first(block), 0
            number += text.count(b"\n", counted, begin)
            counted = begin
            yield number

    def places(self, letters: str) -> Iterator[Place]:
        """Yield the lines that contain these letters, in order."""
        needle = letters.encode(errors="replace")
        for block in self._blocks.having(self._column, needle):
            text = self._blocks.column(block, self._column)
            place = text.find(needle)
            while place >= 0:
                begin, end = text.rfind(b"\n", 0, place) + 1, text.find(b"\n", place)
                yield block, text, begin, end
                place = text.find(needle, end)

    def number(self, place: Place) -> int:
        """Return the number of a line that was found."""
        block, text, begin, _ = place
        return self._blocks.first(block) + text.count(b"\n", 0, begin)


def text_of(place: Place) -> str:
    """Return a line that was found."""
    _, text, begin, end = place
    return text[begin:end].decode()


def as_line(text: str) -> bytes:
    """Return what is written for the names of an entity, which ` | ` separates."""
    return f"| {text} |\n".encode()


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
    seen: set[tuple[int, int, int]] = set()
    for place, line, begin in _begins(lines, typed, allowed):
        key = (place[0], place[2], begin)
        if key in seen:
            continue
        seen.add(key)
        there = line[begin : begin + len(typed) + allowed]
        wrong = wrong_letters(there)
        if wrong <= allowed and _has_short_words(there, typed):
            number = lines.number(place)
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


def _begins(lines: Lines, typed: str, allowed: int) -> Iterator[tuple[Place, str, int]]:
    """Yield the words that may match: the place of the line, the line, the offset of the word."""
    for offset, piece in _pieces(typed):
        needle = f" {piece}" if offset == 0 else piece
        for place, line, found in islice(_occurrences(lines, needle), _MOST):
            begin = found - offset + (offset == 0)
            for near in range(max(1, begin - allowed), begin + allowed + 1):
                if line[near - 1 : near] == " ":
                    yield place, line, near


def _occurrences(lines: Lines, letters: str) -> Iterator[tuple[Place, str, int]]:
    """Yield each place of these letters, several in one line too."""
    for place in lines.places(letters):
        line = text_of(place)
        found = line.find(letters)
        while found >= 0:
            yield place, line, found
            found = line.find(letters, found + 1)


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
