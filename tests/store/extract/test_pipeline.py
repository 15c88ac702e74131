"""The pipeline as a whole: offsets hold, and one bad article costs only itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.extract.pipeline import Extractor
from store.reading import Article, Reading, Span

TEXT = (
    " date 2031-02-03 + ↺ − 16 px\n\n"
    "Norwegian Foreign Minister Kari Holm met Chilean President Luis Rojas in Oslo on Monday, "
    "the Norwegian Foreign Ministry said.The two countries signed a treaty last week."
    "Holm will visit Santiago in June.\n\nHarbour.Net"
)


PIECES = (*TEXT.split(" "), "\n\n", "\u202e", "\ud800", "👩‍👩‍👧", "\0", "“", "areas.Chinese")


def spans(reading: Reading) -> Iterator[Span]:
    """Every span that a reading holds."""
    yield from reading.furniture
    yield from reading.sentences
    for fact in (*reading.times, *reading.roles, *reading.relations):
        yield Span(fact.start, fact.end)
    for entity in reading.entities:
        yield from (Span(m.start, m.end) for m in entity.mentions)
    for event in reading.events:
        for piece in event.evidence:
            yield Span(piece.start, piece.end)
            yield piece.verb
    for statement in reading.statements:
        yield from (s for s in (statement.source_span, statement.cue, statement.content) if s)


def test_every_span_cuts_text(reader: Extractor) -> None:
    reading = reader.read(Article(id="x", text=TEXT, published="2031-02-03"))
    found = list(spans(reading))
    assert len(found) > 20
    for span in found:
        assert TEXT[span.start : span.end].strip(), span
    assert reading.text == TEXT


def test_what_refers_to_an_entity_finds_one(reader: Extractor) -> None:
    reading = reader.read(Article(id="x", text=TEXT, published="2031-02-03"))
    known = {entity.id for entity in reading.entities}
    for event in reading.events:
        place = [event.place] if event.place else []
        assert {*event.actors, *event.recipients, *event.according_to, *place} <= known
    for role in reading.roles:
        assert role.person in known


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join))
def test_no_text_breaks_the_reader(reader: Extractor, text: str) -> None:
    reading = reader.read(Article(id="x", text=text, published="2031-02-03"))
    for span in spans(reading):
        assert 0 <= span.start < span.end <= len(text)


def test_a_bad_article_costs_only_itself(
    reader: Extractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader.nlp, "max_length", 1_000)
    broken = Article(id="bad", text="x" * 1_001)  # beyond what spaCy's parser then takes
    good, bad = reader.read_each([Article(id="a", text="It rained."), broken])
    assert good.missing is None
    assert (bad.text, bad.sentences, list(bad.partial or ())) == (broken.text, (), ["parse"])
