"""The table of terminals in the README, tried: what each of them is sent."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.journeys.terminal import Terminal

pytestmark = pytest.mark.slow
"""Real terminals and disks are waited for."""

COLOUR = re.compile(rb"\x1b\[[0-9;]*m")


def colours(raw: bytes) -> str:
    """The richest kind of colour in what was sent."""
    styles = b" ".join(COLOUR.findall(raw))
    for kind, sign in (
        ("all", rb"[34]8;2;"),
        ("256", rb"[34]8;5;"),
        ("16", rb"[;\[][349][0-7][;m]"),
    ):
        if re.search(sign, styles):
            return kind
    return "none"


@pytest.mark.parametrize(
    ("environment", "kind", "is_ascii"),
    [
        ({"TERM": "xterm"}, "16", False),
        ({"TERM": "xterm-256color"}, "256", False),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "all", False),
        ({"TERM": "screen"}, "256", False),
        ({"TERM": "tmux-256color"}, "256", False),
        ({"TERM": "linux"}, "16", False),
        ({"TERM": "vt100"}, "16", False),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, "none", False),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"}, "none", False),
        ({"TERM": "xterm-256color", "LANG": "C"}, "256", True),
        ({"TERM": "vt100", "LANG": "de_DE.ISO-8859-1"}, "16", True),
    ],
)
def test_what_a_terminal_is_sent(
    newsroom_store: Path, environment: dict[str, str], kind: str, is_ascii: bool
) -> None:
    with Terminal(
        "--store", str(newsroom_store), environment=environment, columns=120, rows=40
    ) as terminal:
        terminal.wait_for("Timeline 6/6")
        terminal.wait_for("Enter open")
        assert colours(bytes(terminal.raw)) == kind
        ours = {letter for letter in terminal.text if not letter.isascii()} - set("“”")
        assert (not ours) == is_ascii
        terminal.press("q")
        assert terminal.wait_for_end() == 0
        assert terminal.restored


@pytest.mark.parametrize(("columns", "rows"), [(40, 12), (80, 24), (120, 40), (400, 100)])
def test_from_narrow_to_wide(newsroom_store: Path, columns: int, rows: int) -> None:
    with Terminal("--store", str(newsroom_store), columns=columns, rows=rows) as terminal:
        terminal.wait_for("Articles 5/5")
        terminal.press("2")
        terminal.wait_for("Entities 5/5")
        terminal.press("q")
        assert terminal.wait_for_end() == 0


def test_a_storm_of_resizes(newsroom_store: Path) -> None:
    with Terminal("--store", str(newsroom_store), columns=120, rows=40) as terminal:
        terminal.wait_for("Adler returns")
        for step in range(60):
            terminal.resize(20 + step * 3, 5 + step)
        terminal.resize(90, 30)
        terminal.wait_for(lambda t: "Enter open" in t.lines[29] and "Adler returns" in t.text)
        terminal.press("q")
        assert terminal.wait_for_end() == 0
