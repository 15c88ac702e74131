"""Which verdict holds for a row that another sentence has dated since."""

from __future__ import annotations

from datetime import date

import pytest

from store.extract.learned.confidence_fit import RowKey, verdict_on
from store.extract.learned.day_fit import DayLabel
from store.extract.learned.training import JudgedRow

MONDAY, TUESDAY = date(2024, 5, 13), date(2024, 5, 14)
UNDATED = RowKey("CONSULT", None, None, "who")
ON_MONDAY = UNDATED._replace(start=MONDAY, end=MONDAY)
SAYS_MONDAY = DayLabel("a", 0, 5, (MONDAY, MONDAY))
SAYS_TUESDAY = DayLabel("a", 0, 5, (TUESDAY, TUESDAY))


def judged(verdict: str, cause: str = "-", day: str = "") -> JudgedRow:
    return JudgedRow("a", 0, 5, "CONSULT", day, day, "who", verdict, cause)


@pytest.mark.parametrize(
    ("verdict", "cause", "label", "then"),
    [
        ("MINOR", "undated though dated", SAYS_MONDAY, "SIGN"),
        ("MINOR", "label", SAYS_MONDAY, "MINOR"),
        ("JUNK", "noise", SAYS_MONDAY, "JUNK"),
        ("SIGN", "-", SAYS_TUESDAY, "WRONG"),
        ("MINOR", "label", SAYS_TUESDAY, "WRONG"),
        ("JUNK", "noise", SAYS_TUESDAY, "JUNK"),
        ("SIGN", "-", None, None),
    ],
)
def test_a_day_changes_the_verdict_on_an_undated_row(
    verdict: str, cause: str, label: DayLabel | None, then: str | None
) -> None:
    assert verdict_on(ON_MONDAY, UNDATED, [judged(verdict, cause)], label) == then


@pytest.mark.parametrize(("kind", "then"), [("STATEMENT", None), ("CONSULT", "WRONG")])
def test_labels_are_too_strict_to_tell_of_a_saying_without_a_day(
    kind: str, then: str | None
) -> None:
    label = SAYS_MONDAY._replace(days=None)
    before, now = UNDATED._replace(type=kind), ON_MONDAY._replace(type=kind)
    row = judged("SIGN")._replace(type=kind)
    assert verdict_on(now, before, [row], label) == then


def test_a_verdict_on_the_dated_row_comes_first() -> None:
    both = [judged("MINOR", "undated though dated"), judged("WRONG", "date rule", "2024-05-13")]
    assert verdict_on(ON_MONDAY, UNDATED, both, SAYS_MONDAY) == "WRONG"


def test_a_verdict_holds_for_the_same_row_only() -> None:
    assert verdict_on(UNDATED, UNDATED, [judged("SIGN")], None) == "SIGN"
    others = UNDATED._replace(who="others")
    assert verdict_on(others, others, [judged("SIGN")], SAYS_MONDAY) is None
