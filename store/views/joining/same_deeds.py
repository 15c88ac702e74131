"""What decides by rule that two events are one, whatever their words."""

from __future__ import annotations

from store.views.joining.event_kinds import (
    STATEMENT,
    is_namesake,
    is_recalled_attack,
    kinds_of,
    may_be_one_count,
)
from store.views.joining.event_pairs import (
    AT_ONCE,
    TOGETHER,
    VAGUE,
    EventPair,
    overlap,
    weight_of,
)
from store.views.joining.event_signs import EventSign, is_anonymous, weighed
from store.views.joining.label_parts import WON
from store.views.moments import FIRST_OPEN, unpack
from store.views.words.tolls import CASUALTIES, DISASTER, MAGNITUDE

_TOLLS = CASUALTIES | {MAGNITUDE}
_LEAST_LABEL = 50
"""The weight of the words that the labels of one disaster share: "earthquake"."""
_LEAST_ABOUT = 0.3
"""How much of what they are about two articles share whose tolls are of one incident."""
_BACKING = "endors"
"""The stem of a word for what one does once for another, while congratulations come again."""
_APPOINTING = "appoint"
_DONE = frozenset({"asserted", "claimed"})
_TERM = 200
"""Days in which news speaks of an appointment."""
_SEASON = 64
"""Days in which nobody takes the same step twice."""
_LEAST_ACT = 60
"""The weight of the words that two labels share besides the names of those who act."""


def is_same_deed(pair: EventPair) -> bool:
    """Return whether the two are one by what they are, whatever their words: the same kind of
    deed of the same two or more at compatible times, what one verb says that one person met
    with on a day, a disaster of one day by the same word, an attack of one day long ago,
    what somebody does once, or what two print word for word.
    """
    one, other = pair.one, pair.other
    if _is_one_fate(pair) or _is_one_recalled_attack(pair) or _is_one_sentence(pair):
        return True
    is_open = not pair.is_one_article and pair.gap in (None, 0, 1)
    if is_open and (_is_one_step(pair) or _is_one_act(pair)):
        return True
    if not (one.mode and _are_of_one_kind(one, other)):
        return False
    when = pair.when()
    if one.mode == DISASTER:
        names = pair.mine.label_names, pair.theirs.label_names
        if all(names) and names[0].isdisjoint(names[1]):
            return False
        is_of_one = one.verb == other.verb or _is_told_by_label(pair)
        return is_of_one and when in AT_ONCE and pair.in_labels >= _LEAST_LABEL
    named = pair.mine.named
    is_known = one.type not in VAGUE and len(named) > 1
    return is_known and named == pair.theirs.named and when in AT_ONCE | TOGETHER


def _is_told_by_label(pair: EventPair) -> bool:
    """Return whether the label of one has the word of the other: "the earthquake of April 3"
    and "an earthquake struck". In one article each sentence must have both words, or one may be
    an effect of the other: "houses sank in the quake".
    """
    if not pair.is_one_article:
        return pair.has_verb_in_label()
    verbs = {weighed(pair.one.verb), weighed(pair.other.verb)}
    return all(verbs <= each.words for each in (pair.mine, pair.theirs))


def _is_one_fate(pair: EventPair) -> bool:
    """Return whether one verb says what happened to one person at compatible times: "sentenced
    to 16 years"."""
    one, other = pair.one, pair.other
    if not one.mode or one.verb != other.verb or one.type in VAGUE:
        return False
    met, its = (
        each.persons.intersection(each.sign.recipients) for each in (pair.mine, pair.theirs)
    )
    return (
        _are_of_one_kind(one, other)
        and min(len(met), len(its)) == 1
        and not met.isdisjoint(its)
        and (one.numbers == other.numbers or not pair.mine.numbers.isdisjoint(other.numbers))
        and pair.when() in AT_ONCE | {"within"}
    )


def _are_of_one_kind(one: EventSign, other: EventSign) -> bool:
    kinds = one.type, one.mode, one.modality
    return kinds == (other.type, other.mode, other.modality)


def _is_one_step(pair: EventPair) -> bool:
    """Return whether both tell what somebody does once: that a person dies, resigns within two
    months, backs another with one verb, wins at one place."""
    one, other = pair.one, pair.other
    people = pair.persons
    if not people or one.type != other.type:
        return False
    is_done = {one.modality, other.modality} <= _DONE
    if is_done and (_is_one_win(pair) or _is_one_appointment(pair)):
        return True
    if one.modality != other.modality:
        return False
    if one.mode == other.mode == "death":
        return True
    if not pair.is_within(_SEASON):
        return False
    if one.type == "RETREAT":
        return one.mode is not None and one.mode == other.mode and _is_of_season(pair)
    if one.type == "SUPPORT":
        same_actor = not set(one.actors).isdisjoint(other.actors)
        is_backing = one.verb == other.verb and bool(kinds_of(one.verb) & kinds_of(_BACKING))
        return len(people) > 1 and is_backing and same_actor
    return _is_one_win(pair)


def _is_one_win(pair: EventPair) -> bool:
    """Return whether a person wins at one place, told within a season."""
    one, other = pair.one, pair.other
    if one.mode not in WON or other.mode not in WON or one.is_several or other.is_several:
        return False
    if any(map(is_anonymous, (*one.recipients, *other.recipients))):
        return False  # "won over many voters"
    return pair.is_within(_SEASON) and _are_at_one_place(pair)


def _are_at_one_place(pair: EventPair) -> bool:
    """Return whether the labels name a place in common, or "New York" for the city and the
    state."""
    ours, theirs = pair.mine.places, pair.theirs.places
    if not ours.isdisjoint(theirs):
        return True
    return pair.is_near and any(is_namesake(one, other) for one in ours for other in theirs)


def _is_one_appointment(pair: EventPair) -> bool:
    """Return whether both tell of the appointment of one person, by nobody else and to the same as
    far as is told: "her choice of Bo Falk as her running mate"."""
    one, other = pair.one, pair.other
    if not (kinds_of(one.verb) & kinds_of(other.verb) & kinds_of(_APPOINTING)):
        return False
    chosen = {each for each in one.recipients if each.startswith("person/")}
    if chosen.isdisjoint(other.recipients):
        return False
    if one.actors and other.actors and set(one.actors).isdisjoint(other.actors):
        return False
    shared = pair.label - pair.party_words()
    return weight_of(shared) >= _LEAST_ACT and pair.is_within(_TERM)


def _is_of_season(pair: EventPair) -> bool:
    """Return whether one without a day was not told long after the day of the other."""
    dated, undated = sorted((pair.one, pair.other), key=lambda sign: sign.moment)
    last = unpack(dated.moment).last
    if undated.moment < FIRST_OPEN or last is None or undated.published is None:
        return True
    return undated.published - last <= _SEASON


def _is_one_act(pair: EventPair) -> bool:
    """Return whether one verb says what a person did on one day, with more in common than whom
    it names."""
    one, other = pair.one, pair.other
    if one.verb != other.verb or not pair.persons or STATEMENT in (one.type, other.type):
        return False
    if pair.when() not in AT_ONCE:
        return False
    if not {one.modality, other.modality} <= {"asserted", "claimed", "planned"}:
        return False
    if one.is_several != other.is_several:
        return False
    return weight_of(pair.label - pair.party_words()) >= _LEAST_ACT


def _is_one_sentence(pair: EventPair) -> bool:
    """Return whether two articles have one sentence that tells it, word for word."""
    one, other = pair.one, pair.other
    return (
        not pair.is_one_article
        and one.words == other.words
        and (one.type, one.verb, one.label) == (other.type, other.verb, other.label)
        and pair.is_near
    )


def _is_one_recalled_attack(pair: EventPair) -> bool:
    """Return whether both recall an attack of one day, and neither names another place: news
    recalls few."""
    one, other = pair.one, pair.other
    if not (is_recalled_attack(one) and is_recalled_attack(other)):
        return False
    names = pair.mine.label_names, pair.theirs.label_names
    is_elsewhere = bool(one.place and other.place) and one.place != other.place
    is_elsewhere |= all(names) and names[0].isdisjoint(names[1])
    told = {one.modality, other.modality}
    is_told = len(told) == 1 or told <= {"asserted", "claimed"}
    return pair.when() == "same day" and not is_elsewhere and is_told


def is_one_incident(pair: EventPair) -> bool:
    """Return whether both count the victims of one incident of one article."""
    one, other = pair.one.incident, pair.other.incident
    return pair.is_one_article and one == other >= 0


def is_one_toll(pair: EventPair) -> bool:
    """Return whether both are the toll of one incident, one of them without saying of which:
    two articles about the same things count the most victims that they have."""
    one, other = pair.one, pair.other
    if pair.is_one_article or not (one.is_total and other.is_total):
        return False
    if pair.gap is not None or not pair.is_near:
        return False
    if not any(may_be_one_count(one, other, unit) for unit in _TOLLS):
        return False
    return overlap(pair.mine.about, pair.theirs.about) >= _LEAST_ABOUT
