"""Repair and climb the dependency tree of a sentence.

A repair gives some tokens new governors. It is applied completely or not at all: a repair that
creates a cycle, a second root or a governor in another sentence is refused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from spacy.strings import StringStore
from spacy.tokens import Doc


class Edge(NamedTuple):
    """A token, its new governor (the token itself for a root) and its relation.

    Both tokens are indices into the `Doc`. A relation of None keeps the old one.
    """

    token: int
    head: int
    dep: str | None = None


def governors(heads: Sequence[int], token: int) -> Iterator[int]:
    """Yield the governors of a token, nearest first, up to the root. It always terminates.

    For spaCy tokens use `Token.ancestors`, which also terminates.
    """
    for _ in range(len(heads)):
        above = heads[token]
        if above == token:
            return
        yield above
        token = above


class Tree:
    """The governor and the sentence number of each token."""

    def __init__(self, heads: list[int], sentence: Sequence[int]) -> None:
        self._heads = heads
        self._sentence = sentence

    @property
    def heads(self) -> Sequence[int]:
        """The governor of each token; a root governs itself."""
        return self._heads

    def attach(self, *edges: Edge) -> bool:
        """Apply a repair and return True, or return False if the result is not a tree."""
        if not all(self._is_inside(edge) for edge in edges):
            return False
        before = {edge.token: self._heads[edge.token] for edge in edges}
        for edge in edges:
            self._heads[edge.token] = edge.head
        if self._makes_no_root(before) and all(map(self._reaches_root, before)):
            return True
        for token, head in before.items():
            self._heads[token] = head
        return False

    def _is_inside(self, edge: Edge) -> bool:
        size = len(self._heads)
        if not (0 <= edge.token < size and 0 <= edge.head < size):
            return False
        return self._sentence[edge.token] == self._sentence[edge.head]

    def _makes_no_root(self, before: dict[int, int]) -> bool:
        """Whether each new root replaces one in the same sentence."""
        roots = Counter(self._sentence[t] for t in before if self._heads[t] == t)
        return roots <= Counter(self._sentence[t] for t, head in before.items() if head == t)

    def _reaches_root(self, token: int) -> bool:
        seen = {token}
        for above in governors(self._heads, token):
            if above in seen:
                return False
            seen.add(above)
        return True


def attach(doc: Doc, *edges: Edge) -> bool:
    """Repair the parse of the `Doc` itself and return whether the repair was applied.

    The edges are applied in order. If one of them does not leave a tree, none is applied.
    """
    sentence = doc[edges[0].token].sent
    heads = [token.head.i - sentence.start for token in sentence]
    tree = Tree(heads, [0] * len(heads))
    for edge in edges:
        moved = Edge(edge.token - sentence.start, edge.head - sentence.start)
        if not tree.attach(moved):
            return False
    for edge in edges:
        doc[edge.token].head = doc[edge.head]
        if edge.dep is not None:
            doc[edge.token].dep_ = edge.dep
    return True


# The parse as columns, which repairs change.

_COLUMNS = ("HEAD", "DEP", "POS", "TAG", "LEMMA", "LOWER", "SENT_START", "ENT_TYPE")


class Columns:
    """The parse by token: `head`, `dep`, `pos`, `tag`, `lemma`, `lower`, `kind`; sentences in
    `bounds`."""

    def __init__(self, doc: Doc) -> None:
        columns = doc.to_array(list(_COLUMNS))
        strings = _Strings(doc.vocab.strings)
        self.dep: list[str] = [strings[key] for key in columns[:, 1].tolist()]
        self.pos: list[str] = [strings[key] for key in columns[:, 2].tolist()]
        self.tag: list[str] = [strings[key] for key in columns[:, 3].tolist()]
        self.lower: list[str] = [strings[key] for key in columns[:, 5].tolist()]
        self.lemma: list[str] = [strings[key].lower() for key in columns[:, 4].tolist()]
        self.kind: list[str] = [strings[key] for key in columns[:, 7].tolist()]
        """For each token the type of the name that it is in, or ""."""
        self.bounds = _bounds(columns[:, 6].tolist())
        self.sentence: list[int] = []
        """For each token, the number of its sentence."""
        for number, (first, last) in enumerate(self.bounds):
            self.sentence += [number] * (last - first)
        offsets = columns[:, 0].astype("int64").tolist()
        self._tree = Tree([i + offset for i, offset in enumerate(offsets)], self.sentence)
        self.head = self._tree.heads
        """The governor of each token; a root governs itself. `attach` changes it."""

    def attach(self, *edges: Edge) -> bool:
        """Give tokens new governors and relations, all of them or none, like `Tree.attach`."""
        if not self._tree.attach(*edges):
            return False
        for edge in edges:
            if edge.dep is not None:
                self.dep[edge.token] = edge.dep
        return True


def _bounds(starts: list[int]) -> list[tuple[int, int]]:
    """Return the range of each sentence from spaCy's sentence starts (1 at a start)."""
    firsts = [0, *(i for i, start in enumerate(starts) if start == 1 and i)]
    return list(zip(firsts, [*firsts[1:], len(starts)], strict=True)) if starts else []


class _Strings(dict[int, str]):
    """A cache of strings by hash for one document."""

    def __init__(self, store: StringStore) -> None:
        super().__init__()
        self.store = store

    def __missing__(self, key: int) -> str:
        self[key] = value = self.store[key] if key else ""
        return value
