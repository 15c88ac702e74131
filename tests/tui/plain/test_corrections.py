"""Corrections by lines: each one is a record of the log, and undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store import Store, Views
from tui.plain.commands import COMMANDS
from tui.plain.session import PlainSession

_SLOW = ("add", "why", "quit")
"""Commands that start a process, and the one that ends the session."""
UNDOES = "; undo takes it back."


@pytest.fixture
def session(mending_store: Path) -> Iterator[PlainSession]:
    with Store.open(mending_store) as store:
        views = Views.open(store)
        views.update()
        yield PlainSession(store, views)
        views.close()


def said(session: PlainSession, *lines: str) -> list[str]:
    """Return the answer to the last of these lines."""
    for line in lines[:-1]:
        list(session.answer(line))
    return list(session.answer(lines[-1]))


def number_of(session: PlainSession, command: str, beginning: str) -> str:
    """List, and return the number of the row whose text begins so."""
    rows = said(session, command)
    return next(
        row.partition(". ")[0] for row in rows if row.partition(". ")[2].startswith(beginning)
    )


def names(session: PlainSession) -> str:
    return "\n".join(said(session, "entities"))


def test_a_merge_is_asked_which_way_and_undone(session: PlainSession) -> None:
    before = names(session)
    one, other = (number_of(session, "entities", each) for each in ("Mira Adlar", "Mira Adler"))
    asked = said(session, f"merge {one} {other}")
    assert "both stand in one sentence" in asked[0]
    assert asked[-2:] == [
        "1. Mira Adlar into Mira Adler: 2 mentions in 2 articles",
        "2. Mira Adler into Mira Adlar: 4 mentions in 3 articles",
    ]
    assert said(session, "1") == [f"Merged Mira Adlar into Mira Adler{UNDOES}"]
    assert "Mira Adler, corrected, person, 6 mentions" in names(session)
    assert said(session, "undo") == ["Undone: Merged Mira Adlar into Mira Adler."]
    assert names(session) == before
    assert said(session, "redo")[0].startswith("Redone: ")
    assert "Mira Adlar," not in names(session)


def test_a_merge_with_a_name_that_is_typed(session: PlainSession) -> None:
    number = number_of(session, "entities", "Mira Adlar")
    assert said(session, f"merge {number} Adler")[1].startswith("1. Mira Adler, ")
    assert said(session, "1", "1")[0].startswith("Merged Mira Adlar into Mira Adler")
    assert said(session, f"merge {number} Zork") == ["No other name is like “Zork”."]


def test_the_numbers_mean_the_rows_again_after_an_answer(session: PlainSession) -> None:
    one, other = (number_of(session, "entities", each) for each in ("Mira Adlar", "Mira Adler"))
    list(session.answer(f"merge {one} {other}"))
    list(session.answer("1"))
    assert said(session, f"star {other}") == [f"Starred Mira Adler{UNDOES}"]


def test_rows_whose_dates_contradict_are_asked_about(session: PlainSession) -> None:
    refusal = number_of(session, "timeline", "2024-07-12: Minsk refuses")
    talks = number_of(session, "timeline", "2024-07-10: Mira Adlar meets")
    before = said(session, "timeline")
    asked = said(session, f"merge {refusal} {talks}")
    assert asked[0] == "2024-07-10 and 2024-07-12 cannot both be. Are these one event?"
    assert said(session, "2") == ["They are left apart."]
    assert said(session, "timeline") == before
    assert said(session, f"merge {refusal} {talks}", "1")[0].endswith(UNDOES)
    assert len(said(session, "timeline")) < len(before)
    said(session, "undo")
    assert said(session, "timeline") == before


def test_a_split(session: PlainSession) -> None:
    number = number_of(session, "entities", "Mira Adler")
    assert said(session, f"split {number}")[-1] == (
        "Type apart, the numbers, and a name: these are about another."
    )
    assert said(session, "apart 1") == ["Type the name after the numbers: apart 1 Ada Okoro."]
    assert said(session, "apart 1 Ada Okoro")[1] == "1. Ada Okoro, new person"
    assert said(session, "1")[0].startswith("Split Ada Okoro (PERSON) from Mira Adler")
    assert "Ada Okoro, person, 1 mention" in names(session)


def test_fields_of_an_event(session: PlainSession) -> None:
    number = number_of(session, "timeline", "2024-07-12: Minsk refuses")
    assert said(session, f"set {number}")[-1].startswith(f"Type set {number}, one of date, who")
    assert any(
        "counted from" in line or "Machine:" in line for line in said(session, f"set {number} date")
    )
    assert said(session, f"set {number} date 2024-06")[-1].endswith(f"2024-06{UNDOES}")
    assert said(session, f"set {number} type threaten")[0].endswith(UNDOES)
    assert said(session, f"set {number} label Minsk says no")[0].endswith(UNDOES)
    assert said(session, f"set {number} who Kaja Brenn")[0] == "Who?"
    assert said(session, "1")[0].startswith("Changed who took part")
    assert said(session, f"set {number} status claimed")[0].endswith(UNDOES)
    assert said(session, f"set {number} place -")[0].endswith(UNDOES)
    (row,) = [each for each in said(session, "timeline") if "Minsk says no" in each]
    assert row.partition(". ")[2].startswith("2024-06: Minsk says no, corrected, threaten")


def test_a_date_of_the_same_words_is_asked_for(session: PlainSession) -> None:
    number = number_of(session, "timeline", "2024-07-18: Mira Adler praises")
    asked = said(session, f"set {number} date 2024-07-11")
    if asked[0] == "Where does it hold?":
        asked = said(session, "2")
    assert asked[-1].endswith(UNDOES)
    assert any("2024-07-11: Mira Adler praises" in row for row in said(session, "timeline"))


def test_fields_of_names_and_articles(session: PlainSession) -> None:
    number = number_of(session, "entities", "Vell")
    assert said(session, f"set {number} name Vell Bank")[0].endswith(UNDOES)
    assert said(session, f"set {number} type product")[0].endswith(UNDOES)
    assert "Vell Bank, product, corrected" not in names(session)
    assert "Vell Bank, corrected, product" in names(session)
    number = number_of(session, "articles", "2024-07-19, Evening Lamp")
    assert said(session, f"set {number} title Open at last")[0].endswith(UNDOES)
    assert said(session, f"set {number} source Harbour Wire")[0].endswith(UNDOES)
    assert any("Harbour Wire, Open at last" in row for row in said(session, "articles"))


def test_hide_and_bring_back(session: PlainSession) -> None:
    number = number_of(session, "entities", "Share This")
    assert said(session, f"hide {number}")[0].endswith(UNDOES)
    assert "Share This" not in names(session)
    assert "Share This" in said(session, "hidden")[1]
    assert said(session, "1") == ["Undid 1 correction."]
    assert "Share This" in names(session)
    assert said(session, "hidden") == ["Nothing is hidden."]
    assert "undone" in said(session, "log")[1]


def test_a_missed_name(session: PlainSession) -> None:
    number = number_of(session, "articles", "2024-07-19")
    list(session.answer(number))
    assert said(session, "mention Kaja Brenn")[0] == "“Kaja Brenn” is"
    assert said(session, "1")[0].endswith(UNDOES)
    assert "Kaja Brenn, person, 1 mention" in names(session)
    assert said(session, "mention Zork") == ["The text does not have “Zork”."]


def test_marks(session: PlainSession) -> None:
    list(session.answer("articles"))
    said(session, "star 1", "tag 1 follow up", "note 1 look again")
    assert said(session, "note 1") == ["look again"]
    row = said(session, "articles")[1]
    assert "starred, #follow-up, has a note" in row
    assert said(session, "star 1", "tag 1 follow up", "note 1 -")[0].endswith(UNDOES)
    assert "starred" not in said(session, "articles")[1]


def test_what_cannot_be_corrected_is_said(session: PlainSession) -> None:
    assert said(session, "undo") == ["There is nothing to undo."]
    assert said(session, "entities", "merge 1") == [
        "Name two rows: merge 1 2. Or a row and a name: merge 1 Mira Adler."
    ]
    assert said(session, "articles", "merge 1 2")[0].startswith("Name two rows")
    assert said(session, "hide 1") == ["Name a row of the entities or the timeline."]
    assert said(session, "star 99") == ["Name a row of the articles, entities or timeline."]
    assert "no date" in said(session, "timeline", "set 1 date in a blue moon")[0]


def test_a_store_that_can_only_be_read(mending_store: Path) -> None:
    with Store.open(mending_store, readonly=True) as store:
        views = Views.open(store)
        views.update()
        session = PlainSession(store, views)
        (answer,) = said(session, "entities", "star 1")
        views.close()
    assert "may not be written to" in answer


def test_sorting(session: PlainSession) -> None:
    assert said(session, "entities", "sort")[0] == "Sort the entities:"
    rows = said(session, "sort name")
    assert rows[1].startswith("1. Alexander Lukashenko")
    assert said(session, "articles", "sort oldest")[1].startswith("1. 2024-07-09")
    assert "in order of time" in said(session, "timeline", "sort")[0]


_NAMES = [name for each in COMMANDS if each.names[0] not in _SLOW for name in each.names]
_WORDS = st.lists(
    st.sampled_from(
        [
            "1",
            "2",
            "9",
            "date",
            "2024-05",
            "type",
            "name",
            "who",
            "place",
            "-",
            "Mira",
            "²",
            "\x1b[2J",
        ]
    ),
    max_size=4,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(st.tuples(st.sampled_from(_NAMES), _WORDS), max_size=8))
def test_any_lines_are_answered_in_lines(
    session: PlainSession, lines: list[tuple[str, list[str]]]
) -> None:
    for name, words in lines:
        for answer in session.answer(" ".join([name, *words])):
            assert answer.isprintable()
        assert list(session.answer("undo"))


@pytest.mark.slow
def test_why_and_add(session: PlainSession, tmp_path: Path) -> None:
    lines = said(session, "timeline", "why 1")
    assert "Rules that made it" in lines and "Sentence" in lines
    (tmp_path / "new.txt").write_text(
        "Date: 2024-08-02\n\nKaja Brenn opened the Vell bridge in Oslo on Thursday.\n"
    )
    answer = said(session, f"add {tmp_path / 'new.txt'}")
    assert any("1 new" in line for line in answer)
    assert "6 of 6 articles" in answer[-1]
    assert any("no such file" in line for line in said(session, "add /nowhere/x.txt"))
