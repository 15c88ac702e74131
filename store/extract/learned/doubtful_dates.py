"""Give up the days of rows that lists would show without them.

Rules take a day from the sentence of an event, and the confidence of the row is low where that may
be the day of something else. A row without a day says less, and may still be worth showing. Of 158
such rows of labelled articles 31 had a wrong day. Of the 147 with a verdict, 10 would be right
without it, 128 but for a lesser fault, 6 would mislead and 3 report nothing; the confidence had
learnt from these articles, so that on others it will be worse.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from store.extract.learned.forest import Forest
from store.extract.learned.row_scores import confidences
from store.extract.learned.signs import Row
from store.shown_events import is_minor, is_unsure

DATED = ("stated", "inherited")
"""Bases of a date that stands in the text."""


def may_be_doubtful(row: Row) -> bool:
    """Whether a row has days, and no rule leaves no doubt of them."""
    merged, event = row
    is_closed = event.start is not None and event.end is not None
    return is_closed and event.date_basis in DATED and not merged.draft.firm_date


def give_up_doubtful(
    rows: Sequence[Row], numbers_of: Callable[[Row], dict[str, float]], model: Forest
) -> None:
    """Take, in place, the days from the rows that lists hide but would show without.

    `model` says the confidence of a row from its numbers. The rows have theirs, and a salience.
    """
    for row in rows:
        merged, event = row
        if is_minor(event.salience) or not is_unsure(event.confidence, event.salience):
            continue
        days = (event.start, event.end, event.precision, event.date_basis)
        for each in (merged.draft, event):
            each.start = each.end = each.precision = each.date_basis = None
        (sure,) = confidences([numbers_of(row)], model)
        if not is_unsure(sure, event.salience):
            event.confidence = sure
            continue
        for each in (merged.draft, event):
            each.start, each.end, each.precision, each.date_basis = days
