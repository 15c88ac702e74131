"""What a word is, for texts and for queries alike, and its one spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from store.identity.folding import fold

# "U.S." is a word, "O'Neill" is one, "Minsk.The" (a space lost) is two, "state-run" is two.
_WORD = re.compile(r"[^\W\d_](?:\.[^\W\d_])+(?![^\W_])|[^\W_]+(?:['’ʼ‘`´][^\W_]+)*")
_ASCII_WORD = re.compile(r"[a-z](?:\.[a-z])+(?![a-z0-9])|[a-z0-9]+(?:['`][a-z0-9]+)*")
_CLOSED_UP = str.maketrans("", "", ".'`")
_LONGEST = 100


def words(text: str) -> list[str]:
    """The words of a text, each in the spelling that is compared."""
    if text.isascii():
        found = _ASCII_WORD.findall(text.lower())
        return [
            word[:_LONGEST] if word.isalnum() else word[:_LONGEST].translate(_CLOSED_UP)
            for word in found
        ]
    return [folded for _, _, folded in word_spans(text)]


def word_spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end (code points) and compared spelling of each word."""
    for match in _WORD.finditer(text):
        folded = _spelling(match[0][:_LONGEST])
        if folded:
            yield match.start(), match.end(), folded


@lru_cache(maxsize=50_000)
def _spelling(word: str) -> str:
    return fold(word).replace(" ", "")
