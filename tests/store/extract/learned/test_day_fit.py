"""Labels of the days of events, and which days fit them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from store.extract.events.context_dates import AGAINST
from store.extract.learned.day_fit import DayExample, DayLabel, day_labels, table
from store.extract.learned.training import LABELS
from tests.conftest import REPOSITORY

MONDAY, TUESDAY = date(2024, 5, 13), date(2024, 5, 14)
YEAR = (date(2024, 1, 1), date(2024, 12, 31))


def label(days: tuple[date, date] | None) -> DayLabel:
    return DayLabel("a", 0, 5, days)


@pytest.mark.parametrize(
    ("wanted", "days", "fits"),
    [
        ((MONDAY, MONDAY), (MONDAY, MONDAY), True),
        ((MONDAY, MONDAY), (TUESDAY, TUESDAY), False),
        ((MONDAY, TUESDAY), (TUESDAY, TUESDAY), True),
        ((MONDAY, MONDAY), (MONDAY, TUESDAY), False),
        (YEAR, YEAR, True),
        (YEAR, (MONDAY, MONDAY), False),
        (None, (MONDAY, MONDAY), False),
    ],
)
def test_days_fit_a_label(
    wanted: tuple[date, date] | None, days: tuple[date, date], fits: bool
) -> None:
    assert label(wanted).fits(days) is fits


def test_the_labels_are_read_and_no_event_has_two() -> None:
    labels = day_labels(REPOSITORY / LABELS)
    assert len({(each.article, each.start) for each in labels}) == len(labels)
    assert {each.days is None for each in labels} == {True, False}
    assert all(each.days is None or each.days[0] <= each.days[1] for each in labels)


def test_a_broken_label_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "row_days.tsv").write_text("# head\na\t0\t5\tMonday\tMonday\n", encoding="utf-8")
    with pytest.raises(ValueError, match="Monday"):
        day_labels(tmp_path)


def test_the_table_counts_an_event_once() -> None:
    keys = "here|own other|pluperfect|of pluperfect|clause relcl|statement|times between".split("|")
    keys += ["live saying", *AGAINST]
    numbers = dict.fromkeys(keys, 0.0) | {"status asserted": 1.0, "first day": 1.0}
    examples = [
        DayExample({**numbers, "near": near}, near > 0.5, f"a{n}", n)
        for n in range(40)
        for near in (0.9, 0.1)
    ]
    sures = np.array([example.numbers["near"] for example in examples])
    lines = list(table(examples, sures, dated=40))
    assert lines[0] == "days: 40 rows with candidates, 40 have a day"
    assert lines[-2:] == [
        "    as shipped: 40 of 40 right (100%), recall 100%",
        "    of these sayings: 0 of 0 right (0%), recall 0%",
    ]
