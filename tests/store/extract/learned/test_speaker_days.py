"""The day of what a speaker said before."""

from __future__ import annotations

from datetime import date

import pytest

from store.extract.learned.context_days import WeighedDay
from store.extract.pipeline import Extractor
from tests.store.extract.events.test_context_dates import FILLER, days_of

NEWS = "Ann Lee said on Monday that the dam of Sarn was safe. "
BASE = "The mill of Lomas closed on Friday. It closed on Friday for good. "
LATER = "Ann Lee added that the bridge was old."


def day_of(found: list[WeighedDay], day: int) -> dict[str, float]:
    return next(d.numbers for d in found if d.candidate.days == (date(2024, 5, day),) * 2)


def test_the_day_of_an_earlier_saying_is_a_candidate_from_afar(reader: Extractor) -> None:
    _, found = days_of(reader, f"{BASE}{FILLER}{NEWS}{FILLER}{FILLER}{LATER}", "added")
    numbers = day_of(found, 13)
    assert numbers["spoke last"] == 1.0
    assert numbers["spoke near"] < 0.9
    assert "spoke near" not in day_of(found, 10)


def test_what_another_said_before_is_no_candidate(reader: Extractor) -> None:
    text = f"{BASE}{FILLER}{NEWS}{FILLER}{FILLER}{LATER.replace('Ann Lee', 'Bo Falk')}"
    _, found = days_of(reader, text, "added")
    assert [d.candidate.days for d in found] == [(date(2024, 5, 10),) * 2]


@pytest.mark.parametrize(
    ("between", "spoke"),
    [("", False), ("Bo Falk said that the dam was old. ", True)],
)
def test_what_others_say_in_between(reader: Extractor, between: str, *, spoke: bool) -> None:
    _, found = days_of(reader, f"{NEWS}{between}{LATER}", "added")
    assert (day_of(found, 13)["spoke others"] > 0) is spoke


def test_the_last_of_several_days(reader: Extractor) -> None:
    text = f"Ann Lee said on Friday that she liked Sarn. {NEWS}{LATER}"
    _, found = days_of(reader, text, "added")
    assert day_of(found, 13)["spoke last"] == 1.0
    assert day_of(found, 10)["spoke last"] == 0.0
    assert day_of(found, 10)["spoke otherwise"] > 0
