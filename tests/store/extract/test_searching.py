"""Words found by their hashes are the words that asking each token finds."""

from __future__ import annotations

import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from store.extract.extensions import merged, spaces, token_at, where

_WORDS = frozenset({"said", "near", "according"})
_VOCAB = spacy.blank("en").vocab


@settings(max_examples=40)
@given(st.lists(st.sampled_from(["said", "Said", "near", " ", "\n\n", "x", "according"])))
def test_where_and_spaces(words: list[str]) -> None:
    doc = Doc(_VOCAB, words=words)
    assert where(doc, "LOWER", _WORDS) == [t.i for t in doc if t.lower_ in _WORDS]
    assert spaces(doc) == [t.i for t in doc if t.is_space]


def test_token_at_is_the_last_that_holds_the_characters() -> None:
    doc = Doc(_VOCAB, words=["U.S.-led", "troops"])
    found = token_at(doc, 5, 8)
    assert found is not None
    assert found.text == "U.S.-led"
    assert token_at(doc, 400, 500) is None


def test_merged_places_are_in_order() -> None:
    assert merged([3, 1], [2, 3]) == [1, 2, 3]
