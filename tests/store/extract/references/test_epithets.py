"""What a person is called without a name, in sentences of our own."""

from __future__ import annotations

import pytest

from store.extract.pipeline import Extractor
from store.reading import Article


def _person(reader: Extractor, text: str, words: str) -> str | None:
    reading = reader.read(Article(id="a", text=text, published="2024-07-09"))
    for entity in reading.entities:
        for mention in entity.mentions:
            told = text[mention.start : mention.end] == words
            if told and mention.kind == "nominal" and not entity.key.startswith("nominal/"):
                return entity.name
    return None


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "Bo Falk won the race in Ohio. The Texas billionaire thanked his team.",
            "The Texas billionaire",
            "Bo Falk",
        ),
        ('Ann Lee left the stage in Oslo. "I am tired," the singer said.', "the singer", "Ann Lee"),
        (
            "Ann Lee lost the primary. Reporters asked the candidate to resign.",
            "the candidate",
            "Ann Lee",
        ),
        (
            "Ann Lee served in Paris. Voters know the former secretary of state well.",
            "the former secretary",
            "Ann Lee",
        ),
        ("The crowd cheered Ann Lee. The actress smiled.", "The actress", "Ann Lee"),
        (
            "Bo Falk won in Ohio on Monday. The Utah Republican thanked his voters.",
            "The Utah Republican",
            "Bo Falk",
        ),
        (
            "Pope Francis came to Rome. It rained. Roads closed. It was late. The pope prayed.",
            "The pope",
            "Francis",
        ),
    ],
)
def test_an_epithet_is_who_was_spoken_of(
    reader: Extractor, text: str, words: str, name: str
) -> None:
    found = _person(reader, text, words)
    assert found is not None
    assert found.endswith(name)


def test_everybody_knows_some_persons(reader: Extractor) -> None:
    words = "The Vermont senator"
    text = f"Bernie Sanders met Ann Lee and Bo Falk in Lima on Monday. {words} thanked his voters."
    assert _person(reader, text, words) == "Bernie Sanders"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Bo Falk met Jan Roe in Ohio. The billionaire thanked his team.", "The billionaire"),
        (
            "President Bo Falk spoke on Monday. The Utah Republican thanked his voters.",
            "The Utah Republican",
        ),
        ("A singer was hurt in Oslo. Bo Falk called for help. The singer recovered.", "The singer"),
        (
            "Senator Bo Falk criticised the plan. The former governor had backed it.",
            "The former governor",
        ),
        ("Jan Roe criticised the plan. The Vermont senator had backed it.", "The Vermont senator"),
        ("Jan Roe criticised the plan. The vice president had backed it.", "The vice president"),
        ("Olaf Falk praised the pageant. The winner will take her crown on Monday.", "The winner"),
        ("Bo Falk spoke first. The company's chairman left the room.", "The company's chairman"),
        ("Bo Falk spoke first. The president of Chad left the room.", "The president"),
        ("Jan Roe lost the primary. The mayor was pleased.", "The mayor"),
        ("Peter Falk spoke first. The actress left the room.", "The actress"),
    ],
)
def test_in_doubt_it_is_nobody(reader: Extractor, text: str, words: str) -> None:
    assert _person(reader, text, words) is None
