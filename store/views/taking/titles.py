"""What stands for an article in a list."""

from __future__ import annotations

import re

from store.reading import Article, Reading

_CUT = 300
_LETTERS = re.compile(r"[^\W\d_]+")
_LOOKED_AT = 5
_SHORTEST = 5
"""Words with letters; a shorter sentence at the top is a dateline or a label."""


def title_of(article: Article, reading: Reading | None) -> tuple[str, bool]:
    """The headline on one line, or the first sentence and True where there is no headline."""
    if article.title and article.title.strip():
        return _one_line(article.title), False
    first = ""
    for sentence in reading.sentences[:_LOOKED_AT] if reading else ():
        words = _one_line(article.text[sentence.start : min(sentence.end, sentence.start + 4_000)])
        if len(_LETTERS.findall(words)) >= _SHORTEST:
            return words, True
        first = first or words
    if first:
        return first, True
    for line in article.text[:4_000].splitlines():
        if line.strip():
            return _one_line(line), True
    return "", True


def _one_line(text: str) -> str:
    return " ".join(text[:4_000].split())[:_CUT]
