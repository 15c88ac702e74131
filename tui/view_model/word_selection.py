"""A selection in the text of an article, by whole words, that keys move and extend."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from store import Span

_WORD = re.compile(r"\w(?:[\w'’.&-]*\w)?")
"""Hyphens, apostrophes and dots inside a word belong to it: O’Neill, U.S, AT&T."""
_LINKS = frozenset({"of", "the", "de", "van", "von", "al", "bin", "da", "del", "la", "le"})
"""Small words inside a name: Bank of England."""
_OPENERS = frozenset(
    "a after all although an and as at because before both but by during each even every few for"
    " from he her here his how however i if in it its last many more most mr mrs my new next no not"
    " of on once one only or other our she since so some still such that the their then there these"
    " they this those though to under until we what when where while who why with yet you"
    " your".split()
)
"""Words that have a capital only because a sentence begins with them."""


@dataclass(frozen=True)
class WordSelection:
    """The words from `anchor` to `cursor`, both included, in either order."""

    words: Sequence[Span]
    """The words of the text, in order."""
    anchor: int
    cursor: int
    is_extending: bool = False
    """Whether moves extend the selection, instead of moving it as one word."""

    @property
    def span(self) -> Span:
        """The selected range, in code points."""
        first, last = sorted((self.anchor, self.cursor))
        return Span(self.words[first].start, self.words[last].end)

    @property
    def offset(self) -> int:
        """The offset of the word under the cursor, which is to be kept in view."""
        return self.words[self.cursor].start

    def move(self, by: int) -> WordSelection:
        """Move by words."""
        return self._to(self.cursor + by)

    def move_to(self, offset: int) -> WordSelection:
        """Move to the word at an offset, or the last one before it."""
        return self._to(word_at(self.words, offset))

    def extend(self) -> WordSelection:
        """Let moves extend the selection; called again, start from the cursor."""
        if self.is_extending:
            return replace(self, anchor=self.cursor, is_extending=False)
        return replace(self, is_extending=True)

    def select(self, span: Span) -> WordSelection:
        """Select the words of a range."""
        first = word_at(self.words, span.start)
        last = word_at(self.words, max(span.end - 1, span.start))
        return replace(self, anchor=first, cursor=last, is_extending=True)

    def _to(self, at: int) -> WordSelection:
        at = max(0, min(at, len(self.words) - 1))
        return replace(self, cursor=at, anchor=self.anchor if self.is_extending else at)


def words_of(text: str) -> list[Span]:
    """Return the words of a text, as ranges of code points."""
    return [Span(*found.span()) for found in _WORD.finditer(text)]


def word_at(words: Sequence[Span], offset: int) -> int:
    """Return the index of the word at an offset, or of the last one that starts before it."""
    return max(bisect_right(words, (offset, float("inf"))) - 1, 0)


class NameGuesses:
    """Runs of capitalised words that are no mention: what may be a name that was missed."""

    def __init__(
        self, text: str, words: Sequence[Span], taken: Sequence[Span], sentences: Sequence[Span]
    ) -> None:
        """`taken` are the ranges of the mentions, `sentences` those of the sentences."""
        self._text, self._words = text, words
        self._taken = sorted(taken)
        self._starts = {sentence.start for sentence in sentences}

    def next(self, offset: int, by: int) -> Span | None:
        """Return the next run that starts after `offset`, or the last before it; cyclic."""
        runs = self._runs
        if not runs:
            return None
        if by > 0:
            return next((run for run in runs if run.start > offset), runs[0])
        return next((run for run in reversed(runs) if run.start < offset), runs[-1])

    @cached_property
    def _runs(self) -> list[Span]:
        runs: list[Span] = []
        run: list[Span] = []
        for word in self._words:
            if self._continues(run, word):
                run.append(word)
                continue
            self._end(run, runs)
            run = [word] if self._is_capital(word) else []
        self._end(run, runs)
        return runs

    def _continues(self, run: list[Span], word: Span) -> bool:
        if not run or not self._is_free(word) or self._text[run[-1].end : word.start] != " ":
            return False
        return self._is_capital(word) or self._text[slice(*word)] in _LINKS

    def _end(self, run: list[Span], runs: list[Span]) -> None:
        while run and self._text[slice(*run[-1])] in _LINKS:
            run.pop()
        is_first = bool(run) and run[0].start in self._starts
        if run and self._text[slice(*run[0])].casefold() in _OPENERS:
            run, is_first = run[1:], False
        if run and not (len(run) == 1 and is_first):
            runs.append(Span(run[0].start, run[-1].end))

    def _is_capital(self, word: Span) -> bool:
        return (
            self._text[word.start].isupper() and word.end - word.start > 1 and self._is_free(word)
        )

    def _is_free(self, word: Span) -> bool:
        at = bisect_right(self._taken, (word.end, -1))
        return not any(span.end > word.start for span in self._taken[max(at - 3, 0) : at])
