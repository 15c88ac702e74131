"""Two events that may be one: what they have in common, and what rules out that they are one.

Nothing here depends on other events, so that the same two articles give the same answer in every
store.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Set

from store.views.joining.event_kinds import (
    ATTACK,
    STATEMENT,
    VOTE,
    is_before,
    is_exact,
    is_said,
    is_within,
    kinds_of,
)
from store.views.joining.event_signs import (
    HASH,
    WEIGHT,
    WEIGHT_BITS,
    EventSign,
    is_anonymous,
    weighed,
    words_of_party,
)
from store.views.joining.label_parts import WON
from store.views.joining.label_places import PLACES
from store.views.moments import FIRST_OPEN, unpack
from store.views.remembered import remembered

VAGUE = frozenset({"OTHER", STATEMENT})
AT_ONCE = frozenset({"same day"})
TOGETHER = frozenset({"within", "same period", "one undated, told then"})
MOST_DAYS = 3
"""Days between two exact dates of events that may still be one: a report may be wrong or count in
another time zone."""
NEAR_DAYS = 8
"""Days between the publication of two articles of which one may tell the news of the other, if the
event has no date of its own."""

TERM = 400
"""Days after which somebody may have won at the same place again."""
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
WEEK = 7

type Features = dict[str, float]
"""Numbers with names. What is not there is 0."""
type People = tuple[frozenset[str], ...]
"""The words of the names of some people."""


def people_of(parties: Iterable[str]) -> People:
    """Return the words of the names of the people among these parties."""
    return tuple([words_of_name(party) for party in parties if party.startswith("person/")])


@remembered(20_000)
def words_of_name(party: str) -> frozenset[str]:
    """Return the words of the name of a person by its key."""
    return frozenset(party.partition("/")[2].partition("@")[0].split())


def located(places: Iterable[str]) -> frozenset[str]:
    """Return the places that are in a known country, but for those that another one is in."""
    known = [place for place in places if place.count("/") > 1]
    if len(known) > 1:
        known = [
            place
            for place in known
            if not any(len(each) > len(place) and is_within(place, each) for each in known)
        ]
    return frozenset(known)


class PreparedSign:
    """A sign with what comparing it takes, so that this is made once for all its pairs."""

    __slots__ = (
        "about", "acting", "affected", "bodies", "done_to", "everybody", "is_exact", "is_won",
        "kinds", "label", "label_names", "located", "named", "names", "numbers", "party_words",
        "people", "period", "persons", "places", "sign", "units", "weekdays", "when", "words",
    )  # fmt: skip

    def __init__(self, sign: EventSign) -> None:
        self.sign = sign
        self.words = frozenset(sign.words)
        self.label = frozenset(sign.label)
        self.label_names = frozenset(sign.label_names)
        self.names = frozenset(sign.names)
        self.about = frozenset(sign.about)
        self.numbers = frozenset(sign.numbers)
        self.weekdays = frozenset([each for each in sign.numbers if each.endswith("day")])
        self.places = frozenset(sign.places)
        self.units = frozenset([each.unit for each in sign.figures])
        self.everybody = frozenset((*sign.actors, *sign.recipients))
        self.named = frozenset([each for each in self.everybody if not is_anonymous(each)])
        self.persons = frozenset([each for each in self.named if each.startswith("person/")])
        self.bodies = self.named - self.persons
        self.party_words = frozenset().union(*map(words_of_party, self.named))
        self.acting, self.affected = people_of(sign.actors), people_of(sign.recipients)
        self.people = (*self.acting, *self.affected)
        self.done_to = frozenset([each for each in sign.recipients if each.startswith(PLACES)])
        self.located = located(sign.places)
        self.kinds = kinds_of(sign.verb)
        self.is_won = sign.mode in WON
        when = self.when = unpack(sign.moment)
        self.period: tuple[int, int] | None = None
        if when.first is not None and when.last is not None:
            self.period = when.first, when.last
        self.is_exact = is_exact(sign.moment)


class EventPair:
    """Two events that may be one, with what is known of their articles."""

    __slots__ = (
        "_shared", "are_won", "days_apart", "gap", "in_labels", "is_near", "is_one_article",
        "is_one_family", "label", "mine", "one", "other", "parties", "persons", "theirs",
    )  # fmt: skip

    def __init__(
        self, one: PreparedSign, other: PreparedSign, *, is_one_article: bool, is_one_family: bool
    ) -> None:
        self.mine, self.theirs = one, other
        self.one, self.other = one.sign, other.sign
        self.is_one_article = is_one_article
        self.is_one_family = is_one_family
        self.gap = _days_between(one.period, other.period)
        told, its = one.sign.published, other.sign.published
        self.days_apart = None if told is None or its is None else abs(told - its)
        """Days between the articles, None if one of them has no date."""
        self.is_near = self.is_within(NEAR_DAYS)
        """Whether the articles were published near each other, as far as is known."""
        self._shared: float | None = None
        self.label = one.label & other.label
        """The words that both labels have, and their weight."""
        self.in_labels = weight_of(self.label)
        self.parties = one.named & other.named
        self.persons = one.persons & other.persons
        self.are_won = one.is_won and other.is_won

    @property
    def shared(self) -> float:
        """The weight of the words that the sentences share, which many pairs are ruled out
        without."""
        if self._shared is None:
            self._shared = weight_of(self.mine.words & self.theirs.words)
        return self._shared

    def is_possible(self) -> bool:
        """Return whether nothing rules out that they are one event."""
        one, other = self.one, self.other
        most = 0 if self.is_one_article else MOST_DAYS
        if self.gap is not None and self.gap > most and not self.is_a_week_off():
            return False
        if "hypothetical" in (one.modality, other.modality) and one.modality != other.modality:
            return False
        if not self.in_labels and self.shared < LEAST and not self._is_there_and_then():
            return False
        if self.gap is None and not (
            self._is_anything_named() if self.is_near else self._is_told_again()
        ):
            return False
        if one.is_several != other.is_several and (
            ATTACK == one.type == other.type or self.mine.is_won or self.theirs.is_won
        ):
            return False
        if self._is_ruled_out():
            return False
        is_one_kind = one.type == other.type
        if one.mode and other.mode and one.mode != other.mode and not is_one_kind:
            return False  # "resigned and fled" tells two things
        negated = (one.modality == "negated") != (other.modality == "negated")
        return not negated or (one.verb == other.verb and is_one_kind)

    def is_a_week_off(self) -> bool:
        """Return whether two days are a week from each other, and articles of much the same time
        tell them alike by name: "Tuesday's primary" is easily taken for that of another week."""
        one, other = self.one, self.other
        if self.is_one_article or self.gap != WEEK or not self.is_within(2 * WEEK):
            return False
        if not (self.mine.is_exact and self.theirs.is_exact):
            return False
        is_of_one_kind = one.mode is not None and one.mode == other.mode
        is_of_one_kind |= one.verb == other.verb
        return is_of_one_kind and not self.mine.label_names.isdisjoint(self.theirs.label_names)

    def _is_there_and_then(self) -> bool:
        """Return whether both are of one kind, on one day, and name something in common where they
        are told: "49 people were killed", "Sunday's attack in Arvik"."""
        one, other = self.one, self.other
        is_of_one_kind = one.type == other.type and one.type not in VAGUE
        is_at_once = self.gap == 0 and self.mine.is_exact and self.theirs.is_exact
        return is_of_one_kind and is_at_once and not self.mine.names.isdisjoint(self.theirs.names)

    def _is_anything_named(self) -> bool:
        """Return whether two articles name something in common where they tell the event, or tell
        it in much the same words: "an official spoke on condition of anonymity" is of no event."""
        if self.is_one_article or not self.mine.names.isdisjoint(self.theirs.names):
            return True
        one, other = self.one, self.other
        return cosine(self.shared, one.words_weight, other.words_weight) >= SAME_WORDS

    def _is_told_again(self) -> bool:
        """Return whether an article may mention in passing what another told long before: the same
        kind of thing, by name."""
        one, other = self.one, self.other
        if self.mine.label_names.isdisjoint(self.theirs.label_names) and not self.parties:
            return ATTACK == one.type == other.type and bool(self.mine.names & self.theirs.names)
        if one.mode and one.mode == other.mode:
            return True
        if self._is_one_kind_of_person() or self._is_said_again():
            return True
        if one.type == other.type:
            return one.type not in VAGUE or (one.type != STATEMENT and one.verb == other.verb)
        return one.verb == other.verb

    def _is_said_again(self) -> bool:
        """Return whether both tell at length what a person in common said or did: "announced that
        he would not recommend charges", "decided not to"."""
        if not self.persons:
            return False
        return weight_of(self.label - self.party_words()) >= TELLING

    def _is_any_of_many(self) -> bool:
        """Return whether an article only mentions one of the two, and it may be another of many:
        "his speech", "the primary". Somebody dies or resigns once."""
        one, other = self.one, self.other
        if self.gap is not None or not (one.is_mentioned or other.is_mentioned):
            return False
        modes = {one.mode, other.mode}
        if self._is_years_after() and "OTHER" in (one.type, other.type):
            return True
        if "match" in modes and not self.parties:
            return True
        if VOTE in modes:
            return not (one.places and other.places and self.is_within(SEASON))
        if self.is_near or (one.mode in ONCE and one.mode == other.mode):
            return False
        own = self.party_words() | {weighed(one.verb), weighed(other.verb)}
        if ATTACK == one.type == other.type:
            hashes = {word >> WEIGHT_BITS for word in own}
            names = self.mine.label_names & self.theirs.label_names
            return all(name & HASH in hashes for name in names)
        return weight_of(self.label - own) < TELLING

    def _is_one_kind_of_person(self) -> bool:
        """Return whether both tell a deed of one kind of a person in common: "forced out",
        "stepped down"."""
        is_of_kind = self.one.verb != self.other.verb and self.mine.kinds & self.theirs.kinds
        return bool(is_of_kind and self.persons)

    def _are_other_meetings(self) -> bool:
        """Return whether each of two meetings has somebody whom the other has not: "A met B" and "B
        met C"."""
        if not self.one.type == self.other.type == "CONSULT":
            return False
        ours, theirs = self.mine.named, self.theirs.named
        return len(ours) > 1 < len(theirs) and bool(ours - theirs and theirs - ours)

    def _are_on_other_weekdays(self) -> bool:
        """Return whether the labels name different weekdays and no party in common: "Monday's
        session"."""
        ours, theirs = self.mine.weekdays, self.theirs.weekdays
        return bool(ours and theirs) and not self.parties and ours.isdisjoint(theirs)

    def _is_ruled_out(self) -> bool:
        return (
            self._are_other_meetings()
            or self._are_on_other_weekdays()
            or self._is_word_of_attack()
            or self._is_foretold()
            or self._are_other_wins()
            or self._is_any_of_many()
        )

    def _are_other_wins(self) -> bool:
        """Return whether two wins have other winners or places, may never be, are years apart, or
        were told in other weeks, one of them without its place."""
        if not self.are_won:
            return False
        if self.one.modality == self.other.modality == "hypothetical":
            return True
        winners = [each.persons.intersection(each.sign.actors) for each in (self.mine, self.theirs)]
        if all(winners) and winners[0].isdisjoint(winners[1]):
            return True
        if self.are_elsewhere():
            return True
        if self.gap is not None or self.is_within(MOST_DAYS):
            return False
        if self.mine.places and self.theirs.places:
            return self._is_years_after()
        return not self.is_near

    def _is_years_after(self) -> bool:
        """Return whether one, without a date, was told long after the day of the other."""
        dated, undated = sorted((self.one, self.other), key=lambda sign: sign.moment)
        last, told = unpack(dated.moment).last, undated.published
        is_undated = undated.moment >= FIRST_OPEN
        return is_undated and last is not None and told is not None and told - last > TERM

    def are_elsewhere(self) -> bool:
        """Return whether the labels name places, and none of one is or has one of the other. A
        place that is known is not compared with a name that may be of one."""
        ours, theirs = self.mine.places, self.theirs.places
        return bool(ours and theirs) and ours.isdisjoint(theirs) and are_elsewhere(ours, theirs)

    def _is_foretold(self) -> bool:
        """Return whether an article tells one as done before the day of the other."""
        return is_before(self.one, self.other) or is_before(self.other, self.one)

    def _is_word_of_attack(self) -> bool:
        """Return whether one is an attack and the other what somebody says of one: "claimed
        responsibility", "went on: the worst attack ever"."""
        is_attack = ATTACK in (self.one.type, self.other.type)
        return is_attack and is_said(self.one) != is_said(self.other)

    def has_verb_in_label(self) -> bool:
        """Return whether the label of one has the word that carries the other."""
        ours, theirs = self.mine.label, self.theirs.label
        return weighed(self.one.verb) in theirs or weighed(self.other.verb) in ours

    def party_words(self) -> frozenset[int]:
        """Return the words of the names of the parties of either."""
        return self.mine.party_words | self.theirs.party_words

    def is_within(self, most: int) -> bool:
        """Return whether the articles were published within so many days, as far as is known."""
        return self.days_apart is None or self.days_apart <= most

    def when(self) -> str:
        """Return how the dates of the two are to each other."""
        one, other = self.one, self.other
        known, its = one.moment < FIRST_OPEN, other.moment < FIRST_OPEN
        if not (known or its):
            return "undated"
        if not (known and its):
            return "one undated, told then" if self._is_told_then() else "one undated"
        exact = self.mine.is_exact or self.theirs.is_exact
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


def _days_between(ours: tuple[int, int] | None, theirs: tuple[int, int] | None) -> int | None:
    """Return the days between two periods, 0 if they overlap, or None if one of them is unknown or
    open."""
    if ours is None or theirs is None:
        return None
    return max(ours[0] - theirs[1], theirs[0] - ours[1], 0)


def are_elsewhere(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """Return the same of places of which none is in both."""
    if any(map(is_anonymous, ours)) != any(map(is_anonymous, theirs)):
        return False
    return not any(is_within(one, other) for one in ours for other in theirs)


def weight_of(words: Iterable[int]) -> float:
    return float(sum(map(WEIGHT.__and__, words))) if words else 0.0


def cosine(shared: float, one: int, other: int) -> float:
    """Return the likeness of two lists of words by the weight of the shared and of all."""
    return shared / math.sqrt(one * other) if one and other else 0.0


def overlap(one: Set[int], other: Set[int]) -> float:
    if not one or not other:
        return 0.0
    return len(one & other) / math.sqrt(len(one) * len(other))
