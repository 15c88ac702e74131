"""J7 on real terminals: a wrong date, in every form, for this row, these words, this article."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.terminal import Terminal

pytestmark = pytest.mark.slow

SIZES = [(80, 24), (120, 40)]
FORMS = {
    "2024-07-19": "= Friday 2024-07-19",
    "2024-07": "= 2024-07",
    "2024-W27": "= 2024-07-01..07",
    "2024-07-06..08": "= 2024-07-06..08",
    "before 2024-07-01": "= before 2024-07-01",
    "~2024": "2024",
    "?": "= undated",
    "last thursday": "= Thursday 2024-07-18",
}


def at_the_march(store: Path, columns: int, rows: int) -> Terminal:
    """The timeline with the cursor on the march; the keys of this are not counted."""
    terminal = Terminal("--store", str(store), columns=columns, rows=rows)
    terminal.wait_for("Adler returns")
    terminal.press("3")
    terminal.wait_for("Harbour Union marches")
    terminal.wait_for("consult: verbal cooperation")
    terminal.press("up")
    terminal.keys = 0
    return terminal


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_this_row(mending_store: Path, columns: int, rows: int) -> None:
    with at_the_march(mending_store, columns, rows) as terminal:
        terminal.press("e")
        terminal.wait_for("When: Harbour Union marches")
        terminal.wait_for("On Thursday the Harbour Union marched")
        terminal.wait_for("Machine: 2024-07-18, from “Thursday”")
        typed = "2024-07-19"
        terminal.type(typed)
        terminal.wait_for("= Friday 2024-07-19")
        terminal.press("enter")
        terminal.wait_for("u undoes it")
        terminal.wait_for("2024-07-19")
        assert terminal.keys - len(typed) == 2
        terminal.press("u")
        terminal.wait_for("Undone: ")
        terminal.wait_for(lambda seen: "2024-07-19 " not in seen.lines[12])


@pytest.mark.parametrize(("typed", "shown"), FORMS.items())
def test_every_form_is_shown_as_it_is_typed(mending_store: Path, typed: str, shown: str) -> None:
    with at_the_march(mending_store, 80, 24) as terminal:
        terminal.press("e")
        terminal.wait_for("When: Harbour Union marches")
        terminal.type(typed)
        terminal.wait_for(shown)
        terminal.press("enter")
        terminal.wait_for("u undoes it")


def test_what_is_no_date_stays_in_the_dialog(mending_store: Path) -> None:
    with at_the_march(mending_store, 80, 24) as terminal:
        terminal.press("e")
        terminal.wait_for("When: Harbour Union marches")
        terminal.type("2024-13-45")
        terminal.press("enter")
        terminal.wait_for("Enter save")
        assert "u undoes it" not in terminal.text


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_the_same_words_in_this_article(mending_store: Path, columns: int, rows: int) -> None:
    with at_the_march(mending_store, columns, rows) as terminal:
        terminal.press("e")
        terminal.wait_for("For: this row")
        terminal.press("tab")
        terminal.wait_for("“Thursday” in this article, 2 events")
        terminal.type("2024-07-11")
        terminal.press("enter")
        terminal.wait_for("u undoes it")
        terminal.wait_for(lambda seen: seen.text.count("2024-07-11 ") >= 2)


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_the_articles_own_date(mending_store: Path, columns: int, rows: int) -> None:
    """Every relative date in it is resolved again; a process reads them, which takes seconds."""
    with at_the_march(mending_store, columns, rows) as terminal:
        terminal.press("e")
        terminal.wait_for("For: this row")
        terminal.press("tab", "tab")
        terminal.wait_for("the article's own date, 2024-07-19")
        terminal.press("enter")
        terminal.wait_for("The date of article #4")
        terminal.type("2024-07-26")
        terminal.press("enter")
        terminal.wait_for("will move.", 60)
        terminal.press("enter")
        terminal.wait_for("u undoes it")
        terminal.wait_for("2024-07-25")


def test_marked_rows_have_one_undo(mending_store: Path) -> None:
    with at_the_march(mending_store, 80, 24) as terminal:
        terminal.press("space", "up", "up", "space", "e")
        terminal.wait_for("When: 2 events")
        terminal.type("2024-08-01")
        terminal.press("enter")
        terminal.wait_for("u undoes it")
        terminal.wait_for(lambda seen: seen.text.count("2024-08-01 ") >= 2)
        terminal.press("u")
        terminal.wait_for("Undone: ")
        terminal.wait_for(lambda seen: "2024-08-01 " not in "\n".join(seen.lines[:22]))


def test_the_undated_can_be_listed_and_dated(mending_store: Path) -> None:
    with at_the_march(mending_store, 80, 24) as terminal:
        terminal.press("e")
        terminal.wait_for("When: Harbour Union marches")
        terminal.press("?", "enter")
        terminal.wait_for("u undoes it")
        terminal.press("/")
        terminal.wait_for("Type to search.")
        terminal.type("is:undated")
        terminal.wait_for("filter by: is:undated")
        terminal.press("enter")
        terminal.wait_for("› is:undated")
        terminal.wait_for("3 Timeline 1/6")
        terminal.wait_for("Harbour Union marches")
        terminal.press("e")
        terminal.wait_for("When: Harbour Union marches")
        terminal.type("2024-07-20")
        terminal.press("enter")
        terminal.wait_for("u undoes it")
