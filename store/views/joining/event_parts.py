"""What tells two events apart that share their words: other people, other places, another period,
or a part of the one that is the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set

from store.views.joining.event_kinds import is_within
from store.views.joining.event_pairs import (
    MOST_DAYS,
    EventPair,
    Features,
    People,
    PreparedSign,
)
from store.views.joining.event_signs import EventSign
from store.views.joining.event_victims import are_other_victims
from store.views.joining.label_parts import (
    CHAMBERS,
    LANDS,
    ONLY_APART,
    OTHERS,
    SHARE,
    SIDES,
    SOME,
    VOTES,
)
from store.views.moments import unpack

WIDE = 6
"""Days after the first of a period that may be no single day in another time zone: a week."""
_DEATH = "death"
_MARKS = (
    ("chamber", CHAMBERS),
    ("side", SIDES),
    (SHARE, frozenset({SHARE})),
    (SOME, frozenset({SOME})),
)
_ACTORS, _RECIPIENTS, _PLACES = (
    (f"close: missing {what}", f"close: most missing {what}")
    for what in ("actors", "recipients", "places")
)
_MOST = 4
"""Parts, people and places, beyond which more say nothing more."""


def is_another(pair: EventPair) -> bool:
    """Return whether two events cannot be one, whatever else they share."""
    return (
        _is_in_another_period(pair)
        or _is_of_other_people(pair)
        or _is_at_other_places(pair)
        or _is_another_part(pair)
        or _is_foretold_win(pair)
        or are_other_victims(pair)
    )


def _is_in_another_period(pair: EventPair) -> bool:
    """Return whether both know when, and these days are not near. Of a week, month or year only the
    same will do: "in May" and "in June". A single day may be a day or two wrong, or a week."""
    if not pair.gap or pair.is_a_week_off():
        return False
    periods = pair.mine.period, pair.theirs.period
    is_wide = all(each and each[1] - each[0] >= WIDE for each in periods)
    return is_wide or pair.gap > MOST_DAYS


def _is_of_other_people(pair: EventPair) -> bool:
    """Return whether each has a person, in one role, whom the other does not name at all, or not
    the same people died: "the deaths of A and B" and "the death of A"."""
    ours, theirs = pair.mine, pair.theirs
    if not ours.people or not theirs.people:
        return False
    if ours.people == theirs.people:
        return False
    for own, its in ((ours.acting, theirs.acting), (ours.affected, theirs.affected)):
        if own and its and people_lacking(own, theirs.people) and people_lacking(its, ours.people):
            return True
    is_of_dead = pair.one.mode == pair.other.mode == _DEATH
    return is_of_dead and bool(
        people_lacking(ours.people, theirs.people) or people_lacking(theirs.people, ours.people)
    )


def people_lacking(people: People, others: People) -> int:
    """Return how many people have the name of none of the others. Some articles say only a
    surname."""
    lacking = 0
    for one in people:
        for other in others:
            if one <= other or other <= one:
                break
        else:
            lacking += 1
    return lacking


def _is_at_other_places(pair: EventPair) -> bool:
    """Return whether each is done to another place ("took Arvik", "took Bergen"), or wins are of
    other places, or of some of them only."""
    ours, theirs = pair.mine, pair.theirs
    if ours.done_to and theirs.done_to and not _is_any_of(ours.done_to, theirs.done_to):
        return True
    if (ours.sign.parts or theirs.sign.parts) and (
        _is_of_lands(ours, theirs) or _is_of_lands(theirs, ours)
    ):
        return True
    if not ours.located or not theirs.located or not pair.are_won:
        return False
    lacking = (
        places_lacking(ours.located, theirs.located),
        places_lacking(theirs.located, ours.located),
    )
    return all(lacking) or (any(lacking) and pair.one.is_several and pair.other.is_several)


def _is_of_lands(ours: PreparedSign, theirs: PreparedSign) -> bool:
    """Return whether one takes land that has no name, and the other a place that has one: "all
    territory that it captured", "captured Arvik"."""
    if LANDS not in ours.sign.parts or LANDS in theirs.sign.parts:
        return False
    return bool(theirs.done_to) and not ours.done_to and ours.sign.type == theirs.sign.type


def places_lacking(ours: Set[str], theirs: Set[str]) -> int:
    """Return how many places are none of theirs."""
    return sum(not _is_any_of((place,), theirs) for place in ours)


def _is_any_of(ours: Iterable[str], theirs: Set[str]) -> bool:
    return any(one == other or is_within(one, other) for one in ours for other in theirs)


def _is_another_part(pair: EventPair) -> bool:
    """Return whether the labels are of other chambers, of some and of all, of the votes of other
    parties, of a vote and a share of it, of one vote and several, of one who acts and of others
    with him, or count other numbers of the same: "one count", "six
    counts"."""
    ours, theirs = pair.one.parts, pair.other.parts
    if not ours and not theirs:
        return False
    if _are_others(ours, theirs, CHAMBERS):
        return True
    if pair.one.verb == pair.other.verb and (SOME in ours) != (SOME in theirs):
        return True
    if _is_with_others(pair.mine, pair.theirs) or _is_with_others(pair.theirs, pair.mine):
        return True
    if pair.one.mode == pair.other.mode and (VOTES in ours) != (VOTES in theirs):
        return True
    if pair.are_won and (_are_others(ours, theirs, SIDES) or (SHARE in ours) != (SHARE in theirs)):
        return True
    if not ours or not theirs:
        return False
    counts = _counts(ours), _counts(theirs)
    return any(
        counts[0][counted].isdisjoint(counts[1][counted])
        for counted in counts[0].keys() & counts[1].keys()
    )


def _is_with_others(ours: PreparedSign, theirs: PreparedSign) -> bool:
    """Return whether others do with somebody what the other event has him do alone."""
    if OTHERS not in ours.sign.parts or OTHERS in theirs.sign.parts:
        return False
    is_one = len(theirs.sign.actors) == len(theirs.acting) == 1
    return is_one and ours.sign.verb == theirs.sign.verb


def _are_others(ours: Sequence[str], theirs: Sequence[str], marks: frozenset[str]) -> bool:
    own, its = marks.intersection(ours), marks.intersection(theirs)
    return bool(own and its) and own.isdisjoint(its)


def _counts(parts: Iterable[str]) -> dict[str, set[str]]:
    """Return the numbers of each thing that is counted."""
    found: dict[str, set[str]] = defaultdict(set)
    for part in parts:
        number, _, counted = part.partition(":")
        if counted:
            found[counted].add(number)
    return found


def _is_foretold_win(pair: EventPair) -> bool:
    """Return whether one win was told before its day ("polls show her beating him"), and the other
    as done."""
    if not pair.are_won:
        return False
    foretold, other = _is_foretold(pair.one), _is_foretold(pair.other)
    return foretold != other and bool((pair.mine if foretold else pair.theirs).people)


def _is_foretold(sign: EventSign) -> bool:
    """Return whether an article tells something as done whose day comes after it."""
    first, told = unpack(sign.moment).first, sign.published
    is_done = sign.modality in ("asserted", "claimed")
    return is_done and first is not None and told is not None and first > told + 1


def add_part_features(pair: EventPair, found: Features) -> None:
    """Add what only one of the two tells: whose vote it is, where it is done, who takes part."""
    if pair.one.parts or pair.other.parts:
        _add_marks(pair, found)
    ours, theirs = pair.mine, pair.theirs
    if bool(ours.people) != bool(theirs.people):
        found["close: people in one"] = 1.0
        if pair.are_won:
            found["close: a vote and who won"] = 1.0
    for role, own, its in (
        (_ACTORS, ours.acting, theirs.acting),
        (_RECIPIENTS, ours.affected, theirs.affected),
    ):
        if own and its and own != its:
            _add_missing(role, people_lacking(own, its), people_lacking(its, own), found)
    places, others = ours.located, theirs.located
    if bool(places) != bool(others):
        found["close: place in one"] = 1.0
        if pair.are_won:
            found["close: win, place in one"] = 1.0
    elif places != others:
        _add_missing(_PLACES, places_lacking(places, others), places_lacking(others, places), found)
    if bool(ours.done_to) != bool(theirs.done_to):
        found["close: done to a place in one"] = 1.0


def _add_marks(pair: EventPair, found: Features) -> None:
    ours, theirs = pair.one.parts, pair.other.parts
    shared = {*ours}.intersection(theirs) - ONLY_APART
    found["close: shared parts"] = min(len(shared), _MOST)
    for name, marks in _MARKS:
        if marks.isdisjoint(ours) != marks.isdisjoint(theirs):
            found[f"close: {name} in one"] = 1.0
        elif _are_others(ours, theirs, marks):
            found[f"close: other {name}"] = 1.0


def _add_missing(names: tuple[str, str], ours: int, theirs: int, found: Features) -> None:
    fewest, most = names
    found[fewest] = min(ours, theirs, _MOST)
    found[most] = min(max(ours, theirs), _MOST)
