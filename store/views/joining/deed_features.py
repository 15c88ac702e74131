"""What speaks for two events being one deed told in other words, and how long ago each is told.

News has several words for most deeds: who "ended his campaign" has "dropped out". The table
`deeds.tsv` has the words of each kind of deed.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from store.views.joining.event_kinds import kinds_of, kinds_of_deeds
from store.views.joining.event_pairs import AT_ONCE, TOGETHER, EventPair, PreparedSign
from store.views.joining.event_signs import weighed
from store.views.moments import FIRST_OPEN, UNDATED, Moment, unpack
from store.views.remembered import remembered

EARLY, LONGEST_AGO = -10, 400
"""Days before and after an event, beyond which more says nothing more."""
MOST = 4
"""Names that are missing, beyond which more says nothing more."""


def deed_features(pair: EventPair) -> Iterator[tuple[str, float]]:
    """Yield how alike the deeds, their parties and their ages are."""
    yield from _of_kinds(pair)
    yield from _of_ages(pair)
    yield from _of_parties(pair)
    yield from _of_numbers(pair)


def is_one_kind_of_deed(pair: EventPair) -> bool:
    """Return whether a party in common does what two verbs of one kind say."""
    shared = kinds_of(pair.one.verb) & kinds_of(pair.other.verb)
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


def _of_kinds(pair: EventPair) -> Iterator[tuple[str, float]]:
    ours, theirs = (kinds_of(sign.verb) for sign in (pair.one, pair.other))
    labels = kinds_in(pair.mine.label), kinds_in(pair.theirs.label)
    if pair.one.verb != pair.other.verb:
        shared = ours & theirs
        if shared:
            yield "other word of one kind", float(shared.bit_count())
            if pair.parties:
                yield "other word of one kind, party", 1.0
            if pair.when() in AT_ONCE | TOGETHER:
                yield "other word of one kind, time", 1.0
            if not pair.mine.label_names.isdisjoint(pair.theirs.label_names):
                yield "other word of one kind, name", 1.0
        elif ours and theirs:
            yield "words of other kinds", 1.0
    if ours & labels[1] or theirs & labels[0]:
        yield "kind in label", 1.0
    yield "kinds of both labels", float((labels[0] & labels[1]).bit_count())


def _of_ages(pair: EventPair) -> Iterator[tuple[str, float]]:
    """Yield how long after its day each is told, and how long after that of the other one without
    a day is."""
    signs = pair.one, pair.other
    known = [sign for sign in signs if sign.moment < FIRST_OPEN]
    when: list[Moment] = [unpack(sign.moment) for sign in known]
    ages = [
        float(sign.published - each.last)
        for sign, each in zip(known, when, strict=True)
        if sign.published is not None and each.last is not None
    ]
    if ages:
        yield "told after days", _bounded(min(ages))
        yield "told after most days", _bounded(max(ages))
    widths = [each.last - each.first for each in when if each.first and each.last is not None]
    if widths:
        yield "widest", float(min(max(widths), LONGEST_AGO))
    undated = [sign for sign in signs if sign.moment >= FIRST_OPEN]
    yield "some time or other", float(sum(sign.moment < UNDATED for sign in undated))
    if len(known) == len(undated) and when[0].last is not None:
        told = undated[0].published
        if told is not None:
            yield "undated one told", 1.0
            yield "undated one told after days", _bounded(float(told - when[0].last))


def _bounded(days: float) -> float:
    return max(EARLY, min(days, LONGEST_AGO))


def _of_parties(pair: EventPair) -> Iterator[tuple[str, float]]:
    sides: tuple[PreparedSign, ...] = pair.mine, pair.theirs
    for what, ours, theirs in zip(
        ("persons", "bodies"), *(_persons_and_bodies(side.named) for side in sides), strict=True
    ):
        missing = sorted((len(ours - theirs), len(theirs - ours)))
        yield f"shared {what}", float(min(len(ours & theirs), MOST))
        yield f"missing {what}", float(min(missing[0], MOST))
        yield f"most missing {what}", float(min(missing[1], MOST))


@remembered(5_000)
def _persons_and_bodies(named: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    persons = frozenset([party for party in named if party.startswith("person/")])
    return persons, named - persons


def _of_numbers(pair: EventPair) -> Iterator[tuple[str, float]]:
    ours, theirs = pair.mine.numbers, pair.theirs.numbers
    yield "shared numbers", float(min(len(ours & theirs), MOST))
    yield "missing numbers", float(min(len(ours - theirs), len(theirs - ours), MOST))
    figures = 0
    if pair.one.figures and pair.other.figures:
        mine, its = (
            {(each.unit, each.value) for each in sign.figures} for sign in (pair.one, pair.other)
        )
        figures = len(mine & its)
    yield "shared figures", float(min(figures, MOST))
    yield "shared subjects", float(len(pair.mine.about & pair.theirs.about))
