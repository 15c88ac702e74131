"""Where quoted words begin and end, as token ranges that hold their quotation marks.

The marks of an article are paired once. A quotation that its paragraph leaves open and the next
one opens again goes on there; what closes nothing, such as the sign of inches, opens nothing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from store.extract.extensions import Tokens, merged, spaces, where

_OPENING = frozenset({"“", "``", "„", "«"})
_CLOSING = frozenset({"”", "»"})
_EITHER = frozenset({'"', "''"})
_SINGLE_OPENING = frozenset({"‘", "'"})
_SINGLE_CLOSING = frozenset({"’", "'"})
_MARKS = _OPENING | _CLOSING | _EITHER
_SINGLE = _SINGLE_OPENING | _SINGLE_CLOSING
_ENDS = frozenset({",", ".", "?", "!", "…", "..."})
"""What stands before a single mark that closes what somebody said, and is no apostrophe."""
_LONGEST = 250
"""Tokens after which a single mark that was not closed is taken for an apostrophe."""
SPEECH = 5
"""Tokens, marks included, from which quoted words say something; fewer are a name."""


class Quotations:
    """The quotations of a document, in order; none crosses a blank line."""

    def __init__(self, doc: Doc) -> None:
        self.ranges: list[Tokens] = []
        self.resumed: set[Tokens] = set()
        """Those that go on from the one before them, in another paragraph."""
        double = _Pairing(doc).ranges()
        single = _single(doc, double) if where(doc, "ORTH", _SINGLE_OPENING) else []
        for span, resumed in sorted([*double, *((span, False) for span in single)]):
            self.ranges.append(span)
            if resumed:
                self.resumed.add(span)
        self._starts = [quotation.start for quotation in self.ranges]

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


class _Pairing:
    """Pairs the double marks of a document, from its first to its last."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.found: list[tuple[Tokens, bool]] = []
        self.opened: int | None = None
        self.inner: int | None = None
        """A quotation in other marks inside the one that is open."""
        self.left_open = False
        """The last paragraph left a quotation open."""
        self.paragraph = 0
        """The first token of the paragraph."""

    def ranges(self) -> list[tuple[Tokens, bool]]:
        """Each quotation, and whether it goes on from the one before."""
        for index in merged(spaces(self.doc), where(self.doc, "ORTH", _MARKS)):
            token = self.doc[index]
            if token.is_space:
                self._space(token)
            elif self.opened is None:
                self._maybe_open(token)
            elif _opens(token):
                self._reopen(token)
            elif self.inner is not None and token.text not in _EITHER:
                self.inner = None
            else:
                self._close(token.i + 1)
        if self.opened is not None:
            self._close(len(self.doc))
        return self.found

    def _space(self, token: Token) -> None:
        """A blank line ends a quotation, and so does a line end before another mark."""
        if token.text.count("\n") < 2 and not self._line_before_mark(token):
            return
        self.left_open = self.opened is not None
        if self.opened is not None:
            self._close(token.i)
        self.paragraph = token.i + 1

    def _line_before_mark(self, token: Token) -> bool:
        follows = token.i + 1 < len(self.doc) and self.doc[token.i + 1].text in _OPENING | _EITHER
        return "\n" in token.text and follows

    def _maybe_open(self, token: Token) -> None:
        if token.text in _CLOSING or (token.text in _EITHER and _closes(token)):
            return
        self.opened = token.i

    def _reopen(self, token: Token) -> None:
        """A second opening: in other marks, or in the middle of a clause, it is one quotation
        inside another; else the first was not closed, and ends with its sentence."""
        if self.opened is not None and (
            (self.doc[self.opened].text in _EITHER) != (token.text in _EITHER)
            or not (self.doc[token.i - 1].is_punct or self.doc[token.i - 1].is_space)
        ):
            self.inner = token.i
            return
        start = self.opened if self.opened is not None else token.i
        ends = (i + 1 for i in range(start + 1, token.i) if self.doc[i].text in _ENDS)
        self._close(next(ends, token.i))
        self.opened = token.i

    def _close(self, end: int) -> None:
        if self.opened is not None and end - self.opened > 2:
            resumed = self.left_open and self.opened == self.paragraph and bool(self.found)
            self.found.append((Tokens(self.opened, end), resumed))
        if self.opened is not None and self.opened == self.paragraph:
            self.left_open = False
        self.opened = self.inner = None


def _opens(token: Token) -> bool:
    """Whether a mark inside a quotation can only open one: "(“" or a blank before it, and a
    word after it."""
    if token.text in _OPENING:
        return True
    before = token.i == 0 or bool(token.doc[token.i - 1].whitespace_)
    return token.text in _EITHER and before and not token.whitespace_


def _closes(token: Token) -> bool:
    """Whether a mark that could be either can only close: a word before it, none after."""
    doc = token.doc
    if token.i == 0 or doc[token.i - 1].whitespace_ or doc[token.i - 1].is_space:
        return False
    last = token.i + 1 == len(doc) or bool(token.whitespace_)
    before = doc[token.i - 1]
    return last and not (before.is_left_punct or before.text in ("-", "–", "—", "--"))


def _single(doc: Doc, double: list[tuple[Tokens, bool]]) -> list[Tokens]:
    """What stands between single marks, outside double ones: only whole clauses, which a mark
    after a comma or a full stop closes."""
    inside = [span for span, _ in double]
    found: list[Tokens] = []
    opened: int | None = None
    for index in merged(spaces(doc), where(doc, "ORTH", _SINGLE)):
        token = doc[index]
        if opened is not None and (_ends_paragraph(token) or index - opened > _LONGEST):
            opened = None
        if token.is_space or _in_any(index, inside):
            continue
        if opened is None and token.text in _SINGLE_OPENING and _leads(token):
            opened = index
        elif opened is not None and token.text in _SINGLE_CLOSING and _follows_end(token):
            if index + 1 - opened >= SPEECH:
                found.append(Tokens(opened, index + 1))
            opened = None
    return found


def _ends_paragraph(token: Token) -> bool:
    return token.is_space and token.text.count("\n") > 1


def _in_any(index: int, spans: list[Tokens]) -> bool:
    at = bisect_right(spans, Tokens(index, len(spans) + index)) - 1
    return at >= 0 and index in spans[at]


def _leads(token: Token) -> bool:
    """A blank before the mark and a word with a capital after it."""
    doc = token.doc
    if token.whitespace_ or token.i + 1 == len(doc):
        return False
    before = token.i == 0 or bool(doc[token.i - 1].whitespace_) or doc[token.i - 1].is_space
    return before and doc[token.i + 1].text[:1].isupper()


def _follows_end(token: Token) -> bool:
    return token.doc[token.i - 1].text in _ENDS
