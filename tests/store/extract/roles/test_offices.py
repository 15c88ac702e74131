"""Offices as words, without a parser."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from store.extract.roles.offices import office_ending, office_from

_NLP = spacy.blank("en")


def _doc(text: str) -> Doc:
    return _NLP.make_doc(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the foreign minister", "Foreign Minister"),
        ("former deputy prime minister", "former Deputy Prime Minister"),
        ("ex-president", "former President"),
        ("its new CEO", "Chief Executive"),
        ("the director-general", "Director-General"),
        ("secretary of state", "Secretary of State"),
        ("Minister of Foreign Affairs", "Minister of Foreign Affairs"),
    ],
)
def test_office_ending(text: str, name: str) -> None:
    doc = _doc(text)
    office = office_ending(doc, len(doc))
    assert office is not None
    assert office.name == name


def test_no_office() -> None:
    doc = _doc("the old harbour")
    assert office_ending(doc, len(doc)) is None


def test_an_office_takes_no_word_of_a_name() -> None:
    doc = _doc("White House spokesman")
    office = office_ending(doc, 3, names={0, 1})
    assert office is not None
    assert office.name == "Spokesman"


def test_office_from_its_head_noun() -> None:
    doc = _doc("the secretary of state for war")
    office = office_from(doc, 1)
    assert office is not None
    assert office.name == "Secretary of State"
