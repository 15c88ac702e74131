"""Divides a few articles into groups that are alike, by average link."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence

type Links = Mapping[int, Mapping[int, float]]
"""How alike articles are, 0 to 1, each pair in the links of one of the two. What is not there is
not alike."""

MOST_LINKS = 30
"""The articles to which one is linked at most. Of a larger group, an article is compared with as
many as if it had this size: with those that are most alike."""


def groups_of(groups: Sequence[Sequence[int]], links: Links, least: float) -> list[list[int]]:
    """Join the two groups that are most alike, again and again, until none are as alike as `least`.

    How alike two groups are is the mean over all pairs of their articles. Equal input gives equal
    groups.
    """
    members = {index: list(group) for index, group in enumerate(groups)}
    counted = {index: min(len(group), MOST_LINKS) for index, group in members.items()}
    between = _sums(members, links)
    heap = [
        (-mean, one, other)
        for one, totals in between.items()
        for other, total in totals.items()
        if one < other and (mean := total / (counted[one] * counted[other])) >= least
    ]
    heapq.heapify(heap)
    while heap:
        mean, one, other = heapq.heappop(heap)
        if one not in members or other not in members:
            continue
        if -mean != between[one].get(other, 0.0) / (counted[one] * counted[other]):
            continue  # one of the two has grown since
        members[one] += members.pop(other)
        counted[one] = min(len(members[one]), MOST_LINKS)
        _join(between, one, other)
        for third, total in between[one].items():
            mean = total / (counted[one] * counted[third])
            if mean >= least:
                heapq.heappush(heap, (-mean, min(one, third), max(one, third)))
    return list(members.values())


def _join(between: dict[int, dict[int, float]], one: int, other: int) -> None:
    """Add how alike a group is to others to what another one has, and remove it."""
    totals = between[one]
    for third, total in between.pop(other).items():
        del between[third][other]
        if third != one:
            totals[third] = between[third][one] = totals.get(third, 0.0) + total


def _sums(members: Mapping[int, Sequence[int]], links: Links) -> dict[int, dict[int, float]]:
    """Return how alike the articles of each two groups are, added up."""
    group_of = {article: index for index, group in members.items() for article in group}
    sums: dict[int, dict[int, float]] = {index: {} for index in members}
    for index, group in members.items():
        totals = sums[index]
        for article in group:
            alike = links.get(article, {})
            for other in filter(group_of.__contains__, alike):
                its = group_of[other]
                if its != index:
                    total = totals.get(its, 0.0) + alike[other]
                    totals[its] = sums[its][index] = total
    return sums
