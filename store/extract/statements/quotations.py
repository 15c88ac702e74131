"""Find the quotations of an article as token ranges that include the quotation marks.

The marks of an article are paired once. A quotation that is left open by its paragraph continues in
the next one if that opens with a mark. A mark that cannot close anything, such as the sign for
inches, opens nothing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from store.extract.extensions import Tokens, merged, spaces, where
from store.extract.rules import nothing, rule

_OPENING = frozenset({"“", "``", "„", "«"})
_CLOSING = frozenset({"”", "»"})
_EITHER = frozenset({'"', "''"})
_SINGLE_OPENING = frozenset({"‘", "'"})
_SINGLE_CLOSING = frozenset({"’", "'"})
_MARKS = _OPENING | _CLOSING | _EITHER
_SINGLE = _SINGLE_OPENING | _SINGLE_CLOSING
_ENDS = frozenset({",", ".", "?", "!", "…", "..."})
"""Characters before a single mark that closes a quotation and is not an apostrophe."""
_LONGEST = 250
"""How many tokens a single mark may stay open; after that it is an apostrophe."""
SPEECH = 5
"""How many tokens a quotation of speech has at least, including its marks; fewer are a name."""


class Quotations:
    """The quotations of a document in order. None crosses a blank line."""

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
        """Return the quotation that contains this token, or None."""
        place = bisect_right(self._starts, index) - 1
        if place >= 0 and index in self.ranges[place]:
            return self.ranges[place]
        return None

    def after(self, index: int) -> Iterator[Tokens]:
        """Yield the quotations that begin at this token or later."""
        for place in range(bisect_left(self._starts, index), len(self.ranges)):
            yield self.ranges[place]

    def between(self, start: int, end: int) -> list[Tokens]:
        """Return the quotations that overlap a token range, in order."""
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
    """Pairs the double quotation marks of a document from first to last."""

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
        """Return each quotation, and whether it continues the one before."""
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
        """End a quotation at a blank line, or at a line end before another mark."""
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
        if token.text in _CLOSING and not _begins_line(token):
            return
        if token.text in _EITHER and _closes(token):
            return
        self.opened = token.i

    def _reopen(self, token: Token) -> None:
        """Handle a second opening mark.

        With other marks, or inside a clause, it begins a nested quotation. Otherwise the first one
        was not closed and ends with its sentence.
        """
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
    """Whether a mark inside a quotation can only open one.

    It has "(“" or a blank before it, and a word after it.
    """
    if token.text in _OPENING:
        return True
    before = token.i == 0 or bool(token.doc[token.i - 1].whitespace_)
    return token.text in _EITHER and before and not token.whitespace_


@rule("statements.wrong_mark")
def _begins_line(token: Token) -> bool:
    """Whether a closing mark is at the start of a line, before a word, and so opens."""
    before = token.i == 0 or "\n" in token.doc[token.i - 1].text
    last = token.i + 1 == len(token.doc)
    return before and not token.whitespace_ and not last and not token.nbor(1).is_punct


def _closes(token: Token) -> bool:
    """Whether an ambiguous mark can only close: it has a word before it and none after."""
    doc = token.doc
    if token.i == 0 or doc[token.i - 1].whitespace_ or doc[token.i - 1].is_space:
        return False
    last = token.i + 1 == len(doc) or bool(token.whitespace_)
    before = doc[token.i - 1]
    return last and not (before.is_left_punct or before.text in ("-", "–", "—", "--"))


@rule("statements.single_marks", off=nothing)
def _single(doc: Doc, double: list[tuple[Tokens, bool]]) -> list[Tokens]:
    """Return quotations in single marks outside double ones.

    Only whole clauses count, closed by a mark after a comma or a full stop.
    """
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
    """Whether a blank precedes the mark and a capitalised word follows it."""
    doc = token.doc
    if token.whitespace_ or token.i + 1 == len(doc):
        return False
    before = token.i == 0 or bool(doc[token.i - 1].whitespace_) or doc[token.i - 1].is_space
    return before and doc[token.i + 1].text[:1].isupper()


def _follows_end(token: Token) -> bool:
    return token.doc[token.i - 1].text in _ENDS
