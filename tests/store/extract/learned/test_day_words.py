"""Words of an event that tell whether it belongs to the day of the news."""

from __future__ import annotations

from store.extract.events.codebook import shipped_codebook
from store.extract.events.reading import read_drafts
from store.extract.learned.day_words import (
    NO_DAY,
    THAT_DAY,
    shipped_word_model,
    word_features,
)
from store.extract.learned.linear import Features
from store.extract.pipeline import Extractor
from store.extract.syntax.parse import Parse
from store.reading import Article

TEXT = "Police then closed the port of Sarn. Rebels also shot 12 farmers in Lomas."


def features_of(reader: Extractor, text: str, verb: str) -> Features:
    doc = reader.nlp(reader.prepare(Article(id="a", text=text, published="2024-05-15")))
    parse = Parse(doc, shipped_codebook().verbs)
    drafts, _ = read_drafts(doc, parse, shipped_codebook())
    return word_features(next(d for d in drafts if parse.lower[d.verb] == verb), parse)


def test_words_of_the_event_and_of_the_sentence_before(reader: Extractor) -> None:
    names = set(features_of(reader, TEXT, "shot").names)
    assert {"lemma=shoot", "subject=rebel", "object=farmer", "word=also", "before=then"} <= names


def test_names_and_figures_are_no_words(reader: Extractor) -> None:
    names = features_of(reader, TEXT, "shot").names
    assert not [n for n in names if any(word in n.lower() for word in ("lomas", "sarn", "12"))]


def test_what_happens_once_is_likelier_that_day_than_what_lasts(reader: Extractor) -> None:
    fired = features_of(reader, "Police fired tear gas at the marchers in Sarn.", "fired")
    founded = features_of(reader, "Ann Lee had founded a bank in Sarn years ago.", "founded")
    model = shipped_word_model()
    first, second = model.probabilities([fired, founded])
    that, none = model.classes.index(THAT_DAY), model.classes.index(NO_DAY)
    assert first[that] > second[that]
    assert first[none] < second[none]
