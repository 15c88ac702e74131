"""Tables and lists of a page in the reader."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.widgets.tables import item_indent, table_cells, without_gaps
from tui.widgets.wrap import wrap

TABLE = "Votes\n\n| Party | Votes |\n\n|---|---|\n\n| Harbour Union | 23 |\n\nThe end."
LIST = "Next:\n\n- the plan is printed in August\n\n- work begins\n\nThe end."


def shown(text: str, width: int) -> list[str]:
    return [text[line.start : line.end] for line in without_gaps(text, wrap(text, width))]


def test_no_blank_lines_between_rows_or_items() -> None:
    assert shown(TABLE, 60) == [
        "Votes", "", "| Party | Votes |", "|---|---|", "| Harbour Union | 23 |", "", "The end.",
    ]  # fmt: skip
    assert shown(LIST, 60)[2:5] == ["- the plan is printed in August", "- work begins", ""]


def test_cells_are_padded_to_their_column() -> None:
    lines = without_gaps(TABLE, wrap(TABLE, 60))
    cells = table_cells(TABLE, lines, 60)
    assert [(TABLE[start:end], width) for start, end, width in cells[2]] == [
        ("Party", 13), ("Votes", 5),
    ]  # fmt: skip
    assert cells[3] == []
    assert [TABLE[start:end] for start, end, _ in cells[4]] == ["Harbour Union", "23"]
    assert cells.keys() == {2, 3, 4}


def test_a_table_that_is_too_wide_stays_as_it_is() -> None:
    assert table_cells(TABLE, wrap(TABLE, 12), 12) == {}


def test_the_lines_of_an_item_are_indented() -> None:
    lines = wrap(LIST, 20)
    words = [" " * item_indent(LIST, line) + LIST[line.start : line.end] for line in lines]
    assert words[2:5] == ["- the plan is", "  printed in", "  August"]
    assert all(len(line) <= 20 for line in words)


@given(st.text("|- ab\n1.)", max_size=60), st.integers(1, 30))
def test_any_text_keeps_its_words(text: str, width: int) -> None:
    lines = without_gaps(text, wrap(text, width))
    assert all(item_indent(text, line) <= 4 for line in lines)
    for at, cells in table_cells(text, lines, width).items():
        for start, end, _ in cells:
            assert lines[at].start <= start <= end <= lines[at].end
    kept = "".join(text[line.start : line.end] for line in lines)
    assert "".join(kept.split()) == "".join(text.split())
