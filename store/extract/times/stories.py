"""Stories: passages that tell of a time of their own, to which "on June 13" belongs.

News counts from the day of publication, a story from the last date that it told (HeidelTime
calls these its news and its narrative strategy). A text is a story as a whole where years long
past are told throughout and hardly anything of today: an encyclopedia, a history. In other
texts a passage is one from a date long past, told by a finite verb in the past, until the
text comes back to today: by a time counted from the day of publication, by somebody who says
something then, or by the present tense.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import NamedTuple

from spacy.tokens import Doc, Token

from store.extract.rules import rule
from store.extract.statements.reporting_words import codebook
from store.extract.time_grammar.eras import is_stand_in, spelt, stand_in
from store.extract.time_grammar.meaning import Direction, Match, Meaning
from store.extract.time_grammar.periods import Period
from store.extract.time_grammar.tokens import MONTHS, WEEKDAYS, TimeTokens
from store.extract.times.direction import PRESENT, auxiliaries, governing_verb, had

_FAR = 180
"""Days from publication, beyond which a date may be that of a story."""
_LONG = 250
"""Pieces, ten sentences or so, for which a passage goes on without a date."""
_OLD = 3
"""Years before publication; a year that lies so far back is history."""
_HISTORY, _TO_ONE = 5, 4
"""Old years in a text that is a story as a whole, and for each word of news."""
_NEWS = ("today", "yesterday", "tomorrow", "said", "says")
_OF_TODAY = ("today", "yesterday", "tomorrow", "tonight", "last ", "this ", "current ")
_ROOTS = frozenset({"ROOT", "conj", "parataxis"})
_DESCRIBING = frozenset({"compound", "nmod", "amod", "poss"})
"""Relations of a word that belongs to the noun behind it: "under a June agreement"."""
_FINENESS = {"time": 0, "day": 0, "week": 1, "month": 2, "quarter": 3, "year": 4}
_UNDATED = frozenset(
    {"month", "month day", "day month", "second day", "two days", "first day", "season"}
)
"""Rules of expressions that want a year and nothing else."""
_COUNTED_ON = frozenset(
    f"{step} {unit}"
    for step in ("next", "following", "same", "that", "previous")
    for unit in ("week", "month", "season", "year")
)
"""Rules of expressions that a verb in the past counts from what was told."""
_COUNTED_OFF = (" later", " earlier")
_WILL = frozenset({"will", "'ll", "’ll", "wo"})


class Place(NamedTuple):
    """Where an expression stands."""

    at: int
    """Its first piece."""
    hook: Token
    """The token of it that hangs on the rest of the sentence."""
    direction: Direction | None
    """Where the verb points that governs it."""

    @property
    def verb(self) -> Token | None:
        """The verb that governs it; looked up when a story asks."""
        return governing_verb(self.hook)


class Stories:
    """What the passages of one text tell of."""

    def __init__(
        self, doc: Doc, pieces: TimeTokens, published: date | None, whole: bool | None
    ) -> None:
        """`whole` says that the text is a story as a whole, or that it is none; None to find
        out."""
        self._doc, self._pieces = doc, pieces
        self._published = published
        self._never = whole is False
        self._is_whole = whole
        self._anchor: Period | None = None
        self._told = 0
        """Dates of the story so far."""
        self._last: Place | None = None
        self._old: list[int] = []
        """Where times long past were told that are not the story's, and the one that began it."""

    @property
    def _whole(self) -> bool:
        """Whether the text is a story as a whole; found out when a date first asks."""
        if self._is_whole is None:
            self._is_whole = _is_history(self._pieces, self._published)
        return self._is_whole

    @rule("times.story")
    def anchor(self, match: Match, place: Place) -> Period | None:
        """The time that an expression is counted from instead of the day of publication."""
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
        if not self._is_undated(match) or not _tells_what_was(place) or _is_told_today(place):
            return False
        same_sentence = place.hook.sent.start <= last.hook.i
        if anchor.precision == "year" and not same_sentence and not self._has_gone_on(place):
            return False
        return same_sentence or not self._came_back(last, place)

    def _is_undated(self, match: Match) -> bool:
        if match.type == "DURATION":
            return "next" in self._pieces.words[match.start : match.end]
        rule = match.rule
        return _core(rule) in _UNDATED or rule in _COUNTED_ON or rule.endswith(_COUNTED_OFF)

    def _has_gone_on(self, place: Place) -> bool:
        """Whether not only one year has been told of; "founded in 1987" is no story."""
        near = sum(place.at - at <= _LONG for at in self._old)
        return self._told + near > 2

    def _came_back(self, last: Place, place: Place) -> bool:
        """Whether a sentence since the last date is told in the present."""
        at, end = last.hook.sent.end, place.hook.sent.start
        while at < end:
            sentence = self._doc[at].sent
            if _is_present(sentence.root):
                return True
            at = sentence.end
        return False

    def taken(self, match: Match, meaning: Meaning, place: Place, story: Period | None) -> Meaning:
        """Go on from an expression that was counted from `story`, or from the article's day where
        there was none. Return its meaning with the basis that it has in the story."""
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
        """Whether an expression that was not counted from the story ends it."""
        return not self._is_undated(match) or _says(place.verb) or place.direction == "present"

    def _goes_on_from(self, period: Period, meaning: Meaning, place: Place) -> bool:
        """Whether a time that was not counted from the story belongs to it, or begins one."""
        if self._never or meaning.basis == "published":
            return False
        if self._whole:
            return True
        if self._told or not self._is_far(period):
            return self._is_far(period)
        self._old.append(place.at)
        verb = place.verb
        if verb is None or verb.dep_ not in _ROOTS or not _dates_the_verb(place.hook):
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
    """The calendar time told, where it is no longer than a year."""
    start, end, precision = meaning.start, meaning.end, meaning.precision
    if start is None or end is None or precision not in _FINENESS or match.type == "DURATION":
        return None
    period = Period(meaning.value, start, end, precision)
    return replace(period, precision="day") if precision == "time" else period


def _is_of_the_whole(match: Match, place: Place, anchor: Period) -> bool:
    """Whether a text that is a story as a whole counts an expression from its last date."""
    if match.rule.startswith(_OF_TODAY) or match.rule.endswith("ago"):
        return False
    if place.verb is not None and _is_present(place.verb):
        return False
    return _core(match.rule) != "weekday" or anchor.precision == "day"


def _core(rule: str) -> str:
    """The rule of the date in a longer one: "month day" of "weekday month day clock"."""
    for before in ("part ", "early hours ", "clock ", "weekday "):
        rule = rule.removeprefix(before)
    return rule.removesuffix(" clock").removesuffix(" part")


# Whether a text is a story as a whole.


def _is_history(pieces: TimeTokens, published: date | None) -> bool:
    """Whether old years are told throughout, and hardly anything of today; without a day of
    publication there is nothing else to count from."""
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
    """Whether a weekday has its date behind it: "Sunday, 9 March"."""
    return any(word in MONTHS for word in p.words[i + 1 : i + 4])


# What a verb tells of: the past, the present, what somebody says.

_JOINED = 6
"""Verbs joined to each other, at most."""
_CLAUSE = 40
"""Tokens on either side of a verb in which what was said begins."""


def _is_told_today(place: Place) -> bool:
    """Whether the sentence tells what somebody said or says, or is told in the present."""
    root = place.hook.sent.root
    return _says(place.verb) or _says(root) or _is_present(root)


def _dates_the_verb(hook: Token) -> bool:
    """Whether a year belongs to the verb, or to a noun that is a time of it: "in the 1998
    season"; not "the 1998 law"."""
    return hook.dep_ not in _DESCRIBING or hook.head.head.lower_ in {"in", "during"}


def _tells_what_was(place: Place) -> bool:
    """Whether a verb in the past governs an expression, and nothing else makes it point ahead:
    "created an office, effective Feb. 1"."""
    verb = place.verb
    if verb is None or not _is_finite(verb):
        return False
    return place.direction != "future" or "would" in auxiliaries(verb).words


def _is_finite(verb: Token | None) -> bool:
    """Whether a verb has a past tense, its own or that of the verb that it is joined to;
    "cited in December" alone has none."""
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
    return bool((beside.tags | {verb.tag_}) & PRESENT) or bool(beside.words & _WILL)


def _says(verb: Token | None) -> bool:
    """Whether it tells what somebody said: "said that it was"; not "asked for the books"."""
    if verb is None or verb.lemma_.lower() not in _speech():
        return False
    near = verb.doc[max(verb.i - _CLAUSE, 0) : verb.i + _CLAUSE]
    return any(word.head == verb and word.dep_ == "ccomp" for word in near)


@cache
def _speech() -> frozenset[str]:
    """The verbs by which somebody speaks, before a clause or a quotation."""
    verbs = codebook().verbs.values()
    return frozenset(verb.lemma for verb in verbs if {"clause", "quote"} <= verb.frames)
