"""What the blocks of an event are of: two parties, a party and the verb, rare words.

An event has other keys for each length of period. What news tells once has those that few other
events of a week share; what it mentions for a year has only those that few of a year do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import chain, combinations, filterfalse

from store.views.joining.event_kinds import (
    ATTACK,
    STATEMENT,
    VAGUE,
    VOTE,
    is_long_ago,
    kinds_of,
)
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
from store.views.remembered import remembered
from store.views.words.tolls import DISASTER

_RAREST = 4
"""The rarest words of a label, of which each pair is a block."""
_NAMES = 3
"""Names of the label that are a block with the verb."""
_PARTED = 3
"""Rare words that are a block with each party."""
_REPEATED = 4
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
_RARE = 60
"""The weight of words that few articles have."""
_KNOWN = 50
"""The weight of words that are a block with a kind of deed, whoever did it."""
_TELLING = 40
"""The weight of words that tell what a person said or did, or what happened in a month."""
_LEAST = 30
"""The weight of words that tell what is long ago."""
_COUNTED = 3
"""The characters of a number that is told for itself: "1.3 percent", not "two"."""
_YEARS = range(1900, 2100)


class BlockKeys:
    """The keys of one event, by the period of their blocks."""

    def __init__(self, sign: EventSign) -> None:
        self._sign = sign
        self._named = _named(sign)
        self._own = {word for party in self._named for word in words_of_party(party)}
        """The words of the names of the parties."""
        self._rarest = _rarest(sign)
        self._told = _rarest(sign, self._own) if self._own else self._rarest
        """The rarest words of the label that are not of those names."""

    def of_parties(self) -> Iterator[str]:
        """Return those by the parties, for the day and the week."""
        return _keys_of_parties(self._sign, self._named)

    def of_day(self) -> Iterator[str]:
        """Return those of what happened on a known day."""
        return chain(
            _keys_of_names(self._sign, self._named, self._own),
            _keys_of_subjects(self._sign),
            _keys_of_votes(self._sign),
        )

    def of_month(self) -> Iterator[str]:
        """Return those of what happened in a known month."""
        labels = _keys_of_labels(self._sign, self._rarest, self._named)
        told = _keys_of_told(self._told, _TELLING)
        if not is_long_ago(self._sign):
            return chain(labels, told)
        return chain(labels, told, _keys_of_kind(self._sign, self._sign.verb))

    def of_history(self) -> Iterator[str]:
        """Return those of what is long ago, in a known year."""
        return chain(
            _keys_of_history(self._sign, self._named),
            _keys_of_told(self._told, _LEAST),
            _keys_of_label_names(self._sign),
        )

    def of_recalled(self) -> Iterator[str]:
        """Return those of what news recalls by its day."""
        return _keys_of_kind(self._sign)

    def of_news(self) -> Iterator[str]:
        """Return those of what is told in the week of its article."""
        return chain(
            _keys_of_words(self._named, self._told),
            _keys_of_tolls(self._sign),
            _keys_of_harm(self._sign),
            _keys_of_scenes(self._sign),
            _keys_of_numbers(self._sign),
        )

    def of_season(self) -> Iterator[str]:
        """Return those of what news mentions again for a season."""
        return chain(
            _keys_of_mentions(self._sign, self._rarest),
            _keys_of_deeds(self._sign, self._named),
        )

    def of_year(self) -> Iterator[str]:
        """Return those of what news mentions again for a year."""
        return chain(
            _keys_of_attacks(self._sign),
            _keys_of_fates(self._sign, self._named),
            _keys_of_repeated(self._sign, self._named, self._told),
            _keys_of_places(self._sign),
        )


def _named(sign: EventSign) -> list[str]:
    """Return the parties with a name, in order."""
    return sorted([each for each in {*sign.actors, *sign.recipients} if not is_anonymous(each)])


def _rarest(sign: EventSign, but: Set[int] = frozenset()) -> list[int]:
    """Return the rarest words of a label but for some."""
    # A label is sorted, and sorting keeps what weighs the same in order.
    words = list(filterfalse(but.__contains__, sign.label)) if but else sign.label
    return sorted(words, key=WEIGHT.__and__, reverse=True)[:_RAREST]


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


def _keys_of_names(sign: EventSign, named: Sequence[str], own: Set[int]) -> Iterator[str]:
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


def _keys_of_mentions(sign: EventSign, rarest: Sequence[int]) -> Iterator[str]:
    """Yield keys of what is told again in passing: rare words, a name and what happened."""
    rare = [word for word in rarest if word & WEIGHT >= _RARE]
    for word, other in combinations(sorted(rare[:_PARTED]), 2):
        yield f"{word} {other}"
    if sign.mode:
        for name in sign.label_names[:_NAMES]:
            yield f"{name} {sign.mode}"


def _keys_of_repeated(sign: EventSign, named: Sequence[str], told: Sequence[int]) -> Iterator[str]:
    """Yield keys of a deed that news mentions for a year: who did it, a kind of deed or the verb,
    and a word of what: "since he entered the race". A rare word tells which without who did it.
    What a person said or did is known by the word alone: "announced that he would not recommend
    charges", "decided not to". `told` has the rarest words of the label that are not of the names
    of its parties."""
    for party in named:
        if party.startswith("person/"):
            for word in told[:_PARTED]:
                if word & WEIGHT >= _TELLING:
                    yield f"{party} said {word}"
    if sign.type == STATEMENT:
        return
    for kind in _kinds(sign.verb) or (sign.verb,):
        for word in told[:_REPEATED]:
            if word & WEIGHT >= _KNOWN:
                yield f"{kind} {word}"
            else:
                for party in named:
                    yield f"{party} {kind} {word}"


def _keys_of_told(told: Sequence[int], least: int) -> Iterator[str]:
    """Yield keys of words so rare that a month, or a year of long ago, has few of them: "the
    nun's heart attack". `told` has the rarest words of the label."""
    for word in told[:_PARTED]:
        if word & WEIGHT >= least:
            yield f"word {word}"


def _keys_of_label_names(sign: EventSign) -> Iterator[str]:
    """Yield keys of a kind of deed and a name of the label: "lost Arvik in 2012"."""
    for kind in _kinds(sign.verb) or (sign.verb,):
        for name in sign.label_names[:_NAMES]:
            yield f"{name} {kind}"


def _keys_of_places(sign: EventSign) -> Iterator[str]:
    """Yield keys of a kind of deed at a place, which news mentions for a year."""
    if sign.place:
        for kind in _kinds(sign.verb) or (sign.verb,):
            yield f"{sign.place} {kind}"


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
    """Yield a key by the type of what happened, with or without its verb."""
    if sign.type not in VAGUE:
        yield f"{sign.type} {verb}"


def _keys_of_words(named: Sequence[str], told: Sequence[int]) -> Iterator[str]:
    """Yield keys of rare words. The name of a party says no more than the party, which has too many
    events in a week of news; what else the label tells does. `told` has its rarest words."""
    for word, other in combinations(sorted(told), 2):
        yield f"{word} {other}"
    for word in told[:_PARTED]:
        for party in named:
            yield f"{party} {word}"


def _keys_of_tolls(sign: EventSign) -> Iterator[str]:
    if sign.is_total:
        for name in sign.about[:_ABOUT]:
            yield f"toll {name}"
