"""Stems of English words, and the tables of words that the views read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from store.asset_files import shipped_rows
from store.views.remembered import remembered

if TYPE_CHECKING:
    import tantivy


@cache
def _analyzer() -> tantivy.TextAnalyzer:
    import tantivy  # 15 ms that the first paint does not wait for

    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for each in (
        tantivy.Filter.lowercase(),
        tantivy.Filter.ascii_fold(),
        tantivy.Filter.stemmer("english"),
    ):
        builder = builder.filter(each)
    return builder.build()


def stems(text: str) -> Sequence[str]:
    """Return the stems of the words and numbers of a text, in order."""
    found: list[str] = _analyzer().analyze(text)
    return found


_PLAIN = re.compile(r"[\0-\u024F\u2010-\u205E€]*")
"""Texts of which Python and the analyzer have the same idea of what a word is."""
_WORD = re.compile(r"[^\W_]+")
_TYPOGRAPHIC = "’‘“”—–…"
"""What is not ASCII in most texts that are not."""
_SPACED = bytes(each if chr(each).isalnum() else ord(" ") for each in range(128)).ljust(256)


def words_to_stem(text: str) -> Sequence[str] | None:
    """Return the words whose stems are `stems` of the text, or None if only the analyzer can tell
    them."""
    if not text.isascii():
        for mark in _TYPOGRAPHIC:
            text = text.replace(mark, " ")
    if text.isascii():
        return ascii_words(text)
    return _WORD.findall(text) if _PLAIN.fullmatch(text) else None


def words_to_weigh(text: str) -> Sequence[str] | None:
    """Return the same, in lower case where the text is plain: fewer words are then different."""
    if not text.isascii():
        for mark in _TYPOGRAPHIC:
            text = text.replace(mark, " ")
    return ascii_words(text.lower()) if text.isascii() else words_to_stem(text)


def ascii_words(text: str) -> list[str]:
    """Return the runs of letters and digits of an ASCII text. It takes a third of the time that a
    pattern takes."""
    return text.encode().translate(_SPACED).decode().split()


@remembered(70_000)
def stems_of_word(word: str) -> Sequence[str]:
    """Return the stems of a word, mostly one. They are remembered: texts repeat their words."""
    return tuple(stems(word))


@cache
def word_lists(name: str) -> dict[str, tuple[str, ...]]:
    """Return the lists of the table `assets/codebook/NAME.tsv` by name, in its order."""
    rows = shipped_rows("codebook", f"{name}.tsv")
    return {key: tuple(filter(None, words.split("|"))) for key, words in rows}
