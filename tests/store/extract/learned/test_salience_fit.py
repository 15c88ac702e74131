"""The labels of noted rows, found again in an article as it is read now."""

from __future__ import annotations

from store.extract.learned.salience_fit import examples_of
from store.extract.learned.training import noted_rows, read
from store.extract.pipeline import Extractor
from store.reading import Article

TEXT = "Kenya elected Ann Lee on Monday. “I love her voice,” said a neighbour in Oslo."


def test_each_labelled_row_is_an_example(reader: Extractor) -> None:
    (article,) = read([Article(id="a", text=TEXT, published="2024-05-16")], reader)
    worth = {TEXT.index("elected"): "2", TEXT.index("said"): "0", TEXT.index("voice"): "1"}
    examples = list(examples_of(article, worth))
    assert [example.answer for example in examples] == ["noted", "not"]
    main, beside = (example.features.numbers or {} for example in examples)
    assert (main["statement"], beside["statement"]) == (0.0, 1.0)


def test_the_labels_say_what_is_noted_and_what_is_not() -> None:
    rows = noted_rows()
    assert {row.worth for row in rows} == {"0", "1", "2"}
    assert all(row.start < row.end for row in rows)
