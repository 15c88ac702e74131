"""What a terminal sends in one piece is the keys that were typed."""

from __future__ import annotations

import pytest
from textual import events

from tui.terminal.textual_internals import EscapeParser


def keys(sent: str) -> list[str]:
    parser = EscapeParser()
    found = [*parser.feed(sent), *parser.feed("")]
    return [event.key for event in found if isinstance(event, events.Key)]


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("\x1b2", ["escape", "2"]),
        ("\x1bjj", ["escape", "j", "j"]),
        ("\x1bJ", ["escape", "J"]),
        ("\x1b/a", ["escape", "slash", "a"]),
        ("2\x1b", ["2", "escape"]),
        ("\x1b\x1b", ["escape", "escape"]),
        ("\x1b]", ["escape", "right_square_bracket"]),
        ("\x1b[B", ["down"]),
        ("\x1bOP", ["f1"]),
        ("\x1b[1;5C", ["ctrl+right"]),
    ],
)
def test_escape_is_escape_and_a_sequence_a_sequence(sent: str, typed: list[str]) -> None:
    assert keys(sent) == typed
