"""The words of a text, cut finer than spaCy's tokens: "mid-1990s" is four pieces."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PIECE = re.compile(r"[0-9]+|[^\W\d_]+|\S")
APOSTROPHES = frozenset("'’")
_DIGITS = frozenset("0123456789")
_BEYOND = 16
"""Empty pieces after the end, so that a rule may look ahead without asking."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """Words (lower case), runs of digits and single signs, with their places in `text`."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    numbers: list[int | None]
    count: int

    def glued(self, index: int) -> bool:
        """No space between this piece and the one before it."""
        return index > 0 and self.starts[index] == self.ends[index - 1]

    def capital(self, index: int) -> bool:
        return self.text[self.starts[index] : self.starts[index] + 1].isupper()

    def raw(self, index: int) -> str:
        return self.text[self.starts[index] : self.ends[index]]

    def possessive(self, index: int) -> bool:
        """Whether "'s" stands at a piece, which is two of them."""
        return self.words[index] in APOSTROPHES and self.words[index + 1] == "s"

    def number(self, index: int) -> int | None:
        """The value of a run of at most nine digits."""
        return self.numbers[index]


def pieces_of(text: str) -> Pieces:
    """Cut a text into pieces; linear in its length."""
    spans = [match.span() for match in _PIECE.finditer(text)]
    small = text.lower()
    if len(small) == len(text):
        words = [small[start:end] for start, end in spans]
    else:
        words = [text[start:end].lower() for start, end in spans]
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    count = len(words)
    words += [""] * _BEYOND
    starts += [len(text) + 1] * _BEYOND
    ends += [len(text) + 1] * _BEYOND
    numbers = [int(word) if word[:1] in _DIGITS and len(word) < 10 else None for word in words]
    return Pieces(text, words, starts, ends, numbers, count)
