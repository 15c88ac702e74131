"""What a person types to jump to a date."""

from __future__ import annotations

import pytest

from tui.story.dates import day_of


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2024", "2024-01-01"),
        ("2024-07", "2024-07-01"),
        (" 2024-7-9 ", "2024-07-09"),
        ("2024-W27", "2024-07-01"),
        ("2020-w53", "2020-12-28"),
    ],
)
def test_the_first_day(typed: str, day: str) -> None:
    assert day_of(typed) == day


@pytest.mark.parametrize(
    "typed",
    ["", "24", "2024-13", "2024-02-30", "2021-W53", "0000", "next week", "2024-W1-2", "٢٠٢٤"],
)
def test_no_date(typed: str) -> None:
    assert day_of(typed) is None
