"""What a comma, "and" or a semicolon joins, where a small model joins it to the wrong word."""

from __future__ import annotations

import pytest

from store.extract.pipeline import Extractor
from tests.store.extract.events.told import read, told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Patients in Oslo and Riga sued the firm on Monday.",
            ("ACCUSE", ["patients"], ["firm"]),
        ),
        (
            "Norway accused Chadian troops of shelling the town; Chad's army rejected the charge.",
            ("ACCUSE", ["Norway"], ["Chadian military"]),
        ),
        (
            'The mayor, Ann Lee, accused the union of "ruining families".',
            ("ACCUSE", ["Ann Lee"], ["union"]),
        ),
        (
            "Soldiers said on Monday that they had ousted Paul Biya, shut the borders and "
            "arrested Ann Lee.",
            ("COERCE", ["soldiers"], ["Ann Lee"]),
        ),
        (
            "Two nurses were released on Monday and flown to Oslo.",
            ("OTHER", [], ["nurses"]),
        ),
    ],
)
def test_who_is_joined_to_whom(
    reader: Extractor, text: str, expected: tuple[str, list[str], list[str]]
) -> None:
    assert expected in told(reader, text)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Flooding in Chad killed 60 people in 2022.", "Flooding in Chad killed 60 people"),
        (
            "The firm, Zeta, has hired Ann Lee to investigate and notified the police.",
            "Firm, Zeta, has hired Ann Lee to investigate",
        ),
        (
            "Ann Lee, a senator, called on him to resign.",
            "Ann Lee, a senator, called on him to resign",
        ),
        (
            "Lions from Oslo came from behind to beat Riga 3-2 on Monday.",
            "Lions from Oslo came from behind to beat Riga 3-2",
        ),
    ],
)
def test_a_clause_ends_where_it_ends(reader: Extractor, text: str, label: str) -> None:
    assert label in [event.label for event in read(reader, text).events]


def test_a_denial_behind_a_semicolon_negates_nothing(reader: Extractor) -> None:
    text = "Norway accused Chad of firing first on Monday; Chad's ministry rejected the claim."
    accusation = next(e for e in read(reader, text).events if e.type == "ACCUSE")
    assert accusation.modality == "asserted"


def test_since_may_begin_a_clause(reader: Extractor) -> None:
    text = "Chad met envoys in Oslo on Friday for the first talks since Mali bombed a town in June."
    assert ("ASSAULT", ["Mali"], ["town"]) in told(reader, text)


def test_after_may_begin_a_clause_with_an_apposition(reader: Extractor) -> None:
    text = "The union called a strike after the contractor, Zeta Oil, refused to pay its drivers."
    assert ("REJECT", ["Zeta Oil"], ["drivers"]) in told(reader, text)


def test_a_description_ahead_of_a_name_is_no_second_subject(reader: Extractor) -> None:
    text = "A certified public accountant, Falk was named controller of the company in 1967."
    assert ("OTHER", [], ["Falk"]) in told(reader, text)
    text = "The teacher, Ann Lee, opened a school on Monday."
    assert ("OTHER", ["Ann Lee"], []) in told(reader, text)
