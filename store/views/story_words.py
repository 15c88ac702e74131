"""What an article is about, as weighted words: the basis of stories.

A word weighs more the rarer it is in news (`assets/models/word_rarity.tsv`, counted once over old
news; never counted in the store, so that an article has the same words in every store), the more
often it stands in the article, and the earlier. `python -m store.views.story_words CORPUS...`
counts the table anew from JSON Lines with `title` and `text`.
"""

from __future__ import annotations

import math
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path

from msgspec import Struct

from store.asset_files import shipped
from store.query.words import places_of_words, spelling

_TABLE = ("models", "word_rarity.tsv")
_READ = 6_000
"""Code points of the text that count. What an article is about stands in its beginning."""
_TITLE = 2.0
"""How often a word of the title counts."""
_HALF = 150
"""The word of the text that counts half; the first one counts once."""
_LEAST = 0.25
_COUNTED = [max(_LEAST, 1 / (1 + place / _HALF)) for place in range(_READ)]
"""How often a word of the text counts by its place. A text has fewer words than code points."""
_POWER = 1.25
KEPT = 100
"""The words that an article keeps: those that weigh most."""
_TENTHS = 10
_LONGEST_PHRASE = 4
"""Words of a name."""
_ACRONYM = 5
"""Letters. A longer word in capitals is a dateline or a headline."""
_NAMED_TERMS = 16
_REMEMBERED = 30_000
"""Different words that are remembered: articles share most of theirs."""
_SENTENCE_ENDS = frozenset(".!?\n:;\"“”'‘’(")

_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_TIME_WORDS = frozenset("today yesterday tomorrow tonight year month week day hour time".split())


class StoryWords(Struct, frozen=True):
    """The words of an article by number (see `term_of`), the weightiest first. The weights are
    those of a vector of length 1."""

    terms: tuple[int, ...]
    weights: tuple[float, ...]
    phrases: tuple[tuple[int, str], ...]
    """The weightiest words as the article writes them, a name as a whole."""


def term_of(stem: str) -> int:
    """Return the number of a word: 32 bits, the same everywhere."""
    return zlib.crc32(stem.encode("utf-8", "replace"))


def story_words(title: str | None, text: str, furniture: Sequence[tuple[int, int]]) -> StoryWords:
    """Return what an article is about. `furniture` has spans of `text` to leave out."""
    head, body = _tokens(title or "", ()), _tokens(text[:_READ], furniture)
    counts: defaultdict[str, float] = defaultdict(float)
    for token in head:
        counts[token.stem] += _TITLE
    for token, counted in zip(body, _COUNTED, strict=False):
        counts[token.stem] += counted
    weighed = [
        (-math.log1p(count) * rarity**_POWER, stem)
        for stem, count in counts.items()
        if (rarity := _rarity(stem)) > 0
    ]
    weighed = [(-weight, stem) for weight, stem in sorted(weighed)[:KEPT]]
    length = math.sqrt(math.fsum(weight * weight for weight, _ in weighed)) or 1.0
    terms = [stem for _, stem in weighed[:_NAMED_TERMS] if not stem[0].isdigit()]
    named = _phrases(head, body, terms)
    return StoryWords(
        tuple(term_of(stem) for _, stem in weighed),
        tuple(weight / length for weight, _ in weighed),
        tuple((term_of(stem), named[stem]) for stem in terms),
    )


# Words and their stems.


class _Token(Struct, gc=False):
    stem: str
    written: str
    is_capital: bool
    """Whether it begins with a capital."""
    follows: bool
    """Whether only a space stands between it and the token before."""
    begins: bool
    """Whether it begins a sentence, where a capital says nothing."""


_POSSESSIVE = re.compile(r"['’ʼ‘`´]s$", re.IGNORECASE)


def _tokens(text: str, furniture: Sequence[tuple[int, int]]) -> list[_Token]:
    found: list[_Token] = []
    end = 0
    for start, stop in places_of_words(text):
        if furniture and any(low <= start < high for low, high in furniture):
            continue
        known = _word(text[start:stop])
        if known is None:
            continue
        follows = start - end == 1 and text[end] == " "
        begins = not end or not (follows or _SENTENCE_ENDS.isdisjoint(text[end:start]))
        if known[0]:
            found.append(_Token(*known, follows, begins))
        end = stop
    return found


@lru_cache(maxsize=_REMEMBERED)
def _word(text: str) -> tuple[str, str, bool] | None:
    """Return the stem of a word ("" for a single letter), the word without "'s", and whether it
    begins with a capital. Return None if nothing is left of it in the normalised spelling."""
    word = spelling(text)
    if not word:
        return None
    written = _POSSESSIVE.sub("", text)
    if written != text:
        word = word.removesuffix("s")
    return _stem(word) if len(word) > 1 else "", written, written[:1].isupper()


@cache
def _stem(word: str) -> str:
    """Return a word without its usual English endings, for comparison only."""
    word = _singular(word)
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) > len(ending) + 3:
            word = word[: -len(ending)]
            if word[-1] == word[-2] and word[-1] not in "lse":
                word = word[:-1]
            break
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ses", "xes", "zes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _phrases(
    head: Sequence[_Token], body: Sequence[_Token], stems: Iterable[str]
) -> dict[str, str]:
    """Return, for each of these words, how it is written most often: a name as a whole."""
    written: dict[str, Counter[str]] = {stem: Counter() for stem in stems}
    # A headline may write every word with a capital: its names are taken from the text if there.
    for weight, tokens in ((1, head), (3, body)):
        for run in _runs(tokens):
            asked = [token for token in run if token.stem in written]
            phrase = " ".join(map(_as_written, run)) if asked else ""
            for token in asked:
                written[token.stem][phrase] += 1 if token.begins and len(run) == 1 else weight
    return {
        stem: min(phrases, key=lambda each: (-phrases[each], each))
        for stem, phrases in written.items()
    }


def _as_written(token: _Token) -> str:
    """Return a word as it stands in a text; one in capitals as a name, but for short ones."""
    written = token.written
    return written.capitalize() if written.isupper() and len(written) > _ACRONYM else written


def _runs(tokens: Sequence[_Token]) -> Iterator[list[_Token]]:
    """Yield names of several words as one run, and other words alone."""
    run: list[_Token] = []
    for token in tokens:
        joins = token.is_capital and token.follows and not token.begins
        if run and not (joins and run[-1].is_capital and len(run) < _LONGEST_PHRASE):
            yield run
            run = []
        run.append(token)
    if run:
        yield run


# How rare words are in news.

_YEAR = re.compile(r"(?:19|20)\d\d")


@lru_cache(maxsize=_REMEMBERED)
def _rarity(stem: str) -> float:
    """Return how rare a word is: the logarithm of one in how many articles has it, 0 for words
    that say nothing."""
    table, rarest = _table()
    return 0.0 if _YEAR.fullmatch(stem) else table.get(stem, rarest)


@cache
def _table() -> tuple[dict[str, float], float]:
    table: dict[str, float] = {}
    rarest = 0.0
    for line in shipped(*_TABLE).read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        tenths, _, stems = line.partition("\t")
        rarity = int(tenths) / _TENTHS
        rarest = max(rarest, rarity)
        table.update(dict.fromkeys(stems.split(), rarity))
    return table, rarest


_HEAD = """\
# How rare words are in news: ten times the natural logarithm of one in how many articles, and the
# stems of the words. 0: words that say nothing. A word that is not listed is as rare as the rarest.
# Counted by `python -m store.views.story_words` over articles of 1987 to 2023; no text is kept.
"""
_COMMON = 1.0
"""Words that are not rarer than this say nothing: one in three articles has them."""
_IN_ARTICLES = 5
"""In so many articles a word is as rare as can be."""
_SHARE = 6_000
"""Of a corpus with more articles, each article counts less: one sort of news is not all news."""


def _counted(corpora: Iterable[Path]) -> str:
    """Return the table, counted over JSON Lines with `title` and `text`."""
    import calendar
    import gzip
    import json

    seen: defaultdict[str, float] = defaultdict(float)
    total = 0.0
    for path in corpora:
        packed = path.read_bytes()
        lines = gzip.decompress(packed) if path.suffix == ".gz" else packed
        stems = [_stems(json.loads(line)) for line in lines.splitlines()]
        weight = min(1.0, _SHARE / len(stems))
        total += weight * len(stems)
        for each in stems:
            for stem in each:
                seen[stem] += weight
    months = {_stem(month.lower()) for month in calendar.month_name if month}
    silent = months | _WEEKDAYS | _TIME_WORDS
    rows: defaultdict[int, list[str]] = defaultdict(list)
    for stem, count in seen.items():
        rarity = math.log((total + 1) / (count + 1))
        if count >= _IN_ARTICLES or rarity <= _COMMON or stem in silent:
            rows[0 if rarity <= _COMMON or stem in silent else round(rarity * _TENTHS)] += [stem]
    table = (f"{tenths}\t{' '.join(sorted(stems))}\n" for tenths, stems in sorted(rows.items()))
    return _HEAD + "".join(table)


def _stems(article: dict[str, str | None]) -> set[str]:
    text = f"{article.get('title') or ''}\n{article['text'] or ''}"
    return {token.stem for token in _tokens(text, ())}


if __name__ == "__main__":
    import sys

    shipped(*_TABLE).write_text(_counted(map(Path, sys.argv[1:])), "utf-8")
