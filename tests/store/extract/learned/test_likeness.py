"""Words and sentences that are more or less alike."""

from __future__ import annotations

import pytest

from store.extract.events.codebook import shipped_codebook
from store.extract.learned.likeness import Likeness
from store.extract.pipeline import Extractor
from store.extract.syntax.parse import Parse
from store.reading import Article

TEXT = "Rebels attacked the town. Rebels shelled the town. The cook baked bread."


def likeness(reader: Extractor) -> tuple[Likeness, Parse]:
    doc = reader.nlp(reader.prepare(Article(id="a", text=TEXT)))
    parse = Parse(doc, shipped_codebook().verbs)
    return Likeness(parse), parse


def test_a_word_is_most_like_itself(reader: Extractor) -> None:
    found, parse = likeness(reader)
    town, bread = parse.lower.index("town"), parse.lower.index("bread")
    again = parse.lower.index("town", town + 1)
    assert found.words(town, [again]) == pytest.approx(1.0)
    assert found.words(town, [bread]) < found.words(town, [bread, again])
    assert found.words(town, []) == 0.0


def test_sentences_of_one_matter_are_more_alike(reader: Extractor) -> None:
    found, _ = likeness(reader)
    assert found.sentences(0, 1) > found.sentences(0, 2)
    assert found.sentences(2, 2) == pytest.approx(1.0)
