"""What speaks for and against two events being one: numbers with names, which the models weigh."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from store.views.joining.deed_features import Counted, add_counted, add_deed_features
from store.views.joining.event_kinds import STATEMENT, is_within
from store.views.joining.event_pairs import (
    AT_ONCE,
    TOGETHER,
    VAGUE,
    EventPair,
    Features,
    cosine,
    overlap,
    weight_of,
)
from store.views.joining.event_parts import add_part_features
from store.views.joining.event_signs import (
    HASH,
    WEIGHT,
    WEIGHT_BITS,
    is_anonymous,
)

_APART_IN_TIME = frozenset({"1 days apart", "2 days apart"})
CLOSE = "close: "
"""How the names of what a closer look tells begin."""
RAREST = 3
MOST_SHARED = 12
MOST_COUNTED = 8
UNKNOWN_DAYS = 60
LONGEST_AGO = 400
"""Bounds of what is counted, beyond which more says nothing more."""
LABEL_BOUNDS, WORDS_BOUNDS = (
    [(bound, f"{what} {bound}") for bound in (0.3, 0.5, 0.7, 0.9)] for what in ("label", "words")
)
BANDS = (0, 1, 3, 7, 30)
_NAMES, _LABEL_NAMES = map(Counted.of, ("names", "label names"))
_RARE = tuple(
    (
        f"close: shared words of {what}",
        *[f"close: rare word {place} of {what}" for place in range(RAREST)],
    )
    for what in ("label", "sentences")
)


def features(pair: EventPair) -> Features:
    """Return what speaks for and against the two being one event."""
    found: Features = {"bias": 1.0}
    _add_words(pair, found)
    names = (
        *_of_kind(pair),
        *_of_parties(pair),
        *_of_labels(pair),
        *_of_place(pair),
        *_of_time(pair),
        *_of_publication(pair),
        *_of_status(pair),
        *_of_figures(pair),
    )
    found |= dict.fromkeys(names, 1.0)
    return found


def add_close_features(pair: EventPair, found: Features) -> None:
    """Add what a closer look tells, which only likely pairs are worth."""
    one, other = pair.mine, pair.theirs
    _add_rare_words(pair, found)
    _add_kinds_and_days(pair, found)
    add_counted(_NAMES, one.names, other.names, MOST_COUNTED, found)
    add_counted(_LABEL_NAMES, one.label_names, other.label_names, MOST_COUNTED, found)
    _add_beyond_parties(pair, found)
    add_deed_features(pair, found)
    add_part_features(pair, found)


def _add_kinds_and_days(pair: EventPair, found: Features) -> None:
    one, other = pair.one, pair.other
    found["close: " + _both(one.type, other.type)] = 1.0
    if one.mode != other.mode:
        found["close: modes differ"] = 1.0
    elif one.mode:
        found[f"close: mode {one.mode}"] = 1.0
    found["close: days"] = -1 if pair.gap is None else min(pair.gap, MOST_COUNTED)
    if not pair.is_one_article:
        days = UNKNOWN_DAYS if pair.days_apart is None else pair.days_apart
        found["close: weeks"] = math.sqrt(min(days, LONGEST_AGO))


def _add_beyond_parties(pair: EventPair, found: Features) -> None:
    """Add what the labels share besides the names of their parties, which they share with all that
    these do."""
    one, other = pair.mine, pair.theirs
    label, its_label, shared = one.label, other.label, pair.label
    names, its_names = one.label_names, other.label_names
    known = pair.party_words()
    if known:
        label, its_label, shared = label - known, its_label - known, shared - known
        hashes = {word >> WEIGHT_BITS for word in known}
        names = frozenset([name for name in names if name & HASH not in hashes])
        its_names = frozenset([name for name in its_names if name & HASH not in hashes])
    least = min(weight_of(label), weight_of(its_label))
    found["close: deed: rarest word"] = _rarest(shared) / 100
    found["close: deed: words"] = min(len(shared), MOST_SHARED)
    found["close: deed: share"] = weight_of(shared) / least if least else 0.0
    in_both = len(names & its_names)
    found["close: deed: names"] = min(in_both, MOST_COUNTED)
    missing = len(names) - in_both, len(its_names) - in_both
    found["close: deed: missing names"] = min(missing)
    found["close: deed: most missing names"] = min(max(missing), MOST_COUNTED)
    if pair.one.is_several != pair.other.is_several:
        found["close: one of several"] = 1.0
    actors, others = (each.named.intersection(each.sign.actors) for each in (one, other))
    if actors and others and (actors < others or others < actors):
        found["close: more actors"] = 1.0
    if not pair.persons:
        return
    if in_both:
        found["close: deed: person and name"] = 1.0
    if pair.one.mode and pair.one.mode == pair.other.mode:
        found["close: deed: person and mode"] = 1.0
    if pair.one.verb == pair.other.verb:
        found["close: deed: person and verb"] = 1.0


def _add_rare_words(pair: EventPair, found: Features) -> None:
    one, other = pair.mine, pair.theirs
    for (what, *places), shared in zip(_RARE, (pair.label, one.words & other.words), strict=True):
        found[what] = min(len(shared), MOST_SHARED)
        weights = sorted([word & WEIGHT for word in shared], reverse=True)
        for name, weight in zip(places, weights, strict=False):
            found[name] = weight / 100
    missing = _rarest(one.label - other.label), _rarest(other.label - one.label)
    found["close: rarest missing word"] = min(missing) / 100
    found["close: rarest missing word of either"] = max(missing) / 100
    sizes = len(one.label), len(other.label)
    found["close: words of shorter label"] = min(sizes)
    found["close: words of longer label"] = max(sizes)
    inside = (
        weight_of(one.label & other.words) / max(1, pair.one.label_weight),
        weight_of(other.label & one.words) / max(1, pair.other.label_weight),
    )
    found["close: label in other sentences"] = max(inside)
    found["close: both labels in sentences"] = min(inside)


def _add_words(pair: EventPair, found: Features) -> None:
    one, other = pair.one, pair.other
    in_labels, shared = pair.in_labels, pair.shared
    words = cosine(shared, one.words_weight, other.words_weight)
    label = cosine(in_labels, one.label_weight, other.label_weight)
    least = min(one.label_weight, other.label_weight)
    found["label"] = label
    found["label within"] = in_labels / least if least else 0.0
    found["rare words of label"] = min(in_labels, 400.0) / 100
    found["words in one label only"] = min(least - in_labels, 300.0) / 100
    for bound, name in LABEL_BOUNDS:
        if label < bound:
            break
        found[name] = 1.0
    if one.verb == other.verb:
        found["same verb"] = 1.0
        found["same verb, label"] = label
    elif pair.has_verb_in_label():
        found["own verb in label" if pair.is_one_article else "verb of one in label"] = 1.0
    if pair.is_one_article:
        found["words of one article"] = words
        if one.words == other.words:
            found["one sentence"] = 1.0
            found["one sentence, label"] = label
            found["one sentence, same verb"] = one.verb == other.verb
            found["one sentence, same type"] = one.type == other.type
    else:
        for bound, name in WORDS_BOUNDS:
            if words < bound:
                break
            found[name] = 1.0
        found["words"] = words
        found["rare words"] = min(shared, 600.0) / 100
        found["names"] = overlap(pair.mine.names, pair.theirs.names)
        found["about"] = overlap(pair.mine.about, pair.theirs.about)


def _of_kind(pair: EventPair) -> Iterable[str]:
    one, other = pair.one, pair.other
    if one.type == other.type:
        yield "same vague type" if one.type in VAGUE else "same type"
    elif one.type not in VAGUE and other.type not in VAGUE:
        yield "other type"
    if one.mode and other.mode:
        yield "same mode" if one.mode == other.mode else "other mode"
    if STATEMENT in (one.type, other.type):
        yield "statement"


def _of_parties(pair: EventPair) -> Iterable[str]:
    one, other = pair.one, pair.other
    yield from _roles("actor", one.actors, other.actors)
    yield from _roles("recipient", one.recipients, other.recipients)
    ours, theirs = pair.mine, pair.theirs
    if ours.everybody == theirs.everybody and ours.named:
        yield "all parties the same"
    if pair.parties:
        yield "a party in both"
        if len(pair.parties) > 1:
            yield "two parties in both"
    elif ours.named and theirs.named:
        yield "other parties"
    if not ours.everybody or not theirs.everybody:
        yield "no party"


def _of_labels(pair: EventPair) -> Iterable[str]:
    ours, theirs = pair.mine.numbers, pair.theirs.numbers
    if ours and theirs:
        differ = ours - theirs and theirs - ours
        yield "other numbers in label" if differ else "same numbers in label"
    ours_named, theirs_named = pair.mine.label_names, pair.theirs.label_names
    if ours_named and theirs_named:
        if ours_named == theirs_named:
            yield "same names in label"
        elif not ours_named & theirs_named:
            yield "other names in label"
        elif ours_named - theirs_named and theirs_named - ours_named:
            yield "some names in label"


def _of_place(pair: EventPair) -> Iterable[str]:
    one, other = pair.one.place, pair.other.place
    if one and other:
        if one == other:
            yield "same place"
        elif is_within(one, other):
            yield "place within"
        else:
            yield "other place"
    if pair.are_elsewhere():
        yield "elsewhere in label"
    elif not pair.mine.places.isdisjoint(pair.theirs.places):
        yield "same place in label"


def _of_time(pair: EventPair) -> Iterable[str]:
    one, other = pair.one, pair.other
    when = pair.when()
    yield when
    if when in _APART_IN_TIME and one.is_stated and other.is_stated:
        yield "stated apart"
    together = "day" if when in AT_ONCE else "time" if when in TOGETHER else None
    if together is None:
        return
    same_verb, same_type = one.verb == other.verb, one.type == other.type
    party = pair.parties
    name = pair.mine.label_names & pair.theirs.label_names
    place = one.place is not None and one.place == other.place
    if same_type and one.type not in VAGUE:
        yield f"same type at one {together}"
        if name or place:
            yield f"same type and name at one {together}"
        if party:
            yield f"same type and party at one {together}"
    if same_verb:
        yield f"same verb at one {together}"
        if name or party or place:
            yield f"same verb and name at one {together}"
    if party:
        yield f"same party at one {together}"
    elif name:
        yield f"same name at one {together}"


def _of_publication(pair: EventPair) -> Iterable[str]:
    days = pair.days_apart
    if pair.is_one_article:
        yield "one article"
    elif pair.is_one_family:
        yield "one family"
    else:
        band = "unknown days" if days is None else _band(days)
        yield f"published {band}"
        if pair.gap is None:
            yield f"undated, published {band}"


def _of_status(pair: EventPair) -> Iterable[str]:
    one, other = pair.one.modality, pair.other.modality
    if one != other:
        yield _both(one, other)
    if pair.one.is_hidden or pair.other.is_hidden:
        yield "hidden"


def _of_figures(pair: EventPair) -> Iterable[str]:
    if not pair.mine.units.isdisjoint(pair.theirs.units):
        agree = any(
            a.unit == b.unit and a.agrees(b) for a in pair.one.figures for b in pair.other.figures
        )
        yield "same figure" if agree else "other figure"


def _rarest(words: Iterable[int]) -> int:
    return max([word & WEIGHT for word in words], default=0)


def _roles(role: str, ours: Sequence[str], theirs: Sequence[str]) -> Iterable[str]:
    if not ours or not theirs:
        if ours or theirs:
            yield f"no {role} in one"
        return
    if shared := [each for each in ours if each in theirs]:
        yield f"same nameless {role}" if all(map(is_anonymous, shared)) else f"same {role}"
    elif all(map(is_anonymous, ours)) or all(map(is_anonymous, theirs)):
        yield f"nameless {role}"
    else:
        yield f"other {role}"


def _both(one: str, other: str) -> str:
    return f"{one} {other}" if one < other else f"{other} {one}"


def _band(days: int) -> str:
    return next((f"within {each}" for each in BANDS if days <= each), "long after")
