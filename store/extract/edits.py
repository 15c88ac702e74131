"""A copy of a text with some places changed, and the way home from it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from store.reading import Span


class Edit(NamedTuple):
    """In the copy, `instead` stands in the place of `text[start:end]`; either may be empty."""

    start: int
    end: int
    instead: str = ""


class Edited:
    """`text` is the copy. Of edits that overlap the first counts."""

    def __init__(self, source: str, edits: Iterable[Edit]) -> None:
        # A run of the copy begins at _copy[i] and, in the source, at _source[i]; where it is
        # no run of the source, all of it stands for the span up to _ends[i].
        self._copy, self._source = [0], [0]
        self._ends: list[int | None] = [None]
        pieces: list[str] = []
        length = position = 0

        def put(piece: str, source: int, end: int | None = None) -> None:
            nonlocal length
            self._copy.append(length)
            self._source.append(source)
            self._ends.append(end)
            pieces.append(piece)
            length += len(piece)

        for start, end, instead in sorted(edits):
            if start < position:
                continue
            if start > position:
                put(source[position:start], position)
            if instead:
                # What the source lacks stands for the character before it.
                put(instead, start if end > start else max(start - 1, 0), max(end, 1))
            position = end
        if position < len(source):
            put(source[position:], position)
        self.text = "".join(pieces)

    def home(self, start: int, end: int) -> Span:
        """The source range of a non-empty range of the copy."""
        return Span(self._span(start).start, self._span(end - 1).end)

    def _span(self, position: int) -> Span:
        at = bisect_right(self._copy, position) - 1
        end = self._ends[at]
        if end is not None:
            return Span(self._source[at], end)
        home = self._source[at] + position - self._copy[at]
        return Span(home, home + 1)
