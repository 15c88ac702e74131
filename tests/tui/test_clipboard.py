"""What is copied is one line, and goes out by the right door."""

from __future__ import annotations

from tui.clipboard import clipped, copy


def test_one_line_whatever_it_holds() -> None:
    assert clipped("a\nrm -rf x\x1b]52;c;x\x07") == "a rm -rf x\ufffd]52;c;x\ufffd"


def test_osc52_outside_tmux() -> None:
    sent: list[str] = []
    assert copy("two\nlines", sent.append, {}) == "sent to the terminal's clipboard"
    assert sent == ["two lines"]
