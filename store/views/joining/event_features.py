"""What speaks for and against two events being one: numbers with names, which the models weigh."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import chain, repeat

from store.views.joining.deed_features import deed_features
from store.views.joining.event_kinds import STATEMENT, is_within
from store.views.joining.event_pairs import (
    AT_ONCE,
    TOGETHER,
    VAGUE,
    EventPair,
    cosine,
    overlap,
    weight_of,
)
from store.views.joining.event_parts import part_features
from store.views.joining.event_signs import (
    HASH,
    WEIGHT,
    WEIGHT_BITS,
    is_anonymous,
    words_of_party,
)
from store.views.remembered import remembered

type Features = dict[str, float]

_APART_IN_TIME = frozenset({"1 days apart", "2 days apart"})
CLOSE = "close: "
"""How the names of what a closer look tells begin."""
RAREST = 3
MOST_SHARED = 12
MOST_COUNTED = 8
UNKNOWN_DAYS = 60
LONGEST_AGO = 400
"""Bounds of what is counted, beyond which more says nothing more."""
BOUNDS = [(bound, f"label {bound}", f"words {bound}") for bound in (0.3, 0.5, 0.7, 0.9)]


def features(pair: EventPair) -> Features:
    """Return what speaks for and against the two being one event."""
    found: Features = {"bias": 1.0}
    for name, value in _of_words(pair):
        found[name] = value
    for names in (
        _of_kind(pair),
        _of_parties(pair),
        _of_labels(pair),
        _of_place(pair),
        _of_time(pair),
        _of_publication(pair),
        _of_status(pair),
        _of_figures(pair),
    ):
        found |= dict.fromkeys(names, 1.0)
    return found


def close_features(pair: EventPair) -> Features:
    """Return what a closer look tells, which only likely pairs are worth."""
    one, other = pair.mine, pair.theirs
    found: Features = dict(_of_rare_words(pair))
    kinds = sorted((one.sign.type, other.sign.type))
    found[f"{kinds[0]} {kinds[1]}"] = 1.0
    modes = {one.sign.mode, other.sign.mode}
    if modes != {None}:
        found[f"mode {modes.pop()}" if len(modes) == 1 else "modes differ"] = 1.0
    found["days"] = -1.0 if pair.gap is None else float(min(pair.gap, MOST_COUNTED))
    if not pair.is_one_article:
        days = pair.days_apart()
        found["weeks"] = math.sqrt(min(UNKNOWN_DAYS if days is None else days, LONGEST_AGO))
    for what, ours, theirs in (
        ("names", one.names, other.names),
        ("label names", one.label_names, other.label_names),
    ):
        shared = len(ours & theirs)
        missing = sorted((len(ours) - shared, len(theirs) - shared))
        found[f"shared {what}"] = float(min(shared, MOST_COUNTED))
        found[f"missing {what}"] = float(min(missing[0], MOST_COUNTED))
        found[f"most missing {what}"] = float(min(missing[1], MOST_COUNTED))
    found |= _beyond_parties(pair)
    found.update(deed_features(pair))
    found.update(part_features(pair))
    return dict(zip(map(_closely, found), found.values(), strict=True))


@remembered(1_000)
def _closely(name: str) -> str:
    return CLOSE + name


def _beyond_parties(pair: EventPair) -> Features:
    """Return what the labels share besides the names of their parties, which they share with
    all that these do."""
    one, other = pair.mine, pair.theirs
    parties = one.named | other.named
    known = frozenset().union(*map(words_of_party, parties))
    ours, theirs = one.label - known, other.label - known
    shared = ours & theirs
    least = min(weight_of(ours), weight_of(theirs))
    named = [each.label_names for each in (one, other)]
    if known:
        hashes = {word >> WEIGHT_BITS for word in known}
        named = [
            frozenset([name for name in names if name & HASH not in hashes]) for names in named
        ]
    missing = sorted((len(named[0] - named[1]), len(named[1] - named[0])))
    found = {
        "deed: rarest word": _rarest(shared) / 100,
        "deed: words": float(min(len(shared), MOST_SHARED)),
        "deed: share": weight_of(shared) / least if least else 0.0,
        "deed: names": float(min(len(named[0] & named[1]), MOST_COUNTED)),
        "deed: missing names": float(missing[0]),
        "deed: most missing names": float(min(missing[1], MOST_COUNTED)),
    }
    persons = [each for each in pair.parties if each.startswith("person/")]
    if one.sign.is_several != other.sign.is_several:
        found["one of several"] = 1.0
    actors = [
        {*each.actors} - {*filter(is_anonymous, each.actors)} for each in (pair.one, pair.other)
    ]
    if all(actors) and (actors[0] < actors[1] or actors[1] < actors[0]):
        found["more actors"] = 1.0
    if persons and found["deed: names"]:
        found["deed: person and name"] = 1.0
    if persons and pair.one.mode and pair.one.mode == pair.other.mode:
        found["deed: person and mode"] = 1.0
    if persons and pair.one.verb == pair.other.verb:
        found["deed: person and verb"] = 1.0
    return found


_IN_LABEL, _IN_SENTENCES = (
    [
        f"shared words of {what}",
        *[f"rare word {place} of {what}" for place in range(RAREST)],
    ]
    for what in ("label", "sentences")
)


def _of_rare_words(pair: EventPair) -> Iterable[tuple[str, float]]:
    one, other = pair.mine, pair.theirs
    for (what, *places), ours, theirs in (
        (_IN_LABEL, one.label, other.label),
        (_IN_SENTENCES, one.words, other.words),
    ):
        shared = sorted(map(WEIGHT.__and__, ours & theirs), reverse=True)
        yield what, float(min(len(shared), MOST_SHARED))
        for name, weight in zip(places, chain(shared, repeat(0)), strict=False):
            yield name, weight / 100
    missing = sorted((_rarest(one.label - other.label), _rarest(other.label - one.label)))
    yield "rarest missing word", missing[0] / 100
    yield "rarest missing word of either", missing[1] / 100
    sizes = sorted((len(one.label), len(other.label)))
    yield "words of shorter label", float(sizes[0])
    yield "words of longer label", float(sizes[1])
    inside = sorted(
        weight_of(mine.label & its.words) / max(1, mine.sign.label_weight)
        for mine, its in ((one, other), (other, one))
    )
    yield "label in other sentences", inside[1]
    yield "both labels in sentences", inside[0]


def _of_words(pair: EventPair) -> Iterable[tuple[str, float]]:
    one, other = pair.one, pair.other
    words = cosine(pair.shared, one.words_weight, other.words_weight)
    in_labels = pair.in_labels
    label = cosine(in_labels, one.label_weight, other.label_weight)
    least = min(one.label_weight, other.label_weight)
    yield "label", label
    yield "label within", in_labels / least if least else 0.0
    yield "rare words of label", min(in_labels, 400.0) / 100
    yield "words in one label only", min(least - in_labels, 300.0) / 100
    for bound, of_label, of_words in BOUNDS:
        if label >= bound:
            yield of_label, 1.0
        if words >= bound and not pair.is_one_article:
            yield of_words, 1.0
    if one.verb == other.verb:
        yield "same verb", 1.0
        yield "same verb, label", label
    elif pair.has_verb_in_label():
        yield "own verb in label" if pair.is_one_article else "verb of one in label", 1.0
    if pair.is_one_article:
        yield "words of one article", words
        if one.words == other.words:
            yield "one sentence", 1.0
            yield "one sentence, label", label
            yield "one sentence, same verb", float(one.verb == other.verb)
            yield "one sentence, same type", float(one.type == other.type)
    else:
        yield "words", words
        yield "rare words", min(pair.shared, 600.0) / 100
        yield "names", overlap(pair.mine.names, pair.theirs.names)
        yield "about", overlap(pair.mine.about, pair.theirs.about)


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
    days = pair.days_apart()
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
        yield f"{min(one, other)} {max(one, other)}"
    if pair.one.is_hidden or pair.other.is_hidden:
        yield "hidden"


def _of_figures(pair: EventPair) -> Iterable[str]:
    if not pair.mine.units.isdisjoint(pair.theirs.units):
        agree = any(
            a.unit == b.unit and a.agrees(b) for a in pair.one.figures for b in pair.other.figures
        )
        yield "same figure" if agree else "other figure"


def _rarest(words: Iterable[int]) -> int:
    return max(map(WEIGHT.__and__, words), default=0)


def _roles(role: str, ours: Sequence[str], theirs: Sequence[str]) -> Iterable[str]:
    if not ours or not theirs:
        if ours or theirs:
            yield f"no {role} in one"
        return
    if set(ours) & set(theirs):
        named = any(not is_anonymous(each) for each in {*ours} & {*theirs})
        yield f"same {role}" if named else f"same nameless {role}"
    elif all(map(is_anonymous, ours)) or all(map(is_anonymous, theirs)):
        yield f"nameless {role}"
    else:
        yield f"other {role}"


BANDS = (0, 1, 3, 7, 30)


def _band(days: int) -> str:
    return next((f"within {each}" for each in BANDS if days <= each), "long after")
