"""The repaired copy reads well, and every place in it leads home."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.extract.pipeline import Extractor
from store.extract.text_repair import Recaser, in_capitals, repair
from store.reading import Span


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


def test_very_many_initials_are_left_alone_in_linear_time() -> None:
    row = "A." * 75_000
    repaired = repair(f"Talks with the U.S.On Friday {row} they ended.").text
    assert "U.S. On Friday" in repaired
    assert repaired.replace(" ", "") == f"TalkswiththeU.S.OnFriday{row}theyended."


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


def test_typed_quotation_marks_become_those_that_are_meant() -> None:
    text = "``We leave the `old' port,'' Lee said. The pilots' ``union'' agreed."
    repaired = repair(text)
    assert repaired.text == "“We leave the ‘old' port,” Lee said. The pilots' “union” agreed."
    start = repaired.text.index("”")
    assert text[slice(*repaired.home(start, start + 1))] == "''"


@pytest.mark.parametrize("text", ["Run ``make`` at once.", "It measured 3' 4'' across."])
def test_backticks_and_inches_are_no_quotation(text: str) -> None:
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


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("AT&amp;amp;T", "AT&T"),
        ("Minsk&#8217;s council", "Minsk’s council"),
        ("the mayor&amp;rsquo;s men", "the mayor’s men"),
        ("She wonâ€™t go", "She won’t go"),
        ("MÃ¼nchen said", "München said"),
        ("govern\u00adment", "government"),
        ("the\u200b mayor", "the mayor"),
        ("July\u00a09", "July 9"),
        ("the U.S.\u2011led group", "the U.S.-led group"),
    ],
)
def test_a_character_is_read_as_it_was_meant_and_shown_as_it_stands(
    written: str, meant: str
) -> None:
    text = f"Then {written} met."
    repaired = repair(text)
    assert repaired.text == f"Then {meant} met."
    start = repaired.text.index(meant)
    assert text[slice(*repaired.home(start, start + len(meant)))] == written


@pytest.mark.parametrize("text", ["R&D; and more", "a &nosuch; b", "CAFÉ» «É", "Q&A"])
def test_what_only_looks_like_a_wrong_character_stays(text: str) -> None:
    assert repair(text).text == text


@pytest.mark.parametrize(
    ("piece", "read"),
    [("(", "("), ("10:30:", "10:30:"), ("a/b.c-", "a/b.c-"), ("1\u200b;", "1;"), ("&lt;-", "<-")],
)
def test_what_no_word_is_is_parted(piece: str, read: str) -> None:
    """A tokenizer's time grows with the square of a word: it never gets a long one."""
    text = f"It said {piece * 7_000}so."
    repaired = repair(text)
    assert max(map(len, repaired.text.split())) == 400
    assert repaired.text.replace(" ", "") == f"Itsaid{read * 7_000}so."
    at = repaired.text.index("so")
    assert text[slice(*repaired.home(at, at + 2))] == "so"


def test_front_matter_is_one_piece_whichever_of_its_lines_are_known_already() -> None:
    text = "---\ntitle: Ships\nsource: The Wire\n---\n\nThe ships left on Monday."
    known = [Span(0, 3), Span(text.index("source"), text.index("\n---\n\n"))]
    repaired = repair(text, known_furniture=known)
    assert repaired.furniture == (Span(0, text.index("\n\n")),)
    assert repaired.text.strip() == "The ships left on Monday."


def test_furniture_that_is_known_is_left_out_and_said() -> None:
    text = "Harbour News &amp; Views\n\nTroops left on Friday.Farmers came."
    known = Span(0, text.index("\n"))
    repaired = repair(text, known_furniture=[known])
    assert repaired.text.strip() == "Troops left on Friday. Farmers came."
    assert repaired.furniture == (known,)
    at = repaired.text.index("Farmers")
    assert text[slice(*repaired.home(at, at + 7))] == "Farmers"


PIECES = (
    "areas.Chinese", "the U.S.On", " + − 16 px\n", "\n\n", "a.B", "é", "𝔘.S.", "word ", "NATO.A x",
    "Share | Tweet\n", "---\na: b\n---\n",
)  # fmt: skip


WRITTEN = {"&amp;": "&", "&amp;#39;": "'", "â€™": "’", "−": "-"}
"""What stands in the text, and the one character that it means."""


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_every_character_of_the_copy_comes_from_where_it_says(text: str) -> None:
    repaired = repair(text)
    for position, character in enumerate(repaired.text):
        home = text[slice(*repaired.home(position, position + 1))]
        assert character in {home, " "} or WRITTEN.get(home) == character


@given(st.text(max_size=200))
def test_any_text_has_a_way_home(text: str) -> None:
    repaired = repair(text)
    if repaired.text:
        home = repaired.home(0, len(repaired.text))
        assert 0 <= home.start <= home.end <= len(text)


REPORT = (
    "LIMA, 3 MAR 88 (AGENCY) -- [TEXT] TWO MEN ATTACKED A BRIDGE ON MONDAY. THE NATIONAL "
    "FRONT (NFX) SAID THAT ITS FIGHTERS HAD NOT BEEN THERE. A SPOKESMAN, OVALDO KREBZ, TOLD "
    "REPORTERS IN THE CAPITAL THAT THE NFX WANTS PEACE."
)


def test_a_report_in_capitals_gets_ordinary_case(reader: Extractor) -> None:
    recased = reader.recaser.recase(REPORT)
    assert "two men attacked a bridge on Monday." in recased.replace("Two men", "two men")
    assert "The national front (NFX) said that its fighters had not been there." in recased
    assert "Ovaldo Krebz" in recased
    assert "that the NFX wants peace" in recased


def test_a_report_in_capitals_may_have_very_many_blank_lines(reader: Extractor) -> None:
    blank = "\n" * 20_000
    recased = reader.recaser.recase(f"{REPORT}{blank}THE BRIDGE STANDS.{blank}(IT IS OLD).")
    assert recased.endswith(f"{blank}The bridge stands.{blank}(it is old).")


def test_ordinary_text_is_left_alone(reader: Extractor) -> None:
    text = "The NATO summit in Washington was the first since the TREATY was signed." * 3
    assert reader.recaser.recase(text) is text
    assert not in_capitals("BREAKING: BRIDGE CLOSED")


@given(st.text(alphabet=st.characters(categories=["Lu", "Nd", "Po", "Zs"]), max_size=300))
def test_the_length_never_changes(text: str) -> None:
    assert len(Recaser({"bridge"}).recase(text)) == len(text)
