"""The committed versions of the store: documents as of one commit, found through the index."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from store.database.commits import CommitPosition, beginning, damaged, is_small, records
from store.database.errors import DocumentUnreadable
from store.database.journal_file import JournalFile, JournalMap
from store.database.keys import KeysDamaged
from store.database.lines import (
    DocId,
    PutLine,
    document_part,
    longest,
    read_record,
    scanned,
    why_unreadable,
)
from store.database.memory_index import MemoryIndex, replay
from store.database.offset_index import Index
from store.database.slots import (
    DELETED_TOO,
    LENGTH,
    OFFSET,
    USED,
    NumberFile,
    is_live,
    length_of,
    offset_of,
    place,
)
from store.database.version import StoredDocument, Version, decoded

_DENSE = 64
"""A table with less than one document per so many ids is not scanned by id."""


def _is_line(found: bytes) -> bool:
    """Return whether these bytes are one line, to its end. With a wrong length they are not."""
    return found.find(b"\n") == len(found) - 1 >= 0


class _Wrong(Exception):
    """The index does not lead to the document's line."""


class Snapshot(Version):
    """A committed version. Later writes and compactions do not change it."""

    def __init__(
        self,
        file: JournalFile,
        mark: CommitPosition,
        index: Index | None,
        memory_index: MemoryIndex | None,
        keys: dict[str, str],
        on_wrong_index: Callable[[Index], None],
        on_unreadable: Callable[[DocumentUnreadable], None],
    ) -> None:
        """Create a snapshot. `memory_index` must hold what `index` does not cover.

        `on_wrong_index` is called with an index that is wrong, `on_unreadable` with documents that
        cannot be read.
        """
        self.file = file
        self.mark = mark
        self.catalog = mark.catalog
        self.revision = mark.number
        self.index = index
        self.memory_index = memory_index
        self.keys = keys
        self._on_wrong_index = on_wrong_index
        self._on_unreadable = on_unreadable
        self._map: JournalMap | None = None
        # Places found by following `was` back from newer lines. A document that changes often has
        # many of those.
        self._settled: dict[tuple[int, DocId], int] = {}

    def where(self, name: str, doc_id: DocId) -> int:
        table = self.catalog.tables.get(name)
        if table is None or (isinstance(doc_id, int) and doc_id > table.highest):
            return 0
        where = self.memory_index.get(table.part, doc_id) if self.memory_index is not None else 0
        try:
            if not where and self.index is not None:
                where = self.index.get(table.part, doc_id)
            if not where or (where >= USED and where & OFFSET < self.mark.end):
                return where
            return self._older(where, table.part, name, doc_id)
        except (OSError, _Wrong):
            # The index is damaged, or a compaction removed it before this table was read.
            self.drop_index()
            return self.where(name, doc_id)

    def _older(self, where: int, part: int, name: str, doc_id: DocId) -> int:
        """Return the place at this version, given the place of a newer line."""
        settled = self._settled.get((part, doc_id))
        if settled is not None:
            return settled
        if where < USED:
            raise self._wrong(offset_of(where))
        while where & OFFSET >= self.mark.end:
            offset = offset_of(where)
            record = read_record(self.file.line(where), offset)
            if record is None or (record.table, record.id) != (name, doc_id):
                raise self._wrong(offset)
            if record.was >= offset:
                raise damaged(self.file, offset)
            where = self._place_at(record.was)
        self._settled[part, doc_id] = where
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
        if not length:
            return self.file.line(where)
        return self._mapped().read(start, start + length)

    def _mapped(self) -> JournalMap:
        if self._map is None:
            self._map = self.file.mapped(self.mark.end)
        return self._map

    def get(self, name: str, doc_id: DocId) -> StoredDocument | None:
        where = self.where(name, doc_id)
        if not where:
            return None
        if not is_live(where) and self._is_deleted(where, name, doc_id):
            return None
        put = self._put(where, name)
        if put is None or put.id != doc_id or put.put != name:
            put = self._get_without_index(name, doc_id)
        return put.document if put is not None else None

    def raw(self, name: str, doc_id: DocId) -> bytes | None:
        where = self.where(name, doc_id)
        if not self._is_put(where, name, doc_id):
            if self.get(name, doc_id) is None:
                return None
            where = self.where(name, doc_id)  # the index was wrong and has been discarded
        line = self.line(where)
        if len(line) > longest(name):
            raise DocumentUnreadable(name, doc_id, why_unreadable(line, name))
        return document_part(line)

    def skip_unreadable(self, unreadable: DocumentUnreadable) -> None:
        self._on_unreadable(unreadable)

    def _is_deleted(self, where: int, name: str, doc_id: DocId) -> bool:
        """Return whether the line at this place deletes the document."""
        record = read_record(self.line(where), offset_of(where))
        return record is not None and (record.kind, record.table, record.id) == (
            "delete",
            name,
            doc_id,
        )

    def _is_put(self, where: int, name: str, doc_id: DocId) -> bool:
        """Return whether this place is that of a whole line that puts this document."""
        if not is_live(where):
            return False
        line = self.line(where)
        record = read_record(line, offset_of(where)) if _is_line(line) else None
        found = (record.kind, record.table, record.id) if record is not None else None
        return found == ("put", name, doc_id)

    def _put(self, where: int, name: str) -> PutLine | None:
        line = self.line(where)
        try:
            return decoded(line, name) if _is_line(line) else None
        except ValueError:
            return None

    def _get_without_index(self, name: str, doc_id: DocId) -> PutLine | None:
        """Look the document up without the index. Raise `StoreDamaged` if its line is wrong."""
        where = self.where(name, doc_id)
        if not self._is_put(where, name, doc_id):
            self.drop_index()
            where = self.where(name, doc_id)
        if not is_live(where):
            return None
        put = self._put(where, name)
        if put is not None and put.id == doc_id and put.put == name:
            return put
        self._prove()
        if self._is_put(where, name, doc_id):
            why = why_unreadable(self.line(where), name)
            raise DocumentUnreadable(name, doc_id, why)
        raise damaged(self.file, offset_of(where))

    def _prove(self) -> None:
        """Verify the whole journal once. Raise `StoreDamaged` if it is not what was committed."""
        if self.file.proven < self.mark.end:
            for _ in records(self.file, beginning(self.file), self.mark.end):
                pass
            self.file.proven = self.mark.end

    def drop_index(self) -> None:
        """Stop using the index, and replay the journal instead. Raise `StoreDamaged` on damage."""
        if self.index is not None:
            index, self.index = self.index, None
            if not index.is_replaced():
                self._on_wrong_index(index)
            self.memory_index = replay(self.file, self.keys, self.mark.end)

    def _slots(self, part: int) -> NumberFile | None:
        """Return the index's places of a table, or None if all are in the in-memory index."""
        try:
            return self.index.slots(part) if self.index is not None else None
        except OSError:  # a compaction removed it before this table was read
            self.drop_index()
            return None

    def ids(self, name: str) -> Sequence[DocId]:
        found = super().ids(name)
        if len(found) != self.count(name) and self.index is not None:
            self.drop_index()
            return super().ids(name)
        return found

    def documents(self, name: str) -> Iterator[tuple[DocId, StoredDocument]]:
        table = self.catalog.tables.get(name)
        if table is None:
            return
        slots = self._slots(table.part)
        is_sparse = table.highest > _DENSE * (table.documents + 1)
        if slots is None or self.memory_index is not None or table.others or is_sparse:
            yield from super().documents(name)
            return
        places = slots.numbers(table.highest + 1)[1 : table.highest + 1]
        if len(places) < table.highest:
            yield from super().documents(name)
            return
        yield from self._scan(name, places, self._mapped())

    def _scan(
        self, name: str, places: memoryview[int], mapped: JournalMap
    ) -> Iterator[tuple[DocId, StoredDocument]]:
        """Yield the documents at these places, from id 1 on. This is the fast path."""
        end = self.mark.end
        is_gapless = self.catalog.tables[name].is_gapless
        for doc_id, where in enumerate(places, 1):
            if not (where or is_gapless):
                continue
            start = where & OFFSET
            if USED <= where < DELETED_TOO and start < end:
                try:
                    line = scanned(mapped.read(start, start + (where >> 40 & LENGTH)))
                except (
                    ValueError,
                    RecursionError,
                ):  # too long for its slot, not plain JSON, or damaged
                    pass
                else:
                    if line.id == doc_id:
                        yield doc_id, line.document
                        continue
            document = self._get_or_skip(name, doc_id)
            if document is not None:
                yield doc_id, document

    def small(self, name: str) -> Iterable[int]:
        part = self.catalog.tables[name].part
        slots = self._slots(part)
        known = slots.used() if slots is not None else iter(())
        added = self.memory_index.parts.get(part) if self.memory_index is not None else None
        return known if added is None else sorted({*known, *added.small()})

    def others(self, name: str) -> list[DocId]:
        table = self.catalog.tables[name]
        try:
            known = dict(self.index.others(table.part)) if self.index is not None else {}
        except OSError:
            self.drop_index()
            known = {}
        part = self.memory_index.parts.get(table.part) if self.memory_index is not None else None
        if part is not None:
            known.update((i, where) for i, where in part.items() if not is_small(i))
        return list(known)

    def candidates(self, name: str, tag: int) -> Iterator[DocId]:
        table = self.catalog.tables.get(name)
        if table is None:
            return
        if self.memory_index is not None:
            yield from self.memory_index.with_key(table.part, tag)
        if self.index is not None:
            try:
                yield from self.index.with_key(table.part, tag)
            except (OSError, KeysDamaged):
                self.drop_index()
                yield from self.candidates(name, tag)
