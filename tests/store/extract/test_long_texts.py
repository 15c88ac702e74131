"""Long texts: cut where a paragraph ends, and one reading again."""

from __future__ import annotations

import pytest

from store.extract import long_texts as cutting
from store.extract.long_texts import at_once, chunks, weight
from store.extract.pipeline import Extractor
from store.ingest.workers import read_articles
from store.reading import Article, Reading, Span
from tests.store.extract.test_pipeline import spans

LEAD = "Norwegian Foreign Minister Kari Holm met Chilean President Luis Rojas in Oslo on Monday."
LATER = "Holm signed a treaty with Chile on Tuesday. Rojas praised the treaty."
FILLING = "The council of Port Leon closed the old bridge, and the mayor told the paper so."


def told(gap: int) -> str:
    return "\n\n".join([LEAD, *[FILLING] * gap, LATER])


def test_pieces_are_the_text_and_end_where_paragraphs_do() -> None:
    article = Article(id="x", text=told(5_000))
    cut = list(chunks(article))
    assert "".join(piece.text for _, piece in cut) == article.text
    assert [start for start, _ in cut][1:] == [
        sum(len(piece.text) for _, piece in cut[:number]) for number in range(1, len(cut))
    ]
    assert all(len(piece.text) <= cutting.PIECE for _, piece in cut)
    assert all(piece.text.startswith(("Norwegian", "The council")) for _, piece in cut)


def test_a_text_of_one_word_is_cut_all_the_same() -> None:
    cut = list(chunks(Article(id="x", text="x" * 250_000)))
    assert [len(piece.text) for _, piece in cut] == [100_000, 100_000, 50_000]


@pytest.mark.parametrize("signs", ["“", "a,", "x\n", "- ", "((1) "])
def test_a_text_of_signs_is_cut_sooner(signs: str) -> None:
    """Memory grows with tokens, of which it has more than prose of its length."""
    text = signs * (140_000 // len(signs))
    assert weight(text) > cutting.AT_ONCE
    parts = [piece.text for _, piece in chunks(Article(id="x", text=text))]
    assert "".join(parts) == text
    assert all(weight(part) <= cutting.PIECE for part in parts)
    assert min(map(weight, parts[:-1])) > cutting.PIECE // 2


def test_prose_weighs_its_code_points() -> None:
    assert weight(told(100)) == len(told(100))


def test_known_furniture_goes_with_its_piece() -> None:
    text = "a" * 99_990 + "\n\n" + "b" * 100
    article = Article(id="x", text=text, furniture=(Span(99_980, 100_010),))
    assert [piece.furniture for _, piece in chunks(article)] == [
        (Span(99_980, 99_992),),
        (Span(0, 18),),
    ]


def test_no_batch_takes_more_memory_than_there_is() -> None:
    sizes = [10, 10, 140_000, 20_000, 400_000, 10, 10, 10]
    articles = [Article(id=str(size), text="x" * size) for size in sizes]
    batches = [[len(each.text) for each in batch] for batch in at_once(articles, 2)]
    assert batches == [[10, 10], [140_000], [20_000], [400_000], [10, 10], [10]]


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a short text has two pieces; the lead in one, what came later in the other."""
    monkeypatch.setattr(cutting, "PIECE", 300)
    monkeypatch.setattr("store.extract.pipeline.AT_ONCE", 300)


@pytest.mark.usefixtures("small_pieces")
def test_what_two_pieces_tell_of_is_one(reader: Extractor) -> None:
    article = Article(id="x", text=told(4), published="2031-02-05")
    reading = reader.read(article)
    by_name = {entity.name: entity for entity in reading.entities}
    assert {"Kari Holm", "Luis Rojas"} <= set(by_name)
    assert not {"Holm", "Rojas"} & set(by_name)
    holm = by_name["Kari Holm"]
    assert [article.text[m.start : m.end] for m in holm.mentions if m.kind == "name"] == [
        "Kari Holm",
        "Holm",
    ]
    assert len({entity.key for entity in reading.entities}) == len(reading.entities)
    assert_whole(reading, article)


def assert_whole(reading: Reading, article: Article) -> None:
    """Every span holds words of the text, and every reference an entity."""
    assert reading.text == article.text
    assert all(article.text[span.start : span.end].strip() for span in spans(reading))
    known = {entity.id for entity in reading.entities}
    for event in reading.events:
        assert {*event.actors, *event.recipients, *event.according_to} <= known
    assert len({event.id for event in reading.events}) == len(reading.events)


@pytest.mark.slow
def test_a_text_of_400_000_characters_is_read_within_its_limits() -> None:
    article = Article(id="x", text=told(4_900), published="2031-02-05")
    assert len(article.text) > 390_000
    ((_, reading),) = read_articles([article], jobs=1)
    assert isinstance(reading, Reading), reading
    assert len(reading.sentences) == 4_903
    assert_whole(reading, article)
