"""How alike words and sentences are by the vectors of the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from store.extract.learned.signs import CONTENT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.extract.learned.forest import Numbers
    from store.extract.syntax.parse import Parse


class Likeness:
    """The likeness of the words of one document. A model without vectors finds nothing alike."""

    def __init__(self, parse: Parse) -> None:
        self._parse = parse
        self._words: dict[int, Numbers] = {}
        self._sentences: dict[int, Numbers] = {}

    def words(self, token: int, others: Iterable[int]) -> float:
        """Return the greatest cosine of a word with one of the others, 0 without any."""
        mine = self._word(token)
        return _share(max((float(mine @ self._word(i)) for i in others), default=0.0))

    def sentences(self, first: int, second: int) -> float:
        """Return the cosine of the content words of two sentences, given by their numbers."""
        if first == second:
            return 1.0
        return _share(float(self._sentence(first) @ self._sentence(second)))

    def _word(self, token: int) -> Numbers:
        if token not in self._words:
            self._words[token] = _unit(np.asarray(self._parse.doc[token].vector, dtype=np.float64))
        return self._words[token]

    def _sentence(self, number: int) -> Numbers:
        if number not in self._sentences:
            parse = self._parse
            inside = [i for i in range(*parse.bounds[number]) if parse.pos[i] in CONTENT]
            total = sum((self._word(i) for i in inside), np.zeros(parse.doc.vocab.vectors_length))
            self._sentences[number] = _unit(total)
        return self._sentences[number]


def _share(cosine: float) -> float:
    return min(max(cosine, 0.0), 1.0)


def _unit(vector: Numbers) -> Numbers:
    size = float(np.linalg.norm(vector))
    result: Numbers = vector / size if size else vector
    return result
