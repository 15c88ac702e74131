"""A pair of events says the same alone and among many others, whichever of the two comes first."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from random import Random

import numpy as np
import pytest

from store.views.indexing.schema import EVENT_BITS
from store.views.joining.close_pair_features import close_features
from store.views.joining.event_arrays import EventArrays, Flags
from store.views.joining.event_comparison import EventComparison
from store.views.joining.event_likeness import likelihoods, linear_weights, trees
from store.views.joining.event_parts import is_another
from store.views.joining.event_signs import EventFigure, EventSign, hashed, weighed_words
from store.views.joining.pair_arrays import PairArrays
from store.views.joining.pair_features import features
from store.views.joining.pair_rules import is_possible
from store.views.joining.same_deeds import is_one_incident, is_one_toll, is_same_deed
from store.views.moments import pack

ARTICLES, EVENTS = 30, 5
PARTIES = (
    "person/ann lee", "person/lee", "person/ben day", "org/arvik council", "gpe/NO/arvik",
    "gpe/NO/bergen", "~polic", "~offici",
)  # fmt: skip
PLACES = ("gpe/NO/arvik", "gpe/NO/bergen", "gpe/NO", "loc/norway", "~voss")
WORDS = "attack ferry Lee Arvik council vote killed speech harbour ministers Monday three".split()
VERBS = ("attack", "kill", "said", "endors", "announc", "resign", "win", "die", "captur", "back")
PARTS = (
    "house", "senate", "republican", "democratic", "share", "some", "others", "lands", "votes",
    "in attack", "in the attack", "with others", "2:polic", "3:charg", "6:charg",
)  # fmt: skip
DAYS = (
    (None, None, None),
    ("2024-05-06", "2024-05-06", "day"),
    ("2024-05-07", "2024-05-07", "day"),
    ("2024-05-13", "2024-05-13", "day"),
    ("2024-05-01", "2024-05-31", "month"),
    ("2024-04-01", "2024-04-30", "month"),
    ("2023-01-01", "2023-12-31", "year"),
    (None, "2024-05-06", "day"),
    ("2024-05-06", None, "day"),
)


def made_sign(random: Random, published: int | None, about: tuple[int, ...]) -> EventSign:
    """Return a sign of few words, so that two of them share much."""

    def some[T](values: tuple[T, ...] | list[T], most: int) -> list[T]:
        return sorted(random.sample(values, random.randrange(most + 1)), key=str)

    label, sentence = some(WORDS, 5), some(WORDS, 9)
    words = weighed_words(" ".join({*label, *sentence}))
    of_label = weighed_words(" ".join(label))
    places = some(PLACES, 2)
    return EventSign(
        type=random.choice(("ASSAULT", "OTHER", "STATEMENT", "CONSULT", "SUPPORT", "RETREAT")),
        mode=random.choice((None, None, "win", "election", "death", "disaster", "match", "resign")),
        modality=random.choice(("asserted", "asserted", "claimed", "planned", "hypothetical")),
        verb=random.choice(VERBS),
        moment=pack(*random.choice(DAYS)),
        is_stated=random.random() < 0.5,
        published=published,
        actors=tuple(some(PARTIES, 2)),
        recipients=tuple(some(PARTIES, 2)),
        place=random.choice((None, *PLACES[:3])),
        sources=(),
        label=of_label,
        words=words,
        names=tuple(sorted(map(hashed, some(PARTIES, 3)))),
        figures=tuple(
            EventFigure(unit, random.choice((2.0, 3.0, 3.1)), random.random() < 0.5)
            for unit in some(("dead", "injured", "polic"), 2)
        ),
        voice=None,
        is_hidden=random.random() < 0.3,
        numbers=tuple(some(("2", "three", "monday", "tuesday"), 2)),
        label_names=tuple(sorted(map(hashed, some(("lee", "arvik", "bergen", "day"), 2)))),
        label_weight=sum(word & 0xFF for word in of_label),
        words_weight=sum(word & 0xFF for word in words),
        about=about,
        incident=random.choice((-1, -1, -2, 0)),
        is_total=random.random() < 0.2,
        is_several=random.random() < 0.1,
        places=tuple(places),
        parts=tuple(some(PARTS, 2)),
        is_mentioned=random.random() < 0.2,
    )


@pytest.fixture(scope="module")
def signs() -> dict[int, EventSign]:
    random = Random(7)  # noqa: S311 - no secret
    found = {}
    for article in range(1, ARTICLES + 1):
        published = random.choice((None, 739_000, 739_012, 739_018, 739_100, 739_600))
        about = tuple(map(hashed, random.sample(PARTIES, 3)))
        for event in range(EVENTS):
            found[article << EVENT_BITS | event] = made_sign(random, published, about)
    return found


FAMILIES = {article: article // 2 for article in range(1, ARTICLES)}
SOME = 200
"""Pairs that are asked for one by one."""
RULES = (is_possible, is_another, is_same_deed, is_one_incident, is_one_toll)


@pytest.fixture(scope="module")
def pairs(signs: dict[int, EventSign]) -> PairArrays:
    events = EventArrays(np.array([*signs]), [*signs.values()], FAMILIES)
    ours, theirs = np.array(list(combinations(range(len(signs)), 2))).T
    return PairArrays(events, ours, theirs)


@pytest.fixture(scope="module")
def some(pairs: PairArrays) -> list[int]:
    """Return the places of some of the pairs, likely ones among them."""
    random = Random(5)  # noqa: S311 - no secret
    likely = likelihoods(pairs).argsort()[-SOME // 2 :].tolist()
    return [*likely, *random.sample(range(len(pairs)), SOME // 2)]


def alone(pairs: PairArrays, place: int) -> PairArrays:
    """Return one of many pairs, made of its two events only."""
    both = np.array([pairs.ours[place], pairs.theirs[place]])
    events = pairs.events
    numbers = events.articles[both] << EVENT_BITS
    those = EventArrays(numbers, [events.signs[each] for each in both], FAMILIES)
    return PairArrays(those, np.array([0]), np.array([1]))


def turned(pairs: PairArrays) -> PairArrays:
    return PairArrays(pairs.events, pairs.theirs, pairs.ours)


def test_every_number_that_a_model_asks_for(pairs: PairArrays, some: list[int]) -> None:
    every = dict((*features(pairs), *close_features(pairs)))
    asked = {*trees().features, *linear_weights()} & every.keys()
    told = {name for name in asked if every[name].any()}
    assert len(told) > len(asked) * 3 / 4
    for place in some:
        pair = alone(pairs, place)
        found = dict((*features(pair), *close_features(pair)))
        for name in asked:
            (value,) = found[name].tolist() if name in found else (0.0,)
            assert value == every[name][place], name


def test_the_numbers_are_those_of_the_two_turned(pairs: PairArrays) -> None:
    every = dict((*features(pairs), *close_features(pairs)))
    for name, values in (*features(turned(pairs)), *close_features(turned(pairs))):
        assert values.tolist() == every[name].tolist(), name


@pytest.mark.parametrize("rule", RULES)
def test_every_rule(
    pairs: PairArrays, some: list[int], rule: Callable[[PairArrays], Flags]
) -> None:
    found = rule(pairs)
    assert {*found.tolist()} == {False, True}
    assert rule(turned(pairs)).tolist() == found.tolist()
    assert [rule(alone(pairs, place)).item() for place in some] == found[some].tolist()


def test_how_likely_it_is(pairs: PairArrays, some: list[int]) -> None:
    found = likelihoods(pairs)
    each = [likelihoods(alone(pairs, place)).item() for place in some]
    assert each == pytest.approx(found[some].tolist())
    assert (found > 0).sum() > ARTICLES


def test_a_link_is_what_comparison_finds_likely(signs: dict[int, EventSign]) -> None:
    both = list(combinations(sorted(signs), 2))
    links = EventComparison(signs, FAMILIES).links(both)
    compared = EventComparison(signs, FAMILIES)
    scores = compared.compare(both)
    assert len(links) > ARTICLES
    assert all(scores[one, other] == score for score, one, other in links)
    assert min(scores.values()) == -1.0
    assert len(compared.found()) == len(both)
    compared.compare(both)
    assert len(compared.found()) == len(both), "what is known is not compared again"
