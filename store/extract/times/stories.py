"""Stories: passages in which dates such as "on June 13" are resolved against an earlier date.

In news, dates are resolved against the day of publication; in a story, against the last date in the
text. HeidelTime calls these the news and the narrative strategy. A whole text is a story if it has
many dates from years long past and few of today, like an encyclopedia or a history. In other texts
a story begins with a date long past and a finite verb in the past tense. It ends where the text
returns to the present: with a time relative to the day of publication, with a report of what
somebody says then, or with the present tense.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import NamedTuple

from spacy.tokens import Doc, Token

from store.extract.reporting_words import codebook
from store.extract.rules import rule
from store.extract.time_grammar.meaning import Direction, Match, Meaning
from store.extract.time_grammar.periods import Period
from store.extract.time_grammar.tokens import MONTHS, WEEKDAYS, TimeTokens
from store.extract.time_grammar.years import is_stand_in, spelt, stand_in
from store.extract.times.verb_direction import (
    PRESENT,
    auxiliaries,
    governing_verb,
    had,
    is_present_base,
)

_FAR = 180
"""How many days from publication a date may begin a story."""
_LONG = 250
"""How many tokens a story continues without a date, about ten sentences."""
_OLD = 3
"""How many years before publication a year counts as history."""
_HISTORY, _TO_ONE = 5, 4
"""How many old years a whole story has at least, and how many for each word of news."""
_NEWS = ("today", "yesterday", "tomorrow", "said", "says")
_OF_TODAY = ("today", "yesterday", "tomorrow", "tonight", "last ", "this ", "current ")
_ROOTS = frozenset({"ROOT", "conj", "parataxis"})
_DESCRIBING = frozenset({"compound", "nmod", "amod", "poss"})
"""Relations of a modifier of the noun after it: "under a June agreement"."""
_FINENESS = {"time": 0, "day": 0, "week": 1, "month": 2, "quarter": 3, "year": 4}
_EXACT = frozenset({"day", "month"})
"""Precisions with which reported speech begins a story: "said that it began in May 2012"."""
_UNDATED = frozenset(
    {"month", "month day", "day month", "second day", "two days", "first day", "season"}
)
"""Rules of expressions that lack only a year."""
_COUNTED_ON = frozenset(
    f"{step} {unit}"
    for step in ("next", "following", "same", "that", "previous")
    for unit in ("week", "month", "season", "year")
)
"""Rules of expressions that a past verb resolves against the last date."""
_COUNTED_OFF = (" later", " earlier")
_WILL = frozenset({"will", "'ll", "’ll", "wo"})


class Place(NamedTuple):
    """The context of an expression."""

    at: int
    """The index of its first token."""
    hook: Token
    """Its token whose head lies outside the expression."""
    direction: Direction | None
    """The direction of the governing verb."""

    @property
    def verb(self) -> Token | None:
        """The governing verb, looked up on first use."""
        return governing_verb(self.hook)


class Stories:
    """The stories of one text."""

    def __init__(
        self, doc: Doc, pieces: TimeTokens, published: date | None, whole: bool | None
    ) -> None:
        """Set up the stories of a text.

        `whole` says whether the whole text is a story; None decides by the text.
        """
        self._doc, self._pieces = doc, pieces
        self._published = published
        self._never = whole is False
        self._is_whole = whole
        self._anchor: Period | None = None
        self._told = 0
        """Dates of the story so far."""
        self._last: Place | None = None
        self._old: list[int] = []
        """The positions of past times outside the story, and of the one that began it."""

    @property
    def _whole(self) -> bool:
        """Whether the whole text is a story, decided when a date first needs it."""
        if self._is_whole is None:
            self._is_whole = _is_history(self._pieces, self._published)
        return self._is_whole

    @rule("times.story")
    def anchor(self, match: Match, place: Place) -> Period | None:
        """Return the time to resolve an expression against, or None for the day of publication."""
        anchor, last = self._anchor, self._last
        if anchor is None or last is None:
            return None
        if self._whole:
            fits = _is_of_the_whole(match, place, anchor)
        else:
            fits = self._is_of_the_passage(match, place, anchor, last)
        return anchor if fits else None

    def _is_of_the_passage(self, match: Match, place: Place, anchor: Period, last: Place) -> bool:
        if place.at - last.at > _LONG or place.hook.dep_ in _DESCRIBING:
            return False
        if not self._is_undated(match) or not _is_past(place) or _is_reported_today(place):
            return False
        same_sentence = place.hook.sent.start <= last.hook.i
        if _core(match.rule) == "month" and _is_of_one_verb(place, last) and same_sentence:
            return True
        if _core(match.rule) == "month" and not self._goes_by_months(anchor, same_sentence):
            return False
        if anchor.precision == "year" and not same_sentence and not self._has_gone_on(place):
            return False
        return same_sentence or not self._came_back(last, place)

    def _is_undated(self, match: Match) -> bool:
        if match.type == "DURATION":
            return "next" in self._pieces.words[match.start : match.end]
        rule = match.rule
        return _core(rule) in _UNDATED or rule in _COUNTED_ON or rule.endswith(_COUNTED_OFF)

    def _goes_by_months(self, anchor: Period, same_sentence: bool) -> bool:
        """Whether a bare month may continue from the last date.

        "Was extradited in 2014 and pleaded guilty in May" tells of the last May.
        """
        return anchor.precision == "day" or (anchor.precision == "month" and same_sentence)

    def _has_gone_on(self, place: Place) -> bool:
        """Whether the story has more than one year; "founded in 1987" alone is not a story."""
        near = sum(place.at - at <= _LONG for at in self._old)
        return self._told + near > 2

    def _came_back(self, last: Place, place: Place) -> bool:
        """Whether a sentence since the last date is in the present tense."""
        at, end = last.hook.sent.end, place.hook.sent.start
        while at < end:
            sentence = self._doc[at].sent
            if _is_present(sentence.root):
                return True
            at = sentence.end
        return False

    def taken(self, match: Match, meaning: Meaning, place: Place, story: Period | None) -> Meaning:
        """Continue the story after an expression.

        `story` is the time that the expression was resolved against, or None for the article's day.
        Return the meaning with its basis in the story.
        """
        by_story = story is not None and meaning.basis in {"published", "text"}
        meaning = spelt(meaning)
        period = stand_in(meaning.value) or _period(match, meaning)
        if period is not None:
            if by_story or self._goes_on_from(period, meaning, place):
                self._go_on(period, place)
            elif not self._whole and (self._is_back(match, place) or not self._is_far(period)):
                self._anchor, self._told = None, 0
        return replace(meaning, basis="text") if by_story else meaning

    def _is_back(self, match: Match, place: Place) -> bool:
        """Whether an expression that is not resolved against the story ends it."""
        return not self._is_undated(match) or _says(place.verb) or place.direction == "present"

    def _goes_on_from(self, period: Period, meaning: Meaning, place: Place) -> bool:
        """Whether a time that is not resolved against the story continues it, or begins one."""
        if self._never or meaning.basis == "published":
            return False
        if self._whole:
            return True
        if self._told or not self._is_far(period):
            return self._is_far(period)
        self._old.append(place.at)
        verb = place.verb
        if verb is None or not _dates_the_verb(place.hook):
            return False
        told = verb.dep_ == "ccomp" and _says(verb.head) and period.precision in _EXACT
        if verb.dep_ not in _ROOTS and not told:
            return False
        finite = _is_finite(verb) and place.direction == "past"
        return finite and meaning.basis != "text" and not had(verb) and not _says(verb)

    def _is_far(self, period: Period) -> bool:
        if self._published is None or is_stand_in(period.start):
            return True
        return (self._published - period.end).days > _FAR

    def _go_on(self, period: Period, place: Place) -> None:
        before = self._anchor
        wider = before is not None and _FINENESS[period.precision] > _FINENESS[before.precision]
        if not (wider and before is not None and period.start <= before.start <= period.end):
            self._anchor = period
        self._told += 1
        self._last = place


def _period(match: Match, meaning: Meaning) -> Period | None:
    """Return the calendar time of a meaning if it is at most a year long."""
    start, end, precision = meaning.start, meaning.end, meaning.precision
    if start is None or end is None or precision not in _FINENESS or match.type == "DURATION":
        return None
    period = Period(meaning.value, start, end, precision)
    return replace(period, precision="day") if precision == "time" else period


def _is_of_the_whole(match: Match, place: Place, anchor: Period) -> bool:
    """Whether an expression is resolved against the last date when the whole text is a story."""
    if match.rule.startswith(_OF_TODAY) or match.rule.endswith("ago"):
        return False
    if place.verb is not None and _is_present(place.verb):
        return False
    return _core(match.rule) != "weekday" or anchor.precision == "day"


def _core(rule: str) -> str:
    """Return the rule of the date in a longer one: "month day" of "weekday month day clock"."""
    for before in ("part ", "early hours ", "clock ", "weekday "):
        rule = rule.removeprefix(before)
    return rule.removesuffix(" clock").removesuffix(" part")


@rule("times.month_of_told_year")
def _is_of_one_verb(place: Place, last: Place) -> bool:
    """Whether one verb has both times: "In 2008, her party began its tour in mid-September"."""
    return place.verb is not None and place.verb == last.verb


# Whether the whole text is a story.


def _is_history(pieces: TimeTokens, published: date | None) -> bool:
    """Whether the text has old years throughout and few dates of today.

    True also without a day of publication, because there is no other day to resolve against.
    """
    if published is None:
        return True
    newest = published.year - _OLD
    years = len([n for n in pieces.numbers if n is not None and 1000 <= n <= newest])
    if years < _HISTORY:
        return False
    now = sum(map(pieces.words.count, _NEWS))
    now += sum(word in WEEKDAYS and not _is_dated(pieces, i) for i, word in enumerate(pieces.words))
    return _TO_ONE * now <= years


def _is_dated(p: TimeTokens, i: int) -> bool:
    """Whether a weekday is followed by its date: "Sunday, 9 March"."""
    return any(word in MONTHS for word in p.words[i + 1 : i + 4])


# What a verb is about: the past, the present, or reported speech.

_JOINED = 6
"""How many coordinated verbs to follow."""
_CLAUSE = 40
"""How many tokens from a verb, on either side, reported speech may begin."""


def _is_reported_today(place: Place) -> bool:
    """Whether the sentence reports what somebody says or said, or is in the present tense."""
    root = place.hook.sent.root
    return _says(place.verb) or _says(root) or _is_present(root)


def _dates_the_verb(hook: Token) -> bool:
    """Whether a year belongs to the verb or to a noun of time: "in the 1998 season".

    Not "the 1998 law", "his 1998 truck".
    """
    describes = hook.dep_ in _DESCRIBING or hook.dep_ == "nummod"
    return not describes or hook.head.head.lower_ in {"in", "during"}


def _is_past(place: Place) -> bool:
    """Whether a past verb governs the expression and nothing else points ahead.

    "created an office, effective Feb. 1" points ahead.
    """
    verb = place.verb
    if verb is None or not _is_finite(verb):
        return False
    return place.direction != "future" or "would" in auxiliaries(verb).words


def _is_finite(verb: Token | None) -> bool:
    """Whether the verb, or one that it is coordinated with, has a past tense.

    "cited in December" alone has none.
    """
    for _ in range(_JOINED):
        if verb is None:
            return False
        beside = auxiliaries(verb)
        if verb.tag_ == "VBD" or "VBD" in beside.tags or "would" in beside.words:
            return True
        if verb.dep_ == "ROOT":
            return verb.tag_ == "VBN" and not beside.words
        if verb.dep_ != "conj":
            return False
        verb = verb.head
    return False


def _is_present(verb: Token) -> bool:
    beside = auxiliaries(verb)
    tagged = (beside.tags | {verb.tag_}) & PRESENT
    return bool(tagged) or bool(beside.words & _WILL) or is_present_base(verb, beside)


def _says(verb: Token | None) -> bool:
    """Whether the verb reports speech: "said that it was"; not "asked for the books"."""
    if verb is None or verb.lemma_.lower() not in _speech():
        return False
    near = verb.doc[max(verb.i - _CLAUSE, 0) : verb.i + _CLAUSE]
    return any(word.head == verb and word.dep_ == "ccomp" for word in near)


@cache
def _speech() -> frozenset[str]:
    """Return the verbs of speech before a clause or a quotation."""
    verbs = codebook().verbs.values()
    return frozenset(verb.lemma for verb in verbs if {"clause", "quote"} <= verb.frames)
