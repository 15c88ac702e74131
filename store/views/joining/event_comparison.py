"""Compares events by their signs: how likely two are one, and what speaks against it.

What compares them needs numpy. A dashboard does not load it: its events are compared elsewhere.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence

from store.views.joining.comparing_process import Comparisons, compared_elsewhere
from store.views.joining.event_clusters import IN_DOUBT, Link, Pair
from store.views.joining.event_signs import EventSign


class EventComparison:
    """Compares events. Those without a sign are one with no other."""

    def __init__(
        self,
        signs: Mapping[int, EventSign],
        families: Mapping[int, int],
        *,
        is_elsewhere: bool = False,
    ) -> None:
        """`families` has the family of each article, by its number. `is_elsewhere` leaves the work
        to another process where numpy is not loaded."""
        self._signs = signs
        self._families = families
        self._is_elsewhere = is_elsewhere
        self._known: dict[Pair, float] = {}
        self._found: list[Link] = []

    @property
    def known(self) -> Mapping[Pair, float]:
        """What is known of pairs, smaller event first: how likely they are one, or -1."""
        return self._known

    def found(self) -> list[Link]:
        """Return what was compared here, each pair once, and was not known before."""
        return self._found

    def know(self, scores: Mapping[Pair, float]) -> None:
        """Use these scores of pairs, smaller event first."""
        self._known.update(scores)

    def compare(self, pairs: Iterable[Pair]) -> Mapping[Pair, float]:
        """Return what is known of pairs after these, smaller event first, were compared too."""
        new = [pair for pair in dict.fromkeys(pairs) if pair not in self._known]
        signed = [pair for pair in new if pair[0] in self._signs and pair[1] in self._signs]
        scores = dict.fromkeys(new, 0.0)
        scores.update(zip(signed, self._scores(signed, for_rows=True), strict=True))
        self._known.update(scores)
        self._found += ((score, *pair) for pair, score in scores.items())
        return self._known

    def links(self, pairs: Sequence[Pair]) -> list[Link]:
        """Return those pairs that are likely enough one to be kept. They have signs, and the
        smaller event is first."""
        scores = self._scores(pairs, for_rows=False)
        return [
            (score, *pair) for pair, score in zip(pairs, scores, strict=True) if score >= IN_DOUBT
        ]

    def _scores(self, pairs: Sequence[Pair], *, for_rows: bool) -> list[float]:
        if not pairs:
            return []
        events = sorted({event for pair in pairs for event in pair})
        signs = [self._signs[event] for event in events]
        asked = Comparisons(events, signs, dict(self._families), pairs, for_rows)
        if self._is_elsewhere and "numpy" not in sys.modules:
            return compared_elsewhere(asked)
        from store.views.joining.pair_scores import scores

        return scores(asked)
