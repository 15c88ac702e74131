"""Who said what, in sentences of our own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from store.extract.pipeline import Extractor
from store.extract.statements.sources import Attributions
from store.reading import Article

Told = tuple[str | None, str, str]


@pytest.fixture(scope="module")
def parsed(reader: Extractor) -> Callable[[str], Doc]:
    def parse(text: str) -> Doc:
        article = Article(id="a", text=text, published="2024-07-09")
        return reader.nlp(reader.prepare(article))

    return parse


@pytest.fixture(scope="module")
def told(parsed: Callable[[str], Doc]) -> Callable[[str], list[Told]]:
    """Source, cue and content of every statement, as words."""

    def tell(text: str) -> list[Told]:
        doc = parsed(text)
        return [
            (
                doc[s.source_span.start : s.source_span.end].text if s.source_span else None,
                doc[s.cue.start : s.cue.end].text,
                " … ".join(doc[p.start : p.end].text for p in s.pieces),
            )
            for s in doc._.statements
        ]

    return tell


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The bridge was destroyed overnight, according to the governor.",
            ("the governor", "according to", "The bridge was destroyed overnight"),
        ),
        (
            "According to two officials, the talks in Oslo collapsed.",
            ("two officials", "According to", "the talks in Oslo collapsed"),
        ),
        (
            "Ferries will stop, the port authority said in a statement on Monday.",
            ("the port authority", "said", "Ferries will stop"),
        ),
        (
            "The drills, the colonel said, will last a week.",
            ("the colonel", "said", "The drills … will last a week"),
        ),
        (
            "As Reuters reported on Tuesday, the mine has closed.",
            ("Reuters", "reported", "the mine has closed"),
        ),
        (
            "The minister was quoted as saying that prices would fall.",
            ("The minister", "saying", "that prices would fall"),
        ),
        (
            "The rebels are said to have taken the town.",
            (None, "are said", "The rebels … to have taken the town"),
        ),
        (
            "It was reported that the plane had landed.",
            (None, "was reported", "that the plane had landed"),
        ),
        (
            "A poll by Gallup showed that voters were tired.",
            ("A poll by Gallup", "showed", "that voters were tired"),
        ),
        (
            "She conveyed her condolences on the death of the king.",
            ("She", "conveyed her condolences", "on the death of the king"),
        ),
        (
            "The president left at noon, pledging to return.",
            ("The president", "pledging", "to return"),
        ),
        (
            "The opposition's claim that the vote was rigged was rejected by the court.",
            ("The opposition's", "claim", "that the vote was rigged"),
        ),
        (
            "A senior diplomat in Cairo said the deal was close.",
            ("A senior diplomat in Cairo", "said", "the deal was close"),
        ),
    ],
)
def test_source_cue_and_content(
    told: Callable[[str], list[Told]], text: str, expected: Told
) -> None:
    assert told(text) == [expected]


def test_quoted_words_run_over_sentences(told: Callable[[str], list[Told]]) -> None:
    text = (
        '"We will not leave," Lopez said. "This is home. Nobody asked us." She went back to work.'
    )
    assert told(text) == [
        ("Lopez", "said", '"We will not leave," … "This is home. Nobody asked us."')
    ]


def test_quoted_words_after_a_colon(told: Callable[[str], list[Told]]) -> None:
    assert told("He said: “I am here. I will stay.” Then he left.") == [
        ("He", "said", "“I am here. I will stay.”")
    ]


def test_a_question_before_its_cue(told: Callable[[str], list[Told]]) -> None:
    assert told('"Is it over?" he asked.') == [("he", "asked", '"Is it over?"')]


def test_first_persons_in_quoted_words_are_no_sources(told: Callable[[str], list[Told]]) -> None:
    text = '"I think you know that we want to win," the coach said.'
    assert [source for source, _, _ in told(text)] == ["the coach"]


def test_a_chain_has_both_its_sources(parsed: Callable[[str], Doc]) -> None:
    doc = parsed("The army said its soldiers had withdrawn, the BBC reported.")
    withdrawn = next(token.i for token in doc if token.text == "withdrawn")
    chain = [doc[s.cue.start].text for s in Attributions(doc).of(withdrawn)]
    assert chain == ["said", "reported"]


def test_the_cue_itself_is_not_said_by_its_source(parsed: Callable[[str], Doc]) -> None:
    doc = parsed("The drills, the colonel said, will last a week.")
    said = next(token.i for token in doc if token.text == "said")
    assert Attributions(doc).of(said) == []


def test_what_is_blamed_is_taken_for_granted(parsed: Callable[[str], Doc]) -> None:
    doc = parsed("France condemned the bombing of the school.")
    bombing = next(token.i for token in doc if token.text == "bombing")
    assert [s.kind for s in doc._.statements] == ["stance"]
    assert Attributions(doc).of(bombing) == []


def test_contrasted_statements_stay_apart(told: Callable[[str], list[Told]]) -> None:
    text = (
        "Israel's army said on Sunday it had struck depots in Syria, while Damascus said "
        "farmers were killed."
    )
    assert told(text) == [
        ("Israel's army", "said", "it had struck depots in Syria"),
        ("Damascus", "said", "farmers were killed"),
    ]


def test_lines_of_a_transcript(told: Callable[[str], list[Told]]) -> None:
    text = "HOST: Will the strike go on?\n\nBAKER: It will go on until March."
    assert told(text) == [
        ("HOST", ":", "Will the strike go on?"),
        ("BAKER", ":", "It will go on until March"),
    ]


def test_a_dateline_is_no_speaker(told: Callable[[str], list[Told]]) -> None:
    assert told("LAGOS: The harbour reopened after a week of storms.") == []


@pytest.mark.parametrize(
    "text",
    [
        "A stream called Miracle Run feeds the lake.",
        "Imagine a larger tax code.",
        "The troops crossed the river at dawn.",
    ],
)
def test_no_statement(told: Callable[[str], list[Told]], text: str) -> None:
    assert told(text) == []


def test_a_description_may_stand_before_what_is_described(
    told: Callable[[str], list[Told]],
) -> None:
    (one,) = told("The minister described as a failure the plan of the council.")
    assert "as a failure the plan of the council" in one
