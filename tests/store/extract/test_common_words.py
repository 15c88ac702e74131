"""Words that come back stay in the vocabulary; the others do not, and there is an end to it."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from store.extract.common_words import CommonWords

TEXTS = ("The ferry sank off Oslo.", "A ferry of Oslo sank.", "Oslo mourns: two ferries!")


@pytest.fixture
def nlp() -> Language:
    return spacy.blank("en")


def words(nlp: Language, text: str) -> list[tuple[object, ...]]:
    with nlp.memory_zone():
        return [(t.text, t.norm_, t.shape_, t.whitespace_, t.is_stop) for t in nlp(text)]


def test_what_comes_in_two_batches_stays(nlp: Language) -> None:
    common = CommonWords(nlp)
    for text in TEXTS:
        with nlp.memory_zone():
            nlp(text)
        common.learn([text])
    assert len(common) == 2  # ferry, sank, but Oslo. and Oslo are two words for the tokenizer
    assert "ferry" in nlp.vocab
    assert "mourns" not in nlp.vocab


def test_texts_are_tokenized_the_same(nlp: Language) -> None:
    common, plain = CommonWords(nlp), spacy.blank("en")
    for text in TEXTS * 3:
        common.learn([text])
        assert words(nlp, text) == words(plain, text)


def test_it_is_bounded(nlp: Language) -> None:
    common = CommonWords(nlp, kept=5, seen=10)
    for start in range(40):
        common.learn([" ".join(f"word{n}" for n in range(start, start + 20)), "x" * 1_000])
    assert len(common) == 5
