"""What an article has told of time so far, which later expressions are counted from."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

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


_FAR = 31
"""Days from the article, beyond which a day is background."""


class ToldDay(NamedTuple):
    """`at` is the piece behind its expression; `far` says that it is not of the news."""

    at: int
    far: bool


class Told:
    """The last time told of each precision, and what a company report is about."""

    def __init__(self, published: date | None) -> None:
        self.published = published
        self.quarter: Period | None = None
        """The last quarter named that had ended when the article was published, or the first
        one that a verb in the past tells of: a company's fourth quarter may end in September."""
        self._day: ToldDay | None = None
        self._past_day: ToldDay | None = None
        self.longer = False
        """The report last spoke of more than a quarter: a year, nine months."""
        self._by_precision: dict[str, Period] = {}
        self._past_by_precision: dict[str, Period] = {}

    def periods(self, past: bool) -> tuple[Period, ...]:
        """The last one of each precision, the last of all first; of the `past` only those
        that do not lie ahead of the article."""
        told = self._past_by_precision if past else self._by_precision
        return tuple(reversed(told.values()))

    def day(self, past: bool) -> ToldDay | None:
        """The last day told, by itself or with a time of it."""
        return self._past_day if past else self._day

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
        ahead = self.published is not None and period.start > self.published
        if period.precision in {"day", "time"}:
            self._day = ToldDay(match.end, self._is_far(period))
            self._past_day = self._past_day if ahead else self._day
        _put_last(self._by_precision, period)
        if not ahead:
            _put_last(self._past_by_precision, period)
        if period.precision == "quarter" and "Q" in period.value:
            self._report_on(period, past)

    def _is_far(self, day: Period) -> bool:
        return self.published is not None and abs((day.start - self.published).days) > _FAR

    def _report_on(self, quarter: Period, past: bool) -> None:
        newer = self.quarter is None or quarter.start > self.quarter.start
        if not newer or self.published is None:
            return
        begun = past and self.quarter is None and quarter.start < self.published
        if begun or quarter.end < self.published:
            self.quarter = quarter


def _put_last(told: dict[str, Period], period: Period) -> None:
    told.pop(period.precision, None)
    told[period.precision] = period
