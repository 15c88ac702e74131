"""The choice among the names of an article and nobody."""

from __future__ import annotations

import numpy as np
import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from store.extract.extensions import FoundEntity, FoundMention, Tokens
from store.extract.learned.description_fit import (
    DescriptionExample,
    DescriptionLabel,
    article_examples,
    chances,
    description_labels,
    fitted_choice,
    names_given,
)
from store.extract.pipeline import Extractor
from store.extract.references.signs import Description, Weighing
from store.reading import Article
from tests.conftest import REPOSITORY

TEXT = "The Fish Agency met in Oslo. The agency fined two ships on Monday. Acme Corp. paid."


def _entity(name: str) -> FoundEntity:
    return FoundEntity(f"org/{name}", name, "ORG", [FoundMention(Tokens(0, 1), "name")])


def _examples() -> list[DescriptionExample]:
    """Return articles in which the name that is called so is meant, and else nobody."""
    noun = Doc(Vocab(), ["the", "agency"])[1]
    phrase = Description(noun, 0, 0, frozenset({"agency"}), frozenset(), frozenset())
    found = []
    for n in range(400):
        one, other = _entity("one"), _entity("other")
        called = n % 2 == 0
        signs = {"called": 1.0} if called else {"far": 1.0}
        nobody = {"nobody ": 1.0, "nobody none called": float(not called)}
        weighing = Weighing([(other, {"far": 1.0}), (one, signs)], nobody)
        found.append(DescriptionExample(f"a/{n}", phrase, weighing, one if called else None, None))
    return found


def test_it_learns_who_is_meant() -> None:
    examples = _examples()
    weights = fitted_choice(examples)
    for example in examples[:4]:
        found = chances(example, weights)
        assert found.sum() == pytest.approx(1.0)
        assert int(np.argmax(found)) == example.place


def test_answers_are_counted() -> None:
    first, second = _examples()[:2]
    one = first.right
    assert names_given([first, second], [one, one]) == (2, 1)
    assert names_given([first, second], [None, None]) == (0, 0)


def test_a_label_is_found_in_the_article(reader: Extractor) -> None:
    pipes = reader.nlp.pipe_names
    later = pipes[pipes.index("dateline_references") :]
    with reader.nlp.select_pipes(disable=later):
        doc = reader.nlp(reader.prepare(Article(id="a", text=TEXT, published="2024-07-09")))
    noun = TEXT.index("agency fined")
    labels = [DescriptionLabel("a", noun, 4), DescriptionLabel("a", TEXT.index("ships"), None)]
    (example,) = article_examples(doc, labels)
    assert example.right is not None
    assert example.right.name == "Fish Agency"
    assert example.weighing.candidates[example.place][0] is example.right


def test_the_shipped_labels_can_be_read() -> None:
    labels = description_labels(REPOSITORY / "tests" / "assets" / "labels")
    assert len(labels) > 1000
    assert any(label.referent is None for label in labels)
