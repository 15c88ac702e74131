"""The people and the places of two events: which those of one are, and how many the other lacks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set

from store.views.joining.event_kinds import is_namesake, is_within
from store.views.joining.event_signs import is_anonymous
from store.views.remembered import remembered

type People = tuple[frozenset[str], ...]
"""The words of the names of some people."""
type Parties = Sequence[str]
"""Entity keys; those without a name begin with `~`."""
type Roles = tuple[Parties, Parties]
"""Who acts in an event, and to whom it is done."""


def people_of(parties: Iterable[str]) -> People:
    """Return the words of the names of the people among these parties."""
    return tuple([words_of_name(party) for party in parties if party.startswith("person/")])


@remembered(20_000)
def words_of_name(party: str) -> frozenset[str]:
    """Return the words of the name of a person by its key."""
    return frozenset(party.partition("/")[2].partition("@")[0].split())


def are_of_one_name(one: frozenset[str], other: frozenset[str]) -> bool:
    """Return whether two names may be of one person. Some articles say only a surname."""
    return one <= other or other <= one


def lacking(people: People, others: People) -> int:
    """Return how many people have the name of none of the others."""
    return sum(not any(are_of_one_name(one, each) for each in others) for one in people)


def people_lacking(ours: Parties, theirs: Parties) -> int:
    """Return how many people among parties have the name of none of the others."""
    return lacking(people_of(ours), people_of(theirs))


def are_people_lacking(ours: Roles, theirs: Roles) -> bool:
    """Return whether one event has a person whom the other does not name at all."""
    own, its = people_of((*ours[0], *ours[1])), people_of((*theirs[0], *theirs[1]))
    return bool(lacking(own, its) or lacking(its, own))


def are_others_in_a_role(ours: Roles, theirs: Roles) -> bool:
    """Return whether each event has a person, in one role, whom the other does not name at all."""
    every, others = people_of((*ours[0], *ours[1])), people_of((*theirs[0], *theirs[1]))
    for own, its in zip(map(people_of, ours), map(people_of, theirs), strict=True):
        if own and its and lacking(own, others) and lacking(its, every):
            return True
    return False


def located(places: Iterable[str]) -> frozenset[str]:
    """Return the places that are in a known country, but for those that another one is in."""
    known = [place for place in places if place.count("/") > 1]
    if len(known) > 1:
        known = [
            place
            for place in known
            if not any(len(each) > len(place) and is_within(place, each) for each in known)
        ]
    return frozenset(known)


def places_lacking(ours: Iterable[str], theirs: Iterable[str]) -> int:
    """Return how many places in known countries are none of theirs."""
    others = located(theirs)
    return sum(not are_any_within((place,), others) for place in located(ours))


def are_any_within(ours: Iterable[str], theirs: Set[str]) -> bool:
    return any(one == other or is_within(one, other) for one in ours for other in theirs)


def are_elsewhere(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """Return whether no place of one label is or has one of the other, of places of which none is
    in both. A place that is known is not compared with a name that may be of one."""
    if any(map(is_anonymous, ours)) != any(map(is_anonymous, theirs)):
        return False
    return not any(is_within(one, other) for one in ours for other in theirs)


def are_namesakes(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """Return whether a place of one has the name of a place of the other."""
    return any(is_namesake(one, other) for one in ours for other in theirs)
