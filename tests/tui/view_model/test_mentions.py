"""Sentences around the words that matter."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from tui.view_model.mentions import Sentence, around, sentence_line
from tui.view_model.styled_text import Fragment

LONG = "The talks that had gone on for weeks in the capital of Norland ended when Mira Adler left."


def text_of(line: list[Fragment]) -> str:
    return "".join(text for text, _ in line)


@pytest.mark.parametrize("width", [12, 20, 40, 76])
def test_the_words_are_in_view_at_any_width(width: int) -> None:
    at = LONG.index("Mira")
    line = around(LONG, at, len("Mira Adler"), width)
    assert ("Mira Adler", "strong") in line
    assert cell_len(text_of(line)) == width


def test_a_short_sentence_is_whole() -> None:
    assert text_of(around("Adler left.", 0, 5, 20)) == "Adler left.         "


def test_words_longer_than_the_line_are_cut() -> None:
    assert cell_len(text_of(around(LONG, 0, len(LONG), 20))) == 20


def test_control_characters_never_reach_the_line() -> None:
    line = around("Adler\x1b[2J left\nearly.", 0, 5, 40)
    assert "\x1b" not in text_of(line)
    assert "\n" not in text_of(line)


def test_a_line_has_date_and_source_where_there_is_room() -> None:
    row = Sentence("1:0", 1, 0, 5, "Adler left.", 0, "2024-07-09", "Harbour Wire")
    assert text_of(sentence_line(row, 70)).startswith(" 2024-07-09 Harbour Wire Adler left.")
    assert text_of(sentence_line(row, 40)).startswith(" 2024-07-09 Adler left.")
