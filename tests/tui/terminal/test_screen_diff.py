"""What is sent of a picture draws the same picture, with fewer bytes."""

from __future__ import annotations

import pyte
from hypothesis import example, given
from hypothesis import strategies as st

from tests.journeys.terminal import seen
from tui.terminal.screen_diff import ScreenDiff

COLUMNS, ROWS = 24, 6


Run = list[tuple[int, int, list[tuple[str, str]]]]
"""Rows, columns, and what is written there in which styles."""


STYLES = ("", "1", "38;5;253;48;5;16", "1;38;5;222;48;5;16", "38;5;110;48;5;16", "48;5;233",
          "38;2;1;2;3;48;2;4;5;6", "31", "7;4;39;49", "2;37;40")  # fmt: skip


words = st.text(alphabet="ab ·━é中\u0301\u200d\ufe0f❤🙂", min_size=1, max_size=6)


segments = st.lists(st.tuples(st.sampled_from(STYLES), words), min_size=1, max_size=4)


runs = st.lists(
    st.tuples(st.integers(1, ROWS), st.integers(1, COLUMNS), segments), min_size=1, max_size=8
)


def written(run: Run) -> str:
    """Runs of styled words, as Textual writes them."""
    data = ""
    for row, column, parts in run:
        data += f"\n\x1b[{row};{column}H" if data else f"\x1b[{row};{column}H"
        for style, text in parts:
            data += f"\x1b[{style}m{text}\x1b[0m" if style else text
    return f"{data}\x1b[1;1H"


class Shown:
    """A terminal that does not wrap, as Textual tells it to."""

    def __init__(self) -> None:
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.Stream(self.screen)
        self._stream.feed("\x1b[?7l")

    def feed(self, data: str) -> None:
        for letter in data.replace("\n", ""):  # pyte drops what follows a joiner it is fed with
            self._stream.feed(letter)

    def cells(self) -> list[list[pyte.screens.Char]]:
        buffer = self.screen.buffer
        return [[seen(buffer[y][x]) for x in range(COLUMNS)] for y in range(ROWS)]


def within(run: Run, rows: int = ROWS, columns: int = COLUMNS) -> Run:
    """The parts of a run that a screen of that size has room for: Textual draws no others."""
    return [
        (row, column, parts)
        for row, column, parts in run
        if row <= rows and column - 1 + 2 * sum(len(text) for _, text in parts) <= columns
    ]


pictures_and_sizes = st.lists(
    runs.filter(within) | st.tuples(st.integers(2, ROWS), st.integers(10, COLUMNS)),
    min_size=1,
    max_size=6,
)


@given(pictures_and_sizes)
@example([[(1, 1, [("1", "a中b")])], [(1, 4, [("1", "b")])], [(1, 1, [("", "aaa")])]])
@example([[(2, 1, [("31", "ab ab")])], [(2, 1, [("31", "bb aa")])]])
@example([[(1, 1, [("1", "a"), ("", "\u0301")]), (1, 1, [("1", "a")])]])
@example([[(1, 1, [("", "ab")])], (2, 10), (ROWS, COLUMNS), [(1, 1, [("", "ab")])]])
def test_the_terminal_shows_the_same(steps: list[Run | tuple[int, int]]) -> None:
    picture, whole, frugal = ScreenDiff(), Shown(), Shown()
    for step in steps:
        if isinstance(step, tuple):
            whole.screen.resize(*step)
            frugal.screen.resize(*step)
            picture.forget()
            continue
        screen = whole.screen
        data = written(within(step, screen.lines, screen.columns))
        changed = picture.changed(data)
        assert changed is not None
        whole.feed(data)
        frugal.feed(changed)
        assert frugal.cells() == whole.cells()
        assert (frugal.screen.cursor.x, frugal.screen.cursor.y) == (0, 0)


ROW = "\x1b[2;1H\x1b[38;5;253;48;5;16m 2024-07-09 \x1b[0m\x1b[38;5;246;48;5;16mWire\x1b[0m\x1b[1;1H"


def test_what_is_there_is_not_sent_again() -> None:
    picture = ScreenDiff()
    assert picture.changed(ROW)
    assert picture.changed(ROW) == ""
    assert picture.changed(ROW.replace("07-09", "07-08")) == (
        "\x1b[2;11H\x1b[38;5;253;48;5;16m8\x1b[m\x1b[H"
    )


def test_one_colour_that_differs_is_one_that_is_sent() -> None:
    sent = ScreenDiff().changed(ROW)
    assert sent == "\x1b[2H\x1b[38;5;253;48;5;16m 2024-07-09 \x1b[38;5;246mWire\x1b[m\x1b[H"


def test_no_style_is_sent_for_blanks_that_look_the_same() -> None:
    row = "\x1b[2;1H\x1b[31;40mWire\x1b[0m\x1b[1;32;40m    \x1b[0m\x1b[31;40mday\x1b[0m\x1b[1;1H"
    picture = ScreenDiff()
    assert picture.changed(row) == "\x1b[2H\x1b[31;40mWire    day\x1b[m\x1b[H"
    assert picture.changed(row.replace("1;32", "34")) == ""
    underlined = row.replace("1;32;40m    ", "4;31;40m    ")
    assert picture.changed(underlined) == "\x1b[2;5H\x1b[4;31;40m    \x1b[m\x1b[H"


def test_styles_add_up_until_they_end() -> None:
    sent = ScreenDiff().changed("\x1b[1;1H\x1b[1m\x1b[31mred\x1b[m plain\x1b[1;1H")
    assert sent == "\x1b[H\x1b[1;31mred\x1b[m plain\x1b[G"


def test_one_style_after_the_other_where_that_is_shorter() -> None:
    title, number = "38;5;253;48;5;16", "38;5;246;48;5;16"

    def listed(words: str, numbers: str) -> str:
        return written([
            (row, 1, [(title, f" {word * 12} "), (number, each), (title, "  ")])
            for row, (word, each) in enumerate(zip(words, numbers, strict=True), 2)
        ])  # fmt: skip

    picture = ScreenDiff()
    picture.changed(listed("abc", "123"))
    assert picture.changed(listed("def", "456")) == (
        f"\x1b[2;2H\x1b[{title}m{'d' * 12}\x1b[3;2H{'e' * 12}\x1b[4;2H{'f' * 12}"
        "\x1b[2;15H\x1b[38;5;246m4\x1b[B\b5\x1b[B\b6\x1b[m\x1b[H"
    )


def test_what_is_written_over_comes_last() -> None:
    red, blue = "\x1b[31mred\x1b[m", "\x1b[34mblue\x1b[m"
    picture = ScreenDiff()
    picture.changed("\x1b[3;1H   \x1b[3;1H")
    sent = picture.changed(f"\x1b[1;1H{red}\x1b[1;1H{blue}\x1b[2;1H{red}\x1b[1;1H")
    assert sent == "\x1b[H\x1b[31mred\x1b[G\x1b[34mblue\x1b[E\x1b[31mred\x1b[m\x1b[H"


def test_after_anything_else_all_is_sent() -> None:
    picture = ScreenDiff()
    first = picture.changed(ROW)
    for foreign in ("\x1b[2J", "\x1b]52;c;YQ==\x07", "\x1b[1;1H\x1b[31mred", "words", "\n"):
        assert picture.changed(foreign) is None
        assert picture.changed(ROW) == first
        assert picture.changed(ROW) == ""


def test_begin_and_end_of_a_picture_change_nothing() -> None:
    picture = ScreenDiff()
    picture.changed(ROW)
    assert picture.changed("\x1b[?2026h") is None
    assert picture.changed(ROW) == ""


def test_what_terminals_draw_in_different_widths_is_always_sent() -> None:
    picture = ScreenDiff()
    row = "\x1b[2;1Hnews 中国 from there\x1b[1;1H"
    assert picture.changed(row) == "\x1b[2Hnews 中国 from there\x1b[H"
    assert picture.changed(row) == "\x1b[Enews 中国 from there\x1b[H"
