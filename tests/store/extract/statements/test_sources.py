"""According to whom each word holds, whatever the shape of the contents."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from store.asset_files import shipped
from store.extract.extensions import FoundStatement, Tokens, register
from store.extract.reporting_words import codebook
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


_KINDS = {"speech", "belief", "intention", "stance", "finding"}
_PREPOSITIONS = set(
    "about against as at by for from in into of on out over to toward with back".split()
)
_FRAMES = {"clause", "quote", "infinitive", "gerund", "object"} | _PREPOSITIONS


def _rows() -> list[list[str]]:
    lines = shipped("codebook", "reporting.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")][1:]


def test_every_row_has_known_frames_and_kinds() -> None:
    for word, _, frames, kind in _rows():
        assert kind in _KINDS, word
        assert set(frames.split()) <= _FRAMES, word


def test_no_word_stands_twice_in_one_part() -> None:
    keys = [(part, word) for word, part, _, _ in _rows()]
    assert len(keys) == len(set(keys))


def test_parts_are_kept_apart() -> None:
    book = codebook()
    assert book.verbs["say"].kind == "speech"
    assert book.nouns["desire"].kind == "intention"
    assert "express" in book.supports
    assert book.verbs["warn"].prepositions >= {"of", "about"}
