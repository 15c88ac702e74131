"""What a word is, for texts and for queries alike, and its one spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from store.identity.folding import fold, loose

# "U.S." is a word, "O'Neill" is one, "Minsk.The" (a space lost) is two, "state-run" is two.
_WORD = re.compile(r"[^\W\d_](?:\.[^\W\d_])+(?![^\W_])|[^\W_]+(?:['’ʼ‘`´][^\W_]+)*")
_ASCII_WORD = re.compile(r"[a-z](?:\.[a-z])+(?![a-z0-9])|[a-z0-9]+(?:['`][a-z0-9]+)*")
_CLOSED_UP = str.maketrans("", "", ".'`")
_LONGEST = 100
SHORTEST_NAME = 6
"""Letters; shorter words have too many neighbours in other spellings."""


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


@lru_cache(maxsize=10_000)
def _spelling(word: str) -> str:
    return fold(word).replace(" ", "")


def words_and_names(text: str) -> tuple[list[str], list[str]]:
    """The words of a text, and the same with those that have a capital letter in the one
    spelling that the usual spellings of a foreign name share."""
    plain, names = [], []
    for start, _, word in word_spans(text):
        plain.append(word)
        names.append(in_any_spelling(word) if text[start].isupper() else word)
    return plain, names


@lru_cache(maxsize=10_000)
def in_any_spelling(word: str) -> str:
    """A compared word as it would be if it were a name: a search for "Lukashenka" is to find
    "Lukashenko"."""
    return loose(word).replace(" ", "") if len(word) >= SHORTEST_NAME else word
