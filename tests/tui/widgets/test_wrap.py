"""Lines that fit, in order, with nothing lost but the breaks."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.widgets.wrap import TextLine, line_of, wrap


def shown(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, width)]


def test_between_words() -> None:
    assert shown("one two three", 8) == ["one two", "three"]


def test_paragraphs_and_blank_lines_stay() -> None:
    assert shown("one\n\ntwo\n", 8) == ["one", "", "two", ""]


def test_crlf_is_one_break() -> None:
    assert shown("one\r\ntwo", 8) == ["one", "two"]


WIRE = """\
    The ministers of both countries met on
Tuesday for the first time since the spring
and agreed to open the bridge.
    They will meet again in the autumn of the
coming year, the ministry said."""


def test_lines_that_were_full_go_on_where_they_would_be_broken_again() -> None:
    assert shown(WIRE, 34) == [
        "    The ministers of both",
        "countries met on\nTuesday for the",
        "first time since the spring\nand",
        "agreed to open the bridge.",
        "    They will meet again in the",
        "autumn of the\ncoming year, the",
        "ministry said.",
    ]


def test_lines_that_fit_stay_as_they_came() -> None:
    assert shown(WIRE, 50) == WIRE.split("\n")


def test_lists_and_tables_stay_as_they_came() -> None:
    listed = "Oslo      1,200      3\nStavanger   800      2\n- one thing that is told\n- two"
    assert len(wrap(listed, 22)) == 5


def test_long_words_and_wide_characters() -> None:
    assert shown("abcdefghij", 4) == ["abcd", "efgh", "ij"]
    assert shown("北京消息今天", 5) == ["北京", "消息", "今天"]
    assert shown("ab 北京消息", 4) == ["ab", "北京", "消息"]


def test_combining_marks_take_no_cell() -> None:
    assert shown("e\u0301e\u0301 x", 4) == ["e\u0301e\u0301 x"]


@given(st.text(st.sampled_from("ab 北\u0301\n\t-"), max_size=200), st.integers(2, 20))
def test_every_line_fits_and_nothing_but_space_is_lost(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cell_len(text[start:end].replace("\t", " ")) <= width for start, end in lines)
    assert all(a.end <= b.start for a, b in pairwise(lines))
    kept = "".join(text[start:end] for start, end in lines)
    assert "".join(kept.split()) == "".join(text.split())


@given(st.text(st.sampled_from("ab \n"), max_size=100), st.integers(1, 10), st.integers(0, 100))
def test_line_of_an_offset(text: str, width: int, offset: int) -> None:
    lines = wrap(text, width)
    offset = min(offset, len(text))
    line = lines[line_of(lines, offset)]
    assert line.start <= offset
    assert all(other.start > offset or other.start <= line.start for other in lines)


def test_two_megabytes_in_one_line() -> None:
    text = "word " * 400_000
    lines = wrap(text, 80)
    assert lines[0] == TextLine(0, 79)
    assert len(lines) == 25_000
