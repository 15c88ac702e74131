"""The time context of an article so far, and times that are given by an event."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

from store.extract import lexicon
from store.extract.extensions import FoundTime, Tokens
from store.extract.rules import rule
from store.extract.time_grammar.meaning import Match, Meaning
from store.extract.time_grammar.periods import Period
from store.extract.times.clause import time_of
from store.extract.times.verb_direction import governing_verb

# The dates of an article so far, from which later expressions are resolved.

_LONGER = frozenset({"the year", "the full year", "the unit ended", "the fiscal year"})
_COMPARED = frozenset(
    {"year ago", "year earlier", "year-ago", "year-ago period", "quarter a year ago"}
)
"""Periods that a report only compares its results with; the report's own period stays the same."""
_SAME = frozenset(
    {"same period last year", "same period a year ago", "same of a year", "year-ago quarter"}
)
"""Words for a comparison in any text."""
_MONTHS_OF_REPORTS = frozenset({"P6M", "P9M", "P12M"})


_FAR = 31
"""How many days from the article a day becomes background."""


class TextDay(NamedTuple):
    """A day in the text. `at` is the token after its expression; `far` marks background days."""

    at: int
    far: bool


class TimeContext:
    """The last time of each precision, and the period of a company report."""

    def __init__(self, published: date | None) -> None:
        self.published = published
        self.quarter: Period | None = None
        """The last quarter named that had ended when the article was published, or the first
        one that a verb in the past tells of: a company's fourth quarter may end in September."""
        self._day: TextDay | None = None
        self._past_day: TextDay | None = None
        self.longer = False
        """The report last spoke of more than a quarter: a year, nine months."""
        self._by_precision: dict[str, Period] = {}
        self._past_by_precision: dict[str, Period] = {}

    def periods(self, past: bool) -> tuple[Period, ...]:
        """Return the last period of each precision, the most recent mention first.

        If `past` is set, return only those that do not lie after the article's day.
        """
        told = self._past_by_precision if past else self._by_precision
        return tuple(reversed(told.values()))

    def day(self, past: bool) -> TextDay | None:
        """Return the last day in the text, alone or as part of a time."""
        return self._past_day if past else self._day

    def take(self, match: Match, meaning: Meaning, past: bool) -> None:
        """Record one expression."""
        if match.rule in _LONGER or meaning.value in _MONTHS_OF_REPORTS:
            self.longer = True
        elif "quarter" in match.rule:
            self.longer = False
        if match.rule in _SAME or (self.quarter is not None and match.rule in _COMPARED):
            return
        if meaning.start is None or meaning.end is None or meaning.precision is None:
            return
        period = Period(meaning.value, meaning.start, meaning.end, meaning.precision)
        ahead = self.published is not None and period.start > self.published
        if period.precision in {"day", "time"}:
            self._day = TextDay(match.end, self._is_far(period))
            self._past_day = self._past_day if ahead else self._day
        _put_last(self._by_precision, period)
        if not ahead:
            _put_last(self._past_by_precision, period)
        if period.precision == "quarter" and "Q" in period.value:
            self._report_on(period, past)

    def _is_far(self, day: Period) -> bool:
        return self.published is not None and abs((day.start - self.published).days) > _FAR

    def _report_on(self, quarter: Period, past: bool) -> None:
        newer = self.quarter is None or quarter.start > self.quarter.start
        if not newer or self.published is None:
            return
        begun = past and self.quarter is None and quarter.start < self.published
        if begun or quarter.end < self.published:
            self.quarter = quarter


def _put_last(told: dict[str, Period], period: Period) -> None:
    told.pop(period.precision, None)
    told[period.precision] = period


# Times given by an event: "following the summit", where another sentence dates the summit.

_AFTER = frozenset({"after", "following", "since"})
_BEFORE = frozenset({"before", "until"})
_EVENTS = lexicon.words("times.events")
_LONGEST = 12
"""How many words a phrase may have before its noun."""
_NEAREST = 4
"""How many other mentions of the noun to check on either side."""
_REACH = 40
_NAMES_IT = frozenset({"compound", "amod", "nmod", "poss"})


def event_anchors(doc: Doc) -> list[FoundTime]:
    """Return new expressions for the events after temporal prepositions of `doc`."""
    if not doc._.times:
        return []
    nouns = [token for token in doc if token.pos_ == "NOUN" and token.lemma_.lower() in _EVENTS]
    if len(nouns) < 2:
        return []
    by_lemma: dict[str, list[Token]] = {}
    for noun in nouns:
        by_lemma.setdefault(noun.lemma_.lower(), []).append(noun)
    found = (_anchor(doc, noun, by_lemma[noun.lemma_.lower()]) for noun in nouns)
    return [time for time in found if time is not None]


@rule("times.named_event")
def _anchor(doc: Doc, noun: Token, same: list[Token]) -> FoundTime | None:
    """Give "after the summit" the day of the summit, if the article told it before."""
    word = noun.head.lower_
    if word not in _AFTER | _BEFORE or noun.dep_ not in {"pobj", "dobj"} or len(same) < 2:
        return None
    if noun.i - noun.left_edge.i > _LONGEST or not noun.head.is_sent_start:
        return None
    phrase = doc[noun.left_edge.i : noun.i + 1]
    if not any(token.lower_ in {"the", "that", "this"} for token in phrase) or _timed(doc, phrase):
        return None
    verb = governing_verb(noun.head.head)
    if verb is not None and time_of(doc, verb.i):
        return None
    event = _dated(doc, noun, phrase, same)
    if event is None:
        return None
    later = word in _AFTER
    return FoundTime(
        span=Tokens(phrase.start, phrase.end),
        chars=(phrase.start_char, phrase.end_char),
        type="DATE",
        value=event.value,
        mod="AFTER" if later else "BEFORE",
        start=event.start if later else None,
        end=None if later else event.end,
        precision=event.precision,
        basis="text",
        rule=f"{word} an event",
    )


def _dated(doc: Doc, noun: Token, phrase: Span, same: list[Token]) -> FoundTime | None:
    """Return the time of the nearest other clause about this event."""
    wanted = {token.lower_ for token in phrase if token.head == noun and token.dep_ in _NAMES_IT}
    at = bisect_left(same, noun.i, key=lambda token: token.i)
    near = [token for token in same[max(at - _NEAREST, 0) : at + _NEAREST + 1] if token != noun]
    for other in sorted(near, key=lambda token: abs(token.i - noun.i)):
        around = doc[max(other.i - _REACH, 0) : other.i + _REACH]
        if wanted and not wanted <= {token.lower_ for token in around}:
            continue
        time = time_of(doc, other.i) or time_of(doc, other.head.i)
        if time and time.start and time.end and time.precision in {"day", "time"}:
            return time
    return None


def _timed(doc: Doc, phrase: Span) -> bool:
    """Whether the phrase has its own time: "after Monday's summit"."""
    times: list[FoundTime] = doc._.times
    at = bisect_left(times, phrase.start, key=lambda time: time.span.end)
    return at < len(times) and times[at].span.overlaps(Tokens(phrase.start, phrase.end + 1))
