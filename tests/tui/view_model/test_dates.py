"""Dates as precise as they are known, and dates as a person types them."""

from __future__ import annotations

import pytest

from tui.view_model.dates import format_date, format_date_short, parse_day


@pytest.mark.parametrize(
    ("from_", "to", "precision", "read"),
    [
        ("2024-07-08", "2024-07-08", "day", "2024-07-08"),
        ("2024-07-08", "2024-07-19", "day", "2024-07-08..19"),
        ("2024-07-08", "2024-08-02", "day", "2024-07-08..08-02"),
        ("2023-12-30", "2024-01-02", "day", "2023-12-30..2024-01-02"),
        ("2024-06-01", "2024-06-30", "month", "2024-06"),
        ("2024-02-01", "2024-02-29", None, "2024-02"),
        ("2024-01-01", "2024-12-31", "year", "2024"),
        ("2024-04-01", "2024-06-30", "quarter", "2024-Q2"),
        ("2024-03-01", "2024-05-31", "quarter", "2024-03..05"),
        ("2023-12-01", "2024-02-29", "quarter", "2023-12..2024-02"),
        ("1990-01-01", "1999-12-31", "decade", "1990s"),
        ("1991-01-01", "1995-12-31", "decade", "1991..1995"),
        ("2023-11-01", "2024-02-29", "month", "2023-11..2024-02"),
        ("2024-03-01", "2024-05-31", "month", "2024-03..05"),
        ("1984-01-01", "1985-12-31", "year", "1984..1985"),
        (None, "2024-07-09", None, "before 2024-07-09"),
        ("2020-01-01", None, None, "since 2020-01-01"),
        (None, None, None, "undated"),
        ("2024-07-08T10:00:00+02:00", "2024-07-08T10:00:00+02:00", "time", "2024-07-08"),
        ("0000-01-01", "0000-01-31", None, "0000-01-01..31"),
    ],
)
def test_when(from_: str | None, to: str | None, precision: str | None, read: str) -> None:
    assert format_date(from_, to, precision) == read


def test_short() -> None:
    assert format_date_short(None, "2024-07-09") == "→2024-07-09"
    assert format_date_short("2024-07-09", None) == "2024-07-09→"


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
    assert parse_day(typed) == day


@pytest.mark.parametrize(
    "typed",
    ["", "24", "2024-13", "2024-02-30", "2021-W53", "0000", "next week", "2024-W1-2", "٢٠٢٤"],
)
def test_no_date(typed: str) -> None:
    assert parse_day(typed) is None
