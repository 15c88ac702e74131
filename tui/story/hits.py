"""The words that were searched for, found again in an article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store import Filter

_PIECES = re.compile(r'(-?)(?:(\w+):)?(?:"([^"]*)"|([^\s()"]+))')
_OPERATORS = {"OR", "AND", "NOT"}
_MOST = 2_000
"""Places that are marked in one article."""


def searched(filter_: Filter) -> tuple[str, ...]:
    """The bare words and phrases of the filter's queries; what a field takes is not in them."""
    found: list[str] = []
    for term in filter_.terms:
        if term.exclude or term.field not in ("query", "text"):
            continue
        for minus, field, phrase, word in _PIECES.findall(term.value):
            text = (phrase or word).rstrip("~*")
            if text and not minus and not field and text not in _OPERATORS:
                found.append(text)
    return tuple(dict.fromkeys(found))


def hits(text: str, words: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where the words stand in the text, as whole words, whatever their case."""
    if not words:
        return
    either = "|".join(re.escape(word) for word in words)
    for number, found in enumerate(re.finditer(rf"\b(?:{either})\w*", text, re.IGNORECASE)):
        if number == _MOST:
            return
        yield found.span()
