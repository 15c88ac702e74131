"""What was read from a text, beside it and under its paragraphs."""

from __future__ import annotations

from tui.view_model.article import MarginNote
from tui.view_model.styled_text import Fragment
from tui.widgets.text_layout import beneath, beside, fold, folded_ranges, note_lines
from tui.widgets.wrap import wrap

TEXT = (
    "Adler met Lukashenko in Minsk. They talked.\n\nThe union went on strike.\n    So did others."
)


def note(words: str) -> MarginNote:
    return MarginNote(TEXT.index(words), ((words, "plain"),))


def placed(width: int, *notes: MarginNote) -> list[str]:
    lines, at = beneath(TEXT, wrap(TEXT, width), notes, width)
    return [
        f"| {at[number][0][0]}" if number in at else TEXT[line.start : line.end]
        for number, line in enumerate(lines)
    ]


def test_beneath_its_paragraph_in_order() -> None:
    assert placed(20, note("Adler"), note("They"), note("The union"), note("So did")) == [
        "Adler met Lukashenko", "in Minsk. They", "talked.", "| Adler", "| They", "",
        "The union went on", "strike.", "| The union", "    So did others.", "| So did",
    ]  # fmt: skip


def test_without_notes_the_lines_are_as_they_were() -> None:
    lines = wrap(TEXT, 20)
    assert beneath(TEXT, lines, (), 20) == (lines, {})


def test_a_long_note_takes_the_lines_that_it_needs() -> None:
    words: list[Fragment] = [("2024-07 ", "dim"), ("+ ", "good"), ("Adler met Lukashenko", "dim")]
    lines = note_lines(words, 22)
    assert ["".join(text for text, _ in line) for line in lines] == [
        "2024-07 + Adler met", "          Lukashenko",
    ]  # fmt: skip
    assert note_lines(words, 5)[0][0] == ("2024-07 ", "dim"), "even where there is no room"


def test_beside_its_line_or_the_next_that_is_free() -> None:
    lines = wrap(TEXT, 80)
    at = beside(lines, [note("Adler"), note("They"), note("The union")])
    assert {number: pieces[0][0] for number, pieces in at.items()} == {
        0: "Adler", 1: "They", 2: "The union",
    }  # fmt: skip


PAGE = (
    "---\ntitle: Docks\n---\n\nDocks\n\nThe union went on strike.\n\n"
    "Read also: more\nShare\n\nThe end."
)


def folded(text: str, *hidden: str) -> list[str]:
    spans = [(text.index(each), text.index(each) + len(each)) for each in hidden]
    lines, _, stands_for = fold(wrap(text, 80), {}, folded_ranges(text, spans))
    return [
        f"({stands_for[at]})" if at in stands_for else text[line.start : line.end]
        for at, line in enumerate(lines)
    ]


def test_a_line_stands_for_what_is_folded() -> None:
    front = PAGE[: PAGE.index("Docks\n\nThe") + len("Docks")]
    assert folded(PAGE, front, "Read also: more\nShare") == [
        "(4)", "The union went on strike.", "", "(2)", "The end.",
    ]  # fmt: skip


def test_the_headline_alone_leaves_nothing_in_its_place() -> None:
    assert folded("Docks\n\nThe union went on strike.", "Docks") == ["The union went on strike."]


def test_half_a_line_is_not_folded() -> None:
    assert folded(PAGE, "The union") == PAGE.splitlines()


def test_notes_stay_at_their_lines() -> None:
    text = "Docks\nOne.\nTwo."
    _, margin, _ = fold(wrap(text, 80), {2: (("two", "plain"),)}, [(0, 6)])
    assert margin == {1: (("two", "plain"),)}
