"""What speaks for and against events being one: numbers with names, which the models weigh, each as
a column for many pairs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from store.views.joining.common_items import cosines, divided, either
from store.views.joining.event_arrays import (
    ANONYMOUS,
    NOT_KNOWN,
    Column,
    Flags,
    Floats,
    Ints,
    Sets,
)
from store.views.joining.event_kinds import STATEMENT, is_within
from store.views.joining.event_signs import EventFigure
from store.views.joining.pair_arrays import PairArrays
from store.views.joining.pair_rules import is_elsewhere

_LABEL_BOUNDS, _WORDS_BOUNDS = (
    [(bound, f"{what} {bound}") for bound in (0.3, 0.5, 0.7, 0.9)] for what in ("label", "words")
)
_BANDS = (0, 1, 3, 7, 30)
"""Days between the publication of two articles."""

type Values = Flags | Floats | Ints
type Feature = tuple[str, Values]


def features(pairs: PairArrays) -> Iterator[Feature]:
    """Yield what speaks for and against the two of each pair being one event. What a pair lacks is
    0."""
    yield "bias", np.ones(len(pairs))
    yield from _of_words(pairs)
    yield from _of_kind(pairs)
    yield from _of_parties(pairs)
    yield from _of_labels(pairs)
    yield from _of_place(pairs)
    yield from _of_time(pairs)
    yield from _of_publication(pairs)
    yield from _of_status(pairs)
    yield from _of_figures(pairs)


def _of_words(pairs: PairArrays) -> Iterator[Feature]:
    weights = pairs.of(pairs.events.label_weight)
    is_one = pairs.is_one_article
    words = cosines(pairs.shared, *pairs.of(pairs.events.words_weight))
    label = cosines(pairs.in_labels, *weights)
    least = np.minimum(*weights).astype(np.float64)
    yield "label", label
    yield "label within", divided(pairs.in_labels, least)
    yield "rare words of label", np.minimum(pairs.in_labels, 400.0) / 100
    yield "words in one label only", np.minimum(least - pairs.in_labels, 300.0) / 100
    for bound, name in _LABEL_BOUNDS:
        yield name, label >= bound
    for bound, name in _WORDS_BOUNDS:
        yield name, (words >= bound) & ~is_one
    yield "same verb", pairs.same_verb
    yield "same verb, label", np.where(pairs.same_verb, label, 0.0)
    is_told = pairs.has_verb_in_label & ~pairs.same_verb
    yield "own verb in label", is_told & is_one
    yield "verb of one in label", is_told & ~is_one
    yield "words of one article", np.where(is_one, words, 0.0)
    is_sentence = is_one & pairs.words.is_same
    yield "one sentence", is_sentence
    yield "one sentence, label", np.where(is_sentence, label, 0.0)
    yield "one sentence, same verb", is_sentence & pairs.same_verb
    yield "one sentence, same type", is_sentence & pairs.same_type
    yield "words", np.where(is_one, 0.0, words)
    yield "rare words", np.where(is_one, 0.0, np.minimum(pairs.shared, 600.0) / 100)
    yield "names", np.where(is_one, 0.0, pairs.names.overlap)
    yield "about", np.where(is_one, 0.0, pairs.about.overlap)


def _of_kind(pairs: PairArrays) -> Iterator[Feature]:
    ours, theirs = pairs.is_vague
    yield "same vague type", pairs.same_type & ours
    yield "same type", pairs.same_type & ~ours
    yield "other type", ~pairs.same_type & ~ours & ~theirs
    yield "same mode", pairs.has_mode
    yield "other mode", ~pairs.same_mode & ~pairs.any_of([None], "mode")
    yield "statement", pairs.any_of([STATEMENT], "type")


def _of_parties(pairs: PairArrays) -> Iterator[Feature]:
    events = pairs.events
    yield from _of_roles(pairs, events.actors, events.named_actors, "actor")
    yield from _of_roles(pairs, events.recipients, events.named_recipients, "recipient")
    everybody = pairs.common(events.everybody)
    named, _ = pairs.parties.sizes
    yield "all parties the same", everybody.is_same & (named > 0)
    yield "a party in both", pairs.parties.is_any
    yield "two parties in both", pairs.parties.count > 1
    yield "other parties", pairs.parties.are_others
    yield "no party", ~everybody.are_both


def _of_roles(pairs: PairArrays, sets: Sets, named: Sets, role: str) -> Iterator[Feature]:
    common = pairs.common(sets)
    ours, theirs = common.sizes
    yield f"no {role} in one", (ours > 0) != (theirs > 0)
    is_named = common.number(common.shared_items & ANONYMOUS == 0) > 0
    yield f"same {role}", is_named
    yield f"same nameless {role}", common.is_any & ~is_named
    are_others = common.are_others
    nameless = np.minimum(*pairs.of(named.sizes)) == 0
    yield f"nameless {role}", are_others & nameless
    yield f"other {role}", are_others & ~nameless


def _of_labels(pairs: PairArrays) -> Iterator[Feature]:
    numbers, names = pairs.numbers, pairs.label_names
    both, differ = numbers.are_both, numbers.fewest_missing > 0
    yield "other numbers in label", both & differ
    yield "same numbers in label", both & ~differ
    yield "same names in label", names.are_both & names.is_same
    yield "other names in label", names.are_others
    yield "some names in label", names.is_any & (names.fewest_missing > 0)


def _of_place(pairs: PairArrays) -> Iterator[Feature]:
    same, differ = pairs.same_place, pairs.are_placed & ~pairs.same_place
    within = pairs.which(pairs.events.place, differ, is_within)
    yield "same place", same
    yield "place within", within
    yield "other place", differ & ~within
    yield "elsewhere in label", is_elsewhere(pairs, pairs.places.are_others)
    yield "same place in label", pairs.places.is_any


def _of_time(pairs: PairArrays) -> Iterator[Feature]:
    when = pairs.when
    yield from when.items()
    ours, theirs = pairs.flags(pairs.events.is_stated)
    yield "stated apart", (when["1 days apart"] | when["2 days apart"]) & ours & theirs
    party, name, place = pairs.parties.is_any, pairs.label_names.is_any, pairs.same_place
    is_kind = pairs.same_type & ~pairs.is_vague[0]
    for what, together in (("day", when["same day"]), ("time", pairs.together)):
        yield f"same type at one {what}", together & is_kind
        yield f"same type and name at one {what}", together & is_kind & (name | place)
        yield f"same type and party at one {what}", together & is_kind & party
        yield f"same verb at one {what}", together & pairs.same_verb
        any_of = name | party | place
        yield f"same verb and name at one {what}", together & pairs.same_verb & any_of
        yield f"same party at one {what}", together & party
        yield f"same name at one {what}", together & ~party & name


def _of_publication(pairs: PairArrays) -> Iterator[Feature]:
    yield "one article", pairs.is_one_article
    is_other = ~pairs.is_one_article & ~pairs.is_one_family
    yield "one family", ~pairs.is_one_article & pairs.is_one_family
    days, before = pairs.days_apart, NOT_KNOWN
    bands = [("unknown days", days == NOT_KNOWN)]
    for band in _BANDS:
        bands.append((f"within {band}", (days > before) & (days <= band)))
        before = band
    bands.append(("long after", days > before))
    for name, is_of_band in bands:
        yield f"published {name}", is_other & is_of_band
        undated = is_other & is_of_band & (pairs.gap == NOT_KNOWN)
        yield f"undated, published {name}", undated


def _of_status(pairs: PairArrays) -> Iterator[Feature]:
    for (one, other), are in of_both(pairs, pairs.events.modality):
        if one != other:
            yield f"{one} {other}", are
    yield "hidden", either(*pairs.flags(pairs.events.is_hidden))


def of_both(pairs: PairArrays, column: Column[Any]) -> Iterator[tuple[tuple[str, str], Flags]]:
    """Yield each two values that pairs have, sorted, with the pairs that have them. None is ""."""
    ours, theirs = pairs.of(column.ids)
    several = len(column.values)
    keys = np.minimum(ours, theirs) * several + np.maximum(ours, theirs)
    for key in np.unique(keys).tolist():
        one, other = sorted(column.values[each] or "" for each in divmod(key, several))
        yield (one, other), keys == key


def _of_figures(pairs: PairArrays) -> Iterator[Feature]:
    shared = pairs.common(pairs.events.units).is_any
    agree = pairs.which(pairs.events.figures, shared, _do_agree)
    yield "same figure", agree
    yield "other figure", shared & ~agree


def _do_agree(ours: Sequence[EventFigure], theirs: Sequence[EventFigure]) -> bool:
    return any(a.unit == b.unit and a.agrees(b) for a in ours for b in theirs)
