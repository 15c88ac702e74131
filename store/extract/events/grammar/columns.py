"""The dependency parse of a `Doc` in columns, which repairs change until they are done."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.strings import StringStore
from spacy.tokens import Doc

from store.extract.tree import Edge, Tree

_COLUMNS = ("HEAD", "DEP", "POS", "TAG", "LEMMA", "LOWER", "SENT_START")


class Columns:
    """`head`, `dep`, `pos`, `tag`, `lemma`, `lower` by token, and `bounds`, the sentences."""

    def __init__(self, doc: Doc) -> None:
        columns = doc.to_array(list(_COLUMNS))
        strings = _Strings(doc.vocab.strings)
        self.dep: list[str] = [strings[key] for key in columns[:, 1].tolist()]
        self.pos: list[str] = [strings[key] for key in columns[:, 2].tolist()]
        self.tag: list[str] = [strings[key] for key in columns[:, 3].tolist()]
        self.lower: list[str] = [strings[key] for key in columns[:, 5].tolist()]
        self.lemma: list[str] = [strings[key].lower() for key in columns[:, 4].tolist()]
        self.bounds = _bounds(columns[:, 6].tolist())
        self.sentence: list[int] = []
        """For each token, the number of its sentence."""
        for number, (first, last) in enumerate(self.bounds):
            self.sentence += [number] * (last - first)
        offsets = columns[:, 0].astype("int64").tolist()
        self._tree = Tree([i + offset for i, offset in enumerate(offsets)], self.sentence)

    @property
    def head(self) -> Sequence[int]:
        """The governor of each token, itself for a root; `hang` changes it."""
        return self._tree.heads

    def hang(self, *edges: Edge) -> bool:
        """Give tokens other governors and relations, all of them or none, as `Tree.hang`."""
        if not self._tree.hang(*edges):
            return False
        for edge in edges:
            if edge.dep is not None:
                self.dep[edge.token] = edge.dep
        return True


def _bounds(starts: list[int]) -> list[tuple[int, int]]:
    """The range of each sentence, from what spaCy says of each token: 1 where one starts."""
    firsts = [0, *(i for i, start in enumerate(starts) if start == 1 and i)]
    return list(zip(firsts, [*firsts[1:], len(starts)], strict=True)) if starts else []


class _Strings(dict[int, str]):
    """Hash to string, each looked up once a document."""

    def __init__(self, store: StringStore) -> None:
        super().__init__()
        self.store = store

    def __missing__(self, key: int) -> str:
        self[key] = value = self.store[key] if key else ""
        return value
