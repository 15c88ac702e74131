"""The repaired copy reads well, and every place in it leads home."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.extract.joints import repair


@pytest.mark.parametrize(
    ("glued", "apart"),
    [
        ("They fled the hills.Villagers returned.", "hills. Villagers"),
        ("It left the EU.A vote followed.", "EU. A vote"),
        ("Talks with the U.S.On Friday they ended.", "U.S. On Friday"),
        ("He called it “a mistake.”The crowd left.", "mistake.” The"),
        ("It ended in 2019.Nobody came.", "2019. Nobody"),
        ("Who paid?Nobody knows.", "paid? Nobody"),
    ],
)
def test_missing_spaces_are_put_back(glued: str, apart: str) -> None:
    assert apart in repair(glued).text


@pytest.mark.parametrize(
    "text",
    [
        "He works for News.Az in the capital city of the country.",
        "The U.S. Navy and J.R. Smith came at 3.30 p.m. with 4.5 tons.",
        "See example.com and version 2.0 of the text.",
        "The U.N.-led talks and the U.S.-backed group went on.",
    ],
)
def test_dots_inside_names_and_numbers_stay(text: str) -> None:
    assert repair(text).text == text


def test_a_span_of_the_copy_is_the_same_words_at_home() -> None:
    body = "Troops left the upper valley on Friday.Farmers came back."
    text = f" date 2031-02-03 + ↺ − 16 px\n\n{body}\n\nHarbour.Net"
    repaired = repair(text)
    start = repaired.text.index("Farmers")
    home = repaired.home(start, start + len("Farmers"))
    assert text[home.start : home.end] == "Farmers"
    assert "px" not in repaired.text
    assert [text[s.start : s.end] for s in repaired.furniture] == [
        " date 2031-02-03 + ↺ − 16 px",
        "Harbour.Net",
    ]


PIECES = (
    "areas.Chinese", "the U.S.On", " + − 16 px\n", "\n\n", "a.B", "é", "𝔘.S.", "word ", "NATO.A x",
    "Share | Tweet\n", "---\na: b\n---\n",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_every_character_of_the_copy_comes_from_where_it_says(text: str) -> None:
    repaired = repair(text)
    for position, character in enumerate(repaired.text):
        home = repaired.home(position, position + 1)
        assert len(text[home.start : home.end]) == 1
        assert text[home.start] == character or character == " "


@given(st.text(max_size=200))
def test_any_text_has_a_way_home(text: str) -> None:
    repaired = repair(text)
    if repaired.text:
        home = repaired.home(0, len(repaired.text))
        assert 0 <= home.start <= home.end <= len(text)
