"""What decides by rule that two events are one, whatever their words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from store.views.joining.event_arrays import NOT_KNOWN, Flags
from store.views.joining.event_kinds import STATEMENT, kinds_of
from store.views.joining.event_signs import EventFigure
from store.views.joining.pair_arrays import PairArrays
from store.views.joining.pair_rules import DONE
from store.views.joining.people_and_places import are_namesakes
from store.views.moments import FIRST_OPEN
from store.views.words.tolls import CASUALTIES, DISASTER, MAGNITUDE

_TOLLS = CASUALTIES | {MAGNITUDE}
_MOST_TIMES = 4
"""How many times as many victims one report of an incident has as another at most."""
_LEAST_LABEL = 50
"""The weight of the words that the labels of one disaster share: "earthquake"."""
_LEAST_ABOUT = 0.3
"""How much of what they are about two articles share whose tolls are of one incident."""
_BACKING = "endors"
"""The stem of a word for what one does once for another, while congratulations come again."""
_APPOINTING = "appoint"
_TERM = 200
"""Days in which news speaks of an appointment."""
_SEASON = 64
"""Days in which nobody takes the same step twice."""
_LEAST_ACT = 60
"""The weight of the words that two labels share besides the names of those who act."""


def is_same_deed(pairs: PairArrays) -> Flags:
    """Return whether the two are one by what they are, whatever their words: the same kind of
    deed of the same two or more at compatible times, what one verb says that one person met
    with on a day, a disaster of one day by the same word, an attack of one day long ago,
    what somebody does once, or what two print word for word.
    """
    found = _is_one_fate(pairs) | _is_one_recalled_attack(pairs) | _is_one_sentence(pairs)
    is_open = ~pairs.is_one_article & (pairs.gap <= 1)
    found |= is_open & (_is_one_step(pairs) | _is_one_act(pairs))
    is_disaster = pairs.any_of([DISASTER], "mode")
    deed = np.where(is_disaster, _is_one_disaster(pairs), _is_of_the_same(pairs))
    return found | (_are_of_one_kind(pairs) & deed)


def _are_of_one_kind(pairs: PairArrays) -> Flags:
    return pairs.has_mode & pairs.same_type & pairs.same_modality


def _is_of_the_same(pairs: PairArrays) -> Flags:
    """Return whether the same two or more did both at compatible times."""
    is_known = ~pairs.is_vague[0] & (pairs.parties.sizes[0] > 1)
    return is_known & pairs.parties.is_same & (pairs.when["same day"] | pairs.together)


def _is_one_disaster(pairs: PairArrays) -> Flags:
    """Return whether two disasters are of one day and told by the same word."""
    is_told = pairs.same_verb | _is_told_by_label(pairs)
    is_at_once = pairs.when["same day"] & (pairs.in_labels >= _LEAST_LABEL)
    return is_told & is_at_once & ~pairs.label_names.are_others


def _is_told_by_label(pairs: PairArrays) -> Flags:
    """Return whether the label of one has the word of the other: "the earthquake of April 3"
    and "an earthquake struck". In one article each sentence must have both words, or one may be
    an effect of the other: "houses sank in the quake".
    """
    words = pairs.events.words
    both = np.ones(len(pairs), np.bool_)
    for verb in pairs.of(pairs.events.verb_word):
        both &= words.has(pairs.ours, verb) & words.has(pairs.theirs, verb)
    return np.where(pairs.is_one_article, both, pairs.has_verb_in_label)


def _is_one_fate(pairs: PairArrays) -> Flags:
    """Return whether one verb says what happened to one person at compatible times: "sentenced
    to 16 years"."""
    met = pairs.common(pairs.events.recipient_people)
    is_of_one = met.is_any & (np.minimum(*met.sizes) == 1)
    is_counted = pairs.numbers.is_same | pairs.numbers.is_any
    is_then = pairs.when["same day"] | pairs.when["within"]
    is_kind = _are_of_one_kind(pairs) & pairs.same_verb & ~pairs.is_vague[0]
    said: Flags = is_kind & is_of_one & is_counted & is_then
    return said


def _is_one_step(pairs: PairArrays) -> Flags:
    """Return whether both tell what somebody does once: that a person dies, resigns within two
    months, backs another with one verb, wins at one place."""
    win = _is_one_win(pairs)
    found = pairs.both_of(DONE, "modality") & (win | _is_one_appointment(pairs))
    left = pairs.both_of(["RETREAT"], "type")
    backed = pairs.both_of(["SUPPORT"], "type")
    deed = np.where(left, pairs.has_mode & _is_of_season(pairs), win)
    deed = np.where(backed, _is_one_support(pairs), deed) & pairs.is_within(_SEASON)
    found |= pairs.same_modality & (pairs.both_of(["death"], "mode") | deed)
    return pairs.same_type & (pairs.shared_people > 0) & found


def _is_one_support(pairs: PairArrays) -> Flags:
    """Return whether somebody backs one person with one verb."""
    is_backing = pairs.same_verb & (pairs.shared_kinds & kinds_of(_BACKING) != 0)
    said: Flags = is_backing & (pairs.shared_people > 1) & pairs.common(pairs.events.actors).is_any
    return said


def _is_one_win(pairs: PairArrays) -> Flags:
    """Return whether a person wins at one place, told within a season. Who "won over many voters"
    has not."""
    events = pairs.events
    is_unclear = events.is_several | (events.recipients.sizes > events.named_recipients.sizes)
    ours, theirs = pairs.flags(is_unclear)
    asked = pairs.both_won & ~ours & ~theirs & pairs.is_within(_SEASON)
    return asked & _are_at_one_place(pairs, asked)


def _are_at_one_place(pairs: PairArrays, asked: Flags) -> Flags:
    """Return whether the labels name a place in common, or "New York" for the city and the
    state."""
    may_be_namesakes = asked & pairs.is_near & pairs.places.are_others
    return pairs.places.is_any | pairs.which(pairs.events.places, may_be_namesakes, are_namesakes)


def _is_one_appointment(pairs: PairArrays) -> Flags:
    """Return whether both tell of the appointment of one person, by nobody else and to the same as
    far as is told: "her choice of Bo Falk as her running mate"."""
    is_appointing = pairs.shared_kinds & kinds_of(_APPOINTING) != 0
    chosen = pairs.common(pairs.events.recipient_people).is_any
    by_others = pairs.common(pairs.events.actors).are_others
    is_told = (pairs.label_besides_parties >= _LEAST_ACT) & pairs.is_within(_TERM)
    said: Flags = is_appointing & chosen & ~by_others & is_told
    return said


def _is_of_season(pairs: PairArrays) -> Flags:
    """Return whether one without a day was not told long after the day of the other."""
    known, days = pairs.told_after
    return ~known | (pairs.undated(pairs.events.moment) < FIRST_OPEN) | (days <= _SEASON)


def _is_one_act(pairs: PairArrays) -> Flags:
    """Return whether one verb says what a person did on one day, with more in common than whom
    it names."""
    is_of_person = pairs.same_verb & (pairs.shared_people > 0)
    is_told = pairs.both_of((*DONE, "planned"), "modality") & ~pairs.any_of([STATEMENT], "type")
    several = pairs.flags(pairs.events.is_several)
    is_act = pairs.when["same day"] & (pairs.label_besides_parties >= _LEAST_ACT)
    said: Flags = is_of_person & is_told & (several[0] == several[1]) & is_act
    return said


def _is_one_sentence(pairs: PairArrays) -> Flags:
    """Return whether two articles have one sentence that tells it, word for word."""
    is_one = pairs.words.is_same & pairs.label.is_same & pairs.same_type & pairs.same_verb
    return ~pairs.is_one_article & is_one & pairs.is_near


def _is_one_recalled_attack(pairs: PairArrays) -> Flags:
    """Return whether both recall an attack of one day, and neither names another place: news
    recalls few."""
    are_recalled = np.logical_and(*pairs.flags(pairs.events.is_recalled_attack))
    is_elsewhere = pairs.label_names.are_others | (pairs.are_placed & ~pairs.same_place)
    is_told = pairs.same_modality | pairs.both_of(DONE, "modality")
    return are_recalled & pairs.when["same day"] & ~is_elsewhere & is_told


def is_one_kind_of_deed(pairs: PairArrays) -> Flags:
    """Return whether a party in common does what two verbs of one kind say."""
    said: Flags = (pairs.shared_kinds != 0) & pairs.common(pairs.events.actors).is_any
    return said


def is_one_incident(pairs: PairArrays) -> Flags:
    """Return whether both count the victims of one incident of one article."""
    ours, theirs = pairs.of(pairs.events.incident)
    said: Flags = pairs.is_one_article & (ours == theirs) & (ours >= 0)
    return said


def is_one_toll(pairs: PairArrays) -> Flags:
    """Return whether both are the toll of one incident, one of them without saying of which:
    two articles about the same things count the most victims that they have."""
    total = np.logical_and(*pairs.flags(pairs.events.is_total))
    asked = ~pairs.is_one_article & total & (pairs.gap == NOT_KNOWN) & pairs.is_near
    asked = pairs.which(pairs.events.figures, asked, _may_be_one_count)
    asked[asked] = pairs.taken(asked).about.overlap >= _LEAST_ABOUT
    return asked


def _may_be_one_count(ours: Sequence[EventFigure], theirs: Sequence[EventFigure]) -> bool:
    """Return whether both count victims, and so much alike that they may be the same."""
    return any(
        0.0 < max(own, its) <= _MOST_TIMES * min(own, its)
        for own, its in ((_most(ours, unit), _most(theirs, unit)) for unit in _TOLLS)
    )


def _most(figures: Sequence[EventFigure], unit: str) -> float:
    return max((each.value for each in figures if each.unit == unit), default=0.0)
