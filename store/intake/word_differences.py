"""Compares two texts word by word."""

from __future__ import annotations

import re
from typing import NamedTuple

from rapidfuzz.distance import Indel

from store.reading import Span

_WORD = re.compile(r"\w+|[^\w\s]")
_MOST = 20_000
"""Words that are compared. The rest counts as one difference."""


class Difference(NamedTuple):
    """Spans of the older and the newer text that differ. An empty span marks a point."""

    old: Span
    new: Span


def differences(old: str, new: str) -> list[Difference]:
    """Return all differences in order, ignoring white space."""
    old_words, new_words = list(_WORD.finditer(old)), list(_WORD.finditer(new))
    cut = len(old_words) > _MOST or len(new_words) > _MOST
    old_words, new_words = old_words[:_MOST], new_words[:_MOST]
    found: list[Difference] = []
    for step in Indel.opcodes([word[0] for word in old_words], [word[0] for word in new_words]):
        if step.tag == "equal":
            continue
        old_span = _span(old_words, step.src_start, step.src_end)
        new_span = _span(new_words, step.dest_start, step.dest_end)
        if found and _touch(found[-1], old_span, new_span, old, new):
            last = found.pop()
            old_span, new_span = _over(last.old, old_span), _over(last.new, new_span)
        found.append(Difference(old_span, new_span))
    if cut:
        found.append(Difference(_rest(old, old_words), _rest(new, new_words)))
    return found


def _span(words: list[re.Match[str]], start: int, end: int) -> Span:
    if start < end:
        return Span(words[start].start(), words[end - 1].end())
    at = words[start - 1].end() if start else 0
    return Span(at, at)


def _touch(last: Difference, old_span: Span, new_span: Span, old: str, new: str) -> bool:
    """Return whether two differences adjoin, as a deletion and the insertion in its place do."""
    between = old[last.old.end : old_span.start] + new[last.new.end : new_span.start]
    return not between.strip()


def _over(first: Span, second: Span) -> Span:
    if first.start == first.end:
        return second
    return first if second.start == second.end else Span(first.start, second.end)


def _rest(text: str, words: list[re.Match[str]]) -> Span:
    return Span(words[-1].end() if words else 0, len(text))
