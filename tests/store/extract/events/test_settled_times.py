"""Which time of its sentence dates an event, as the model and the rules agree on it."""

from __future__ import annotations

from datetime import date

import pytest

from store.extract.events.draft import EventDraft
from store.extract.events.settled_times import UNLIKELY, attached, is_date_of, stands
from store.extract.extensions import FoundTime, Tokens
from store.reading import Precision

MONDAY = date(2024, 5, 13)


def found(start: date | None = MONDAY, precision: Precision = "day") -> FoundTime:
    return FoundTime(
        Tokens(1, 2), (3, 9), "DATE", "x", start=start, end=MONDAY, precision=precision
    )


def test_a_date_from_another_sentence_stands() -> None:
    assert stands([])


@pytest.mark.parametrize(("sure", "kept"), [(UNLIKELY, True), (UNLIKELY - 0.01, False)])
def test_a_date_that_the_model_finds_unlikely_is_given_up(sure: float, kept: bool) -> None:
    assert stands([0.0, sure]) is kept


def test_the_surest_day_is_attached() -> None:
    surest = found()
    assert attached([(0.8, found()), (1.0, surest), (0.9, found())]) is surest


@pytest.mark.parametrize(
    "weighed",
    [
        [(1.0, found(precision="year"))],
        [(1.0, found(start=None))],
        [],
    ],
)
def test_a_year_and_an_open_one_are_not_attached(
    weighed: list[tuple[float, FoundTime]],
) -> None:
    assert attached(weighed) is None


def test_a_date_is_that_of_the_time_that_it_begins_with() -> None:
    draft = EventDraft("OTHER", verb=0, start=MONDAY, end=None)
    assert is_date_of(found(), draft)
    assert not is_date_of(found(start=date(2024, 5, 6)), draft)
