"""How rare words are in news, which stories and the joining of events weigh words by.

The table is counted once over old news and never in the store, so that an article has the same
words in every store. It keeps stems and numbers, and no text.

    python -m store.views.words.word_rarity CORPUS...

counts it anew from JSON Lines with `title` and `text`, packed or not.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from store.asset_files import shipped, shipped_rows
from store.views.words.word_tables import stems

TENTHS = 10
_TABLE = ("models", "word_rarity.tsv")
_COMMON = 1.0
"""Words that are not rarer than this say nothing: one in three articles has them."""
_IN_ARTICLES = 5
"""In so many articles a word is as rare as can be."""
_SHARE = 6_000
"""Of a corpus with more articles, each article counts less: one sort of news is not all news."""
_SILENT = (
    "January February March April May June July August September October November December"
    " Monday Tuesday Wednesday Thursday Friday Saturday Sunday today yesterday tomorrow tonight"
    " year month week day hour time"
)
"""Words that say nothing, however rare they are."""
_HEAD = """\
# How rare words are in news: ten times the natural logarithm of one in how many articles, and the
# stems of the words. 0: words that say nothing. A word that is not listed is as rare as the rarest.
# Counted by `python -m store.views.words.word_rarity` over news of 1987 to 2023; no text is kept.
"""


def rarity(stem: str) -> int:
    """Return how rare a word is: ten times the logarithm of one in how many articles has it, 0 for
    words that say nothing."""
    table, rarest = _table()
    return table.get(stem, rarest)


@cache
def _table() -> tuple[dict[str, int], int]:
    table: dict[str, int] = {}
    for tenths, words in shipped_rows(*_TABLE):
        table.update(dict.fromkeys(words.split(), int(tenths)))
    return table, max(table.values())


def _counted(corpora: Iterable[Path]) -> str:
    """Return the table."""
    import gzip
    import json

    seen: defaultdict[str, float] = defaultdict(float)
    total = 0.0
    for path in corpora:
        packed = path.read_bytes()
        lines = gzip.decompress(packed) if path.suffix == ".gz" else packed
        articles = [_words(json.loads(line)) for line in lines.splitlines()]
        weight = min(1.0, _SHARE / len(articles))
        total += weight * len(articles)
        for each in articles:
            for stem in each:
                seen[stem] += weight
    silent = set(stems(_SILENT))
    rows: defaultdict[int, list[str]] = defaultdict(list)
    for stem, count in seen.items():
        found = math.log((total + 1) / (count + 1))
        says_nothing = found <= _COMMON or stem in silent
        if count >= _IN_ARTICLES or says_nothing:
            rows[0 if says_nothing else round(found * TENTHS)].append(stem)
    table = (f"{tenths}\t{' '.join(sorted(words))}\n" for tenths, words in sorted(rows.items()))
    return _HEAD + "".join(table)


def _words(article: dict[str, str | None]) -> set[str]:
    return set(stems(f"{article.get('title') or ''}\n{article.get('text') or ''}"))


if __name__ == "__main__":
    import sys

    shipped(*_TABLE).write_text(_counted(map(Path, sys.argv[1:])), "utf-8")
