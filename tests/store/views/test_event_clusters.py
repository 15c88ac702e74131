"""Which linked events become one row."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import combinations, permutations

from hypothesis import given
from hypothesis import strategies as st

from store.views.joining.event_clusters import JOINED, Link, Pair, clustered, clusters

SURE, DOUBT = 0.95, JOINED - 0.1


def clusters_by(
    cells: dict[int, list[int]],
    links: Iterable[Link],
    likely: Callable[[int, int], float],
    order: Callable[[int], int] = int,
) -> list[set[int]]:
    """Return the rows where `likely` says how likely two events are one."""
    known: dict[Pair, float] = {}

    def compare(pairs: list[Pair]) -> None:
        known.update({pair: likely(*pair) for pair in pairs})

    (found,) = clustered([clusters(cells, links, known, order)], compare)
    return found


def rows(cells: dict[int, list[int]], *links: Link) -> list[set[int]]:
    """The rows where what no link says of two events is that they are two."""
    known = {(one, other): score for score, one, other in links}

    def likely(one: int, other: int) -> float:
        return known.get((min(one, other), max(one, other)), 0.0)

    return sorted(clusters_by(cells, links, likely), key=min)


def test_a_likely_link_joins_and_a_doubtful_one_does_not() -> None:
    cells = {1: [1], 2: [2], 3: [3]}
    assert rows(cells, (SURE, 1, 2), (DOUBT, 2, 3)) == [{1, 2}, {3}]


def test_a_chain_of_links_is_not_one_event() -> None:
    cells = {each: [each] for each in range(1, 5)}
    chain = (SURE, 1, 2), (0.8, 2, 3), (SURE, 3, 4)
    assert rows(cells, *chain) == [{1, 2}, {3, 4}]


def test_a_row_grows_where_its_events_agree() -> None:
    cells = {each: [each] for each in range(1, 4)}
    assert rows(cells, (SURE, 1, 2), (0.8, 2, 3), (DOUBT, 1, 3)) == [{1, 2, 3}]


def test_events_of_one_cell_stay_together() -> None:
    assert rows({1: [1, 5, 6], 2: [2]}, (SURE, 2, 5)) == [{1}, {2}], "1 and 6 speak against it"
    assert rows({1: [1, 5, 6], 2: [2]}, (SURE, 2, 5), (DOUBT, 1, 2)) == [{1, 2}]


def test_the_order_of_links_makes_no_difference() -> None:
    cells = {each: [each] for each in range(1, 6)}
    links: list[Link] = [(SURE, 1, 2), (0.8, 2, 3), (0.9, 3, 4), (0.75, 1, 3), (0.8, 4, 5)]
    known = {(one, other): score for score, one, other in links}

    def likely(one: int, other: int) -> float:
        return known.get((min(one, other), max(one, other)), 0.3)

    found = [sorted(map(sorted, clusters_by(cells, each, likely))) for each in permutations(links)]
    assert all(each == found[0] for each in found)


@given(
    st.lists(st.sampled_from([0.0, 0.3, DOUBT, 0.8, SURE]), min_size=15, max_size=15),
    st.permutations(range(6)),
    st.lists(st.integers(0, 3), min_size=6, max_size=6),
)
def test_the_numbers_of_events_make_no_difference(
    scores: list[float], numbers: list[int], cell_of: list[int]
) -> None:
    """Many links are equally likely here. What decides then is what the events are."""
    likely = dict(zip(combinations(range(6), 2), scores, strict=True))

    def partition(numbers: list[int]) -> set[frozenset[int]]:
        """The rows by what the events are, where each has the number that is given."""
        of = {number: event for event, number in enumerate(numbers)}
        cells: dict[int, list[int]] = {}
        for number in sorted(of):
            same = next((c for c in cells if cell_of[of[c]] == cell_of[of[number]]), number)
            cells.setdefault(same, []).append(number)

        def score(one: int, other: int) -> float:
            first, second = sorted((of[one], of[other]))
            return likely.get((first, second), 0.0)

        links = [(score(*pair), *pair) for pair in combinations(sorted(of), 2)]
        found = clusters_by(cells, links, score, of.__getitem__)
        return {frozenset(of[each] for cell in row for each in cells[cell]) for row in found}

    assert partition(numbers) == partition(list(range(6)))


def test_what_several_must_know_is_compared_together() -> None:
    known: dict[Pair, float] = {}
    asked: list[list[Pair]] = []

    def compare(pairs: list[Pair]) -> None:
        asked.append(pairs)
        known.update(dict.fromkeys(pairs, 0.5))

    every = [
        clusters({at: [at], at + 1: [at + 1], at + 2: [at + 2]}, links, known)
        for at, links in ((1, [(SURE, 1, 2), (0.8, 2, 3)]), (11, [(SURE, 11, 12)]), (21, []))
    ]
    assert clustered(every, compare) == [[{1, 2, 3}], [{11, 12}, {13}], [{21}, {22}, {23}]]
    assert asked[0] == [(1, 2), (11, 12)]
    assert sorted(asked[1]) == [(1, 3), (2, 3)]
