"""Whole months and years, and two of them that are joined."""

from __future__ import annotations

from datetime import date, timedelta

from spacy.tokens import Doc

from store.extract.found import FoundTime
from store.reading import Precision


def joined_period(doc: Doc, found: FoundTime) -> date | None:
    """The last day of "April and May", if the one follows the other."""
    times: list[FoundTime] = doc._.times or []
    second = next((t for t in times if t.span.start == found.span.end + 1), None)
    if second is None or found.end is None or doc[found.span.end].lower_ != "and":
        return None
    follows = second.start == found.end + timedelta(days=1)
    return second.end if follows and second.precision == found.precision else None


def last_day(first: date, precision: Precision | None) -> date:
    """The last day of the month or year that begins on a day; any other period is that day."""
    if precision == "month":
        return (first.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.replace(month=12, day=31) if precision == "year" else first


def first_day(last: date, precision: Precision | None) -> date:
    """The first day of the month or year that ends on a day; any other period is that day."""
    if precision == "month":
        return last.replace(day=1)
    return last.replace(month=1, day=1) if precision == "year" else last
