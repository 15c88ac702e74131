"""What the sign of one event tells of its kind and time: of which deeds its words are, whether it
is recalled, whether its day is known.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from store.views.joining.event_signs import EventSign, weighed
from store.views.moments import unpack
from store.views.remembered import remembered
from store.views.words.word_tables import word_lists

STATEMENT = "STATEMENT"
ATTACK = "ASSAULT"
VOTE = "election"
"""The mode of votes."""
VAGUE = frozenset({"OTHER", STATEMENT})
"""Types that say little of what happened."""
HARMED = frozenset({"death", "casualty"})
"""Modes of events whose actors are the victims."""
MOST_DAYS = 3
"""Days between two exact dates of events that may still be one: a report may be wrong or count in
another time zone."""
NEAR_DAYS = 8
"""Days between the publication of two articles of which one may tell the news of the other, if the
event has no date of its own."""
_DAY = 1
"""The index of the precision "day"; finer ones are reduced to it."""
_RECALLED = 21
"""Days after which news recalls an event."""


@cache
def kinds_of_deeds() -> dict[str, int]:
    """Return the kinds of each stem, a bit for each."""
    kinds: dict[str, int] = {}
    for place, words in enumerate(word_lists("deeds").values()):
        for stem in words:
            kinds[stem] = kinds.get(stem, 0) | 1 << place
    return kinds


def kinds_of(stem: str) -> int:
    """Return the kinds of deed that a word is of, a bit for each."""
    return kinds_of_deeds().get(stem, 0)


@cache
def _kinds_of_words() -> dict[int, int]:
    return {weighed(stem): kinds for stem, kinds in kinds_of_deeds().items() if weighed(stem)}


def kinds_in(words: Iterable[int]) -> int:
    """Return the kinds of deed of all words, weighed, of a label."""
    known, found = _kinds_of_words(), 0
    for word in words:
        found |= known.get(word, 0)
    return found


def is_harm(verb: str) -> bool:
    return verb in word_lists("attacks")["harm"]


def is_speech(verb: str) -> bool:
    return verb in word_lists("attacks")["speech"]


def is_exact(moment: int) -> bool:
    """Return whether an event is known to the day."""
    when = unpack(moment)
    return when.first is not None and when.last is not None and when.precision <= _DAY


def is_recalled(sign: EventSign) -> bool:
    """Return whether an article dates an event so long before its own day that it recalls it, and
    does not tell it as news."""
    return is_exact(sign.moment) and is_long_ago(sign)


def is_long_ago(sign: EventSign) -> bool:
    """Return whether an article was published long after the last day of an event."""
    last = unpack(sign.moment).last
    return last is not None and sign.published is not None and sign.published - last > _RECALLED


def is_recalled_attack(sign: EventSign) -> bool:
    """Return whether an article recalls an attack, whose verb is one of violence, or which counts
    its dead."""
    if sign.type != ATTACK:
        return False
    is_violent = sign.verb in word_lists("attacks")["violence"]
    is_violent |= any(each.unit == "dead" for each in sign.figures)
    return is_violent and is_recalled(sign)


def is_within(one: str, other: str) -> bool:
    """Return whether one of two places is in the other or has its name too, by their keys:
    "gpe/BY/minsk", "gpe/new york city", "gpe/US/new york state"."""
    short, long = sorted((_name(one), _name(other)), key=len)
    return short == long or long.startswith((f"{short}/", f"{short} "))


def is_namesake(one: str, other: str) -> bool:
    """Return whether two places have one name: a city and its state."""
    return _name(one) == _name(other)


@remembered(5_000)
def _name(place: str) -> str:
    """Return a place without what its name says of its kind."""
    return place.removesuffix(" city").removesuffix(" state")
