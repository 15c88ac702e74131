"""Keep the words that texts repeat in the vocabulary, so that they are analysed once.

spaCy forgets the words of each batch, which keeps memory flat, and analyses nearly all of them
again in the next batch: their shape, prefix, norm and a dozen more. Words that come back stay.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

_KEPT = 20_000
"""How many words stay: about 8 MB."""
_SEEN = 50_000
"""How many words of earlier batches are remembered."""
_LONGEST = 40


class CommonWords:
    """The words of a pipeline that came in two batches."""

    def __init__(self, nlp: Language, kept: int = _KEPT, seen: int = _SEEN) -> None:
        self._tokenizer = nlp.tokenizer
        self._room, self._most_seen = kept, seen
        self._seen: set[str] = set()
        self._kept: set[str] = set()

    def __len__(self) -> int:
        return len(self._kept)

    def learn(self, texts: Iterable[str]) -> None:
        """Keep words of these texts that an earlier batch had. Call it outside a memory zone."""
        if len(self._kept) >= self._room:
            return
        words = {word for text in texts for word in text.split() if len(word) <= _LONGEST}
        words -= self._kept
        for word in sorted(words & self._seen)[: self._room - len(self._kept)]:
            self._tokenizer(word)
            self._kept.add(word)
        self._seen = words if len(self._seen) > self._most_seen else self._seen | words
