"""Splits texts and queries into words, and normalises their spelling for comparison."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from store.identity.folding import fold, loose

# "U.S." is a word, "O'Neill" is one, "Minsk.The" (a space lost) is two, "state-run" is two.
_WORD = re.compile(r"[^\W\d_](?:\.[^\W\d_])+(?![^\W_])|[^\W_]+(?:['’ʼ‘`´][^\W_]+)*")
_SPLIT = re.compile(f"({_WORD.pattern})")
_ASCII_SPLIT = re.compile(
    r"([A-Za-z](?:\.[A-Za-z])+(?![A-Za-z0-9])|[A-Za-z0-9]+(?:['`][A-Za-z0-9]+)*)"
)
"""The same for ASCII, in three quarters of the time."""
_ASCII_WORD = re.compile(r"[a-z](?:\.[a-z])+(?![a-z0-9])|[a-z0-9]+(?:['`][a-z0-9]+)*")
_CLOSED_UP = str.maketrans("", "", ".'`")
LONGEST = 100
"""Letters of a word that count."""
SHORTEST_NAME = 6
"""Letters. Shorter words have too many similar words in other spellings."""


def words(text: str) -> list[str]:
    """Return the words of a text, each in the normalised spelling."""
    if text.isascii():
        found = _ASCII_WORD.findall(text.lower())
        return [
            word[:LONGEST] if word.isalnum() else word[:LONGEST].translate(_CLOSED_UP)
            for word in found
        ]
    return [folded for _, _, folded in word_spans(text)]


def word_spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the start and end (code points) and the normalised spelling of each word."""
    for start, end in places_of_words(text):
        folded = spelling(text[start:end])
        if folded:
            yield start, end, folded


def places_of_words(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end (code points) of each word."""
    return map(re.Match.span, _WORD.finditer(text))


def words_and_gaps(text: str) -> list[str]:
    """Return what stands before the first word, the first word, what stands between it and the
    second, and so on, up to what stands after the last. Together they are the text."""
    return _ASCII_SPLIT.split(text) if text.isascii() else _SPLIT.split(text)


def spelling(word: str) -> str:
    """Return a word in the normalised spelling, "" if it has none."""
    if word.isascii() and word.isalnum():
        return word[:LONGEST].lower()
    return _folded(word[:LONGEST])


@lru_cache(maxsize=2_000)
def _folded(word: str) -> str:
    return fold(word).replace(" ", "")


@lru_cache(maxsize=10_000)
def loose_spelling(word: str) -> str:
    """Return a normalised word in the loose spelling of names, so that "Lukashenka" finds
    "Lukashenko".
    """
    return loose(word).replace(" ", "") if len(word) >= SHORTEST_NAME else word


# How far a typed word may be from the one that was meant, in edits.


def distance(word: str) -> int:
    """Return how many letters may be wrong, missing, added or transposed."""
    if len(word) < 4:
        return 0
    return 1 if len(word) < 8 else 2


def nearest(written: str, known: Iterable[str]) -> str | None:
    """Return the known word that was probably meant, or None."""
    from difflib import get_close_matches  # only where something is wrong

    return next(iter(get_close_matches(written[:40], list(known), 1, 0.7)), None)


# Lone surrogates, which no database or search engine accepts.

_LONE = re.compile(r"[\ud800-\udfff]")


def is_whole(text: str) -> bool:
    """Return whether the text can be encoded as UTF-8."""
    return text.isascii() or _LONE.search(text) is None


def replace_surrogates(text: str) -> str:
    """Replace each lone surrogate by U+FFFD. The length stays the same."""
    return text if text.isascii() else _LONE.sub("\ufffd", text)
