"""What an article is about, as weighted words: the basis of stories.

A word weighs more the rarer it is in news (see `word_rarity`), the more often it stands in the
article, and the earlier.
"""

from __future__ import annotations

import math
import re
import zlib
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate, compress
from operator import attrgetter
from typing import NamedTuple

from msgspec import Struct

from store.query.words import LONGEST, spelling, words_and_gaps
from store.views.remembered import remembered
from store.views.words.word_rarity import TENTHS, rarity
from store.views.words.word_tables import stems_of_word

_READ = 6_000
"""Code points of the text that count. What an article is about stands in its beginning."""
_TITLE = 2.0
"""How often a word of the title counts."""
_HALF = 150
"""The word of the text that counts half; the first one counts once."""
_LEAST = 0.25
_COUNTED = [max(_LEAST, 1 / (1 + place / _HALF)) for place in range(_READ)]
"""How often a word of the text counts by its place. A text has fewer words than code points."""
KEPT = 100
"""The words that an article keeps: those that weigh most."""
_TO_ROUND = float(1 << 28)
"""What is added to a weight and taken from it, which makes it a multiple of 2 ** -24. Products of
two weights then have sums that are exact, in whatever order they are added up."""
_LONGEST_PHRASE = 4
"""Words of a name."""
_ACRONYM = 5
"""Letters. A longer word in capitals is a dateline or a headline."""
_NAMED_TERMS = 24
_REMEMBERED = 30_000
_WRITTEN = 60_000
"""Different stems, and words as they are written, that are remembered: articles share most of
theirs."""
_SENTENCE_ENDS = frozenset(".!?\n:;\"“”'‘’(")


class StoryWords(Struct, frozen=True):
    """The words of an article by number (see `term_of`), the weightiest first. The weights are
    those of a vector of length 1, but for what they are rounded."""

    terms: tuple[int, ...]
    weights: tuple[float, ...]
    phrases: tuple[tuple[int, str], ...]
    """The weightiest words as the article writes them, a name as a whole."""


@remembered(_REMEMBERED)
def term_of(stem: str) -> int:
    """Return the number of a word: 32 bits, the same everywhere."""
    return zlib.crc32(stem.encode("utf-8", "replace"))


def story_words(title: str | None, text: str, furniture: Sequence[tuple[int, int]]) -> StoryWords:
    """Return what an article is about. `furniture` has spans of `text` to leave out."""
    head, body = _tokens(title or "", ()), _tokens(text[:_READ], furniture)
    counts: defaultdict[str, float] = defaultdict(float)
    for word in head.words:
        counts[word.telling] += _TITLE
    for stem, counted in zip(map(_TELLING, body.words), _COUNTED, strict=False):
        counts[stem] += counted
    counts.pop("", None)
    weighed = [(-math.log1p(count) * _rarity(stem), stem) for stem, count in counts.items()]
    weighed = [(-weight, stem) for weight, stem in sorted(weighed)[:KEPT]]
    length = math.sqrt(math.fsum(weight * weight for weight, _ in weighed)) or 1.0
    terms = [stem for _, stem in weighed[:_NAMED_TERMS] if not stem[0].isdigit()]
    named = _phrases(head, body, terms)
    return StoryWords(
        tuple([term_of(stem) for _, stem in weighed]),
        tuple([weight / length + _TO_ROUND - _TO_ROUND for weight, _ in weighed]),
        tuple([(term_of(stem), named[stem]) for stem in terms]),
    )


# Words and their stems.


class _Word(NamedTuple):
    """A word as it is written; equal ones share one."""

    stem: str
    """"" for a single letter."""
    shown: str
    """The word as it stands in a text, without "'s"; one in capitals as a name, but for short
    ones."""
    is_capital: bool
    """Whether it begins with a capital."""
    telling: str
    """Its stem if it says anything of what the article is about, else ""."""


_STEM, _SHOWN, _TELLING = map(attrgetter, ("stem", "shown", "telling"))


class _Tokens(NamedTuple):
    """The words of a text but for single letters, in order."""

    words: list[_Word]
    gaps: list[str | None]
    """What stands between each word and the one before it; None before the first."""
    stems: list[str]

    def begins(self, place: int) -> bool:
        """Return whether a word begins a sentence, where a capital says nothing."""
        gap = self.gaps[place]
        return gap is None or not (gap == " " or _SENTENCE_ENDS.isdisjoint(gap))

    def joins(self, place: int) -> bool:
        """Return whether a word belongs to a name with the one before it."""
        is_next = place > 0 and self.gaps[place] == " "
        return is_next and self.words[place].is_capital and self.words[place - 1].is_capital

    def run(self, place: int) -> list[_Word]:
        """Return the name to which a word belongs, or the word alone."""
        if not self.words[place].is_capital:
            return [self.words[place]]
        first = last = place
        while self.joins(first):
            first -= 1
        first += (place - first) // _LONGEST_PHRASE * _LONGEST_PHRASE
        while last + 1 < len(self.words) and self.joins(last + 1):
            last += 1
        return self.words[first : min(last + 1, first + _LONGEST_PHRASE)]


_POSSESSIVE = re.compile(r"['’ʼ‘`´]s$", re.IGNORECASE)


def _tokens(text: str, furniture: Sequence[tuple[int, int]]) -> _Tokens:
    pieces = words_and_gaps(text)
    if furniture:
        pieces = _without(pieces, furniture)
    words = list(map(_word, pieces[1::2]))
    if not all(words):
        pieces = _joined(pieces, [word is not None for word in words])
    known = list(filter(None, words))
    gaps = [None, *pieces[2::2]]
    stems = list(map(_STEM, known))
    if "" not in stems:
        return _Tokens(known, gaps[: len(known)], stems)
    return _Tokens(
        list(compress(known, stems)), list(compress(gaps, stems)), list(filter(None, stems))
    )


def _without(pieces: Sequence[str], furniture: Sequence[tuple[int, int]]) -> list[str]:
    """Make the words in furniture part of the gaps."""
    starts = list(accumulate(map(len, pieces), initial=0))[1:-1:2]
    is_kept = [True] * len(starts)
    for low, high in furniture:
        first, last = bisect_left(starts, low), bisect_left(starts, high)
        is_kept[first:last] = [False] * (last - first)
    return _joined(pieces, is_kept)


def _joined(pieces: Sequence[str], is_kept: Iterable[bool]) -> list[str]:
    """Make the words that are not kept part of the gaps."""
    kept = [pieces[0]]
    for word, gap, is_word in zip(pieces[1::2], pieces[2::2], is_kept, strict=True):
        if is_word:
            kept += [word, gap]
        else:
            kept[-1] += word + gap
    return kept


@remembered(_WRITTEN)
def _word(text: str) -> _Word | None:
    """Return None for what is nothing in the normalised spelling."""
    written = text
    if text.isascii() and text.isalpha() and len(text) <= LONGEST:
        word = text.lower()  # as `spelling` has it, which takes longer
    else:
        word = spelling(text)
        if not word:
            return None
        written = _POSSESSIVE.sub("", text)
        if written != text:
            word = word.removesuffix("s")
    stem = _stem(word) if len(word) > 1 else ""
    is_shouted = len(written) > _ACRONYM and written.isupper()
    return _Word(
        stem,
        written.capitalize() if is_shouted else written,
        written[:1].isupper(),
        stem if _rarity(stem) > 0 else "",
    )


def _stem(word: str) -> str:
    found = stems_of_word(word)
    return found[0] if found else ""


def word_stems(text: str) -> list[str]:
    """Return the stems of the words of a name, as those of an article are made."""
    words = map(_word, words_and_gaps(text)[1::2])
    return [word.stem for word in words if word is not None and word.stem]


def _phrases(head: _Tokens, body: _Tokens, stems: Iterable[str]) -> dict[str, str]:
    """Return, for each of these words, how it is written most often: a name as a whole."""
    written: dict[str, Counter[str]] = {stem: Counter() for stem in stems}
    # A headline may write every word with a capital: its names are taken from the text if there.
    for weight, tokens in ((1, head), (3, body)):
        for place, stem in enumerate(tokens.stems):
            if stem in written:
                run = tokens.run(place)
                is_plain = len(run) == 1 and tokens.begins(place)
                phrase = " ".join(map(_SHOWN, run))
                written[stem][phrase] += 1 if is_plain else weight
    return {
        stem: min(phrases, key=lambda each: (-phrases[each], each))
        for stem, phrases in written.items()
    }


# How rare words are in news.

_YEAR = re.compile(r"(?:19|20)\d\d")


@remembered(_REMEMBERED)
def _rarity(stem: str) -> float:
    """Return how rare a word is: the logarithm of one in how many articles has it, 0 for words
    that say nothing."""
    return 0.0 if _YEAR.fullmatch(stem) else rarity(stem) / TENTHS
