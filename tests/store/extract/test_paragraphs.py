"""Sentences start at paragraphs and after datelines."""

from __future__ import annotations

from store.extract.pipeline import Reader
from store.reading import Article


def sentences(reader: Reader, text: str) -> list[str]:
    reading = reader.read(Article(id="x", text=text))
    return [text[span.start : span.end] for span in reading.sentences]


def test_a_blank_line_ends_a_sentence(reader: Reader) -> None:
    assert sentences(reader, "Bridge closed for months\n\nThe council met on Friday.") == [
        "Bridge closed for months",
        "The council met on Friday.",
    ]


def test_a_dateline_is_apart(reader: Reader) -> None:
    text = "PORT LEON, March 3 (Gazette) - The council met on Friday and closed the bridge."
    assert sentences(reader, text)[-1] == "The council met on Friday and closed the bridge."


def test_a_dash_inside_a_sentence_is_no_dateline(reader: Reader) -> None:
    text = "The council - which met on Friday - closed the bridge to all traffic."
    assert sentences(reader, text) == [text]
