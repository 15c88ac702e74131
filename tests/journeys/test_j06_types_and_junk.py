"""J6 on real terminals: a wrong type, junk, and a name that was missed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.terminal import Terminal

pytestmark = pytest.mark.slow

SIZES = [(80, 24), (120, 40)]


def entities(store: Path, columns: int, rows: int, name: str) -> Terminal:
    """The dashboard with the cursor on an entity; the keys of this are not counted."""
    terminal = Terminal("--store", str(store), columns=columns, rows=rows)
    terminal.wait_for("Adler returns")
    terminal.press("2")
    terminal.wait_for("i card")
    terminal.wait_for(name)
    listed = [line for line in terminal.lines if line[1:4] in ("P ", "O ", "G ") or "/" in line]
    first = next(at for at, line in enumerate(terminal.lines) if " P Mira Adler" in line)
    here = next(at for at, line in enumerate(terminal.lines) if f" {name}" in line)
    assert listed
    terminal.press(*["down"] * (here - first))
    terminal.keys = 0
    return terminal


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_a_wrong_type_takes_two_keys(mending_store: Path, columns: int, rows: int) -> None:
    with entities(mending_store, columns, rows, "Vell") as terminal:
        terminal.press("t")
        terminal.wait_for("What is Vell?")
        terminal.wait_for("everywhere (1 mention, 1 article)")
        terminal.press("l")
        terminal.wait_for("u undoes it")
        terminal.wait_for("L Vell")
        assert terminal.keys == 2
        terminal.press("u")
        terminal.wait_for("O Vell")


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_junk_takes_two_keys_and_comes_back(mending_store: Path, columns: int, rows: int) -> None:
    with entities(mending_store, columns, rows, "Share This") as terminal:
        terminal.press("h")
        terminal.wait_for("Hide Share This")
        terminal.press("enter")
        terminal.wait_for("u undoes it")
        terminal.wait_for("Entities 7/7")
        assert terminal.keys == 2
        terminal.press("H")
        terminal.wait_for("hid Share This")
        terminal.press("enter")
        terminal.wait_for("Nothing is hidden.")
        terminal.press("escape")
        terminal.wait_for("Entities 8/8")
        terminal.wait_for("O Share This")


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_in_one_article_only(mending_store: Path, columns: int, rows: int) -> None:
    with Terminal("--store", str(mending_store), columns=columns, rows=rows) as terminal:
        terminal.wait_for("Adler returns")
        terminal.press("G", "enter")
        terminal.wait_for("4 Reader")
        terminal.press("n", "n")
        terminal.wait_for("name 2/")
        terminal.keys = 0
        terminal.press("h")
        terminal.wait_for("everywhere")
        terminal.wait_for("in this article, #1")
        terminal.wait_for("this mention")
        terminal.press("a")
        terminal.wait_for("u undoes it")
        assert terminal.keys == 2


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_a_missed_name_takes_three_keys(mending_store: Path, columns: int, rows: int) -> None:
    with Terminal("--store", str(mending_store), columns=columns, rows=rows) as terminal:
        terminal.wait_for("A harbour opens")
        terminal.press("down", "enter")
        terminal.wait_for("opened by Kaja Brenn")
        terminal.wait_for("4 Reader")
        terminal.keys = 0
        terminal.press("space")
        terminal.wait_for("“Kaja Brenn”")
        terminal.press("enter")
        terminal.wait_for("“Kaja Brenn” is")
        terminal.press("p")
        terminal.wait_for("u undoes it")
        assert terminal.keys == 3
        terminal.press("2")
        terminal.wait_for("P Kaja Brenn")


def test_words_become_an_event(mending_store: Path) -> None:
    with Terminal("--store", str(mending_store)) as terminal:
        terminal.wait_for("A harbour opens")
        terminal.press("down", "enter")
        terminal.wait_for("opened by Kaja Brenn")
        terminal.press("space")
        terminal.wait_for("“Kaja Brenn”")
        terminal.press("space")
        terminal.wait_for("Space extend")
        terminal.press("up", "space")
        terminal.wait_for("Space start anew")
        terminal.press("left", "left")
        terminal.wait_for("“by Kaja Brenn”")
        terminal.press("enter")
        terminal.wait_for("an event of the timeline")
        terminal.press("v")
        terminal.wait_for("What kind of event")
        terminal.type("coop")
        terminal.wait_for("cooperate")
        terminal.press("enter")
        terminal.wait_for("How the timeline shows it")
        terminal.type("Norland opens a harbour")
        terminal.press("enter")
        terminal.wait_for("When: Norland opens a harbour")
        terminal.type("2024-07-18")
        terminal.press("enter")
        terminal.wait_for("u undoes it")
        terminal.press("3")
        terminal.wait_for("Norland opens a harbour")
