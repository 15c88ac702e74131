"""What speaks for two events being one deed told in other words, and how long ago each is told.

News has several words for most deeds: who "ended his campaign" has "dropped out". The table
`deeds.tsv` has the words of each kind of deed.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from store.views.joining.event_kinds import kinds_of_deeds
from store.views.joining.event_pairs import AT_ONCE, TOGETHER, EventPair, Features
from store.views.joining.event_signs import weighed
from store.views.moments import FIRST_OPEN, UNDATED
from store.views.remembered import remembered

EARLY, LONGEST_AGO = -10, 400
"""Days before and after an event, beyond which more says nothing more."""
MOST = 4
"""Names that are missing, beyond which more says nothing more."""


def add_deed_features(pair: EventPair, found: Features) -> None:
    """Add how alike the deeds, their parties and their ages are."""
    _add_kinds(pair, found)
    _add_ages(pair, found)
    add_counted(_PERSONS, pair.mine.persons, pair.theirs.persons, MOST, found)
    add_counted(_BODIES, pair.mine.bodies, pair.theirs.bodies, MOST, found)
    _add_numbers(pair, found)


def is_one_kind_of_deed(pair: EventPair) -> bool:
    """Return whether a party in common does what two verbs of one kind say."""
    shared = pair.mine.kinds & pair.theirs.kinds
    return bool(shared and not set(pair.one.actors).isdisjoint(pair.other.actors))


@cache
def _kinds_of_words() -> dict[int, int]:
    return {weighed(stem): kinds for stem, kinds in kinds_of_deeds().items() if weighed(stem)}


@remembered(5_000)
def kinds_in(words: frozenset[int]) -> int:
    """Return the kinds of all words of a label, which is compared with several."""
    known, found = _kinds_of_words(), 0
    for word in words:
        found |= known.get(word, 0)
    return found


def _add_kinds(pair: EventPair, found: Features) -> None:
    ours, theirs = pair.mine.kinds, pair.theirs.kinds
    labels = kinds_in(pair.mine.label), kinds_in(pair.theirs.label)
    if pair.one.verb != pair.other.verb and ours and theirs:
        shared = ours & theirs
        if shared:
            found["close: other word of one kind"] = shared.bit_count()
            if pair.parties:
                found["close: other word of one kind, party"] = 1.0
            if pair.when() in AT_ONCE | TOGETHER:
                found["close: other word of one kind, time"] = 1.0
            if not pair.mine.label_names.isdisjoint(pair.theirs.label_names):
                found["close: other word of one kind, name"] = 1.0
        else:
            found["close: words of other kinds"] = 1.0
    if ours & labels[1] or theirs & labels[0]:
        found["close: kind in label"] = 1.0
    found["close: kinds of both labels"] = (labels[0] & labels[1]).bit_count()


def _add_ages(pair: EventPair, found: Features) -> None:
    """Add how long after its day each is told, and how long after that of the other one without a
    day is."""
    both = pair.mine, pair.theirs
    known = [each for each in both if each.sign.moment < FIRST_OPEN]
    ages = [
        each.sign.published - each.when.last
        for each in known
        if each.sign.published is not None and each.when.last is not None
    ]
    if ages:
        found["close: told after days"] = _bounded(min(ages))
        found["close: told after most days"] = _bounded(max(ages))
    widths = [last - first for first, last in [each.period for each in known if each.period]]
    if widths:
        found["close: widest"] = min(max(widths), LONGEST_AGO)
    undated = [each.sign for each in both if each.sign.moment >= FIRST_OPEN]
    found["close: some time or other"] = sum([sign.moment < UNDATED for sign in undated])
    if len(known) == len(undated):
        last, told = known[0].when.last, undated[0].published
        if last is not None and told is not None:
            found["close: undated one told"] = 1.0
            found["close: undated one told after days"] = _bounded(told - last)


def _bounded(days: int) -> int:
    return max(EARLY, min(days, LONGEST_AGO))


def _add_numbers(pair: EventPair, found: Features) -> None:
    ours, theirs = pair.mine.numbers, pair.theirs.numbers
    if ours and theirs:
        found["close: shared numbers"] = min(len(ours & theirs), MOST)
        found["close: missing numbers"] = min(len(ours - theirs), len(theirs - ours), MOST)
    if pair.one.figures and pair.other.figures:
        mine, its = (
            {(each.unit, each.value) for each in sign.figures} for sign in (pair.one, pair.other)
        )
        found["close: shared figures"] = min(len(mine & its), MOST)
    found["close: shared subjects"] = len(pair.mine.about & pair.theirs.about)


class Counted(NamedTuple):
    """The names of the numbers of what two sets share and what each of them lacks."""

    shared: str
    missing: str
    most_missing: str

    @classmethod
    def of(cls, what: str) -> Counted:
        return cls(*[f"close: {of} {what}" for of in ("shared", "missing", "most missing")])


_PERSONS, _BODIES = map(Counted.of, ("persons", "bodies"))


def add_counted(
    names: Counted, ours: frozenset[Any], theirs: frozenset[Any], most: int, found: Features
) -> None:
    """Add how many two sets share, and how many each lacks, at most so many."""
    if not ours and not theirs:
        return
    shared = len(ours & theirs)
    found[names.shared] = min(shared, most)
    found[names.missing] = min(len(ours) - shared, len(theirs) - shared, most)
    found[names.most_missing] = min(max(len(ours), len(theirs)) - shared, most)
