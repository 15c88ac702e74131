"""What the sign of one event tells of its kind and time: whether it is said of an attack, recalled,
or done before a day.
"""

from __future__ import annotations

from functools import cache

from store.views.joining.event_signs import EventSign
from store.views.moments import UNDATED, unpack
from store.views.remembered import remembered
from store.views.words.word_tables import word_lists

STATEMENT = "STATEMENT"
ATTACK = "ASSAULT"
VOTE = "election"
"""The mode of votes."""
_DAY = 1
"""The index of the precision "day"; finer ones are reduced to it."""
_RECALLED = 21
"""Days after which news recalls an event."""
_MOST_TIMES = 4
"""How many times as many victims one report of an incident has as another at most."""


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


def is_said(sign: EventSign) -> bool:
    return sign.type == STATEMENT or sign.verb in word_lists("attacks")["speech"]


def is_before(one: EventSign, other: EventSign) -> bool:
    """Return whether an article tells one, without a date, as done before the day of the other. A
    vote that it only mentions may be still to come."""
    if one.moment < UNDATED or (one.is_mentioned and one.mode == VOTE):
        return False
    told, first = one.published, unpack(other.moment).first
    is_done = one.modality in ("asserted", "claimed")
    return is_done and told is not None and first is not None and told < first - 1


def may_be_one_count(one: EventSign, other: EventSign, unit: str) -> bool:
    """Return whether both count this, and so much alike that it may be the same."""
    most = [
        max((each.value for each in sign.figures if each.unit == unit), default=0.0)
        for sign in (one, other)
    ]
    return 0.0 < max(most) <= _MOST_TIMES * min(most)


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
