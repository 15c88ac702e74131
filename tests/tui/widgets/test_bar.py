"""A line of pieces, cut on the left where both sides do not fit."""

from __future__ import annotations

from rich.cells import cell_len

from tui.widgets.bar import arranged, fitting, hints, newest
from tui.widgets.roles import Piece


def text(left: str, right: str, width: int) -> str:
    return "".join(piece for piece, _ in arranged([(left, "plain")], [(right, "dim")], width))


def test_both_fit() -> None:
    assert text("ab", "yz", 8) == "ab    yz"


def test_the_left_gives_way() -> None:
    assert text("abcdefgh", "yz", 8) == "abcde…yz"


def test_wide_characters_keep_the_columns() -> None:
    assert cell_len(text("北京北京北京", "yz", 8)) == 8


def test_or_the_right_does() -> None:
    line = fitting([("abcdefgh", "plain")], [("yz", "dim")], 8)
    assert "".join(piece for piece, _ in line) == "abcdefgh"


def test_or_what_is_in_the_middle() -> None:
    pieces: list[Piece] = [("dateline ", "strong"), ("› ", "dim"), ("Ann ", "accent")]
    pieces += [("› ", "dim"), ("July ", "accent")]
    for width, line in [
        (30, "dateline › Ann › July "), (20, "dateline … › July "), (12, "dateline … …"),
    ]:  # fmt: skip
        shown = "".join(piece for piece, _ in newest(pieces, (), width))
        assert len(shown) == width
        assert shown.rstrip() == line.rstrip()


def test_hints() -> None:
    assert "".join(piece for piece, _ in hints(("s", "save"))) == " s save "
