"""J2 on real terminals: who met Lukashenko in July, in at most twelve keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.terminal import Terminal
from tests.tui.newsroom import MEETING

pytestmark = pytest.mark.slow
SIZES = [(80, 24), (200, 50)]


def find(terminal: Terminal, typed: str) -> None:
    """Find him by name and take him into the filter."""
    terminal.wait_for("Adler returns")
    terminal.press("/")
    terminal.wait_for("Type to search.")
    terminal.type(typed)
    terminal.wait_for("P  Alexander Lukashenko")
    terminal.press("enter")
    terminal.wait_for("› Alexander Lukashenko")


def keys_of(terminal: Terminal, *typed: str) -> int:
    """The keys that were pressed; what was typed as words counts as one each."""
    return terminal.keys - sum(len(words) - 1 for words in typed)


def check_the_sentence(terminal: Terminal) -> None:
    """The sentence is on the screen with both names marked."""
    terminal.wait_for("sentence 1/2")
    terminal.wait_for(MEETING.text[:40])
    lit = terminal.styles_of("Lukashenko received Adler")
    assert all(cell.bold and cell.underscore for cell in (*lit[:10], *lit[-5:]))


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_by_typing(newsroom_store: Path, columns: int, rows: int) -> None:
    with Terminal("--store", str(newsroom_store), columns=columns, rows=rows) as terminal:
        name, query = "lukashenka", "type:consult event:2024-07"
        find(terminal, name)
        terminal.press("/")
        terminal.type(query)
        terminal.wait_for("filter by: type:consult event:2024-07")
        terminal.press("enter", "3")
        terminal.wait_for("› type:consult event:2024-07")
        terminal.wait_for("3 Timeline 1/6")
        terminal.wait_for("2024-07-08")
        terminal.press("o")
        check_the_sentence(terminal)
        terminal.press("n")
        terminal.wait_for("sentence 2/2")
        assert keys_of(terminal, name, query) <= 12


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_by_choosing(newsroom_store: Path, columns: int, rows: int) -> None:
    """The month from its heading, the kind of event from a row; nothing but a name is typed."""
    with Terminal("--store", str(newsroom_store), columns=columns, rows=rows) as terminal:
        name = "LUKASHENKO"
        find(terminal, name)
        terminal.press("3", "f")
        terminal.wait_for("› type:consult")
        terminal.press("left")
        terminal.wait_for("Enter only this span")
        terminal.press("enter")
        terminal.wait_for("› 2024-07")
        terminal.wait_for("3 Timeline 1/6")
        terminal.press("o")
        check_the_sentence(terminal)
        terminal.press("n")
        terminal.wait_for("sentence 2/2")
        assert keys_of(terminal, name) <= 12


@pytest.mark.parametrize("typed", ["lukašenka", "lukaschenko", "LUKASCHENKA", "lukashnko"])
def test_by_any_spelling(newsroom_store: Path, typed: str) -> None:
    with Terminal("--store", str(newsroom_store)) as terminal:
        find(terminal, typed)
