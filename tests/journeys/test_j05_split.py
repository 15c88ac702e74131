"""J5 on real terminals: one "Minsk" is a city and a government."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.terminal import Terminal

pytestmark = pytest.mark.slow

SIZES = [(80, 24), (120, 40)]


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_by_sentences(mending_store: Path, columns: int, rows: int) -> None:
    with Terminal("--store", str(mending_store), columns=columns, rows=rows) as terminal:
        terminal.wait_for("Adler returns")
        terminal.press("2", "down", "down")
        terminal.wait_for("i card")
        terminal.keys = 0
        terminal.press("S")
        terminal.wait_for("Which sentences are about another than Minsk?")
        terminal.wait_for("Minsk refused the offer")
        terminal.press("down", "space")
        terminal.wait_for("1/4 marked")
        terminal.press("enter")
        terminal.wait_for("1 sentence: about whom or what?")
        name = "Minsk government"
        terminal.type(name)
        terminal.wait_for("G Minsk government")
        terminal.press("enter")
        terminal.wait_for("u undoes it")
        terminal.wait_for("G Minsk government")
        terminal.wait_for("3/3")
        assert terminal.keys - len(name) == 5
        terminal.press("u")
        terminal.wait_for("Undone: ")
        terminal.wait_for("4/4")


def test_a_whole_article_at_once(mending_store: Path) -> None:
    with Terminal("--store", str(mending_store)) as terminal:
        terminal.wait_for("Adler returns")
        terminal.press("2", "down", "down", "S")
        terminal.wait_for("Minsk refused the offer")
        terminal.press("down", "a")
        terminal.wait_for("2/4 marked")
        terminal.press("escape")
        terminal.wait_for("Enter filter")


def test_those_with_a_word(mending_store: Path) -> None:
    with Terminal("--store", str(mending_store)) as terminal:
        terminal.wait_for("Adler returns")
        terminal.press("2", "down", "down", "S")
        terminal.wait_for("Minsk refused the offer")
        terminal.press("/")
        terminal.wait_for("Mark the sentences with these words")
        terminal.type("OFFER")
        terminal.press("enter")
        terminal.wait_for("1/4 marked")


def test_all_marked_is_no_split(mending_store: Path) -> None:
    with Terminal("--store", str(mending_store)) as terminal:
        terminal.wait_for("Adler returns")
        terminal.press("2", "down", "down", "S")
        terminal.wait_for("Minsk refused the offer")
        terminal.press("space", "space", "space", "space")
        terminal.wait_for("4/4 marked")
        terminal.press("enter")
        terminal.wait_for("All are marked: leave those that stay.")
