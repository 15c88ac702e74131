"""Which events are compared at all: those that share a block, so that the cost stays near linear.

A block is a period and what is told in it: two parties, a party and the verb, rare words. Events
are stored in the block of their own period and looked for in the neighbouring periods too. What
news mentions again in passing has blocks of longer periods.

The number of a block begins with its period, so that the blocks of articles of one time are
neighbours in their table: new articles write to a few of its pages, however large it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from datetime import date
from itertools import chain, combinations, filterfalse
from typing import TYPE_CHECKING, Any, NamedTuple, overload
from zlib import crc32

from store.views.joining.event_kinds import (
    ATTACK,
    STATEMENT,
    VOTE,
    is_exact,
    is_long_ago,
    is_recalled,
    kinds_of,
)
from store.views.joining.event_pairs import MOST_DAYS, NEAR_DAYS, VAGUE
from store.views.joining.event_signs import (
    HASH,
    WEIGHT,
    WEIGHT_BITS,
    EventSign,
    is_anonymous,
    words_of_party,
)
from store.views.joining.label_parts import WON
from store.views.joining.label_places import PLACES
from store.views.moments import PRECISIONS, unpack
from store.views.remembered import remembered
from store.views.words.tolls import DISASTER

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_RAREST = 4
"""The rarest words of a label, of which each pair is a block."""
_NAMES = 3
"""Names of the label that are a block with the verb."""
_PARTED = 3
"""Rare words that are a block with each party."""
_REPEATED = 2
"""Words of the deed that are a block with each party for a year."""
_SCENE = 6
"""Names of the sentences that are a block with what happened there."""
_SUBJECTS = 3
"""What an article is most about, of which each is a block with what happened on a day."""
_ABOUT = 8
"""What an article is most about, of which each is a block with a toll."""
_ONCE = frozenset({"death", "dismissal", "appointment"})
"""Modes of what happens to a person hardly more than once."""
_HARMFUL = frozenset({"accident", "casualty", DISASTER})
"""Modes of what may be an attack."""
_LASTING = frozenset({"SUPPORT", "COERCE", "RETREAT"})
"""Types of what two parties hardly do twice in a season, and of which news goes on to speak."""
_WEEK = NEAR_DAYS + 1
_DAYS = MOST_DAYS + 1
"""Days in one period, by publication and by the date of the event."""
_SEASON = 64
_YEAR = 400
"""Days in one period of what news still mentions in passing, and of attacks, which it mentions
longest."""
_RARE = 60
_VERY_RARE = 70
"""The weight of words that few articles have."""
_TELLING = 50
"""The weight of words that tell what a person said or did."""
_COUNTED = 3
"""The characters of a number that is told for itself: "1.3 percent", not "two"."""
_YEARS = range(1900, 2100)
_KINDS = "mdpsyrh"
"""The kinds of periods: month, days, week, season and year of blocks, the day of attacks, and the
year of what is long ago."""
_KEY_BITS, _PERIOD_BITS = 32, 12
"""The bits of a block for its key and its period, below those for its kind: 47, which SQLite stores
in 6 bytes. Periods far from each other may share a number."""
_PERIODS = (1 << _PERIOD_BITS) - 1
_KEYS = (1 << _KEY_BITS) - 1


class Blocks(NamedTuple):
    """The blocks of an event, as numbers."""

    own: Collection[int]
    """Those that it is stored in."""
    moving: Collection[int]
    """Those of them whose neighbours in time count too."""

    @property
    def near(self) -> list[int]:
        """Those that have the events with which it is compared."""
        steps = [beside(block, step) for step in (-1, 1) for block in self.moving]
        return [*self.own, *steps]


def blocks_of(sign: EventSign) -> Blocks:
    found = _Found(set(), set())
    rare, named = _rarest(sign), _named(sign)
    own = {word for party in named for word in words_of_party(party)}
    told = _rarest(sign, own) if own else rare
    happened, published = _day(sign), sign.published
    month = _month(sign)
    if month is not None:
        found.add("m", month, _hashed(_keys_of_labels(sign, rare, named)), is_alone=True)
        if is_long_ago(sign):
            found.add("m", month, _hashed(_keys_of_kind(sign, sign.verb)), is_alone=True)
    year = _year(sign)
    if year is not None and is_long_ago(sign):
        found.add("h", year, _hashed(_keys_of_history(sign, named)), is_alone=True)
    is_news = published is None or happened is None or published - happened <= NEAR_DAYS
    is_told = is_news and (published is not None or happened is None)
    parties = _hashed(_keys_of_parties(sign, named)) if is_told or happened is not None else []
    if happened is not None:
        votes = _keys_of_votes(sign)
        keys = chain(_keys_of_day(sign, named, own), _keys_of_subjects(sign), votes)
        found.add("d", happened // _DAYS, parties + _hashed(keys))
    if is_told:
        period = -1 if published is None else published // _WEEK
        words = _keys_of_words(rare, named, told, own)
        harm = chain(_keys_of_tolls(sign), _keys_of_harm(sign), _keys_of_scenes(sign))
        keys = chain(words, harm, _keys_of_numbers(sign))
        found.add("p", period, parties + _hashed(keys), is_alone=published is None)
    if sign.modality not in ("hypothetical", "negated"):
        mentions = chain(_keys_of_mentions(sign, rare, named), _keys_of_deeds(sign, named))
        fates = chain(
            _keys_of_attacks(sign),
            _keys_of_fates(sign, named),
            _keys_of_repeated(sign, named, told),
        )
        for kind, days, long in (("s", _SEASON, mentions), ("y", _YEAR, fates)):
            period = -1 if published is None else published // days
            found.add(kind, period, _hashed(long), is_alone=published is None)
        if happened is not None and is_recalled(sign):
            found.add("r", happened, _hashed(_keys_of_kind(sign)), is_alone=True)
    return Blocks(*found)


class _Found(NamedTuple):
    own: set[int]
    moving: set[int]

    def add(
        self, kind: str, period: int, numbers: Iterable[int], *, is_alone: bool = False
    ) -> None:
        """Add the blocks of the numbers of keys. `is_alone` means that the neighbouring periods do
        not count."""
        first = (_KINDS.index(kind) << _PERIOD_BITS | period & _PERIODS) << _KEY_BITS
        own = [first | number for number in numbers]
        self.own.update(own)
        if not is_alone:
            self.moving.update(own)


def _hashed(keys: Iterable[str]) -> list[int]:
    """Return the numbers of keys."""
    return [crc32(key.encode(errors="replace")) for key in keys]


@overload
def beside(block: int, step: int) -> int: ...
@overload
def beside(block: NDArray[np.uint64], step: int) -> NDArray[np.uint64]: ...
def beside(block: Any, step: int) -> Any:
    """Return the block, or those of an array, with the same key in a period so much later."""
    place = block >> _KEY_BITS
    kind = place >> _PERIOD_BITS << _PERIOD_BITS
    period = place + (step & _PERIODS) & _PERIODS
    return (kind | period) << _KEY_BITS | block & _KEYS


def _month(sign: EventSign) -> int | None:
    """Return the number of the month in which the event is known to have happened."""
    when = unpack(sign.moment)
    if when.first is None or when.last is None or when.precision > PRECISIONS.index("month"):
        return None
    day = date.fromordinal(when.first)
    return day.year * 12 + day.month


def _year(sign: EventSign) -> int | None:
    """Return the year in which the event is known to have happened."""
    when = unpack(sign.moment)
    if when.first is None or when.last is None:
        return None
    first, last = (date.fromordinal(day).year for day in (when.first, when.last))
    return first if first == last else None


def _day(sign: EventSign) -> int | None:
    return unpack(sign.moment).first if is_exact(sign.moment) else None


def _named(sign: EventSign) -> list[str]:
    """Return the parties with a name, in order."""
    return sorted([each for each in {*sign.actors, *sign.recipients} if not is_anonymous(each)])


@remembered(5_000)
def _kinds(verb: str) -> tuple[int, ...]:
    """Return the kinds of deed that a verb is of, each as a number with one bit."""
    kinds = kinds_of(verb)
    return tuple(1 << place for place in range(kinds.bit_length()) if kinds >> place & 1)


def _keys_of_parties(sign: EventSign, named: Sequence[str]) -> Iterator[str]:
    kinds = _kinds(sign.verb)
    for one, other in combinations(named, 2):
        yield f"{one} {other}"
    for party in named:
        yield f"{party} {sign.mode or sign.verb}"
        if sign.mode:
            yield f"{party} {sign.verb}"
        for kind in kinds:
            yield f"{party} {kind}"
    if sign.place:
        yield f"{sign.place} {sign.mode or sign.verb}"


def _keys_of_day(sign: EventSign, named: Sequence[str], own: Set[int]) -> Iterator[str]:
    """Yield keys of what a party did on a day, by the names of the label: "Lee won Iowa". `own` has
    the words of the names of the parties."""
    hashes = {word >> WEIGHT_BITS for word in own}
    names = [name for name in sign.label_names if name & HASH not in hashes]
    for party in named:
        for name in names[:_NAMES]:
            yield f"{party} {name}"


def _keys_of_subjects(sign: EventSign) -> Iterator[str]:
    """Yield keys of what happened on a day by what the article is about: one names the town, the
    other only "our nation"."""
    if sign.type not in VAGUE:
        for name in sign.about[:_SUBJECTS]:
            yield f"{sign.type} about {name}"


def _keys_of_votes(sign: EventSign) -> Iterator[str]:
    """Yield a key of a vote of a day, which some call by the day alone: "Tuesday's primary"."""
    if sign.mode == VOTE:
        yield f"{sign.mode} {sign.verb}"


def _keys_of_numbers(sign: EventSign) -> Iterator[str]:
    """Yield keys of what a figure tells of, whoever names it: "grew at a 1.3 percent rate"."""
    for number in sign.numbers:
        if len(number) >= _COUNTED and number[0].isdigit() and not _is_year(number):
            yield f"{sign.verb} {number}"


def _is_year(number: str) -> bool:
    return number.isdecimal() and int(number) in _YEARS


def _keys_of_scenes(sign: EventSign) -> Iterator[str]:
    """Yield keys of what happened by the names of its sentences: "after the attack, Lee spoke in
    Arvik"."""
    if sign.type in VAGUE:
        return
    kinds = _kinds(sign.verb) or (sign.verb,)
    for name in sign.names[:_SCENE]:
        for kind in kinds:
            yield f"{sign.type} {kind} near {name}"
        if sign.type == ATTACK:
            yield f"{ATTACK} near {name}"


def _rarest(sign: EventSign, but: Set[int] = frozenset()) -> list[int]:
    """Return the rarest words of a label but for some."""
    # A label is sorted, and sorting keeps what weighs the same in order.
    words = list(filterfalse(but.__contains__, sign.label)) if but else sign.label
    return sorted(words, key=WEIGHT.__and__, reverse=True)[:_RAREST]


def _keys_of_labels(sign: EventSign, rarest: Sequence[int], named: Sequence[str]) -> Iterator[str]:
    """Yield keys of what has a date of its own, however long ago it happened."""
    what = sign.verb if sign.type in VAGUE else sign.type
    kinds = _kinds(sign.verb)
    for party in named:
        yield f"{party} {what}"
        for kind in kinds:
            yield f"{party} {kind}"
    if sign.mode:
        for word in rarest[:_PARTED]:
            yield f"{sign.mode} {word}"
    for name in sign.label_names[:_NAMES]:
        yield f"{name} {what}"
    if not sign.label_names:
        yield f"{what} {sign.label[:_RAREST]}"


def _keys_of_mentions(
    sign: EventSign, rarest: Sequence[int], named: Sequence[str]
) -> Iterator[str]:
    """Yield keys of what is told again in passing: rare words, a party and a rare word, a name and
    what happened."""
    rare = [word for word in rarest if word & WEIGHT >= _RARE]
    for word, other in combinations(sorted(rare[:_PARTED]), 2):
        yield f"{word} {other}"
    for word in rare[:2]:
        if word & WEIGHT >= _VERY_RARE:
            for party in named:
                yield f"{party} {word}"
    if sign.mode:
        for name in sign.label_names[:_NAMES]:
            yield f"{name} {sign.mode}"


def _keys_of_repeated(sign: EventSign, named: Sequence[str], told: Sequence[int]) -> Iterator[str]:
    """Yield keys of a deed that news mentions for a year: who did it, a kind of deed or the verb,
    and a word of what: "since he entered the race". What a person said or did is known by the
    word alone: "announced that he would not recommend charges", "decided not to". `told` has the
    rarest words of the label that are not of the names of its parties."""
    for party in named:
        if party.startswith("person/"):
            for word in told[:_PARTED]:
                if word & WEIGHT >= _TELLING:
                    yield f"{party} said {word}"
    if sign.type == STATEMENT:
        return
    for kind in _kinds(sign.verb) or (sign.verb,):
        for party in named:
            for word in told[:_REPEATED]:
                yield f"{party} {kind} {word}"


def _keys_of_history(sign: EventSign, named: Sequence[str]) -> Iterator[str]:
    """Yield keys of what is long ago, of which news often knows only the year. Who wins does so at
    many places in one year."""
    if sign.mode in WON:
        return
    kinds = _kinds(sign.verb)
    for party in named:
        yield f"{party} {sign.mode or sign.verb}"
        for kind in kinds:
            yield f"{party} {kind}"


def _keys_of_deeds(sign: EventSign, named: Sequence[str]) -> Iterator[str]:
    """Yield keys of what two do once in a season: "she backed him" is told for months."""
    if sign.type in _LASTING:
        for one, other in combinations(named, 2):
            yield f"{one} {other} {sign.type}"


def _keys_of_fates(sign: EventSign, named: Sequence[str]) -> Iterator[str]:
    """Yield keys of what happens to a person once: "since his death"."""
    if sign.mode in _ONCE:
        for party in named:
            if party.startswith("person/"):
                yield f"{party} {sign.mode}"
        for name in sign.label_names[:_NAMES]:
            yield f"{name} {sign.mode}"


def _keys_of_attacks(sign: EventSign) -> Iterator[str]:
    """Yield keys of attacks and disasters, which news calls by their place: "the Arvik attack"."""
    if sign.type == ATTACK or sign.mode == DISASTER:
        for name in sign.label_names[:_NAMES]:
            yield f"{name} {sign.type}"
        for party in {sign.place, *sign.actors, *sign.recipients}:
            if party and party.startswith(PLACES):
                yield f"{party} {sign.type}"


def _keys_of_harm(sign: EventSign) -> Iterator[str]:
    """Yield keys of what may be an attack to one article and an accident to another."""
    if sign.type == ATTACK or sign.mode in _HARMFUL:
        for name in sign.label_names[:_NAMES]:
            yield f"{name} harm"


def _keys_of_kind(sign: EventSign, verb: str = "") -> Iterator[str]:
    if sign.type not in VAGUE:
        yield f"{sign.type} {verb}"


def _keys_of_words(
    rarest: Sequence[int], named: Sequence[str], told: Sequence[int], own: Set[int]
) -> Iterator[str]:
    """Yield keys of rare words. The name of a party with its own words says no more than the
    party, which has too many events in a week of news; what else the label tells does."""
    pairs = {*combinations(sorted(told), 2), *combinations(sorted(rarest), 2)}
    for word, other in pairs:
        if word not in own or other not in own:
            yield f"{word} {other}"
    for word in told[:_PARTED]:
        for party in named:
            yield f"{party} {word}"


def _keys_of_tolls(sign: EventSign) -> Iterator[str]:
    if sign.is_total:
        for name in sign.about[:_ABOUT]:
            yield f"toll {name}"
