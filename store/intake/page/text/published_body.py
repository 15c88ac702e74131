"""The text that a page's JSON-LD gives as its article's, beside the text that was found on it.

Publishers write it for search engines: often whole, at times cut, with or without its paragraphs.
It is a witness: it tells what of the found text is not the article, and stands in where a page
shows its article only to browsers that run its scripts.
"""

from __future__ import annotations

import re

from store.intake.fragments import looks_like_markup, text_of_markup, tidied
from store.intake.page.about import folded

_LONG_ENOUGH = 250
"""Code points: what is shorter is a summary."""
_RUN = 8
"""Letters of a run; as runs of words do not serve in languages that have no spaces."""
_SAME, _OTHER = 0.9, 0.3
_LONGER = 1.25
_LONGEST_END = 0.5
_BARRED = re.compile(r"(?:\.{3}|…)$")


def beside_published(lines: list[str], body: object, *, is_surely: bool = True) -> list[str]:
    """The lines without what stands before and behind the published text, or that text itself
    where the lines are less than it, or, if it `is_surely` this article's, something else."""
    published = _body(body)
    if len(published) < _LONG_ENOUGH or _BARRED.search(published):
        return lines
    said = _runs(published)
    found = _runs("".join(lines))
    known = len(said & found) / max(1, len(said))
    if known >= _SAME:
        return _between(lines, said, published)
    share = len(said & found) / max(1, len(found))
    is_beginning = share >= _SAME and len(said) >= _LONGER * len(found)
    if is_beginning or (is_surely and known < _OTHER and share < _OTHER):
        return [line for line in published.split("\n") if line.strip()]
    return lines


def _body(body: object) -> str:
    if not isinstance(body, str):
        return ""
    return tidied(text_of_markup(body) if looks_like_markup(body) else body)


def _runs(text: str) -> set[str]:
    letters = folded(text)
    return {letters[at : at + _RUN] for at in range(len(letters) - _RUN + 1)}


def _between(lines: list[str], said: set[str], published: str) -> list[str]:
    """From the first to the last line that is published; all behind them where the published
    text may have been cut: it does not end where a line ends, or much goes on behind it."""
    known = [at for at, line in enumerate(lines) if _is_in(line, said)]
    if not known:
        return lines
    first, last = known[0], known[-1]
    kept, behind = lines[first : last + 1], lines[last + 1 :]
    is_whole = folded(kept[-1])[-_RUN:] == folded(published)[-_RUN:]
    is_end = is_whole and sum(map(len, behind)) <= _LONGEST_END * sum(map(len, kept))
    return kept if is_end else [*kept, *behind]


def _is_in(line: str, said: set[str]) -> bool:
    runs = _runs(line)
    return bool(runs) and len(runs & said) >= _SAME * len(runs)
