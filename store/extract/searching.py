"""Where words stand in a `Doc`, without asking each token.

An attribute of a spaCy `Token` costs some hundred nanoseconds from Python; most components
look for a few hundred words among thousands of tokens. Here the column of hashes is read once.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from spacy.strings import StringStore
from spacy.tokens import Doc, Token


def where(doc: Doc, attribute: str, words: frozenset[str]) -> list[int]:
    """The tokens, in order, whose LOWER, LEMMA, ORTH or POS is one of these words."""
    hashes = _hashes(words)
    return [index for index, key in enumerate(_column(doc, attribute)) if key in hashes]


def spaces(doc: Doc) -> list[int]:
    """The tokens that are white space."""
    return [index for index, is_space in enumerate(_column(doc, "IS_SPACE")) if is_space]


def token_at(doc: Doc, start: int, end: int) -> Token | None:
    """The last of the tokens that hold these characters of `doc.text`."""
    span = doc.char_span(start, end, alignment_mode="expand")
    return span[-1] if span is not None and len(span) else None


def merged(*places: Iterable[int]) -> list[int]:
    """Token indices of several searches, each once, in order."""
    return sorted({index for some in places for index in some})


def _column(doc: Doc, attribute: str) -> list[int]:
    if not len(doc):
        return []
    column: list[int] = doc.to_array([attribute]).reshape(-1).astype("uint64").tolist()
    return column


@cache
def _hashes(words: frozenset[str]) -> frozenset[int]:
    strings = StringStore()
    return frozenset(int(strings[word]) for word in words)
