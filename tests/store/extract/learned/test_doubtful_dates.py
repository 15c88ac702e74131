"""Rows that lists hide only for their day are shown without it."""

from __future__ import annotations

from datetime import date

import pytest

from store.extract.events.draft import EventDraft
from store.extract.events.merging import Merged
from store.extract.extensions import FoundEvent
from store.extract.learned.doubtful_dates import give_up_doubtful, may_be_doubtful
from store.extract.learned.forest import LEAF, DecisionTree, Forest
from store.extract.learned.signs import Row
from store.reading import DateBasis

MONDAY = date(2024, 5, 13)
DOUBTS_ALL = Forest(("dated",), [DecisionTree([LEAF], [0.0])], 1.0, 0.0)
"""Every row is as likely right as wrong."""
STEEP = Forest(("dated",), [DecisionTree([0, LEAF, LEAF], [0.5, 9.0, -9.0])], 1.0, 0.0)
"""A row with a day is surely wrong, one without surely right."""


def row(confidence: float, salience: float = 0.5, basis: DateBasis | None = "stated") -> Row:
    draft = EventDraft("OTHER", verb=0, start=MONDAY, end=MONDAY, precision="day")
    draft.date_basis = basis
    event = FoundEvent("OTHER", "Lee left", [], start=MONDAY, end=MONDAY, precision="day")
    event.date_basis, event.confidence, event.salience = basis, confidence, salience
    return Merged(draft), event


def numbers_of(each: Row) -> dict[str, float]:
    return {"dated": float(each[0].draft.start is not None)}


def test_a_hidden_row_gives_up_its_day() -> None:
    hidden = row(0.3)
    give_up_doubtful([hidden], numbers_of, STEEP)
    merged, event = hidden
    assert event.start is event.end is event.precision is event.date_basis is None
    assert merged.draft.start is merged.draft.date_basis is None
    assert event.confidence > 0.99


@pytest.mark.parametrize(
    ("confidence", "salience", "model"),
    [(0.95, 0.5, STEEP), (0.3, 0.0, STEEP), (0.3, 0.5, DOUBTS_ALL)],
    ids=["shown", "minor", "hidden without it too"],
)
def test_other_rows_keep_it(confidence: float, salience: float, model: Forest) -> None:
    kept = row(confidence, salience)
    give_up_doubtful([kept], numbers_of, model)
    merged, event = kept
    assert (event.start, event.end, event.precision, event.date_basis) == (
        (MONDAY, MONDAY, "day", "stated")
    )
    assert (merged.draft.start, merged.draft.date_basis) == (MONDAY, "stated")
    assert event.confidence == confidence


def test_no_rule_is_sure_of_a_doubtful_day() -> None:
    sure, open_ended = row(0.3), row(0.3)
    sure[0].draft.firm_date = True
    open_ended[1].end = None
    others = [sure, open_ended, row(0.3, basis="as_of"), row(0.3, basis=None)]
    assert not any(map(may_be_doubtful, others))
    assert may_be_doubtful(row(0.3))
