"""According to whom each word holds, whatever the shape of the contents."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from store.extract.extensions import FoundStatement, Tokens, register
from store.extract.statements.sources import Attributions

WORDS = 30
VOCAB = Vocab()
PIECES = st.lists(
    st.tuples(st.integers(0, WORDS - 1), st.integers(0, 8)).map(
        lambda at: Tokens(at[0], min(at[0] + at[1], WORDS))
    ),
    max_size=3,
)
KINDS = st.sampled_from(["speech", "belief", "approval"])


@given(st.lists(st.tuples(KINDS, PIECES), max_size=8))
def test_the_innermost_content_that_holds_a_word_comes_first(
    told: list[tuple[str, list[Tokens]]],
) -> None:
    register()
    doc = Doc(VOCAB, words=["word"] * WORDS)
    doc._.statements = [
        FoundStatement(None, None, Tokens(0, 1), None, kind, tuple(pieces)) for kind, pieces in told
    ]
    attributions = Attributions(doc)
    for word in range(WORDS):
        found = attributions.of(word)
        lengths = [sum(map(len, s.pieces)) for s in found]
        assert lengths == sorted(lengths)
        assert {id(s) for s in found} == {
            id(s)
            for s in doc._.statements
            if s.kind != "approval" and any(word in piece for piece in s.pieces)
        }
