"""English is read in full; another language by the pipeline that is named for it, or not."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy

from store.extract.pipeline import Extractor
from store.ingest.languages import Extractors, ExtractorSettings, OtherLanguage
from store.reading import Article, Reading

GERMAN = Article(
    id="de",
    text="Am 3. Mai traf Jana Malik den Hafenbund in Halden.Malik lobte den Hafenbund.",
    language="de",
)
FRENCH = Article(id="fr", text="Jana Malik est arrivée mardi.", language="fr")
ENGLISH = Article(id="en", text="Jana Malik met the council in Oslo on Monday.", language="en")


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A pipeline as somebody may have trained or installed it: it finds names and no grammar."""
    nlp = spacy.blank("de")
    ruler = nlp.add_pipe("entity_ruler")
    patterns = {"Jana Malik": "PER", "Hafenbund": "ORG", "Halden": "LOC", "3. Mai": "MISC"}
    ruler.add_patterns([{"label": kind, "pattern": name} for name, kind in patterns.items()])  # type: ignore[attr-defined]
    folder: Path = tmp_path_factory.mktemp("german")
    nlp.to_disk(folder)
    return str(folder)


def outcomes(reader: Extractor, pipelines: dict[str, str]) -> list[Reading | OtherLanguage]:
    readers = Extractors(ExtractorSettings(pipelines=pipelines), reader)
    return list(readers.read_each([FRENCH, GERMAN, ENGLISH, GERMAN]))  # type: ignore[arg-type]


def test_the_names_of_another_language_are_those_of_its_pipeline(
    reader: Extractor, german: str
) -> None:
    french, first, english, second = outcomes(reader, {"de": german})
    assert isinstance(first, Reading)
    assert first == second
    assert [(entity.key, entity.type) for entity in first.entities] == [
        ("person/jana malik", "PERSON"),
        ("org/hafenbund", "ORG"),
        ("gpe/halden", "LOC"),
    ]
    assert [len(entity.mentions) for entity in first.entities] == [1, 2, 1]
    for entity in first.entities:
        for mention in entity.mentions:
            assert GERMAN.text[mention.start : mention.end] == entity.name
    assert len(first.sentences) > 1
    assert isinstance(french, OtherLanguage)
    assert isinstance(english, Reading)
    assert english.events


def test_no_rule_for_english_reads_another_language(reader: Extractor, german: str) -> None:
    _, reading, *_ = outcomes(reader, {"de": german})
    assert isinstance(reading, Reading)
    assert not reading.times
    assert not (reading.events or reading.roles or reading.relations or reading.statements)
    assert reading.extractor.model.startswith("de_")


@pytest.mark.parametrize(
    ("pipelines", "reason"),
    [
        ({}, "it is in German"),
        ({"de": "no_such_model"}, "'no_such_model' is not installed"),
    ],
)
def test_what_is_not_read_says_why(
    reader: Extractor, pipelines: dict[str, str], reason: str
) -> None:
    _, german, *_ = outcomes(reader, pipelines)
    assert isinstance(german, OtherLanguage)
    assert reason in german.reason


def test_a_pipeline_of_another_language_than_it_is_named_for_reads_nothing(
    reader: Extractor, german: str
) -> None:
    french, *_ = outcomes(reader, {"fr": german})
    assert isinstance(french, OtherLanguage)
    assert f"{german!r} is for German" in french.reason
