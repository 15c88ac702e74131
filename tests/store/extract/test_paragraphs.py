"""Sentences start at paragraphs and after datelines."""

from __future__ import annotations

import pytest
import spacy

from store.extract.paragraphs import MOST_TOKENS, paragraphs
from store.extract.pipeline import Extractor
from store.reading import Article


def sentences(reader: Extractor, text: str) -> list[str]:
    reading = reader.read(Article(id="x", text=text))
    return [text[span.start : span.end] for span in reading.sentences]


def test_a_blank_line_ends_a_sentence(reader: Extractor) -> None:
    assert sentences(reader, "Bridge closed for months\n\nThe council met on Friday.") == [
        "Bridge closed for months",
        "The council met on Friday.",
    ]


def test_a_dateline_is_apart(reader: Extractor) -> None:
    text = "PORT LEON, March 3 (Gazette) - The council met on Friday and closed the bridge."
    assert sentences(reader, text)[-1] == "The council met on Friday and closed the bridge."


def test_a_dash_inside_a_sentence_is_no_dateline(reader: Extractor) -> None:
    text = "The council - which met on Friday - closed the bridge to all traffic."
    assert sentences(reader, text) == [text]


def test_a_rank_ends_no_sentence(reader: Extractor) -> None:
    text = "The boys were not named, Lima police Sgt. Bo Parks and Army Capt. Ann Lee said today."
    reading = reader.read(Article(id="x", text=text))
    assert len(reading.sentences) == 1
    assert {"Bo Parks", "Army", "Ann Lee"} <= {entity.name for entity in reading.entities}


def set_starts(text: str) -> list[str]:
    """The text, parted where the component alone says that sentences start."""
    doc = spacy.blank("en")(text)
    starts = [0, *(token.idx for token in paragraphs(doc) if token.is_sent_start and token.i)]
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


@pytest.mark.parametrize(
    ("piece", "end"),
    [
        ("- the council, the mayor of Leon\n", "\n"),
        ("the council, the mayor; the court ", "; "),
        ("the council, the mayor and the court ", ", "),
        ("the council and the mayor and ", " "),
        ("“", "“"),
        ("Ann,Bo/", ","),
    ],
)
def test_what_has_no_end_of_a_sentence_is_broken_at_the_best_place(piece: str, end: str) -> None:
    parts = set_starts(piece * 1_000)
    assert "".join(parts) == piece * 1_000
    assert all(part.endswith(end) for part in parts[:-1])
    count = spacy.blank("en").tokenizer
    assert max(len(count(part)) for part in parts) <= MOST_TOKENS
    assert min(len(count(part)) for part in parts[:-1]) >= MOST_TOKENS // 2


def test_sentences_that_end_are_left_to_the_parser() -> None:
    text = "The council of Port Leon closed the bridge, and the mayor met them. " * 200
    assert set_starts(text) == [text]


def test_a_list_without_a_full_stop_is_read_where_it_stands(reader: Extractor) -> None:
    text = "Ann Lee met Bo Chan in Oslo, " * 150
    reading = reader.read(Article(id="x", text=text))
    assert len(reading.sentences) > 2
    (ann,) = [entity for entity in reading.entities if entity.name == "Ann Lee"]
    names = [text[span.start : span.end] for span in ann.mentions]
    assert names == ["Ann Lee"] * 150
