"""Keep the rows of a model's embedding layers, so that each distinct word is embedded once.

The row of a token depends only on a few attributes of the token, not on its neighbours, and a text
repeats its words. Without the cache, spaCy computes each row for each token again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.attrs import IDS, ORTH  # type: ignore[import-not-found]
from thinc.api import Model

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    Rows = NDArray[np.float32]
    Attributes = NDArray[np.uint64]

_ROWS = 16_384
"""How many rows a layer keeps: 6 MB at a width of 96."""
_BY_TOKEN = frozenset(
    {
        "extract_features",
        "list2ragged",
        "ints-getitem",
        "hashembed",
        "static_vectors",
        "maxout",
        "layernorm",
        "dropout",
        "ragged2list",
    }
)
"""Layers of thinc and spaCy that compute each row from one token alone."""


def cache_embeddings(nlp: Language) -> None:
    """Give each embedding layer of a pipeline a cache. Layers of other kinds stay as they are."""
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        for parent in list(model.walk()) if isinstance(model, Model) else ():
            for at, layer in enumerate(parent.layers):
                if _is_embedding(layer):
                    parent.layers[at] = _cached(layer, nlp.vocab)


def _is_embedding(layer: Model[Any, Any]) -> bool:
    """Whether a layer takes documents, returns a row for each token, and computes nothing else."""
    if not layer.layers or layer.layers[-1].name != "ragged2list" or not layer.has_dim("nO"):
        return False
    return all(node.layers or node.name in _BY_TOKEN for node in layer.walk())


def _cached(layer: Model[Any, Any], vocab: Vocab) -> Model[Any, Any]:
    nodes = list(layer.walk())
    named = [name for n in nodes if n.name == "extract_features" for name in n.attrs["columns"]]
    columns = [_number(name) for name in named]
    if any(node.name == "static_vectors" for node in nodes):
        columns.append(getattr(vocab.vectors, "attr", ORTH))
    cache = EmbeddingCache(layer, vocab, tuple(dict.fromkeys(columns)))

    def forward(
        _: Model[Any, Any], docs: Sequence[Doc], is_train: bool
    ) -> tuple[list[Rows], Callable[[Any], Any]]:
        if is_train:
            output, backprop = layer(docs, is_train)
            return output, backprop
        return cache.rows_of(docs), _no_gradient

    return Model("cached_embedding", forward, layers=[layer], dims={"nO": layer.get_dim("nO")})


def _no_gradient(_: Any) -> list[Any]:
    return []


class EmbeddingCache:
    """The rows of one layer by the attributes that they are computed from.

    When it is full, it starts again from empty: common words are back at once.
    """

    def __init__(
        self, layer: Model[Any, Any], vocab: Vocab, columns: tuple[int, ...], size: int = _ROWS
    ) -> None:
        self._layer, self._vocab, self._columns, self._size = layer, vocab, columns, size
        self._slots: dict[bytes, int] = {}
        self._rows = np.zeros((size, layer.get_dim("nO")), dtype=np.float32)

    def __len__(self) -> int:
        return len(self._slots)

    def rows_of(self, docs: Sequence[Doc]) -> list[Rows]:
        """Return the rows of each document."""
        read = [self._attributes(doc) for doc in docs]
        keys = [_keys(attributes) for attributes in read]
        if not self._learn(keys, read):
            return self._computed(docs)
        slots = self._slots
        return [self._rows[[slots[key] for key in of_doc]] for of_doc in keys]

    def _attributes(self, doc: Doc) -> Attributes:
        attributes: Attributes = doc.to_array(list(self._columns)).astype(np.uint64, copy=False)
        return np.ascontiguousarray(attributes.reshape(len(doc), len(self._columns)))

    def _learn(self, keys: Sequence[list[bytes]], read: Sequence[Attributes]) -> bool:
        """Compute the rows that are missing. Return False if there is no room for all of them."""
        new = self._missing(keys)
        if len(self._slots) + len(new) > self._size:
            self._slots.clear()
            new = self._missing(keys)
        if len(new) > self._size:
            return False
        if new:
            words = _Words(
                self._vocab, self._columns, np.array([read[d][i] for d, i in new.values()])
            )
            start = len(self._slots)
            (self._rows[start : start + len(new)],) = self._computed([words])
            self._slots |= {key: start + number for number, key in enumerate(new)}
        return True

    def _missing(self, keys: Sequence[list[bytes]]) -> dict[bytes, tuple[int, int]]:
        """Return the keys without a row, each with the number of a document and of its token."""
        slots, new = self._slots, dict[bytes, tuple[int, int]]()
        for number, of_doc in enumerate(keys):
            for at, key in enumerate(of_doc):
                if key not in slots and key not in new:
                    new[key] = number, at
        return new

    def _computed(self, docs: Sequence[Doc | _Words]) -> list[Rows]:
        rows: list[Rows] = self._layer.predict(docs)
        return rows


class _Words:
    """Words without a text, for a layer that asks a `Doc` for attributes only."""

    def __init__(self, vocab: Vocab, columns: tuple[int, ...], attributes: Attributes) -> None:
        self.vocab, self._attributes = vocab, attributes
        self._at = {column: number for number, column in enumerate(columns)}

    def __len__(self) -> int:
        return len(self._attributes)

    def to_array(self, asked: int | str | Sequence[int | str]) -> Attributes:
        """Return the values of an attribute, or a column for each of several, as a `Doc` does."""
        if isinstance(asked, int | str):
            return self._attributes[:, self._at[_number(asked)]]
        return self._attributes[:, [self._at[_number(one)] for one in asked]]


def _keys(attributes: Attributes) -> list[bytes]:
    width = attributes.dtype.itemsize * attributes.shape[1]
    keys: list[bytes] = attributes.view(f"V{width}").ravel().tolist()
    return keys


def _number(attribute: int | str) -> int:
    return IDS[attribute] if isinstance(attribute, str) else attribute
