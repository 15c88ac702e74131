"""A dateline names its agency."""

from __future__ import annotations

import pytest

from store.intake.published import agency


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("PORT LEON, March 3 (Harbour News) - The council met.", "Harbour News"),
        ("A headline\n\nSAN JUAN, 3 MAR 88 (XYZ) -- [TEXT] THE COUNCIL", "XYZ"),
        ("QUILLOTA (South Wire) — The council met.", "South Wire"),
        ("The council (which met) - closed the bridge.", None),
        ("OSLO closed the bridge (again) on Friday.", None),
        ("", None),
    ],
)
def test_agency(text: str, name: str | None) -> None:
    assert agency(text) == name


def test_a_long_line_takes_linear_time() -> None:
    assert agency("A(" * 100_000) is None
