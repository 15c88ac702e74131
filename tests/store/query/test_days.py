"""What may be written for a stretch of days."""

from __future__ import annotations

import pytest

from store.query.days import days
from store.query.tree import QueryError


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [
        ("2024-07-04", "2024-07-04", "2024-07-04"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("1990s", "1990-01-01", "1999-12-31"),
        ("2024-Q3", "2024-07-01", "2024-09-30"),
        ("2024-W27", "2024-07-01", "2024-07-07"),
        ("2024-07-04..08", "2024-07-04", "2024-07-08"),
        ("2024-07-28..08-03", "2024-07-28", "2024-08-03"),
        ("2024-07..09", "2024-07-01", "2024-09-30"),
        ("2023..2024-02", "2023-01-01", "2024-02-29"),
        ("2024-07..", "2024-07-01", None),
        ("..2024-07", None, "2024-07-31"),
        (">=2024-07", "2024-07-01", None),
        (">2024-07", "2024-08-01", None),
        ("<=2024-07", None, "2024-07-31"),
        ("<2024-07", None, "2024-06-30"),
    ],
)
def test_reads(written: str, low: str | None, high: str | None) -> None:
    assert days(written) == (low, high)


@pytest.mark.parametrize(
    ("written", "position"),
    [
        ("", 0),
        ("..", 0),
        ("july", 0),
        ("2024-02-30", 0),
        ("0000", 0),
        ("2024-W60", 0),
        ("2024..soon", 6),
        (">=x", 2),
        (">9999-12-31", 1),
        ("2024-07-08..04", 0),
    ],
)
def test_says_where_it_breaks(written: str, position: int) -> None:
    with pytest.raises(QueryError) as caught:
        days(written)
    assert caught.value.position == position
