"""What an event without a date has in common with the words around a day, as named numbers.

An article that tells "The council voted on Monday" tells of "the vote" further on, with the same
people and the same things. What its title tells happened on the day of the news.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.extract.learned.signs import CONTENT, NAMING, capped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.extract.events.draft import EventDraft
    from store.extract.extensions import FoundTime
    from store.extract.learned.day_events import EventNumbers
    from store.extract.syntax.parse import Parse

STEM = 5
"""How many letters a verb and a noun of the same act share: "resigned" and "resignation"."""
KNOWN = frozenset("the this that these those".split())
"""Words before what was told of before."""
DATELINE = 14
"""The most tokens of a dateline."""


class DaySigns:
    """The signs of one article."""

    def __init__(self, parse: Parse, events: EventNumbers) -> None:
        self._parse = parse
        self._events = events
        article = parse.doc._.article
        title = (article.title if article is not None else None) or ""
        self._title = {word.lower().rstrip("s") for word in title.split() if word.isalpha()}
        self._dateline = float(self._has_dateline())
        self._lemmas: dict[int, set[str]] = {}
        self._stems: dict[int, set[str]] = {}

    def of(self, draft: EventDraft, time: FoundTime) -> dict[str, float]:
        """Return the signs of an event and one time."""
        parse = self._parse
        mine, theirs = parse.sentence[draft.verb], parse.sentence[time.span.start]
        there = self._content(theirs)
        return {
            "dateline": self._dateline,
            "shared names": capped(self._count(mine, there, ("PROPN",)), 3),
            "shared nouns": capped(self._count(mine, there, ("NOUN",)), 3),
            "known nouns there": capped(sum(n in there for n in self._known_nouns(mine)), 2),
            "act there": float(_stem(parse.lemma[draft.verb]) in self._acts(theirs)),
            "title words": self._share_of_title(mine),
            "title words there": self._share_of_title(theirs),
            "actor between": self._told_between(draft, mine, theirs),
        }

    def _has_dateline(self) -> bool:
        """Whether the article opens with a place in capitals."""
        if not self._parse.bounds:
            return False
        first, last = self._parse.bounds[0]
        words = [self._parse.doc[i] for i in range(first, min(last, first + DATELINE))]
        return last - first < DATELINE and bool(words) and words[0].is_upper and len(words[0]) > 2

    def _content(self, sentence: int) -> set[str]:
        if sentence not in self._lemmas:
            self._lemmas[sentence] = set(self._lemmas_of(sentence, CONTENT))
        return self._lemmas[sentence]

    def _lemmas_of(self, sentence: int, kinds: Iterable[str]) -> Iterable[str]:
        parse = self._parse
        inside = range(*parse.bounds[sentence])
        return (parse.lemma[i] for i in inside if parse.pos[i] in kinds)

    def _count(self, sentence: int, there: set[str], kinds: tuple[str, ...]) -> int:
        return len(set(self._lemmas_of(sentence, kinds)) & there)

    def _known_nouns(self, sentence: int) -> set[str]:
        """Return the nouns of a sentence that the article told of before: "the vote"."""
        parse = self._parse
        return {
            parse.lemma[parse.head[i]]
            for i in range(*parse.bounds[sentence])
            if parse.lower[i] in KNOWN and parse.pos[parse.head[i]] in NAMING
        }

    def _acts(self, sentence: int) -> set[str]:
        """Return the stems of the verbs and nouns of a sentence."""
        if sentence not in self._stems:
            lemmas = self._lemmas_of(sentence, ("VERB", "NOUN"))
            self._stems[sentence] = {_stem(lemma) for lemma in lemmas}
        return self._stems[sentence]

    def _share_of_title(self, sentence: int) -> float:
        words = {lemma.lower().rstrip("s") for lemma in self._content(sentence)}
        return len(words & self._title) / max(1, len(self._title))

    def _told_between(self, draft: EventDraft, mine: int, theirs: int) -> float:
        """Return the share of the sentences from the time to the event that mention its actor."""
        low, high = sorted((mine, theirs))
        if low == high or not draft.actors:
            return float(low == high)
        told = {n for entity in draft.actors for n in self._events.sentences_of(entity)}
        return sum(n in told for n in range(low, high)) / (high - low)


def _stem(lemma: str) -> str:
    return lemma.lower()[:STEM]
