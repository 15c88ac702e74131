"""What tells the victims of two reports apart: the death of one of the dead is not the attack, and
some of the dead are not all of them."""

from __future__ import annotations

from collections.abc import Sequence, Set

from store.views.joining.event_kinds import ATTACK
from store.views.joining.event_pairs import EventPair, People, PreparedSign
from store.views.joining.event_signs import EventSign, hashed, is_anonymous, weighed
from store.views.joining.label_parts import IN_ATTACK, IN_THE_ATTACK, WITH_OTHERS
from store.views.words.word_tables import stems_of_word, word_lists

HARMED = frozenset({"death", "casualty"})
"""Modes of events whose actors are the victims."""


def are_other_victims(pair: EventPair) -> bool:
    """Return whether one is about some of the victims of an attack, and the other about others, all
    of them, or the attack."""
    ours, theirs = pair.mine, pair.theirs
    if ATTACK not in (ours.sign.type, theirs.sign.type):
        return False
    own, its = _victims(ours), _victims(theirs)
    if own and its:
        return not (_are_among(own, its) and _are_among(its, own))
    if (own and _is_of_more(theirs, own, ours)) or (its and _is_of_more(ours, its, theirs)):
        return True
    return _is_group_of(ours, theirs) or _is_group_of(theirs, ours)


def _victims(event: PreparedSign) -> People:
    """Return the people who are hurt, if they are named and no others are."""
    sign = event.sign
    is_of_victims = sign.mode in HARMED
    if not is_of_victims and not (sign.type == ATTACK and is_harm(sign.verb)):
        return ()
    if WITH_OTHERS in sign.parts or _dead(sign) > len(event.people):
        return ()
    hurt = sign.actors if is_of_victims and not sign.recipients else sign.recipients
    if any(map(is_anonymous, hurt)):
        return ()
    return event.acting if hurt is sign.actors else event.affected


def is_harm(verb: str) -> bool:
    return verb in word_lists("attacks")["harm"]


def _are_among(some: People, others: People) -> bool:
    return all(any(one <= each or each <= one for each in others) for one in some)


def _is_of_more(event: PreparedSign, victims: People, told: PreparedSign) -> bool:
    """Return whether an event is an attack with more victims than these, or one that is told
    without them. `told` is the event that they are of."""
    if event.sign.type != ATTACK and event.sign.mode not in HARMED:
        return False
    if _has_more(event, victims):
        return True
    if all(_is_in_label(event, name) for name in victims):
        return False
    if IN_ATTACK in told.sign.parts:
        return True
    keys = {hashed(each) for each in told.everybody if each.startswith("person/")}
    return keys.isdisjoint(event.names) and keys.isdisjoint(event.about)


def _has_more(event: PreparedSign, victims: People) -> bool:
    """Return whether an event tells of more victims than these. A number may be the age of the
    only one: "Ann Lee dies at 92"."""
    if WITH_OTHERS in event.sign.parts:
        return True
    is_of_these = bool(event.people) and _are_among(victims, event.people)
    is_named = is_of_these and not any(map(is_anonymous, event.sign.recipients))
    return not is_named and _dead(event.sign) > len(victims)


def _is_in_label(event: PreparedSign, name: frozenset[str]) -> bool:
    """Return whether the label of an event has a part of the name of a person."""
    stems = [stem for word in name for stem in stems_of_word(word)]
    return any(hashed(stem) in event.label_names for stem in stems)


def _dead(sign: EventSign) -> float:
    return max((each.value for each in sign.figures if each.unit == "dead"), default=0.0)


def _is_group_of(some: PreparedSign, others: PreparedSign) -> bool:
    """Return whether one counts those victims of the attack who are of a group, "20 pupils were
    killed in the shooting", and the other more victims, or it tells the attack without them."""
    if others.sign.type != ATTACK or IN_THE_ATTACK not in some.sign.parts:
        return False
    groups = {party[1:] for party in some.sign.recipients if is_anonymous(party)}
    counted = _counted(some.sign.parts, groups)
    if not counted or counted == _counted(others.sign.parts, groups):
        return False
    dead = _dead(others.sign)
    return counted < dead if dead else others.words.isdisjoint(map(weighed, groups))


def _counted(parts: Sequence[str], groups: Set[str]) -> int:
    """Return the largest number that a label has of these groups, by the stems of their words."""
    found = (part.partition(":") for part in parts)
    return max(
        (int(number) for number, _, stem in found if stem in groups and number.isdigit()), default=0
    )
