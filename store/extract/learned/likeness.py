"""How alike words and sentences are by the vectors of the model."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from store.extract.learned.signs import CONTENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.extract.learned.forest import Numbers
    from store.extract.syntax.parse import Parse


class Likeness:
    """The likeness of the words of one document. A model without vectors finds nothing alike."""

    def __init__(self, parse: Parse) -> None:
        self._parse = parse
        orths = parse.doc.to_array("ORTH")
        self._words, self._places = np.unique(orths, return_inverse=True)
        """The different words, and for each token the place of its word."""
        self._sentences: dict[int, Numbers] = {}

    def words(self, token: int, others: Sequence[int]) -> float:
        """Return the greatest cosine of a word with one of the others, 0 without any."""
        if not others:
            return 0.0
        units = self._units[self._places[others]]
        return _share(float((units @ self._units[self._places[token]]).max()))

    def sentences(self, first: int, second: int) -> float:
        """Return the cosine of the content words of two sentences, given by their numbers."""
        if first == second:
            return 1.0
        return _share(float(self._sentence(first) @ self._sentence(second)))

    def _sentence(self, number: int) -> Numbers:
        if number not in self._sentences:
            parse = self._parse
            inside = [i for i in range(*parse.bounds[number]) if parse.pos[i] in CONTENT]
            total = self._units[self._places[inside]].sum(axis=0)
            self._sentences[number] = total / (np.linalg.norm(total) or 1.0)
        return self._sentences[number]

    @cached_property
    def _units(self) -> Numbers:
        """The unit vectors of all different words; no vector is a row of zeros."""
        vectors = self._parse.doc.vocab.vectors
        if not vectors.size:
            return np.zeros((len(self._words), vectors.shape[1]))
        rows = vectors.find(keys=self._words.tolist())
        found = vectors.data[rows].astype(np.float64)
        found[rows < 0] = 0.0
        sizes = np.linalg.norm(found, axis=1, keepdims=True)
        units: Numbers = found / np.where(sizes, sizes, 1.0)
        return units


def _share(cosine: float) -> float:
    return min(max(cosine, 0.0), 1.0)
