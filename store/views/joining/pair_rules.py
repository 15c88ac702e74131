"""What rules out that two events are one, whatever they share: other days, other modes, what is
told before its day, one of many that a mention may mean."""

from __future__ import annotations

import numpy as np

from store.views.joining.common_items import cosines, either
from store.views.joining.event_arrays import NOT_KNOWN, Flags, Ints
from store.views.joining.event_kinds import ATTACK, MOST_DAYS, STATEMENT, VOTE
from store.views.joining.event_signs import HASH, WEIGHT_BITS
from store.views.joining.label_parts import WON
from store.views.joining.pair_arrays import PairArrays
from store.views.joining.people_and_places import are_elsewhere
from store.views.moments import UNDATED

SAME_WORDS = 0.5
"""How alike the words of two sentences are that tell one event without naming anything."""
LEAST = 70
"""The weight of shared words without which two sentences tell nothing together: a rare word."""
ONCE = frozenset({"death", "dismissal", "resign", "release"})
"""Modes of what happens to a person hardly more than once."""
TELLING = 110
"""The weight of shared words that tell one speech or bid of a person from another."""
SEASON = 100
"""Days within which a place hardly votes twice."""
DONE = ("asserted", "claimed")
"""Modalities of what is told as done."""


def is_possible(pairs: PairArrays) -> Flags:
    """Return whether nothing rules out that they are one."""
    modality = pairs.are_of(["hypothetical"], "modality")
    found = ~((pairs.gap > np.where(pairs.is_one_article, 0, MOST_DAYS)) & ~pairs.is_a_week_off)
    found &= modality[0] == modality[1]
    found &= (pairs.in_labels > 0) | (pairs.shared >= LEAST) | _is_there_and_then(pairs)
    told = np.where(pairs.is_near, _is_anything_named(pairs), _is_told_again(pairs))
    found &= (pairs.gap != NOT_KNOWN) | told
    several = pairs.flags(pairs.events.is_several)
    is_one_of_many = pairs.both_attacks | pairs.any_of(WON, "mode")
    found &= ~((several[0] != several[1]) & is_one_of_many)
    found &= ~_is_ruled_out(pairs)
    # "Resigned and fled" tells two things.
    found &= pairs.same_mode | pairs.same_type | pairs.any_of([None], "mode")
    negated = pairs.are_of(["negated"], "modality")
    found &= (negated[0] == negated[1]) | (pairs.same_verb & pairs.same_type)
    return found


def _is_there_and_then(pairs: PairArrays) -> Flags:
    """Return whether both are of one kind, on one day, and name something in common where they
    are told: "49 people were killed", "Sunday's attack in Arvik"."""
    is_at_once = (pairs.gap == 0) & pairs.is_exact[0] & pairs.is_exact[1]
    said: Flags = pairs.same_type & ~pairs.is_vague[0] & is_at_once & pairs.names.is_any
    return said


def _is_anything_named(pairs: PairArrays) -> Flags:
    """Return whether two articles name something in common where they tell the event, or tell it in
    much the same words: "an official spoke on condition of anonymity" is of no event."""
    alike = cosines(pairs.shared, *pairs.of(pairs.events.words_weight)) >= SAME_WORDS
    return pairs.is_one_article | pairs.names.is_any | alike


def _is_told_again(pairs: PairArrays) -> Flags:
    """Return whether an article may mention in passing what another told long before: the same kind
    of thing, by name."""
    is_nameless = ~pairs.label_names.is_any & ~pairs.parties.is_any
    is_of_person = pairs.shared_people > 0
    # A person in common did it in other words ("forced out", "stepped down"), or both tell at
    # length what was said or done: "announced that he would not recommend charges", "decided not
    # to".
    told = pairs.has_mode | (is_of_person & ~pairs.same_verb & (pairs.shared_kinds != 0))
    told |= is_of_person & (pairs.label_besides_parties >= TELLING)
    statement = pairs.are_of([STATEMENT], "type")[0]
    is_one_kind = ~pairs.is_vague[0] | (~statement & pairs.same_verb)
    told |= np.where(pairs.same_type, is_one_kind, pairs.same_verb)
    return np.where(is_nameless, pairs.both_attacks & pairs.names.is_any, told)


def _is_ruled_out(pairs: PairArrays) -> Flags:
    return (
        _are_other_meetings(pairs)
        | _are_on_other_weekdays(pairs)
        | _is_word_of_attack(pairs)
        | _is_before(pairs, pairs.ours, pairs.theirs)
        | _is_before(pairs, pairs.theirs, pairs.ours)
        | _are_other_wins(pairs)
        | _is_any_of_many(pairs)
    )


def _are_other_meetings(pairs: PairArrays) -> Flags:
    """Return whether each of two meetings has somebody whom the other has not: "A met B" and "B met
    C"."""
    are_several = np.minimum(*pairs.parties.sizes) > 1
    are_met = pairs.both_of(["CONSULT"], "type")
    return are_met & are_several & (pairs.parties.fewest_missing > 0)


def _are_on_other_weekdays(pairs: PairArrays) -> Flags:
    """Return whether the labels name different weekdays and no party in common: "Monday's
    session"."""
    ours, theirs = pairs.of(pairs.events.weekdays)
    said: Flags = ~pairs.parties.is_any & (ours != 0) & (theirs != 0) & (ours & theirs == 0)
    return said


def _is_word_of_attack(pairs: PairArrays) -> Flags:
    """Return whether one is an attack and the other what somebody says of one: "claimed
    responsibility", "went on: the worst attack ever"."""
    statements, speech = pairs.are_of([STATEMENT], "type"), pairs.flags(pairs.events.is_speech)
    is_said = [each | spoken for each, spoken in zip(statements, speech, strict=True)]
    said: Flags = pairs.any_of([ATTACK], "type") & (is_said[0] != is_said[1])
    return said


def _is_before(pairs: PairArrays, one: Ints, other: Ints) -> Flags:
    """Return whether an article tells one, without a date, as done before the day of the other. A
    vote that it only mentions may be still to come."""
    events = pairs.events
    modality, mode = events.modality, events.mode
    is_done = np.isin(modality.ids[one], [modality.number(each) for each in DONE])
    is_done &= ~(events.is_mentioned[one] & (mode.ids[one] == mode.number(VOTE)))
    told, first = events.published[one], events.first[other]
    known = (events.moment[one] >= UNDATED) & (told != NOT_KNOWN) & (first != NOT_KNOWN)
    said: Flags = is_done & known & (told < first - 1)
    return said


def _are_other_wins(pairs: PairArrays) -> Flags:
    """Return whether two wins have other winners or places, may never be, are years apart, or were
    told in other weeks, one of them without its place."""
    found = pairs.both_of(["hypothetical"], "modality")
    found |= pairs.common(pairs.events.actor_people).are_others
    found |= is_elsewhere(pairs, pairs.both_won)
    is_asked = (pairs.gap == NOT_KNOWN) & ~pairs.is_within(MOST_DAYS)
    apart = np.where(pairs.places.are_both, pairs.is_years_after, ~pairs.is_near)
    said: Flags = pairs.both_won & (found | (is_asked & apart))
    return said


def is_elsewhere(pairs: PairArrays, asked: Flags) -> Flags:
    """Return those of the pairs that are asked for whose labels are of other places."""
    return pairs.which(pairs.events.places, asked & pairs.places.are_others, are_elsewhere)


def _is_any_of_many(pairs: PairArrays) -> Flags:
    """Return whether an article only mentions one of the two, and it may be another of many: "his
    speech", "the primary". Somebody dies or resigns once."""
    is_asked = (pairs.gap == NOT_KNOWN) & either(*pairs.flags(pairs.events.is_mentioned))
    found = pairs.is_years_after & pairs.any_of(["OTHER"], "type")
    found |= pairs.any_of(["match"], "mode") & ~pairs.parties.is_any
    votes = ~(pairs.places.are_both & pairs.is_within(SEASON))
    is_told = pairs.is_near | (pairs.same_mode & pairs.both_of(ONCE, "mode"))
    deed = np.where(pairs.both_attacks, _is_attack_of_many(pairs), _are_few_words(pairs))
    found |= np.where(pairs.any_of([VOTE], "mode"), votes, ~is_told & deed)
    said: Flags = is_asked & found
    return said


def _are_few_words(pairs: PairArrays) -> Flags:
    """Return whether the labels share little besides the names of parties and the verbs."""
    words, rows = pairs.label.shared_items, pairs.label.shared_rows
    ours, theirs = pairs.of(pairs.events.verb_word)
    is_verb = (words == ours[rows]) | (words == theirs[rows])
    return pairs.label.weight(pairs.is_party_word | is_verb) < TELLING


def _is_attack_of_many(pairs: PairArrays) -> Flags:
    """Return whether the labels of two attacks share no name but those of parties and the verbs."""
    common = pairs.label_names
    rows, names = common.shared_rows, common.shared_items & HASH
    ours, theirs = (words >> WEIGHT_BITS for words in pairs.of(pairs.events.verb_word))
    own = pairs.are_party_names(common) | (names == ours[rows]) | (names == theirs[rows])
    said: Flags = common.number(~own) == 0
    return said
