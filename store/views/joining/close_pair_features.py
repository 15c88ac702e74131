"""What a closer look at two events tells, which only likely pairs are worth and only the trees
weigh: their rarest words, the kinds of their deeds, how long ago each is told, what one lacks.

News has several words for most deeds: who "ended his campaign" has "dropped out". The table
`deeds.tsv` has the words of each kind of deed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from store.views.joining.common_items import Common, divided, either
from store.views.joining.event_arrays import (
    NOT_KNOWN,
    Column,
    Flags,
    Floats,
    Ints,
    Sets,
    weight_of_items,
)
from store.views.joining.event_parts import are_of_other, bits_of
from store.views.joining.event_signs import HASH
from store.views.joining.label_parts import CHAMBERS, SHARE, SIDES, SOME
from store.views.joining.pair_arrays import PairArrays
from store.views.joining.pair_features import Feature, of_both
from store.views.joining.people_and_places import people_lacking, places_lacking
from store.views.moments import FIRST_OPEN, UNDATED

CLOSE = "close: "
"""How the names of what a closer look tells begin."""
_RAREST = 3
_MOST_SHARED = 12
_MOST_COUNTED = 8
_MOST = 4
_UNKNOWN_DAYS = 60
_EARLY, _LONGEST_AGO = -10, 400
"""Bounds of what is counted, and of days before and after an event, beyond which more says nothing
more."""


def close_features(pairs: PairArrays) -> Iterator[Feature]:
    """Yield what a closer look tells of each pair. What a pair has not is 0."""
    for of in (_of_rare_words, _of_names, _of_deeds, _of_kinds, _of_ages, _of_numbers, _of_parts):
        for name, values in of(pairs):
            yield CLOSE + name, values
    for name, values in _of_types(pairs):
        yield CLOSE + name, values


def _of_rare_words(pairs: PairArrays) -> Iterator[Feature]:
    for what, common in (("label", pairs.label), ("sentences", pairs.words)):
        yield f"shared words of {what}", np.minimum(common.count, _MOST_SHARED)
        for place, weights in enumerate(common.heaviest(_RAREST)):
            yield f"rare word {place} of {what}", weights / 100
    label, other = pairs.label, Common.of(pairs.events.label, pairs.theirs, pairs.ours)
    missing = label.heaviest_missing(), other.heaviest_missing()
    yield "rarest missing word", np.minimum(*missing) / 100
    yield "rarest missing word of either", np.maximum(*missing) / 100
    yield "words of shorter label", np.minimum(*label.sizes)
    yield "words of longer label", np.maximum(*label.sizes)
    weights = pairs.of(pairs.events.label_weight)
    inside = [
        _weight_in(each, pairs.events.words, theirs) / np.maximum(1, weight)
        for each, theirs, weight in zip(
            (label, other), (pairs.theirs, pairs.ours), weights, strict=True
        )
    ]
    yield "label in other sentences", np.maximum(*inside)
    yield "both labels in sentences", np.minimum(*inside)


def _weight_in(common: Common, sets: Sets, theirs: Ints) -> Floats:
    """Return the weight of the items that are in other sets of the other event."""
    found = sets.has(theirs[common.rows], common.items)
    weights = weight_of_items(common.items[found])
    return np.bincount(common.rows[found], weights, common.pairs).astype(np.float64)


def _of_types(pairs: PairArrays) -> Iterator[Feature]:
    for both, are in of_both(pairs, pairs.events.type):
        yield " ".join(both), are
    for mode, other in of_both(pairs, pairs.events.mode):
        if len(set(mode)) == 1 and mode[0]:
            yield f"mode {mode[0]}", other
    yield "modes differ", ~pairs.same_mode
    yield "days", np.minimum(pairs.gap, _MOST_COUNTED)
    days = np.where(pairs.days_apart == NOT_KNOWN, _UNKNOWN_DAYS, pairs.days_apart)
    yield "weeks", np.where(pairs.is_one_article, 0.0, np.sqrt(np.minimum(days, _LONGEST_AGO)))


def _of_names(pairs: PairArrays) -> Iterator[Feature]:
    for what, common in (("names", pairs.names), ("label names", pairs.label_names)):
        yield f"shared {what}", np.minimum(common.count, _MOST_COUNTED)
        yield f"missing {what}", np.minimum(common.fewest_missing, _MOST_COUNTED)
        yield f"most missing {what}", np.minimum(common.most_missing, _MOST_COUNTED)


def _of_deeds(pairs: PairArrays) -> Iterator[Feature]:
    """Yield what the labels share besides the names of their parties."""
    label, names = pairs.label, pairs.label_names
    is_shared = ~pairs.is_party_word
    own = [_besides(pairs, pairs.events.label, each) for each in (pairs.ours, pairs.theirs)]
    least = np.minimum(*(weights for weights, _ in own))
    yield "deed: rarest word", label.heaviest(1, is_shared)[0] / 100
    yield "deed: words", np.minimum(label.number(is_shared), _MOST_SHARED)
    yield "deed: share", divided(pairs.label_besides_parties, least)
    shared = names.number(~pairs.are_party_names(names))
    sizes = [_names_besides(pairs, each) for each in (pairs.ours, pairs.theirs)]
    yield "deed: names", np.minimum(shared, _MOST_COUNTED)
    yield "deed: missing names", np.minimum(*sizes) - shared
    yield "deed: most missing names", np.minimum(np.maximum(*sizes) - shared, _MOST_COUNTED)
    several = pairs.flags(pairs.events.is_several)
    yield "one of several", several[0] != several[1]
    actors = pairs.common(pairs.events.named_actors)
    yield "more actors", actors.are_both & (actors.fewest_missing == 0) & (actors.most_missing > 0)
    persons = pairs.shared_people > 0
    yield "deed: person and name", persons & (shared > 0)
    yield "deed: person and mode", persons & pairs.has_mode
    yield "deed: person and verb", persons & pairs.same_verb


def _besides(pairs: PairArrays, sets: Sets, events: Ints) -> tuple[Floats, Ints]:
    """Return the weight and the number of the words of one but for those of parties of either."""
    rows, words = sets.items_of(events)
    known = pairs.events.party_words
    own = ~(known.has(pairs.ours[rows], words) | known.has(pairs.theirs[rows], words))
    weights = np.bincount(rows[own], weight_of_items(words[own]), len(pairs))
    return weights.astype(np.float64), np.bincount(rows[own], minlength=len(pairs))


def _names_besides(pairs: PairArrays, events: Ints) -> Ints:
    rows, names = pairs.events.label_names.items_of(events)
    names = names & HASH
    known = pairs.events.party_names
    own = ~(known.has(pairs.ours[rows], names) | known.has(pairs.theirs[rows], names))
    return np.bincount(rows[own], minlength=len(pairs))


def _of_kinds(pairs: PairArrays) -> Iterator[Feature]:
    ours, theirs = pairs.of(pairs.events.kinds)
    labels = pairs.of(pairs.events.label_kinds)
    shared = np.where(pairs.same_verb, 0, ours & theirs)
    is_shared = shared != 0
    yield "other word of one kind", np.bitwise_count(shared)
    yield "other word of one kind, party", is_shared & pairs.parties.is_any
    yield "other word of one kind, time", is_shared & (pairs.when["same day"] | pairs.together)
    yield "other word of one kind, name", is_shared & pairs.label_names.is_any
    others_of = ~pairs.same_verb & ~is_shared & (ours != 0) & (theirs != 0)
    yield "words of other kinds", others_of
    yield "kind in label", ((ours & labels[1]) | (theirs & labels[0])) != 0
    yield "kinds of both labels", np.bitwise_count(labels[0] & labels[1])


def _of_ages(pairs: PairArrays) -> Iterator[Feature]:
    moments = pairs.of(pairs.events.moment)
    known = [moment < FIRST_OPEN for moment in moments]
    lasts, told = pairs.of(pairs.events.last), pairs.of(pairs.events.published)
    firsts = pairs.of(pairs.events.first)
    are = [
        is_known & (published != NOT_KNOWN) for is_known, published in zip(known, told, strict=True)
    ]
    ages = [published - last for published, last in zip(told, lasts, strict=True)]
    least = np.where(are[0] & (~are[1] | (ages[0] <= ages[1])), *ages)
    most = np.where(are[0] & (~are[1] | (ages[0] >= ages[1])), *ages)
    yield "told after days", np.where(either(*are), _bounded(least), 0)
    yield "told after most days", np.where(either(*are), _bounded(most), 0)
    widths = [
        np.where(is_known & (first > 0), last - first, 0)
        for first, last, is_known in zip(firsts, lasts, known, strict=True)
    ]
    yield "widest", np.minimum(np.maximum(*widths), _LONGEST_AGO)
    some = [(moment >= FIRST_OPEN) & (moment < UNDATED) for moment in moments]
    yield "some time or other", some[0].astype(np.int64) + some[1]
    has_days, days = pairs.told_after
    is_one = (known[0] != known[1]) & has_days
    yield "undated one told", is_one
    yield "undated one told after days", np.where(is_one, _bounded(days), 0)


def _bounded(days: Ints) -> Ints:
    return np.clip(days, _EARLY, _LONGEST_AGO)


def _of_numbers(pairs: PairArrays) -> Iterator[Feature]:
    bodies = pairs.common(pairs.events.bodies)
    for what, common in (("persons", pairs.people), ("bodies", bodies)):
        yield f"shared {what}", np.minimum(common.count, _MOST)
        yield f"missing {what}", np.minimum(common.fewest_missing, _MOST)
        yield f"most missing {what}", np.minimum(common.most_missing, _MOST)
    yield "shared numbers", np.minimum(pairs.numbers.count, _MOST)
    yield "missing numbers", np.minimum(pairs.numbers.fewest_missing, _MOST)
    yield "shared figures", np.minimum(pairs.common(pairs.events.values).count, _MOST)
    yield "shared subjects", pairs.about.count


def _of_parts(pairs: PairArrays) -> Iterator[Feature]:
    events, is_won = pairs.events, pairs.both_won
    yield "shared parts", np.minimum(pairs.common(events.shared_parts).count, _MOST)
    ours, theirs = pairs.of(events.marks)
    for name, marks in (("chamber", CHAMBERS), ("side", SIDES), (SHARE, {SHARE}), (SOME, {SOME})):
        bits = bits_of(marks)
        yield f"{name} in one", (ours & bits != 0) != (theirs & bits != 0)
        yield f"other {name}", are_of_other(pairs, marks)
    people = pairs.people.sizes
    in_one = (people[0] > 0) != (people[1] > 0)
    yield "people in one", in_one
    yield "a vote and who won", in_one & is_won
    for role, column, sets in (
        ("actors", events.acting, events.actor_people),
        ("recipients", events.affected, events.recipient_people),
    ):
        common = pairs.common(sets)
        asked = common.are_both & ~common.is_same
        yield from _missing(pairs, role, column, asked, people_lacking)
    places = [events.located[each] for each in (pairs.ours, pairs.theirs)]
    yield "place in one", places[0] != places[1]
    yield "win, place in one", (places[0] != places[1]) & is_won
    yield from _missing(pairs, "places", events.places, places[0] & places[1], places_lacking)
    done_to = pairs.common(events.done_to).sizes
    yield "done to a place in one", (done_to[0] > 0) != (done_to[1] > 0)


def _missing(
    pairs: PairArrays, what: str, column: Column[Any], asked: Flags, of: Callable[[Any, Any], int]
) -> Iterator[Feature]:
    """Yield how much each of the two has that the other lacks, as a function of both says."""
    lacking = [pairs.looked_up(column, asked, of, turned=turned) for turned in (False, True)]
    yield f"missing {what}", np.minimum(np.minimum(*lacking), _MOST)
    yield f"most missing {what}", np.minimum(np.maximum(*lacking), _MOST)
