"""How likely two events are one: many weak signs, weighed by a linear model and by small trees.

Both are fitted on judged pairs (see `store.views.event_fitting`). Nothing here depends on other
events, so that the same two articles give the same answer in every store.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cache

import msgspec

from store.asset_files import shipped
from store.views.boosted_trees import BoostedTrees
from store.views.event_signs import (
    HASH,
    WEIGHT,
    WEIGHT_BITS,
    EventSign,
    is_anonymous,
    weighed,
    words_of_party,
)
from store.views.moments import FIRST_OPEN, unpack
from store.views.tolls import CASUALTIES, DISASTER, MAGNITUDE

STATEMENT = "STATEMENT"
VAGUE = frozenset({"OTHER", STATEMENT})
_AT_ONCE = frozenset({"same day"})
_TOGETHER = frozenset({"within", "same period", "one undated, told then"})
_APART_IN_TIME = frozenset({"1 days apart", "2 days apart"})
_DAY = 1
"""The index of the precision "day"; finer ones are reduced to it."""
MOST_DAYS = 3
"""Days between two exact dates of events that may still be one: a report may be wrong or count in
another time zone."""
NEAR_DAYS = 8
"""Days between the publication of two articles of which one may tell the news of the other, if the
event has no date of its own."""

ATTACK = "ASSAULT"
_WON = frozenset({"win", "election"})
"""Modes of what happens in several places on one day, each an event of its own."""
_TOLLS = CASUALTIES | {MAGNITUDE}
_LEAST_LABEL = 50
"""The weight of the words that the labels of one disaster share: "earthquake"."""
_RECALLED = 21
"""Days after which news recalls an event."""
_DEED = 0.9
"""How likely two deeds are one that are the same by all that is known of them."""
_ONE_INCIDENT = 0.95
"""How likely two reports are of one incident that one article tells as one."""
_LEAST_ABOUT = 0.3
"""How much of what they are about two articles share whose tolls are of one incident."""
_SAME_WORDS = 0.5
"""How alike the words of two sentences are that tell one event without naming anything."""
POSSIBLE = 0.2
"""How likely the linear model must find a pair for the trees to look at it."""
_LEAST = 70
"""The weight of shared words without which two sentences tell nothing together: a rare word."""

CLOSE = "close: "
"""How the names of what a closer look tells begin."""
_RAREST = 3
_MOST_SHARED = 12
_MOST_COUNTED = 8
_UNKNOWN_DAYS = 60
_LONGEST_AGO = 400
"""Bounds of what is counted, beyond which more says nothing more."""

_WITHIN = 0.3
"""By what the odds are multiplied if one article tells both: it tells few things twice, and one
thing after another of the same people."""

type Features = dict[str, float]


class PreparedSign:
    """A sign with what comparing it takes, so that this is made once for all its pairs."""

    __slots__ = (
        "about", "everybody", "is_exact", "label", "label_names", "named", "names", "numbers",
        "period", "sign", "units", "words",
    )  # fmt: skip

    def __init__(self, sign: EventSign) -> None:
        self.sign = sign
        self.words = frozenset(sign.words)
        self.label = frozenset(sign.label)
        self.label_names = frozenset(sign.label_names)
        self.names = frozenset(sign.names)
        self.about = frozenset(sign.about)
        self.numbers = frozenset(sign.numbers)
        self.units = frozenset([each.unit for each in sign.figures])
        self.everybody = frozenset((*sign.actors, *sign.recipients))
        self.named = frozenset([each for each in self.everybody if not is_anonymous(each)])
        when = unpack(sign.moment)
        self.period: tuple[int, int] | None = None
        if when.first is not None and when.last is not None:
            self.period = when.first, when.last
        self.is_exact = self.period is not None and when.precision <= _DAY


class EventPair:
    """Two events that may be one, with what is known of their articles."""

    __slots__ = (
        "_one", "_other", "gap", "in_labels", "is_one_article", "is_one_family", "one", "other",
        "parties", "shared",
    )  # fmt: skip

    def __init__(
        self, one: PreparedSign, other: PreparedSign, *, is_one_article: bool, is_one_family: bool
    ) -> None:
        self._one, self._other = one, other
        self.one, self.other = one.sign, other.sign
        self.is_one_article = is_one_article
        self.is_one_family = is_one_family
        self.gap = _days_between(one.period, other.period)
        self.shared = _weight(one.words & other.words)
        self.in_labels = _weight(one.label & other.label)
        self.parties = one.named & other.named

    def is_possible(self) -> bool:
        """Return whether nothing rules out that they are one event."""
        one, other = self.one, self.other
        if self.shared < _LEAST and not self.in_labels:
            return False
        if self.gap is not None and self.gap > (0 if self.is_one_article else MOST_DAYS):
            return False
        if "hypothetical" in (one.modality, other.modality) and one.modality != other.modality:
            return False
        if self.gap is None and not (
            self._is_anything_named() if self.is_near() else self._is_told_again()
        ):
            return False
        if one.is_several != other.is_several and (
            ATTACK == one.type == other.type or not _WON.isdisjoint((one.mode, other.mode))
        ):
            return False
        if self._are_other_meetings() or self._are_on_other_weekdays():
            return False
        if one.mode and other.mode and one.mode != other.mode and one.type != other.type:
            return False  # "resigned and fled" tells two things
        negated = (one.modality == "negated") != (other.modality == "negated")
        return not negated or (one.verb == other.verb and one.type == other.type)

    def _is_anything_named(self) -> bool:
        """Return whether two articles name something in common where they tell the event, or tell
        it in much the same words: "an official spoke on condition of anonymity" is of no event."""
        if self.is_one_article or not self._one.names.isdisjoint(self._other.names):
            return True
        one, other = self.one, self.other
        return _cosine(self.shared, one.words_weight, other.words_weight) >= _SAME_WORDS

    def _is_told_again(self) -> bool:
        """Return whether an article may mention in passing what another told long before: the same
        kind of thing, by name."""
        one, other = self.one, self.other
        if self._one.label_names.isdisjoint(self._other.label_names) and not self.parties:
            return False
        if one.type == other.type:
            return one.type not in VAGUE or (one.type != STATEMENT and one.verb == other.verb)
        return one.verb == other.verb

    def _are_other_meetings(self) -> bool:
        """Return whether each of two meetings has somebody whom the other has not: "A met B" and "B
        met C"."""
        ours, theirs = self._one.named, self._other.named
        is_met = self.one.type == self.other.type == "CONSULT"
        return is_met and len(ours) > 1 < len(theirs) and bool(ours - theirs and theirs - ours)

    def _are_on_other_weekdays(self) -> bool:
        """Return whether the labels name different weekdays and no party in common: "Monday's
        session"."""
        if self.parties:
            return False
        ours, theirs = (
            {each for each in event.numbers if each.endswith("day")}
            for event in (self._one, self._other)
        )
        return bool(ours and theirs) and not ours & theirs

    def is_same_deed(self) -> bool:
        """Return whether the two are one by what they are, whatever their words: the same kind of
        deed of the same two or more at compatible times, what one verb says that one person met
        with on a day, a disaster of one day by the same word, an attack of one day long ago, or
        what two print word for word.
        """
        one, other = self.one, self.other
        if self._is_one_fate() or self._is_one_recalled_attack() or self._is_one_sentence():
            return True
        if not one.mode or (one.type, one.mode, one.modality) != (
            other.type, other.mode, other.modality
        ):  # fmt: skip
            return False
        when = self._when()
        if one.mode == DISASTER:
            names = self._one.label_names, self._other.label_names
            if all(names) and names[0].isdisjoint(names[1]):
                return False
            return when in _AT_ONCE and self.in_labels >= _LEAST_LABEL
        named = self._one.named
        is_known = one.type not in VAGUE and len(named) > 1
        return is_known and named == self._other.named and when in _AT_ONCE | _TOGETHER

    def _is_one_fate(self) -> bool:
        """Return whether one verb says what happened to one person at compatible times: "sentenced
        to 16 years"."""
        one, other = self.one, self.other
        met = [
            {each for each in sign.recipients if each.startswith("person/")}
            for sign in (one, other)
        ]
        return (
            one.type not in VAGUE
            and (one.type, one.mode, one.modality, one.verb)
            == (other.type, other.mode, other.modality, other.verb)
            and bool(one.mode)
            and min(map(len, met)) == 1
            and not met[0].isdisjoint(met[1])
            and (one.numbers == other.numbers or not self._one.numbers.isdisjoint(other.numbers))
            and self._when() in _AT_ONCE | {"within"}
        )

    def _is_one_sentence(self) -> bool:
        """Return whether two articles have one sentence that tells it, word for word."""
        one, other = self.one, self.other
        return (
            not self.is_one_article
            and one.words == other.words
            and (one.type, one.verb, one.label) == (other.type, other.verb, other.label)
            and self.is_near()
        )

    def _is_one_recalled_attack(self) -> bool:
        """Return whether both recall an attack of one day, and neither names another place: news
        recalls few."""
        one, other = self.one, self.other
        if not ATTACK == one.type == other.type or not (is_recalled(one) and is_recalled(other)):
            return False
        names = self._one.label_names, self._other.label_names
        is_elsewhere = bool(one.place and other.place) and one.place != other.place
        is_elsewhere |= all(names) and names[0].isdisjoint(names[1])
        return self._when() == "same day" and not is_elsewhere and one.modality == other.modality

    def is_one_incident(self) -> bool:
        """Return whether both count the victims of one incident of one article."""
        one, other = self.one.incident, self.other.incident
        return self.is_one_article and one == other >= 0

    def is_one_toll(self) -> bool:
        """Return whether both are the toll of one incident, one of them without saying of which:
        two articles about the same things count the most victims that they have."""
        one, other = self.one, self.other
        if self.is_one_article or not (one.is_total and other.is_total):
            return False
        if self.gap is not None or not self.is_near():
            return False
        if _TOLLS.isdisjoint(self._one.units & self._other.units):
            return False
        return _overlap(self._one.about, self._other.about) >= _LEAST_ABOUT

    def is_near(self) -> bool:
        """Return whether the articles were published near each other, as far as is known."""
        days = self.days_apart()
        return days is None or days <= NEAR_DAYS

    def days_apart(self) -> int | None:
        one, other = self.one.published, self.other.published
        return None if one is None or other is None else abs(one - other)

    def features(self) -> Features:
        """Return what speaks for and against the two being one event."""
        found: Features = {"bias": 1.0}
        for name, value in self._of_words():
            found[name] = value
        for name in (
            *self._of_kind(),
            *self._of_parties(),
            *self._of_labels(),
            *self._of_place(),
            *self._of_time(),
            *self._of_publication(),
            *self._of_status(),
            *self._of_figures(),
        ):
            found[name] = 1.0
        return found

    def close_features(self) -> Features:
        """Return what a closer look tells, which only likely pairs are worth."""
        one, other = self._one, self._other
        found: Features = dict(self._of_rare_words())
        kinds = sorted((one.sign.type, other.sign.type))
        found[f"{kinds[0]} {kinds[1]}"] = 1.0
        modes = {one.sign.mode, other.sign.mode}
        if modes != {None}:
            found[f"mode {modes.pop()}" if len(modes) == 1 else "modes differ"] = 1.0
        found["days"] = -1.0 if self.gap is None else float(min(self.gap, _MOST_COUNTED))
        if not self.is_one_article:
            days = self.days_apart()
            found["weeks"] = math.sqrt(min(_UNKNOWN_DAYS if days is None else days, _LONGEST_AGO))
        for what, ours, theirs in (
            ("names", one.names, other.names),
            ("label names", one.label_names, other.label_names),
        ):
            shared = len(ours & theirs)
            missing = sorted((len(ours) - shared, len(theirs) - shared))
            found[f"shared {what}"] = float(min(shared, _MOST_COUNTED))
            found[f"missing {what}"] = float(min(missing[0], _MOST_COUNTED))
            found[f"most missing {what}"] = float(min(missing[1], _MOST_COUNTED))
        found |= self._beyond_parties()
        return {CLOSE + name: value for name, value in found.items()}

    def _beyond_parties(self) -> Features:
        """Return what the labels share besides the names of their parties, which they share with
        all that these do."""
        one, other = self._one, self._other
        parties = one.named | other.named
        known = {word for each in parties for word in words_of_party(each)}
        hashes = {word >> WEIGHT_BITS for word in known}
        ours, theirs = one.label - known, other.label - known
        shared = ours & theirs
        least = min(_weight(ours), _weight(theirs))
        named = [
            {name for name in each.label_names if name & HASH not in hashes}
            for each in (one, other)
        ]
        missing = sorted((len(named[0] - named[1]), len(named[1] - named[0])))
        found = {
            "deed: rarest word": _rarest(shared) / 100,
            "deed: words": float(min(len(shared), _MOST_SHARED)),
            "deed: share": _weight(shared) / least if least else 0.0,
            "deed: names": float(min(len(named[0] & named[1]), _MOST_COUNTED)),
            "deed: missing names": float(missing[0]),
            "deed: most missing names": float(min(missing[1], _MOST_COUNTED)),
        }
        persons = [each for each in self.parties if each.startswith("person/")]
        if one.sign.is_several != other.sign.is_several:
            found["one of several"] = 1.0
        actors = [
            {*each.actors} - {*filter(is_anonymous, each.actors)} for each in (self.one, self.other)
        ]
        if all(actors) and (actors[0] < actors[1] or actors[1] < actors[0]):
            found["more actors"] = 1.0
        if persons and found["deed: names"]:
            found["deed: person and name"] = 1.0
        if persons and self.one.mode and self.one.mode == self.other.mode:
            found["deed: person and mode"] = 1.0
        if persons and self.one.verb == self.other.verb:
            found["deed: person and verb"] = 1.0
        return found

    def _of_rare_words(self) -> Iterable[tuple[str, float]]:
        one, other = self._one, self._other
        for what, ours, theirs in (
            ("label", one.label, other.label),
            ("sentences", one.words, other.words),
        ):
            shared = sorted((word & WEIGHT for word in ours & theirs), reverse=True)
            yield f"shared words of {what}", float(min(len(shared), _MOST_SHARED))
            for place in range(_RAREST):
                weight = shared[place] if place < len(shared) else 0
                yield f"rare word {place} of {what}", weight / 100
        missing = sorted((_rarest(one.label - other.label), _rarest(other.label - one.label)))
        yield "rarest missing word", missing[0] / 100
        yield "rarest missing word of either", missing[1] / 100
        sizes = sorted((len(one.label), len(other.label)))
        yield "words of shorter label", float(sizes[0])
        yield "words of longer label", float(sizes[1])
        inside = sorted(
            _weight(mine.label & its.words) / max(1, mine.sign.label_weight)
            for mine, its in ((one, other), (other, one))
        )
        yield "label in other sentences", inside[1]
        yield "both labels in sentences", inside[0]

    def _of_words(self) -> Iterable[tuple[str, float]]:
        one, other = self.one, self.other
        words = _cosine(self.shared, one.words_weight, other.words_weight)
        in_labels = self.in_labels
        label = _cosine(in_labels, one.label_weight, other.label_weight)
        least = min(one.label_weight, other.label_weight)
        yield "label", label
        yield "label within", in_labels / least if least else 0.0
        yield "rare words of label", min(in_labels, 400.0) / 100
        yield "words in one label only", min(least - in_labels, 300.0) / 100
        for bound, of_label, of_words in _BOUNDS:
            if label >= bound:
                yield of_label, 1.0
            if words >= bound and not self.is_one_article:
                yield of_words, 1.0
        if one.verb == other.verb:
            yield "same verb", 1.0
            yield "same verb, label", label
        elif weighed(one.verb) in self._other.label or weighed(other.verb) in self._one.label:
            yield "own verb in label" if self.is_one_article else "verb of one in label", 1.0
        if self.is_one_article:
            yield "words of one article", words
            if one.words == other.words:
                yield "one sentence", 1.0
                yield "one sentence, label", label
                yield "one sentence, same verb", float(one.verb == other.verb)
                yield "one sentence, same type", float(one.type == other.type)
        else:
            yield "words", words
            yield "rare words", min(self.shared, 600.0) / 100
            yield "names", _overlap(self._one.names, self._other.names)
            yield "about", _overlap(self._one.about, self._other.about)

    def _of_kind(self) -> Iterable[str]:
        one, other = self.one, self.other
        if one.type == other.type:
            yield "same vague type" if one.type in VAGUE else "same type"
        elif one.type not in VAGUE and other.type not in VAGUE:
            yield "other type"
        if one.mode and other.mode:
            yield "same mode" if one.mode == other.mode else "other mode"
        if STATEMENT in (one.type, other.type):
            yield "statement"

    def _of_parties(self) -> Iterable[str]:
        one, other = self.one, self.other
        yield from _roles("actor", one.actors, other.actors)
        yield from _roles("recipient", one.recipients, other.recipients)
        ours, theirs = self._one, self._other
        if ours.everybody == theirs.everybody and ours.named:
            yield "all parties the same"
        if self.parties:
            yield "a party in both"
            if len(self.parties) > 1:
                yield "two parties in both"
        elif ours.named and theirs.named:
            yield "other parties"
        if not ours.everybody or not theirs.everybody:
            yield "no party"

    def _of_labels(self) -> Iterable[str]:
        ours, theirs = self._one.numbers, self._other.numbers
        if ours and theirs:
            differ = ours - theirs and theirs - ours
            yield "other numbers in label" if differ else "same numbers in label"
        ours_named, theirs_named = self._one.label_names, self._other.label_names
        if ours_named and theirs_named:
            if ours_named == theirs_named:
                yield "same names in label"
            elif not ours_named & theirs_named:
                yield "other names in label"
            elif ours_named - theirs_named and theirs_named - ours_named:
                yield "some names in label"

    def _of_place(self) -> Iterable[str]:
        one, other = self.one.place, self.other.place
        if one and other:
            if one == other:
                yield "same place"
            elif is_within(one, other):
                yield "place within"
            else:
                yield "other place"

    def _of_time(self) -> Iterable[str]:
        one, other = self.one, self.other
        when = self._when()
        yield when
        if when in _APART_IN_TIME and one.is_stated and other.is_stated:
            yield "stated apart"
        together = "day" if when in _AT_ONCE else "time" if when in _TOGETHER else None
        if together is None:
            return
        same_verb, same_type = one.verb == other.verb, one.type == other.type
        party = self.parties
        name = self._one.label_names & self._other.label_names
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

    def _when(self) -> str:
        """Return how the dates of the two are to each other."""
        one, other = self.one, self.other
        known, its = one.moment < FIRST_OPEN, other.moment < FIRST_OPEN
        if not (known or its):
            return "undated"
        if not (known and its):
            return "one undated, told then" if self._is_told_then() else "one undated"
        exact = self._one.is_exact or self._other.is_exact
        if one.moment == other.moment:
            return "same day" if exact else "same period"
        if self.gap == 0:
            return "within" if exact else "overlap"
        return f"{min(self.gap or 0, 2)} days apart"

    def _is_told_then(self) -> bool:
        """Return whether the undated one of the two was published soon after the day of the
        other."""
        dated, undated = sorted((self.one, self.other), key=lambda sign: sign.moment)
        last = unpack(dated.moment).last
        if last is None or undated.published is None or not is_exact(dated.moment):
            return False
        return -1 <= undated.published - last <= NEAR_DAYS

    def _of_publication(self) -> Iterable[str]:
        days = self.days_apart()
        if self.is_one_article:
            yield "one article"
        elif self.is_one_family:
            yield "one family"
        else:
            band = "unknown days" if days is None else _band(days)
            yield f"published {band}"
            if self.gap is None:
                yield f"undated, published {band}"

    def _of_status(self) -> Iterable[str]:
        one, other = self.one.modality, self.other.modality
        if one != other:
            yield f"{min(one, other)} {max(one, other)}"
        if self.one.is_hidden or self.other.is_hidden:
            yield "hidden"

    def _of_figures(self) -> Iterable[str]:
        if not self._one.units.isdisjoint(self._other.units):
            agree = any(
                a.unit == b.unit and a.agrees(b)
                for a in self.one.figures
                for b in self.other.figures
            )
            yield "same figure" if agree else "other figure"


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


_BANDS = (0, 1, 3, 7, 30)


def _band(days: int) -> str:
    return next((f"within {each}" for each in _BANDS if days <= each), "long after")


def is_exact(moment: int) -> bool:
    """Return whether an event is known to the day."""
    when = unpack(moment)
    return when.first is not None and when.last is not None and when.precision <= _DAY


def is_recalled(sign: EventSign) -> bool:
    """Return whether an article dates an event so long before its own day that it recalls it, and
    does not tell it as news."""
    when = unpack(sign.moment)
    if when.last is None or sign.published is None or not is_exact(sign.moment):
        return False
    return sign.published - when.last > _RECALLED


def is_within(one: str, other: str) -> bool:
    """Return whether one of two places is in the other, by their keys: "gpe/BY/minsk"."""
    short, long = sorted((one, other), key=len)
    return long.startswith(f"{short}/")


def _days_between(ours: tuple[int, int] | None, theirs: tuple[int, int] | None) -> int | None:
    """Return the days between two periods, 0 if they overlap, or None if one of them is unknown or
    open."""
    if ours is None or theirs is None:
        return None
    return max(ours[0] - theirs[1], theirs[0] - ours[1], 0)


def _rarest(words: Iterable[int]) -> int:
    return max((word & WEIGHT for word in words), default=0)


def _weight(words: Iterable[int]) -> float:
    return float(sum(map(WEIGHT.__and__, words)))


def _cosine(shared: float, one: int, other: int) -> float:
    """Return the likeness of two lists of words by the weight of the shared and of all."""
    return shared / math.sqrt(one * other) if one and other else 0.0


_BOUNDS = [(bound, f"label {bound}", f"words {bound}") for bound in (0.3, 0.5, 0.7, 0.9)]


def _overlap(one: Set[int], other: Set[int]) -> float:
    if not one or not other:
        return 0.0
    return len(one & other) / math.sqrt(len(one) * len(other))


# The model.


@cache
def _weights() -> dict[str, float]:
    stored = msgspec.json.decode(shipped("models", "one_event.json").read_bytes())
    return {name: row[-1] for name, row in stored["weights"].items()}


@cache
def _trees() -> BoostedTrees:
    return BoostedTrees.from_json(shipped("models", "one_event_trees.json").read_bytes())


def likelihood(pair: EventPair) -> float:
    """Return how likely the two are one event, 0 to 1.

    A linear model sorts out most pairs; trees, which weigh signs together, decide on the others.
    """
    if pair.is_one_incident() or pair.is_one_toll():
        return _ONE_INCIDENT
    if not pair.is_possible():
        return 0.0
    features = pair.features()
    likely = weighed_up(_weights(), features)
    if likely >= POSSIBLE:
        likely = _trees().probability(features | pair.close_features())
    if pair.is_one_article:
        likely = likely * _WITHIN / (1 - likely + likely * _WITHIN)
    return max(likely, _DEED) if pair.is_same_deed() else likely


def weighed_up(weights: Mapping[str, float], features: Features) -> float:
    """Return what the linear model says, 0 to 1."""
    score = sum(weights.get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
