"""The tour of the demo, walked from its beginning to its end on a real terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.journeys.terminal import Terminal
from tui.cli.program import program


@pytest.mark.slow
def test_the_tour_is_walked_and_leaves_nothing(tmp_path: Path) -> None:
    environment = {"TMPDIR": str(tmp_path)}
    with Terminal("demo", home=tmp_path, environment=environment) as terminal:
        terminal.wait_for("Three panes show the same news.", 240)
        terminal.press("2")
        terminal.wait_for("Press / and type")
        terminal.press("/")
        terminal.type("lukash")
        terminal.wait_for("P  Alexander Lukashenko")
        terminal.press("enter")
        terminal.wait_for("the timeline says when")
        terminal.press("3", "down", "enter")
        terminal.wait_for("The sentence is highlighted")
        terminal.press("y")
        terminal.wait_for("Esc close")
        terminal.press("escape", "q", "backspace")
        terminal.wait_for("That is all.")
        terminal.press("down")
        terminal.wait_for(lambda shown: "That is all." not in shown.text)
        terminal.press("q")
        assert terminal.wait_for_end() == 0
    assert not list(tmp_path.glob("dateline-demo-*"))


def test_in_a_pipe_it_says_what_it_needs() -> None:
    done = CliRunner().invoke(program, ["demo"])
    assert done.exit_code == 2
    assert "the dashboard needs a terminal" in done.output
