"""Buckets in columns."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tui.widgets.histogram import columns, level


@given(st.integers(1, 500), st.integers(1, 200))
def test_every_bucket_stands_in_one_column_and_all_fit(count: int, width: int) -> None:
    made = columns(count, width)
    assert [at for column in made for at in range(column.first, column.last)] == list(range(count))
    assert made[-1].x + made[-1].width <= width
    assert all(a.x + a.width == b.x for a, b in pairwise(made))


def test_level_is_never_nothing_for_something() -> None:
    assert level(0, 100, 2) == 0
    assert level(1, 100_000, 2) == 1
    assert level(100, 100, 2) == 16
