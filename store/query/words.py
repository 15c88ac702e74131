"""What a word is, for texts and for queries alike, and its one spelling."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
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


# How far a typed word may be from the one that was meant.


def distance(word: str) -> int:
    """Letters that may be wrong, missing, too many, or in the wrong order."""
    if len(word) < 4:
        return 0
    return 1 if len(word) < 8 else 2


def nearest(written: str, known: Iterable[str]) -> str | None:
    """The known word that was meant, if one is near enough to say so."""
    from difflib import get_close_matches  # only where something is wrong

    return next(iter(get_close_matches(written[:40], list(known), 1, 0.7)), None)


# Half a character: what a stranger's text may hold and no database or search engine takes.

_LONE = re.compile(r"[\ud800-\udfff]")


def is_whole(text: str) -> bool:
    """Whether the text can be written as UTF-8."""
    return text.isascii() or _LONE.search(text) is None


def made_whole(text: str) -> str:
    """The text with U+FFFD for each lone surrogate, and so of the same length."""
    return text if text.isascii() else _LONE.sub("\ufffd", text)
