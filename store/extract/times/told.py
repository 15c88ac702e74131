"""What an article has told of time so far, which later expressions are counted from."""

from __future__ import annotations

from datetime import date

from store.extract.times.meaning import Match, Meaning
from store.extract.times.periods import Period

_LONGER = frozenset({"the year", "the full year", "the unit ended", "the fiscal year"})
_COMPARED = frozenset(
    {"year ago", "year earlier", "year-ago", "year-ago period", "quarter a year ago"}
)
"""What a report compares its results with; it does not go on to speak of it."""
_SAME = frozenset(
    {"same period last year", "same period a year ago", "same of a year", "year-ago quarter"}
)
"""Compared with in any text."""
_MONTHS_OF_REPORTS = frozenset({"P6M", "P9M", "P12M"})


class Told:
    """The last time told of each precision, and what a company report is about."""

    def __init__(self, published: date | None) -> None:
        self.published = published
        self.quarter: Period | None = None
        """The last quarter named that had ended when the article was published, or the first
        one that a verb in the past tells of: a company's fourth quarter may end in September."""
        self.day_at: int | None = None
        """The piece behind the last expression for a day, or for a time of one."""
        self.longer = False
        """The report last spoke of more than a quarter: a year, nine months."""
        self._by_precision: dict[str, Period] = {}

    @property
    def periods(self) -> tuple[Period, ...]:
        """The last one first."""
        return tuple(reversed(self._by_precision.values()))

    def take(self, match: Match, meaning: Meaning, past: bool) -> None:
        """Remember one expression."""
        if match.rule in _LONGER or meaning.value in _MONTHS_OF_REPORTS:
            self.longer = True
        elif "quarter" in match.rule:
            self.longer = False
        if match.rule in _SAME or (self.quarter is not None and match.rule in _COMPARED):
            return
        if meaning.start is None or meaning.end is None or meaning.precision is None:
            return
        period = Period(meaning.value, meaning.start, meaning.end, meaning.precision)
        if period.precision in {"day", "time"}:
            self.day_at = match.end
        self._by_precision.pop(period.precision, None)
        self._by_precision[period.precision] = period
        if period.precision == "quarter" and "Q" in period.value:
            self._report_on(period, past)

    def _report_on(self, quarter: Period, past: bool) -> None:
        newer = self.quarter is None or quarter.start > self.quarter.start
        if not newer or self.published is None:
            return
        begun = past and self.quarter is None and quarter.start < self.published
        if begun or quarter.end < self.published:
            self.quarter = quarter
