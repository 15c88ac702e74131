"""Reading the journal as it was after one commit."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from store.database.catalog import SMALL, Catalog, is_small
from store.database.commits import Mark, damaged
from store.database.delta import Delta
from store.database.index import Index
from store.database.journal_file import JournalFile
from store.database.keys import KeysDamaged, tag_of
from store.database.lines import DocId, PutLine, read_put, read_record
from store.database.replay import replay
from store.database.slots import OFFSET, USED, is_live, length_of, offset_of, place

Document = dict[str, Any]


class Version(ABC):
    """Documents by table and id, all of one version; decoded when they are asked for."""

    catalog: Catalog
    revision: int
    """The commit's number; negative while there is none."""

    @abstractmethod
    def where(self, name: str, doc_id: DocId) -> int:
        """The place of the line that holds for a document, 0 when there is none."""

    @abstractmethod
    def line(self, where: int) -> bytes:
        """The line at a place."""

    @abstractmethod
    def others(self, name: str) -> list[DocId]:
        """The ids outside the array that a table ever held, in the order in which they came."""

    @abstractmethod
    def candidates(self, name: str, tag: int) -> Iterator[DocId]:
        """The documents whose key may have this tag."""

    def count(self, name: str) -> int:
        """How many documents a table holds."""
        table = self.catalog.tables.get(name)
        return table.documents if table is not None else 0

    def has(self, name: str, doc_id: DocId) -> bool:
        return is_live(self.where(name, doc_id))

    def get(self, name: str, doc_id: DocId) -> Document | None:
        """The document, or None. Raises `StoreDamaged`."""
        where = self.where(name, doc_id)
        if not is_live(where):
            return None
        return read_put(self.line(where)).document

    def ids(self, name: str) -> Sequence[DocId]:
        """The ids of a table's documents: small numbers ascending, then the others."""
        table = self.catalog.tables.get(name)
        if table is None:
            return ()
        if table.is_gapless:
            return range(1, table.highest + 1)
        small: list[DocId] = list(self.small_ids(name, min(table.highest, SMALL - 1)))
        return (
            small + [i for i in self.others(name) if self.has(name, i)] if table.others else small
        )

    def small_ids(self, name: str, highest: int) -> Iterator[int]:
        """The ids from 1 to `highest` that are there."""
        return (i for i in range(1, highest + 1) if self.has(name, i))

    def documents(self, name: str) -> Iterator[tuple[DocId, Document]]:
        """A table's ids and documents, each decoded when it is reached."""
        for doc_id in self.ids(name):
            document = self.get(name, doc_id)
            if document is not None:
                yield doc_id, document

    def with_key(self, name: str, field: str, value: str) -> DocId | None:
        """The document whose key `field` has this value, or None."""
        for doc_id in self.candidates(name, tag_of(value)):
            document = self.get(name, doc_id)
            if document is not None and document.get(field) == value:
                return doc_id
        return None


class _Wrong(Exception):
    """The index does not lead to the document's line."""


class Snapshot(Version):
    """A committed version. It stays as it is whatever is written or compacted meanwhile."""

    def __init__(
        self,
        file: JournalFile,
        mark: Mark,
        index: Index | None,
        delta: Delta | None,
        keys: dict[str, str],
        doubted: Callable[[Index], None],
    ) -> None:
        """What `index` does not cover must be in `delta`. `doubted` hears of a wrong index."""
        self.file = file
        self.mark = mark
        self.catalog = mark.catalog
        self.revision = mark.number
        self.index = index
        self.delta = delta
        self.keys = keys
        self._doubted = doubted
        self._map = file.mapped(mark.end)

    def where(self, name: str, doc_id: DocId) -> int:
        table = self.catalog.tables.get(name)
        if table is None or (isinstance(doc_id, int) and doc_id > table.highest):
            return 0
        where = self.delta.get(table.part, doc_id) if self.delta is not None else 0
        try:
            if not where and self.index is not None:
                where = self.index.get(table.part, doc_id)
            return self._as_of(where, name, doc_id)
        except (OSError, _Wrong):
            # The index is damaged; or a compaction removed it before this table was asked for.
            self.leave_index()
            return self.where(name, doc_id)

    def _as_of(self, where: int, name: str, doc_id: DocId) -> int:
        """The place that held at this version, given the place that holds now."""
        if where and where < USED:
            raise self._wrong(offset_of(where))
        while where & OFFSET >= self.mark.end:
            offset = offset_of(where)
            record = read_record(self.file.line(where), offset)
            if record is None or (record.table, record.id) != (name, doc_id):
                raise self._wrong(offset)
            where = self._place_at(record.was)
        return where

    def _wrong(self, offset: int) -> Exception:
        return _Wrong() if self.index is not None else damaged(self.file, offset)

    def _place_at(self, offset: int) -> int:
        if not offset:
            return 0
        line = self.file.line(place(offset, 0))
        return place(offset, len(line), deleted=line.startswith(b'{"delete"'))

    def line(self, where: int) -> bytes:
        start, length = offset_of(where), length_of(where)
        if length and self._map is not None:
            return self._map[start : start + length]
        return self.file.line(where)

    def get(self, name: str, doc_id: DocId) -> Document | None:
        where = self.where(name, doc_id)
        if not where:
            return None
        if not is_live(where) and self._is_deleted(where, name, doc_id):
            return None
        put = self._put(where)
        if put is None or put.id != doc_id or put.put != name:
            put = self._again(name, doc_id)
        return put.document if put is not None else None

    def _is_deleted(self, where: int, name: str, doc_id: DocId) -> bool:
        """Does the line say so too?"""
        record = read_record(self.line(where), offset_of(where))
        return record is not None and (record.kind, record.table, record.id) == (
            "delete",
            name,
            doc_id,
        )

    def _put(self, where: int) -> PutLine | None:
        try:
            return read_put(self.line(where))
        except (ValueError, KeyError, TypeError):
            return None

    def _again(self, name: str, doc_id: DocId) -> PutLine | None:
        """Look once more, without the index: a line that is not the document's is damage."""
        self.leave_index()
        where = self.where(name, doc_id)
        if not is_live(where):
            return None
        put = self._put(where)
        if put is None or put.id != doc_id or put.put != name:
            raise damaged(self.file, offset_of(where))
        return put

    def leave_index(self) -> None:
        """Read every place from the journal itself. Raises `StoreDamaged`."""
        if self.index is not None:
            index, self.index = self.index, None
            self._doubted(index)
            self.delta = replay(self.file, self.keys, self.mark.end)

    def ids(self, name: str) -> Sequence[DocId]:
        found = super().ids(name)
        if len(found) != self.count(name) and self.index is not None:
            self.leave_index()
            return super().ids(name)
        return found

    def documents(self, name: str) -> Iterator[tuple[DocId, Document]]:
        table = self.catalog.tables.get(name)
        if table is None:
            return
        index = self.index
        if index is None or self.delta is not None or table.others or self._map is None:
            yield from super().documents(name)
            return
        slots = index.slots(table.part).numbers(table.highest + 1)
        mapped, limit = self._map, self.mark.end
        for doc_id in range(1, table.highest + 1):
            where = slots[doc_id] if doc_id < len(slots) else 0
            start = where & OFFSET
            length = length_of(where)
            if where >> 62 == 2 and length and start < limit:
                try:
                    put = read_put(mapped[start : start + length])
                except (ValueError, KeyError, TypeError):
                    put = None
                if put is not None and put.id == doc_id and put.put == name:
                    yield doc_id, put.document
                    continue
            document = self.get(name, doc_id)
            if document is not None:
                yield doc_id, document

    def others(self, name: str) -> list[DocId]:
        table = self.catalog.tables[name]
        known = dict(self.index.others(table.part)) if self.index is not None else {}
        part = self.delta.parts.get(table.part) if self.delta is not None else None
        if part is not None:
            known.update((i, where) for i, where in part.items() if not is_small(i))
        return list(known)

    def candidates(self, name: str, tag: int) -> Iterator[DocId]:
        table = self.catalog.tables.get(name)
        if table is None:
            return
        if self.delta is not None:
            yield from self.delta.with_key(table.part, tag)
        if self.index is not None:
            try:
                yield from self.index.with_key(table.part, tag)
            except (OSError, KeysDamaged):
                self.leave_index()
                yield from self.candidates(name, tag)
