"""Cutting and padding by cells."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.safe import one_line
from tui.widgets.cells import fit, fit_right


@given(st.text(), st.integers(1, 60))
def test_exactly_the_width(text: str, width: int) -> None:
    assert cell_len(fit(one_line(text), width)) == width


def test_what_is_cut_is_said() -> None:
    assert fit("headline", 5) == "head…"
    assert fit("head", 5) == "head "
    assert fit("北京消息", 5) == "北京…"
    assert fit("北京消息", 4) == "北… "
    assert fit("x", 0) == ""


def test_right() -> None:
    assert fit_right("12", 4) == "  12"
    assert fit_right("12345", 4) == "123…"


def test_piles_of_combining_marks_are_kept_small() -> None:
    assert len(fit("a" + "\u0301" * 5000 + "b", 10)) < 20


def test_two_megabytes_are_cut() -> None:
    assert fit("ü" * 2_000_000, 20) == "ü" * 19 + "…"
