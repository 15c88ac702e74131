"""What tells two events apart that share their words: other people, other places, another period,
or a part of the one that is the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from store.views.joining.event_arrays import COUNTED_BIT, MARK_BITS, NOT_KNOWN, Flags
from store.views.joining.event_kinds import MOST_DAYS
from store.views.joining.event_victims import are_other_victims
from store.views.joining.label_parts import CHAMBERS, LANDS, OTHERS, SHARE, SIDES, SOME, VOTES
from store.views.joining.label_places import PLACES
from store.views.joining.pair_arrays import PairArrays
from store.views.joining.pair_rules import DONE
from store.views.joining.people_and_places import (
    Parties,
    are_any_within,
    are_others_in_a_role,
    are_people_lacking,
    places_lacking,
)

WIDE = 6
"""Days after the first of a period that may be no single day in another time zone: a week."""


def is_another(pairs: PairArrays) -> Flags:
    """Return whether two events cannot be one, whatever else they share."""
    return (
        is_in_another_period(pairs)
        | _is_of_other_people(pairs)
        | _is_done_elsewhere(pairs)
        | _are_wins_elsewhere(pairs)
        | _is_another_part(pairs)
        | _is_foretold_win(pairs)
        | are_other_victims(pairs)
    )


def is_in_another_period(pairs: PairArrays) -> Flags:
    """Return whether both know when, and these days are not near. Of a week, month or year only the
    same will do: "in May" and "in June". A single day may be a day or two wrong, or a week."""
    firsts, lasts = pairs.of(pairs.events.first), pairs.of(pairs.events.last)
    wide = (lasts[0] - firsts[0] >= WIDE) & (lasts[1] - firsts[1] >= WIDE)
    return (pairs.gap > 0) & ~pairs.is_a_week_off & (wide | (pairs.gap > MOST_DAYS))


def _is_of_other_people(pairs: PairArrays) -> Flags:
    """Return whether each has a person, in one role, whom the other does not name at all, or not
    the same people died: "the deaths of A and B" and "the death of A"."""
    people, roles = pairs.people, pairs.events.roles
    others = people.are_both & (people.fewest_missing > 0)
    dead = people.are_both & (people.most_missing > 0) & pairs.both_of(["death"], "mode")
    return pairs.which(roles, others, are_others_in_a_role) | pairs.which(
        roles, dead, are_people_lacking
    )


def _is_done_elsewhere(pairs: PairArrays) -> Flags:
    """Return whether each is done to another place ("took Arvik", "took Bergen"), or one takes land
    that has no name, and the other a place that has one: "all territory that it captured"."""
    events = pairs.events
    done_to = pairs.common(events.done_to)
    ours, theirs = (mark != 0 for mark in pairs.of(events.marks & MARK_BITS[LANDS]))
    places = [sizes > 0 for sizes in done_to.sizes]
    land = (ours & ~theirs & places[1] & ~places[0]) | (theirs & ~ours & places[0] & ~places[1])
    elsewhere = pairs.which(events.affected, done_to.are_others, _are_done_elsewhere)
    said: Flags = elsewhere | (land & pairs.same_type)
    return said


def _are_done_elsewhere(ours: Parties, theirs: Parties) -> bool:
    own, its = ({each for each in those if each.startswith(PLACES)} for those in (ours, theirs))
    return not are_any_within(own, its)


def _are_wins_elsewhere(pairs: PairArrays) -> Flags:
    """Return whether wins are of other places, or of some of them only."""
    events = pairs.events
    asked = pairs.both_won & np.logical_and(*pairs.flags(events.located))
    ours, theirs = (
        pairs.looked_up(events.places, asked, places_lacking, turned=turned) > 0
        for turned in (False, True)
    )
    several = np.logical_and(*pairs.flags(events.is_several))
    return (ours & theirs) | ((ours | theirs) & several)


def _is_another_part(pairs: PairArrays) -> Flags:
    """Return whether the labels are of other chambers, of some and of all, of the votes of other
    parties, of a vote and a share of it, of one vote and several, of one who acts and of others
    with him, or count other numbers of the same: "one count", "six counts"."""
    ours, theirs = pairs.of(pairs.events.marks)
    only_one = ours ^ theirs
    won = are_of_other(pairs, SIDES) | (only_one & MARK_BITS[SHARE] != 0)
    counted = ours & theirs & COUNTED_BIT != 0
    said: Flags = (
        are_of_other(pairs, CHAMBERS)
        | (pairs.same_verb & (only_one & MARK_BITS[SOME] != 0))
        | _is_with_others(pairs)
        | (pairs.same_mode & (only_one & MARK_BITS[VOTES] != 0))
        | (pairs.both_won & won)
        | pairs.which(pairs.events.parts, counted, _are_other_counts)
    )
    return said


def are_of_other(pairs: PairArrays, marks: Iterable[str]) -> Flags:
    """Return whether both labels have some of these marks, and not the same."""
    ours, theirs = pairs.of(pairs.events.marks & bits_of(marks))
    said: Flags = (ours != 0) & (theirs != 0) & (ours & theirs == 0)
    return said


def bits_of(marks: Iterable[str]) -> int:
    return sum(MARK_BITS[mark] for mark in marks)


def _is_with_others(pairs: PairArrays) -> Flags:
    """Return whether others do with somebody what the other event has him do alone."""
    ours, theirs = (mark != 0 for mark in pairs.of(pairs.events.marks & MARK_BITS[OTHERS]))
    mine, its = pairs.flags(pairs.events.is_done_by_one)
    said: Flags = pairs.same_verb & ((ours & ~theirs & its) | (theirs & ~ours & mine))
    return said


def _are_other_counts(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Return whether two labels have other numbers of something that both count."""
    own, its = _counts(ours), _counts(theirs)
    return any(own[counted].isdisjoint(its[counted]) for counted in own.keys() & its.keys())


def _counts(parts: Iterable[str]) -> dict[str, set[str]]:
    """Return the numbers of each thing that is counted."""
    found: dict[str, set[str]] = defaultdict(set)
    for part in parts:
        number, _, counted = part.partition(":")
        if counted:
            found[counted].add(number)
    return found


def _is_foretold_win(pairs: PairArrays) -> Flags:
    """Return whether one win was told as done before its day ("polls show her beating him"), and
    the other was not."""
    events = pairs.events
    known = (events.first != NOT_KNOWN) & (events.published != NOT_KNOWN)
    is_done = np.isin(events.modality.ids, [events.modality.number(each) for each in DONE])
    ours, theirs = pairs.flags(is_done & known & (events.first > events.published + 1))
    mine, its = pairs.flags(events.people.sizes > 0)
    return pairs.both_won & ((ours & ~theirs & mine) | (theirs & ~ours & its))
