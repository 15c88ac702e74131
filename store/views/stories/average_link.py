"""Divides a few articles into groups that are alike, by average link."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence

type Links = Mapping[int, Mapping[int, float]]
"""How alike articles are, 0 to 1, in both directions. What is not there is not alike."""

MOST_LINKS = 30
"""The articles to which one is linked at most. Of a larger group, an article is compared with as
many as if it had this size: with those that are most alike."""


def groups_of(groups: Sequence[Sequence[int]], links: Links, least: float) -> list[list[int]]:
    """Join the two groups that are most alike, again and again, until none are as alike as `least`.

    How alike two groups are is the mean over all pairs of their articles. Equal input gives equal
    groups.
    """
    members = {index: list(group) for index, group in enumerate(groups)}
    between = _sums(members, links)
    heap = [
        (-_mean(total, members[one], members[other]), one, other)
        for one, totals in between.items()
        for other, total in totals.items()
        if one < other
    ]
    heapq.heapify(heap)
    while heap and -heap[0][0] >= least:
        mean, one, other = heapq.heappop(heap)
        if one not in members or other not in members:
            continue
        if -mean != _mean(between[one].get(other, 0.0), members[one], members[other]):
            continue  # one of the two has grown since
        members[one] += members.pop(other)
        for third, total in between.pop(other).items():
            between[third].pop(other)
            if third != one:
                between[one][third] = between[third][one] = between[one].get(third, 0.0) + total
        for third, total in between[one].items():
            first, second = sorted((one, third))
            heapq.heappush(heap, (-_mean(total, members[one], members[third]), first, second))
    return list(members.values())


def _sums(members: Mapping[int, Sequence[int]], links: Links) -> dict[int, dict[int, float]]:
    """Return how alike the articles of each two groups are, added up."""
    group_of = {article: index for index, group in members.items() for article in group}
    sums: dict[int, dict[int, float]] = {index: {} for index in members}
    for index, group in members.items():
        for article in group:
            for other, alike in links.get(article, {}).items():
                its = group_of.get(other)
                if its is not None and its > index:
                    total = sums[index].get(its, 0.0) + alike
                    sums[index][its] = sums[its][index] = total
    return sums


def _mean(total: float, one: Sequence[int], other: Sequence[int]) -> float:
    return total / (min(len(one), MOST_LINKS) * min(len(other), MOST_LINKS))
