"""How surely the date of a row is that of its event, as named numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.extract.learned.event_times import WHEN, TimeFeatures
from store.extract.learned.signs import capped

if TYPE_CHECKING:
    from datetime import date

    from store.extract.events.draft import EventDraft
    from store.extract.extensions import FoundTime
    from store.extract.learned.clauses import Clauses

FAR = 30
"""How many tokens between time and verb count as far."""
UNKNOWN = 0.5
"""The probability of a date that comes from another sentence."""


class RowTimes:
    """The times of the rows of one document."""

    def __init__(self, clauses: Clauses, published: date | None) -> None:
        self.model = clauses.models.event_times
        self.parse = clauses.parse
        self.published = published
        self._seen = TimeFeatures(clauses.parse, published)

    def of(self, draft: EventDraft) -> dict[str, float]:
        """Return the numbers of the date of a row, and of the times of its sentence."""
        times = self._seen.times_of(draft)
        dated = draft.start is not None or draft.end is not None
        own = [t for t in times if dated and (t.start, t.end) == (draft.start, draft.end)]
        sure = dict(zip(map(id, times), self._weighed(draft, times), strict=True))
        best = max((sure[id(time)] for time in own), default=UNKNOWN)
        other = max((sure[id(time)] for time in times if time not in own), default=0.0)
        found = {
            "times": capped(len(times), 3),
            "date sure": best,
            "other time sure": other,
            "undated though timed": 0.0 if dated else other,
        }
        if own:
            found.update(self._between(draft.verb, own))
        if draft.start is not None and self.published is not None:
            days = (self.published - draft.start).days
            found["date days before"] = capped(max(days, 0), 400)
            found["date ahead"] = float(days < 0)
        return found

    def _weighed(self, draft: EventDraft, times: list[FoundTime]) -> list[float]:
        """Return how likely each time says when the event happened."""
        rows = self.model.probabilities(self._seen.of(draft, time) for time in times)
        column = self.model.classes.index(WHEN) if WHEN in self.model.classes else 0
        return [float(row[column]) for row in rows]

    def _between(self, verb: int, own: list[FoundTime]) -> dict[str, float]:
        """Return what stands between the nearest of these times and the verb."""
        nearest = min(own, key=lambda time: abs(time.span.start - verb))
        first, last = sorted((verb, nearest.span.start))
        between = range(first, last)
        return {
            "date far": capped(len(between), FAR),
            "date verbs between": capped(sum(self.parse.is_verb(i) for i in between), 4),
            "date commas between": capped(sum(self.parse.lower[i] == "," for i in between), 4),
        }
