"""What kind of terminal, what it gets, and how text is copied through it."""

from __future__ import annotations

import pytest

from tui.terminal.terminal import (
    clipped,
    colour_system,
    copy,
    has_unicode,
    is_remote,
    prepare,
    refusal,
)
from tui.themes import starting_theme


def test_a_terminal_is_not_refused() -> None:
    assert refusal({"TERM": "xterm"}, stdin=True, stdout=True) is None


@pytest.mark.parametrize(
    ("environment", "stdin", "stdout", "says"),
    [
        ({"TERM": "xterm"}, False, True, "needs a terminal"),
        ({"TERM": "xterm"}, True, False, "needs a terminal"),
        ({"TERM": "dumb"}, True, True, "TERM=dumb"),
        ({}, True, True, "TERM is not set"),
        ({"TERM": "xterm", "SSH_CONNECTION": "a b"}, False, False, "ssh -t"),
    ],
)
def test_refusals_are_one_line(
    environment: dict[str, str], stdin: bool, stdout: bool, says: str
) -> None:
    line = refusal(environment, stdin=stdin, stdout=stdout)
    assert line is not None
    assert says in line
    assert "\n" not in line


@pytest.mark.parametrize(
    ("environment", "system"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "truecolor"),
        ({"TERM": "screen", "TMUX": "socket,1,0"}, "256"),
        ({"TERM": "tmux-256color"}, "256"),
        ({"TERM": "xterm"}, "standard"),
        ({"TERM": "linux"}, "standard"),
        ({"TERM": "rxvt-unicode"}, "standard"),
        ({"TERM": "rxvt-unicode-256color"}, "256"),
        ({"TERM": "xterm-kitty"}, "truecolor"),
        ({"TERM": "xterm-ghostty"}, "truecolor"),
        ({"TERM": "alacritty"}, "truecolor"),
        ({"TERM": "foot"}, "truecolor"),
        ({"TERM": "xterm-direct"}, "truecolor"),
        ({"TERM": "xterm-kitty", "TMUX": "socket,1,0"}, "256"),
    ],
)
def test_colours(environment: dict[str, str], system: str) -> None:
    assert colour_system(environment) == system


def test_themes_at_the_start() -> None:
    assert starting_theme({"TERM": "xterm-256color"}) == "dark"
    assert starting_theme({"TERM": "linux"}) == "terminal"
    assert starting_theme({"TERM": "xterm-256color", "NO_COLOR": "1"}) == "none"


def test_over_ssh_twenty_frames() -> None:
    environment = {"TERM": "xterm-256color", "SSH_CONNECTION": "a b"}
    prepare(environment)
    assert is_remote(environment)
    assert environment["TEXTUAL_FPS"] == "20"
    assert environment["TEXTUAL_ANIMATIONS"] == "none"


def test_a_setting_of_the_person_stays() -> None:
    environment = {"TERM": "xterm", "TEXTUAL_FPS": "5"}
    prepare(environment)
    assert environment["TEXTUAL_FPS"] == "5"


def test_unicode_by_locale() -> None:
    assert has_unicode({"LANG": "C.UTF-8"})
    assert not has_unicode({"LANG": "C"})
    assert not has_unicode({"LC_ALL": "C", "LANG": "en_GB.UTF-8"})


def test_the_size_is_told_by_the_system_alone() -> None:
    environment = {"TERM": "xterm-kitty", "TEXTUAL_SMOOTH_SCROLL": "1"}
    prepare(environment)
    assert environment["TEXTUAL_SMOOTH_SCROLL"] == "0"


def test_one_line_whatever_it_holds() -> None:
    assert clipped("a\nrm -rf x\x1b]52;c;x\x07") == "a rm -rf x\ufffd]52;c;x\ufffd"


def test_osc52_outside_tmux() -> None:
    sent: list[str] = []
    assert copy("two\nlines", sent.append, {}) == "sent to the terminal's clipboard"
    assert sent == ["two lines"]
