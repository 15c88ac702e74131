"""What tells the victims of two reports apart: the death of one of the dead is not the attack, and
some of the dead are not all of them."""

from __future__ import annotations

from collections.abc import Sequence, Set

from store.views.joining.event_arrays import MARK_BITS, Flags
from store.views.joining.event_kinds import ATTACK, HARMED, is_harm
from store.views.joining.event_signs import EventSign, hashed, is_anonymous, weighed
from store.views.joining.label_parts import IN_ATTACK, IN_THE_ATTACK, WITH_OTHERS
from store.views.joining.pair_arrays import PairArrays
from store.views.joining.people_and_places import People, lacking, people_of
from store.views.words.word_tables import stems_of_word


def are_other_victims(pairs: PairArrays) -> Flags:
    """Return whether one is about some of the victims of an attack, and the other about others, all
    of them, or the attack."""
    events = pairs.events
    is_of_victims = events.may_have_victims | (events.marks & MARK_BITS[IN_THE_ATTACK] != 0)
    ours, theirs = pairs.flags(is_of_victims)
    return pairs.each(pairs.any_of([ATTACK], "type") & (ours | theirs), _are_other_victims)


def _are_other_victims(ours: EventSign, theirs: EventSign) -> bool:
    own, its = _victims(ours), _victims(theirs)
    if own and its:
        return bool(lacking(own, its) or lacking(its, own))
    if (own and _is_of_more(theirs, own, ours)) or (its and _is_of_more(ours, its, theirs)):
        return True
    return _is_group_of(ours, theirs) or _is_group_of(theirs, ours)


def _people(event: EventSign) -> People:
    return people_of((*event.actors, *event.recipients))


def _victims(event: EventSign) -> People:
    """Return the people who are hurt, if they are named and no others are."""
    is_of_victims = event.mode in HARMED
    if not is_of_victims and not (event.type == ATTACK and is_harm(event.verb)):
        return ()
    if WITH_OTHERS in event.parts or _dead(event) > len(_people(event)):
        return ()
    hurt = event.actors if is_of_victims and not event.recipients else event.recipients
    return () if any(map(is_anonymous, hurt)) else people_of(hurt)


def _is_of_more(event: EventSign, victims: People, told: EventSign) -> bool:
    """Return whether an event is an attack with more victims than these, or one that is told
    without them. `told` is the event that they are of."""
    if event.type != ATTACK and event.mode not in HARMED:
        return False
    if _has_more(event, victims):
        return True
    if all(_is_in_label(event, name) for name in victims):
        return False
    if IN_ATTACK in told.parts:
        return True
    parties = (*told.actors, *told.recipients)
    keys = {hashed(each) for each in parties if each.startswith("person/")}
    return keys.isdisjoint(event.names) and keys.isdisjoint(event.about)


def _has_more(event: EventSign, victims: People) -> bool:
    """Return whether an event tells of more victims than these. A number may be the age of the
    only one: "Ann Lee dies at 92"."""
    if WITH_OTHERS in event.parts:
        return True
    people = _people(event)
    is_of_these = bool(people) and not lacking(victims, people)
    is_named = is_of_these and not any(map(is_anonymous, event.recipients))
    return not is_named and _dead(event) > len(victims)


def _is_in_label(event: EventSign, name: frozenset[str]) -> bool:
    """Return whether the label of an event has a part of the name of a person."""
    stems = [stem for word in name for stem in stems_of_word(word)]
    return any(hashed(stem) in event.label_names for stem in stems)


def _dead(event: EventSign) -> float:
    return max((each.value for each in event.figures if each.unit == "dead"), default=0.0)


def _is_group_of(some: EventSign, others: EventSign) -> bool:
    """Return whether one counts those victims of the attack who are of a group, "20 pupils were
    killed in the shooting", and the other more victims, or it tells the attack without them."""
    if others.type != ATTACK or IN_THE_ATTACK not in some.parts:
        return False
    groups = {party[1:] for party in some.recipients if is_anonymous(party)}
    counted = _counted(some.parts, groups)
    if not counted or counted == _counted(others.parts, groups):
        return False
    dead = _dead(others)
    return counted < dead if dead else set(map(weighed, groups)).isdisjoint(others.words)


def _counted(parts: Sequence[str], groups: Set[str]) -> int:
    """Return the largest number that a label has of these groups, by the stems of their words."""
    found = (part.partition(":") for part in parts)
    return max(
        (int(number) for number, _, stem in found if stem in groups and number.isdigit()), default=0
    )
