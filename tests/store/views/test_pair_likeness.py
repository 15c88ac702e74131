"""Many pairs of events are compared as each one is."""

from __future__ import annotations

from itertools import combinations, product
from random import Random

import numpy as np
import pytest

from store.views.indexing.schema import EVENT_BITS
from store.views.joining.close_pair_features import close_features as close_columns
from store.views.joining.event_arrays import EventArrays
from store.views.joining.event_features import add_close_features, features
from store.views.joining.event_joining import EventComparison
from store.views.joining.event_likeness import linear_weights, trees
from store.views.joining.event_pairs import EventPair, Features, PreparedSign
from store.views.joining.event_parts import is_another
from store.views.joining.event_signs import EventFigure, EventSign, hashed, weighed_words
from store.views.joining.pair_arrays import PairArrays
from store.views.joining.pair_features import features as columns
from store.views.joining.pair_rules import (
    is_in_another_period,
    is_possible,
    may_be_another,
    may_be_same_deed,
)
from store.views.joining.same_deeds import is_same_deed
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


@pytest.fixture(scope="module")
def comparison(signs: dict[int, EventSign]) -> EventComparison:
    return EventComparison(signs, {article: article // 2 for article in range(1, ARTICLES)})


@pytest.fixture(scope="module")
def pairs(signs: dict[int, EventSign]) -> PairArrays:
    events = EventArrays(signs, {article: article // 2 for article in range(1, ARTICLES)})
    ours, theirs = np.array(list(combinations(range(len(signs)), 2))).T
    return PairArrays(events, ours, theirs)


@pytest.fixture(scope="module")
def each(signs: dict[int, EventSign]) -> list[EventPair]:
    prepared = [PreparedSign(sign) for sign in signs.values()]
    articles = [event >> EVENT_BITS for event in signs]
    families = {article: article // 2 for article in range(1, ARTICLES)}
    return [
        EventPair(
            prepared[one],
            prepared[other],
            is_one_article=articles[one] == articles[other],
            is_one_family=families.get(articles[one]) == families.get(articles[other]),
        )
        for one, other in combinations(range(len(prepared)), 2)
    ]


def test_many_pairs_have_the_links_of_each(
    signs: dict[int, EventSign], comparison: EventComparison
) -> None:
    both = list(combinations(sorted(signs), 2))
    few, many = (sorted(comparison.links(both, are_many=are)) for are in (False, True))
    assert few == many
    assert len(few) > ARTICLES


@pytest.mark.parametrize("is_close", [False, True])
def test_every_number_that_a_model_asks_for_is_the_same(
    pairs: PairArrays, each: list[EventPair], *, is_close: bool
) -> None:
    every = dict((close_columns if is_close else columns)(pairs))
    expected = [_closely(pair) if is_close else features(pair) for pair in each]
    asked = {*trees().features, *linear_weights()}
    names = {name for found in expected for name in found} & asked
    assert len(names) > len(asked) / 4
    for name in names:
        assert every[name].tolist() == [found.get(name, 0.0) for found in expected], name
    for name in (every.keys() & asked) - names:
        assert not every[name].any(), name


def _closely(pair: EventPair) -> Features:
    found: Features = {}
    add_close_features(pair, found)
    return found


def test_a_rule_that_may_matter_is_looked_at(pairs: PairArrays, each: list[EventPair]) -> None:
    possible, doubtful = is_possible(pairs).tolist(), may_be_another(pairs).tolist()
    apart = is_in_another_period(pairs).tolist()
    deeds = may_be_same_deed(pairs).tolist()
    for at, pair in enumerate(each):
        assert possible[at] or not pair.is_possible()
        if possible[at] and not doubtful[at]:
            assert pair.is_possible()
            assert is_another(pair) == apart[at]
        assert deeds[at] or not is_same_deed(pair)
    assert {*product((False, True), repeat=2)} == {*zip(possible, doubtful, strict=True)}
    assert {*deeds} == {*apart} == {False, True}
