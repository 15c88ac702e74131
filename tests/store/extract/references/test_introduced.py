"""Persons told of by what they are, in sentences of our own."""

from __future__ import annotations

import pytest

from store.extract.pipeline import Extractor
from store.reading import Article


def _actors(reader: Extractor, text: str, verb: str) -> list[str]:
    reading = reader.read(Article(id="a", text=text, published="2024-07-09"))
    names = {entity.id: entity.name for entity in reading.entities}
    for event in reading.events:
        at = event.evidence[0].verb
        if at is not None and text[at[0] : at[1]] == verb:
            return [names[actor] for actor in event.actors]
    return []


FREED = "A federal judge freed two miners on Monday. "


@pytest.mark.parametrize(
    ("text", "verb", "actors"),
    [
        (FREED + "District Judge Bo Falk said they had waited too long.", "freed", ["Bo Falk"]),
        (
            FREED + "District Judges Bo Falk and Ann Lee sit in Lima. Judge Ann Lee is 60.",
            "freed",
            ["federal judge"],
        ),
        (
            "Ohio governor opens a school. LIMA - Gov. Bo Falk of Ohio met teachers on Monday.",
            "opens",
            ["Bo Falk"],
        ),
        (FREED + "Governor Bo Falk thanked the court.", "freed", ["federal judge"]),
        (
            "Another senator opened a school on Monday. Sen. Bo Falk was in Lima.",
            "opened",
            ["senator"],
        ),
        (
            "Lawmakers including Ann Lee and Bo Falk opened a school in Oslo on Monday.",
            "opened",
            ["Ann Lee", "Bo Falk"],
        ),
        (
            "Only Sens. Ann Lee, R-N.H., and Steven Falk, R-Idaho, joined Bo Parks on Monday.",
            "joined",
            ["Ann Lee", "Steven Falk"],
        ),
        ("Ann Lee was saddened on Monday by the deaths of the miners.", "saddened", ["Ann Lee"]),
        ("Ann Lee was arrested on Monday by the police.", "arrested", ["police"]),
    ],
)
def test_who_acts(reader: Extractor, text: str, verb: str, actors: list[str]) -> None:
    assert _actors(reader, text, verb) == actors


MET = "Bo Falk, chairman of Orvis Bank, met Ann Lee, a senator from Utah. "


@pytest.mark.parametrize(
    ("text", "verb", "actors"),
    [
        (MET + "The chairman of Orvis Bank closed the mill on Monday.", "closed", ["Bo Falk"]),
        (MET + "The senator from Utah closed the mill on Monday.", "closed", ["Ann Lee"]),
        (MET + "The chairman of Norvik Bank closed the mill on Monday.", "closed", ["chairman"]),
        (
            MET + "The former chairman of Orvis Bank closed the mill on Monday.",
            "closed",
            ["chairman"],
        ),
        (
            MET + "Kim Stein, chairman of Orvis Bank, left. The chairman of Orvis Bank closed it.",
            "closed",
            ["chairman"],
        ),
    ],
)
def test_an_office_with_its_body_is_its_holder(
    reader: Extractor, text: str, verb: str, actors: list[str]
) -> None:
    assert _actors(reader, text, verb) == actors


def test_what_is_for_whoever_is_called_so(reader: Extractor) -> None:
    text = "Ohio Gov. Bo Falk won. Ann Lee announced her support for the Ohio governor on Monday."
    reading = reader.read(Article(id="a", text=text, published="2024-07-09"))
    names = {entity.id: entity.name for entity in reading.entities}
    assert [names[e] for e in reading.events[-1].recipients] == ["Bo Falk"]
