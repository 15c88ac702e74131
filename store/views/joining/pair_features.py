"""What speaks for and against many pairs of events being one: the numbers of `event_features`,
`deed_features` and `event_parts`, by the same names, as a column for all pairs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from store.views.joining.event_arrays import (
    ANONYMOUS,
    NOT_KNOWN,
    Column,
    Flags,
    Floats,
    Ints,
    Sets,
)
from store.views.joining.event_features import BANDS, LABEL_BOUNDS, WORDS_BOUNDS
from store.views.joining.event_kinds import STATEMENT, is_within
from store.views.joining.event_pairs import NEAR_DAYS, are_elsewhere
from store.views.joining.pair_arrays import Common, PairArrays, both_of, cosines, divided, either
from store.views.moments import FIRST_OPEN

type Values = Flags | Floats | Ints
type Feature = tuple[str, Values]


def features(pairs: PairArrays) -> Iterator[Feature]:
    """Yield the same of many pairs as `event_features.features` of one. What a pair has not is
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
    for bound, name in LABEL_BOUNDS:
        yield name, label >= bound
    for bound, name in WORDS_BOUNDS:
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
    yield "names", np.where(is_one, 0.0, _overlap(pairs.names))
    yield "about", np.where(is_one, 0.0, _overlap(pairs.about))


def _overlap(common: Common) -> Floats:
    ours, theirs = common.sizes
    return divided(common.count.astype(np.float64), np.sqrt((ours * theirs).astype(np.float64)))


def _of_kind(pairs: PairArrays) -> Iterator[Feature]:
    ours, theirs = pairs.is_vague
    yield "same vague type", pairs.same_type & ours
    yield "same type", pairs.same_type & ~ours
    yield "other type", ~pairs.same_type & ~ours & ~theirs
    modes = pairs.of_mode(None, every=True, other=True)
    yield "same mode", modes & pairs.same_mode
    yield "other mode", modes & ~pairs.same_mode
    yield "statement", either(*pairs.are_of([STATEMENT], "type"))


def _of_parties(pairs: PairArrays) -> Iterator[Feature]:
    events = pairs.events
    yield from _of_roles(pairs, events.actors, events.named_actors, "actor")
    yield from _of_roles(pairs, events.recipients, events.named_recipients, "recipient")
    everybody = pairs.common(events.everybody)
    named, _ = pairs.parties.sizes
    yield "all parties the same", everybody.is_same & (named > 0)
    yield "a party in both", pairs.parties.is_any
    yield "two parties in both", pairs.parties.count > 1
    yield "other parties", pairs.parties.are_both & ~pairs.parties.is_any
    yield "no party", ~everybody.are_both


def _of_roles(pairs: PairArrays, sets: Sets, named: Sets, role: str) -> Iterator[Feature]:
    common = pairs.common(sets)
    ours, theirs = common.sizes
    yield f"no {role} in one", (ours > 0) != (theirs > 0)
    is_named = common.number(common.shared_items & ANONYMOUS == 0) > 0
    yield f"same {role}", is_named
    yield f"same nameless {role}", common.is_any & ~is_named
    are_others = common.are_both & ~common.is_any
    nameless = np.minimum(*pairs.of(named.sizes)) == 0
    yield f"nameless {role}", are_others & nameless
    yield f"other {role}", are_others & ~nameless


def _of_labels(pairs: PairArrays) -> Iterator[Feature]:
    for common, those in ((pairs.numbers, "numbers"), (pairs.label_names, "names")):
        both, differ = common.are_both, common.fewest_missing > 0
        if those == "numbers":
            yield "other numbers in label", both & differ
            yield "same numbers in label", both & ~differ
        else:
            yield "same names in label", both & common.is_same
            yield "other names in label", both & ~common.is_any
            yield "some names in label", both & common.is_any & differ


def _of_place(pairs: PairArrays) -> Iterator[Feature]:
    ours, theirs = pairs.of(pairs.events.place.ids)
    none = pairs.events.place.number(None)
    both, same = (ours != none) & (theirs != none), ours == theirs
    within = looked_up(pairs, pairs.events.place, both & ~same, _is_place_within) > 0
    yield "same place", both & same
    yield "place within", within
    yield "other place", both & ~same & ~within
    asked = pairs.places.are_both & ~pairs.places.is_any
    yield "elsewhere in label", looked_up(pairs, pairs.events.places, asked, are_elsewhere) > 0
    yield "same place in label", pairs.places.is_any


def _is_place_within(one: str | None, other: str | None) -> bool:
    return is_within(one or "", other or "")


def looked_up(
    pairs: PairArrays, column: Column[Any], asked: Flags, of: Callable[[Any, Any], int]
) -> Ints:
    """Return what a function says of the values of those pairs that are asked for, each different
    two once, 0 for the others."""
    found = np.zeros(len(pairs), np.int64)
    (rows,) = asked.nonzero()
    ours, theirs = column.ids[pairs.ours[rows]], column.ids[pairs.theirs[rows]]
    several = len(column.values)
    both, places = np.unique(ours * several + theirs, return_inverse=True)
    said = (of(*(column.values[each] for each in divmod(two, several))) for two in both.tolist())
    found[rows] = np.fromiter(said, np.int64, len(both))[places]
    return found


def _of_time(pairs: PairArrays) -> Iterator[Feature]:
    when = dict(when_of(pairs))
    yield from when.items()
    stated = both_of(*pairs.flags(pairs.events.is_stated))
    yield "stated apart", (when["1 days apart"] | when["2 days apart"]) & stated
    ours, _ = pairs.of(pairs.events.place.ids)
    place = pairs.both(pairs.events.place.ids) & (ours != pairs.events.place.number(None))
    party, name = pairs.parties.is_any, pairs.label_names.is_any
    is_kind = pairs.same_type & ~pairs.is_vague[0]
    for what, together in (("day", when["same day"]), ("time", together_of(when))):
        yield f"same type at one {what}", together & is_kind
        yield f"same type and name at one {what}", together & is_kind & (name | place)
        yield f"same type and party at one {what}", together & is_kind & party
        yield f"same verb at one {what}", together & pairs.same_verb
        any_of = name | party | place
        yield f"same verb and name at one {what}", together & pairs.same_verb & any_of
        yield f"same party at one {what}", together & party
        yield f"same name at one {what}", together & ~party & name


def together_of(when: Mapping[str, Flags]) -> Flags:
    return when["within"] | when["same period"] | when["one undated, told then"]


def when_of(pairs: PairArrays) -> Iterator[tuple[str, Flags]]:
    """Yield how the dates of the two are to each other."""
    ours, theirs = pairs.of(pairs.events.moment)
    known, its = ours < FIRST_OPEN, theirs < FIRST_OPEN
    both, same, exact = known & its, ours == theirs, either(*pairs.is_exact)
    yield "undated", ~known & ~its
    has_days, days = pairs.told_after
    is_then = has_days & pairs.dated(pairs.events.is_exact) & (days >= -1) & (days <= NEAR_DAYS)
    yield "one undated, told then", (known != its) & is_then
    yield "one undated", (known != its) & ~is_then
    yield "same day", both & same & exact
    yield "same period", both & same & ~exact
    at_once = both & ~same & (pairs.gap == 0)
    yield "within", at_once & exact
    yield "overlap", at_once & ~exact
    yield "1 days apart", both & ~same & (pairs.gap == 1)
    yield "2 days apart", both & ~same & (pairs.gap > 1)


def _of_publication(pairs: PairArrays) -> Iterator[Feature]:
    yield "one article", pairs.is_one_article
    is_other = ~pairs.is_one_article & ~pairs.is_one_family
    yield "one family", ~pairs.is_one_article & pairs.is_one_family
    days, before = pairs.days_apart, NOT_KNOWN
    bands = [("unknown days", days == NOT_KNOWN)]
    for band in BANDS:
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
    agree = looked_up(pairs, pairs.events.figures, shared, _do_agree) > 0
    yield "same figure", agree
    yield "other figure", shared & ~agree


def _do_agree(ours: Any, theirs: Any) -> bool:
    return any(a.unit == b.unit and a.agrees(b) for a in ours for b in theirs)
