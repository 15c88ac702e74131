"""What a word is, and its one spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.identity.folding import fold
from store.query.words import LONGEST, spelling, word_spans, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The U.S. said", ["the", "us", "said"]),
        ("U.S.-led O'Neill", ["us", "led", "oneill"]),
        ("in Minsk.The talks", ["in", "minsk", "the", "talks"]),
        ("Łukašenka’s “visit”", ["lukasenkas", "visit"]),
        ("3,500 tonnes", ["3", "500", "tonnes"]),
        ("", []),
        ("习近平 met", ["习近平", "met"]),
    ],
)
def test_words(text: str, found: list[str]) -> None:
    assert words(text) == found


@given(st.text(alphabet="ab. 'é’-1", max_size=30))
def test_a_text_and_a_query_are_read_alike(text: str) -> None:
    assert words(text) == [word for _, _, word in word_spans(text)]
    for start, end, word in word_spans(text):
        assert "".join(words(text[start:end])) == word


@given(st.text(alphabet="abZÉ9_’.", min_size=1, max_size=90))
def test_the_spelling_of_a_word_is_its_folded_beginning(word: str) -> None:
    assert spelling(word) == fold(word[:LONGEST]).replace(" ", "")
