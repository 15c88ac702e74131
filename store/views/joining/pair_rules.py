"""Which of many pairs of events the rules rule out or decide, at once.

Says of arrays what `event_pairs`, `event_parts` and `same_deeds` say of one pair. What only few
pairs need is left to those: here is only whether it may matter.
"""

from __future__ import annotations

import numpy as np

from store.views.joining.event_arrays import (
    COUNTED_BIT,
    MARK_BITS,
    NOT_KNOWN,
    Flags,
    Ints,
    Sets,
)
from store.views.joining.event_kinds import ATTACK, STATEMENT, VOTE
from store.views.joining.event_pairs import (
    LEAST,
    MOST_DAYS,
    NEAR_DAYS,
    ONCE,
    SAME_WORDS,
    SEASON,
    TELLING,
)
from store.views.joining.event_parts import WIDE
from store.views.joining.event_signs import HASH, WEIGHT_BITS
from store.views.joining.label_parts import (
    CHAMBERS,
    IN_THE_ATTACK,
    LANDS,
    OTHERS,
    SOME,
    VOTES,
    WON,
)
from store.views.joining.pair_arrays import PairArrays, both_of, cosines, either
from store.views.moments import UNDATED

_CHAMBERS = sum(MARK_BITS[mark] for mark in CHAMBERS)
_DONE = ("asserted", "claimed")


# What rules out that two are one.


def is_possible(pairs: PairArrays) -> Flags:
    """Return whether nothing rules out that they are one, but for what other wins do."""
    modality = pairs.are_of(["hypothetical"], "modality")
    found = ~((pairs.gap > np.where(pairs.is_one_article, 0, MOST_DAYS)) & ~pairs.is_a_week_off)
    found &= modality[0] == modality[1]
    found &= (pairs.in_labels > 0) | (pairs.shared >= LEAST) | _is_there_and_then(pairs)
    near = pairs.is_within(NEAR_DAYS)
    told = np.where(near, _is_anything_named(pairs), _is_told_again(pairs))
    found &= (pairs.gap != NOT_KNOWN) | told
    several = pairs.flags(pairs.events.is_several)
    won = either(*pairs.are_of(WON, "mode"))
    found &= ~((several[0] != several[1]) & (pairs.both_attacks | won))
    found &= ~_is_ruled_out(pairs)
    modes = pairs.of_mode(None, every=True, other=True)
    found &= ~(modes & ~pairs.same_mode & ~pairs.same_type)
    negated = pairs.are_of(["negated"], "modality")
    found &= (negated[0] == negated[1]) | (pairs.same_verb & pairs.same_type)
    return found


def _is_there_and_then(pairs: PairArrays) -> Flags:
    is_at_once = (pairs.gap == 0) & pairs.is_exact[0] & pairs.is_exact[1]
    said: Flags = pairs.same_type & ~pairs.is_vague[0] & is_at_once & pairs.names.is_any
    return said


def _is_anything_named(pairs: PairArrays) -> Flags:
    alike = cosines(pairs.shared, *pairs.of(pairs.events.words_weight)) >= SAME_WORDS
    return pairs.is_one_article | pairs.names.is_any | alike


def _is_told_again(pairs: PairArrays) -> Flags:
    is_nameless = ~pairs.label_names.is_any & ~pairs.parties.is_any
    is_of_person = pairs.shared_people > 0
    told = pairs.has_mode | (is_of_person & ~pairs.same_verb & (pairs.shared_kinds != 0))
    told |= is_of_person & (pairs.label.weight(pairs.is_party_word) >= TELLING)
    statement = pairs.are_of([STATEMENT], "type")[0]
    is_one_kind = ~pairs.is_vague[0] | (~statement & pairs.same_verb)
    told |= np.where(pairs.same_type, is_one_kind, pairs.same_verb)
    return np.where(is_nameless, pairs.both_attacks & pairs.names.is_any, told)


def _is_ruled_out(pairs: PairArrays) -> Flags:
    return (
        _are_other_meetings(pairs)
        | _are_on_other_weekdays(pairs)
        | _is_word_of_attack(pairs)
        | _is_foretold(pairs, *_sides(pairs))
        | _is_foretold(pairs, *_sides(pairs)[::-1])
        | _is_any_of_many(pairs)
    )


def _sides(pairs: PairArrays) -> tuple[Ints, Ints]:
    return pairs.ours, pairs.theirs


def _are_other_meetings(pairs: PairArrays) -> Flags:
    are_met = both_of(*pairs.are_of(["CONSULT"], "type"))
    are_several = np.minimum(*pairs.parties.sizes) > 1
    return are_met & are_several & (pairs.parties.fewest_missing > 0)


def _are_on_other_weekdays(pairs: PairArrays) -> Flags:
    ours, theirs = pairs.of(pairs.events.weekdays)
    said: Flags = ~pairs.parties.is_any & (ours != 0) & (theirs != 0) & (ours & theirs == 0)
    return said


def _is_word_of_attack(pairs: PairArrays) -> Flags:
    statements, speech = pairs.are_of([STATEMENT], "type"), pairs.flags(pairs.events.is_speech)
    attacks = either(*pairs.are_of([ATTACK], "type"))
    said: Flags = attacks & ((statements[0] | speech[0]) != (statements[1] | speech[1]))
    return said


def _is_foretold(pairs: PairArrays, one: Ints, other: Ints) -> Flags:
    events = pairs.events
    modality, mode = events.modality, events.mode
    is_done = np.isin(modality.ids[one], [modality.number(each) for each in _DONE])
    is_done &= ~(events.is_mentioned[one] & (mode.ids[one] == mode.number(VOTE)))
    told, first = events.published[one], events.first[other]
    known = (events.moment[one] >= UNDATED) & (told != NOT_KNOWN) & (first != NOT_KNOWN)
    said: Flags = is_done & known & (told < first - 1)
    return said


def _is_any_of_many(pairs: PairArrays) -> Flags:
    is_asked = (pairs.gap == NOT_KNOWN) & either(*pairs.flags(pairs.events.is_mentioned))
    others = either(*pairs.are_of(["OTHER"], "type"))
    found = pairs.is_years_after & others
    found |= pairs.of_mode("match", every=False) & ~pairs.parties.is_any
    votes = ~(pairs.places.are_both & pairs.is_within(SEASON))
    once = pairs.has_mode & pairs.are_of(ONCE, "mode")[0]
    is_told = pairs.is_within(NEAR_DAYS) | once
    deed = np.where(pairs.both_attacks, _is_attack_of_many(pairs), _are_few_words(pairs))
    found |= np.where(pairs.of_mode(VOTE, every=False), votes, ~is_told & deed)
    said: Flags = is_asked & found
    return said


def _are_few_words(pairs: PairArrays) -> Flags:
    words, rows = pairs.label.shared_items, pairs.label.shared_rows
    ours, theirs = pairs.of(pairs.events.verb_word)
    is_verb = (words == ours[rows]) | (words == theirs[rows])
    return pairs.label.weight(pairs.is_party_word | is_verb) < TELLING


def _is_attack_of_many(pairs: PairArrays) -> Flags:
    common = pairs.label_names
    rows, names = common.shared_rows, common.shared_items & HASH
    ours, theirs = (words >> WEIGHT_BITS for words in pairs.of(pairs.events.verb_word))
    own = pairs.are_party_names(common) | (names == ours[rows]) | (names == theirs[rows])
    said: Flags = common.number(~own) == 0
    return said


def is_in_another_period(pairs: PairArrays) -> Flags:
    firsts, lasts = pairs.of(pairs.events.first), pairs.of(pairs.events.last)
    wide = (lasts[0] - firsts[0] >= WIDE) & (lasts[1] - firsts[1] >= WIDE)
    return (pairs.gap > 0) & ~pairs.is_a_week_off & (wide | (pairs.gap > MOST_DAYS))


def may_be_another(pairs: PairArrays) -> Flags:
    """Return whether people, places, parts, victims or a win may tell them apart, which is to
    be looked at one by one."""
    return (
        pairs.both_won
        | _may_be_other_people(pairs)
        | _may_be_elsewhere(pairs)
        | _may_be_other_part(pairs)
        | _may_be_other_victims(pairs)
    )


def _may_be_other_people(pairs: PairArrays) -> Flags:
    events = pairs.events
    found = np.zeros(len(pairs), np.bool_)
    for sets in (events.actor_people, events.recipient_people):
        found |= _lack(pairs, sets, pairs.ours, pairs.theirs) & _lack(
            pairs, sets, pairs.theirs, pairs.ours
        )
    people = pairs.common(events.people)
    deaths = pairs.of_mode("death", every=True) & people.are_both
    return found | (deaths & (people.most_missing > 0))


def _lack(pairs: PairArrays, sets: Sets, ours: Ints, theirs: Ints) -> Flags:
    """Return whether a person of one is none of the people of the other."""
    rows, people = sets.items_of(ours)
    lacking = ~pairs.events.people.has(theirs[rows], people)
    return np.bincount(rows[lacking], minlength=len(pairs)) > 0


def _may_be_elsewhere(pairs: PairArrays) -> Flags:
    done_to = pairs.common(pairs.events.done_to)
    return (done_to.are_both & ~done_to.is_any) | _has_mark(pairs, LANDS)


def _may_be_other_part(pairs: PairArrays) -> Flags:
    ours, theirs = pairs.of(pairs.events.marks)
    differ = ours ^ theirs
    found = (ours & _CHAMBERS != 0) & (theirs & _CHAMBERS != 0)
    found |= pairs.same_verb & (differ & MARK_BITS[SOME] != 0)
    found |= pairs.same_mode & (differ & MARK_BITS[VOTES] != 0)
    said: Flags = found | _has_mark(pairs, OTHERS) | (ours & theirs & COUNTED_BIT != 0)
    return said


def _has_mark(pairs: PairArrays, mark: str) -> Flags:
    said: Flags = np.bitwise_or(*pairs.of(pairs.events.marks)) & MARK_BITS[mark] != 0
    return said


def _may_be_other_victims(pairs: PairArrays) -> Flags:
    attacks = either(*pairs.are_of([ATTACK], "type"))
    victims = either(*pairs.flags(pairs.events.may_have_victims))
    return attacks & (victims | _has_mark(pairs, IN_THE_ATTACK))


# What decides by rule that two are one.


def is_one_incident(pairs: PairArrays) -> Flags:
    ours, theirs = pairs.of(pairs.events.incident)
    said: Flags = pairs.is_one_article & (ours == theirs) & (ours >= 0)
    return said


def may_be_one_toll(pairs: PairArrays) -> Flags:
    total = both_of(*pairs.flags(pairs.events.is_total))
    near = (pairs.gap == NOT_KNOWN) & pairs.is_within(NEAR_DAYS)
    said: Flags = ~pairs.is_one_article & total & near
    return said


def may_be_same_deed(pairs: PairArrays) -> Flags:
    """Return whether a rule may make them one, which is to be looked at one by one."""
    same_modality = pairs.both(pairs.events.modality.ids)
    is_one_kind = pairs.same_type & same_modality & pairs.has_mode
    found = is_one_kind & (pairs.parties.is_same | pairs.same_verb | of_disasters(pairs))
    found |= pairs.both_attacks  # recalled ones
    is_open = ~pairs.is_one_article
    found |= is_open & (pairs.shared_people > 0) & (pairs.same_verb | pairs.same_type)
    return found | (is_open & pairs.same_verb & pairs.same_type & pairs.words.is_same)


def of_disasters(pairs: PairArrays) -> Flags:
    return pairs.of_mode("disaster", every=True)
