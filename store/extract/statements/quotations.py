"""Where quoted words begin and end, as token ranges that hold their quotation marks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from store.extract.extensions import Tokens, merged, spaces, where

_OPENING = frozenset({"“", "``", "„", "«"})
_CLOSING = frozenset({"”", "»"})
_EITHER = frozenset({'"', "''"})
_MARKS = _OPENING | _CLOSING | _EITHER


class Quotations:
    """The quotations of a document, in order; none crosses a blank line."""

    def __init__(self, doc: Doc) -> None:
        self.ranges: list[Tokens] = []
        opened: int | None = None
        for index in merged(spaces(doc), where(doc, "ORTH", _MARKS)):
            token = doc[index]
            if token.is_space:
                if token.text.count("\n") < 2:
                    continue
                if opened is not None:
                    self._add(opened, token.i)
                opened = None
            elif opened is None and _opens(token):
                opened = token.i
            elif opened is not None and _closes(token):
                self._add(opened, token.i + 1)
                opened = None
        if opened is not None:
            self._add(opened, len(doc))
        self._starts = [quotation.start for quotation in self.ranges]

    def _add(self, start: int, end: int) -> None:
        if end - start > 2:
            self.ranges.append(Tokens(start, end))

    def at(self, index: int) -> Tokens | None:
        """The quotation that holds this token."""
        place = bisect_right(self._starts, index) - 1
        if place >= 0 and index in self.ranges[place]:
            return self.ranges[place]
        return None

    def after(self, index: int) -> Iterator[Tokens]:
        """The quotations that begin at this token or later."""
        for place in range(bisect_left(self._starts, index), len(self.ranges)):
            yield self.ranges[place]

    def between(self, start: int, end: int) -> list[Tokens]:
        """The quotations that overlap a token range, in order."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        wanted = Tokens(start, end)
        found = []
        for quotation in self.ranges[first:]:
            if quotation.start >= end:
                break
            if quotation.overlaps(wanted):
                found.append(quotation)
        return found


def _opens(token: Token) -> bool:
    return token.text in _OPENING or token.text in _EITHER


def _closes(token: Token) -> bool:
    return token.text in _CLOSING or token.text in _EITHER
