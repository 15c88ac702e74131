"""Names as lines of one string, an entity a line, the most mentioned first.

    "\n ann lee | a lee \n bo olsen \n"

What is typed is looked for with `str.find`, which reads a hundred thousand names in a
millisecond; the first place found is the best answer.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import batched


class Lines:
    def __init__(self, names: Iterable[str]) -> None:
        """`names`: for each entity, its names in one spelling, with ` | ` between them."""
        self._starts: array[int] = array("L")
        stretches: list[str] = []
        place = 0
        # A thousand at a time: a hundred thousand small strings would be held by the memory
        # allocator long after they are joined.
        for some in batched(names, 1_000):
            lines = [f"\n {each} " for each in some]
            for line in lines:
                self._starts.append(place)
                place += len(line)
            stretches.append("".join(lines))
        self.text = "".join([*stretches, "\n"])

    def line_at(self, place: int) -> int:
        """The number of the line that holds this place of the text."""
        return bisect_right(self._starts, place) - 1

    def line(self, number: int) -> str:
        return self.text[self._starts[number] : self._end(number)]

    def holding(self, letters: str) -> Iterator[int]:
        """The lines that hold these letters, in order, each once."""
        place = self.text.find(letters)
        while place >= 0:
            number = self.line_at(place)
            yield number
            place = self.text.find(letters, self._end(number))

    def _end(self, number: int) -> int:
        after = number + 1
        return self._starts[after] if after < len(self._starts) else len(self.text)
