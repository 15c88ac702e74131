"""Lines of styled text, cut and padded by cells."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.safe import one_line
from tui.view_model.styled_text import (
    Fragment,
    arrange,
    arrange_newest,
    arrange_without_right,
    fit,
    fit_right,
    key_hints,
)


def line_of(left: str, right: str, width: int) -> str:
    return "".join(piece for piece, _ in arrange([(left, "plain")], [(right, "dim")], width))


def test_both_fit() -> None:
    assert line_of("ab", "yz", 8) == "ab    yz"


def test_the_left_gives_way() -> None:
    assert line_of("abcdefgh", "yz", 8) == "abcde…yz"


def test_wide_characters_keep_the_columns() -> None:
    assert cell_len(line_of("北京北京北京", "yz", 8)) == 8


def test_or_the_right_does() -> None:
    line = arrange_without_right([("abcdefgh", "plain")], [("yz", "dim")], 8)
    assert "".join(piece for piece, _ in line) == "abcdefgh"


def test_or_what_is_in_the_middle() -> None:
    pieces: list[Fragment] = [("dateline ", "strong"), ("› ", "dim"), ("Ann ", "accent")]
    pieces += [("› ", "dim"), ("July ", "accent")]
    for width, line in [
        (30, "dateline › Ann › July "), (20, "dateline … › July "), (12, "dateline … …"),
    ]:  # fmt: skip
        shown = "".join(piece for piece, _ in arrange_newest(pieces, (), width))
        assert len(shown) == width
        assert shown.rstrip() == line.rstrip()


def test_hints() -> None:
    assert "".join(piece for piece, _ in key_hints(("s", "save"))) == " s save "


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
