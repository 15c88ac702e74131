"""The labels of offices, found again in an article as it is read now."""

from __future__ import annotations

from store.extract.learned.description_fit import DescriptionLabel
from store.extract.learned.office_fit import article_examples, office_labels, report
from store.extract.pipeline import Extractor
from store.reading import Article

TEXT = "Orvis Bank lost money in May, spokesman Bo Falk said. Gov. Ann Lee was in Oslo."


def _label(word: str, referent: str | None) -> DescriptionLabel:
    return DescriptionLabel("a", TEXT.index(word), TEXT.index(referent) if referent else None)


def _examples(reader: Extractor, *labels: DescriptionLabel) -> list[tuple[str, str | None]]:
    pipes = reader.nlp.pipe_names
    with reader.nlp.select_pipes(disable=pipes[pipes.index("dateline_references") :]):
        doc = reader.nlp(reader.prepare(Article(id="a", text=TEXT)))
    found = list(article_examples(doc, labels))
    report(found, lambda line: None)
    return [(each.group, each.right.name if each.right else None) for each in found]


def test_a_label_is_found_by_the_last_word_of_its_office(reader: Extractor) -> None:
    spokesman = _label("spokesman", "Orvis Bank")
    assert _examples(reader, spokesman) == [("body", "Orvis Bank")]


def test_a_governor_is_of_a_state(reader: Extractor) -> None:
    assert _examples(reader, _label("Gov.", None)) == [("state", None)]


def test_other_words_are_no_offices(reader: Extractor) -> None:
    assert _examples(reader, _label("money", "Orvis Bank")) == []


def test_labels_are_read_in_order() -> None:
    labels = office_labels()
    assert len(labels) > 500
    assert sum(label.referent is None for label in labels) > 100
