"""Names a story by the words that its articles share."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from store.views.stories.story_words import StoryWords

_WORDS = 4
_LONGEST = 48
"""Characters of a label."""


def story_label(articles: Sequence[StoryWords]) -> str:
    """Return up to four names and words that several articles share, as they write them, the
    weightiest first: "Hualien, earthquake, Taroko". Empty if they share none."""
    totals: defaultdict[int, float] = defaultdict(float)
    shared: Counter[int] = Counter()
    written: dict[int, Counter[str]] = defaultdict(Counter)
    for words in articles:
        phrases = dict(words.phrases)
        for term, weight in zip(words.terms, words.weights, strict=True):
            totals[term] += weight
            shared[term] += 1
            if term in phrases:
                written[term][phrases[term]] += 1
    label: list[str] = []
    for term in sorted(written, key=lambda term: (-totals[term], term)):
        phrase = min(written[term], key=lambda each: (-written[term][each], len(each), each))
        if shared[term] < 2 or _is_said(phrase, label):
            continue
        if len(", ".join([*label, phrase])) <= _LONGEST:
            label.append(phrase)
        if len(label) == _WORDS:
            break
    return ", ".join(label)


def _is_said(phrase: str, label: Sequence[str]) -> bool:
    """Return whether the label has a word of this phrase already."""
    said = {word.casefold() for each in label for word in each.split()}
    return any(word.casefold() in said for word in phrase.split())
