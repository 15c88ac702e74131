"""Where documents lie that the index on disk does not know of (yet), in memory.

The same thing serves a transaction, the stretch of journal behind which an index lags, and a
whole journal whose index cannot be written.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator

from store.database.file.catalog import is_small
from store.database.file.lines import DocId

_GAP = 1 << 16


class DeltaPart:
    """One table's places. New ids come in a run, 8 bytes each; the rest in a dictionary."""

    def __init__(self, first: int) -> None:
        self.first = first
        self.run = array("Q")
        self.rest: dict[DocId, int] = {}

    def get(self, doc_id: DocId) -> int:
        if isinstance(doc_id, int) and 0 <= doc_id - self.first < len(self.run):
            return self.run[doc_id - self.first] or self.rest.get(doc_id, 0)
        return self.rest.get(doc_id, 0)

    def set(self, doc_id: DocId, where: int) -> None:
        position = doc_id - self.first if isinstance(doc_id, int) and is_small(doc_id) else -1
        if not 0 <= position < len(self.run) + _GAP:
            self.rest[doc_id] = where
            return
        if position >= len(self.run):
            self.run.extend([0] * (position + 1 - len(self.run)))
        self.run[position] = where
        self.rest.pop(doc_id, None)

    def small(self) -> Iterator[int]:
        """The small ids among them."""
        return (
            doc_id for doc_id, _ in self.items() if isinstance(doc_id, int) and is_small(doc_id)
        )

    def items(self) -> Iterator[tuple[DocId, int]]:
        for position, where in enumerate(self.run):
            if where:
                yield self.first + position, where
        yield from self.rest.items()


class Delta:
    """Places by part and id, and the keys of documents that can be found by a field."""

    def __init__(self) -> None:
        self.parts: dict[int, DeltaPart] = {}
        self.keys: dict[int, dict[int, list[DocId]]] = {}

    def get(self, part: int, doc_id: DocId) -> int:
        """The place, or 0 when the delta does not know the id."""
        known = self.parts.get(part)
        return known.get(doc_id) if known is not None else 0

    def set(self, part: int, doc_id: DocId, where: int, first: int) -> None:
        """`first` is the lowest id that counts as new when the part is first met."""
        known = self.parts.get(part)
        if known is None:
            known = self.parts[part] = DeltaPart(first)
        known.set(doc_id, where)

    def add_key(self, part: int, tag: int, doc_id: DocId) -> None:
        self.keys.setdefault(part, {}).setdefault(tag, []).append(doc_id)

    def with_key(self, part: int, tag: int) -> list[DocId]:
        """The documents whose key has this tag, newest first."""
        return self.keys.get(part, {}).get(tag, [])[::-1]

    def merge(self, newer: Delta) -> None:
        """Take in what a newer delta knows."""
        for number, part in newer.parts.items():
            for doc_id, where in part.items():
                self.set(number, doc_id, where, part.first)
        for number, keys in newer.keys.items():
            for tag, doc_ids in keys.items():
                self.keys.setdefault(number, {}).setdefault(tag, []).extend(doc_ids)
