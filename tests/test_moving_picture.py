"""The moving picture: each line is shown from one screen to another, and nothing else is."""

from __future__ import annotations

import json
import re

from tests.moving_picture import Look, Recording, Run, as_cast, as_svg

PLAIN = Look("#e0e0e0", "#121212", bold=False, italic=False, underlined=False)


def line(text: str) -> tuple[Run, ...]:
    return (Run(0, text, PLAIN),)


RECORDING = Recording(
    [[line("<stays>"), line("first")], [line("<stays>"), line("second")]], [1.0, 3.0], [b"a", b"b"]
)


def test_what_stays_is_drawn_once_and_what_changes_in_its_time() -> None:
    drawn = as_svg(Recording([[*screen, *[()] * 28] for screen in RECORDING[0]], *RECORDING[1:]))
    assert drawn.count("&lt;stays&gt;") == 1
    assert re.search(r'class="s0-2".*stays', drawn)
    assert re.search(r'class="s0-1".*first', drawn)
    assert "@keyframes s0-1{0%{visibility:visible}25.000%,100%{visibility:hidden}}" in drawn
    assert "@keyframes s1-2{0%{visibility:hidden}25.000%{visibility:visible}" in drawn


def test_the_recording_is_an_asciicast() -> None:
    head, *events = map(json.loads, as_cast(RECORDING).splitlines())
    assert head["version"] == 2
    assert events == [[0.0, "o", "a"], [1.0, "o", "b"], [4.0, "o", ""]]
