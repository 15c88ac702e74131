"""Writing: lines are appended after the last commit, and take effect with their commit line."""

from __future__ import annotations

import errno
import os
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from store.database.commits import Catalog, CommitPosition, Table, is_small
from store.database.errors import DocumentUnreadable, StoreError, StoreFull
from store.database.keys import tag_of
from store.database.lines import (
    DocId,
    commit_line,
    create_line,
    delete_line,
    drop_line,
    encoded,
    put_line,
)
from store.database.memory_index import MemoryIndex
from store.database.slots import is_live, length_of, offset_of, place
from store.database.snapshot import Snapshot
from store.database.version import Version

_SPILL = 1 << 20


class Transaction(Version):
    """An uncommitted version, which sees its own writes.

    Lines are written to the file a megabyte at a time, so a batch of any size needs little memory:
    8 bytes for each new document.
    """

    def __init__(self, base: Snapshot, number: int) -> None:
        """Begin after the commit of `base`. The caller holds the lock."""
        self.base = base
        self.number = number
        self.revision = -number
        self.catalog: Catalog = base.catalog.copy()
        self.memory_index = MemoryIndex()
        self.failed = False
        self._start = base.mark.end
        self._spilled = self._start
        self._lines = bytearray()
        self._crc = 0
        self._is_whole = False
        self._names: dict[str, bytes] = {}

    @property
    def position(self) -> int:
        """The byte offset of the next line in the file."""
        return self._spilled + len(self._lines)

    # Reading.

    def where(self, name: str, doc_id: DocId) -> int:
        table = self.catalog.tables.get(name)
        if table is None:
            return 0
        where = self.memory_index.get(table.part, doc_id)
        if where:
            return where
        old = self.base.catalog.tables.get(name)
        return self.base.where(name, doc_id) if old and old.part == table.part else 0

    def line(self, where: int) -> bytes:
        start = offset_of(where)
        if start < self._start:
            return self.base.line(where)
        if start < self._spilled:
            return self.base.file.line(where)
        start -= self._spilled
        end = start + length_of(where) if length_of(where) else self._lines.index(b"\n", start) + 1
        return bytes(self._lines[start:end])

    def small(self, name: str) -> Iterable[int]:
        table = self.catalog.tables[name]
        old = self.base.catalog.tables.get(name)
        known = self.base.small(name) if old and old.part == table.part else ()
        added = self.memory_index.parts.get(table.part)
        return known if added is None else sorted({*known, *added.small()})

    def others(self, name: str) -> list[DocId]:
        table = self.catalog.tables[name]
        old = self.base.catalog.tables.get(name)
        known = self.base.others(name) if old and old.part == table.part else []
        part = self.memory_index.parts.get(table.part)
        mine = [i for i, _ in part.items() if not is_small(i)] if part is not None else []
        return list(dict.fromkeys(known + mine))

    def candidates(self, name: str, tag: int) -> Iterator[DocId]:
        table = self.catalog.tables.get(name)
        if table is not None:
            yield from self.memory_index.with_key(table.part, tag)
            yield from self.base.candidates(name, tag)

    def skip_unreadable(self, unreadable: DocumentUnreadable) -> None:
        self.base.skip_unreadable(unreadable)

    # Writing. Nothing is durable before `commit` returns.

    def create(self, name: str) -> Table:
        """Return the table of this name, and create it if it is missing."""
        table = self.catalog.tables.get(name)
        if table is None:
            table = self.catalog.create(name)
            self._append(create_line(self._name(name)))
        return table

    def drop(self, name: str) -> None:
        """Remove a table with all its documents. Its ids start again at 1."""
        if name in self.catalog.tables:
            self.catalog.drop(name)
            self._append(drop_line(self._name(name)))

    def put(self, name: str, doc_id: DocId, document: Mapping[str, Any]) -> None:
        """Put a document, replacing the one with the same id.

        Raises:
            TypeError: The document cannot be represented in JSON.
            StoreFull: The disk is full.
        """
        self.put_encoded(name, doc_id, encoded(document))
        field = self.base.keys.get(name)
        value = document.get(field) if field is not None else None
        if isinstance(value, str):
            self.memory_index.add_key(self.catalog.tables[name].part, tag_of(value), doc_id)

    def put_encoded(self, name: str, doc_id: DocId, document: bytes) -> None:
        """Put a document that is JSON in UTF-8 already, into a table without a key."""
        table = self.create(name)
        old = self.where(name, doc_id)
        line = put_line(self._name(name), doc_id, offset_of(old), document)
        where = place(self._append(line), len(line))
        self.memory_index.set(table.part, doc_id, where, table.highest + 1)
        self.catalog.tables[name] = table.with_put(doc_id, is_new=not is_live(old))

    def delete(self, name: str, doc_id: DocId) -> None:
        """Delete a document, if it exists."""
        old = self.where(name, doc_id)
        if not is_live(old):
            return
        table = self.catalog.tables[name]
        line = delete_line(self._name(name), doc_id, offset_of(old))
        where = place(self._append(line), len(line), deleted=True)
        self.memory_index.set(table.part, doc_id, where, table.highest + 1)
        self.catalog.tables[name] = table.with_delete(doc_id, was_there=True)

    def next_id(self, name: str) -> int:
        """Return an id that no document of the table ever had."""
        table = self.catalog.tables.get(name)
        return table.highest + 1 if table is not None else 1

    def commit(self) -> CommitPosition | None:
        """Write everything as one commit, and sync it to the disk.

        Returns:
            The position of the commit, or None if there was nothing to commit.

        Raises:
            StoreFull: The disk is full. Nothing was written.
            StoreError: Syncing failed. Readers may have seen the commit, so it stays, but it may
                not survive a crash of the machine.
        """
        length = self.position - self._start
        if not length:
            return None
        crc = zlib.crc32(self._lines, self._crc)
        start = self.position
        line = commit_line(self.number, self.catalog.parts, self.catalog.tables, length, crc)
        self._lines += line
        self._spill()
        self._is_whole = True
        try:
            os.fdatasync(self.base.file.fd)
        except OSError as error:
            raise StoreError(
                f"The disk failed to sync the last commit of {self.base.file.path}: "
                f"{error.strerror}.",
                "Check the disk; the commit may not survive a crash of the machine.",
            ) from error
        crc_at_end = int(line[-11:-3], 16)
        return CommitPosition(self.number, start, start + len(line), crc_at_end, self.catalog)

    def roll_back(self) -> None:
        """Remove the uncommitted lines from the file. A complete commit stays, as readers see
        it.
        """
        if self._is_whole:
            return
        self._lines.clear()
        if self._spilled > self._start:
            os.ftruncate(self.base.file.fd, self._start)
            self._spilled = self._start

    def _name(self, name: str) -> bytes:
        known = self._names.get(name)
        if known is None:
            known = self._names[name] = encoded(name)
        return known

    def _append(self, line: bytes) -> int:
        if len(self._lines) >= _SPILL:
            self._spill()
        position = self.position
        self._lines += line
        return position

    def _spill(self) -> None:
        self._crc = zlib.crc32(self._lines, self._crc)
        view = memoryview(self._lines)
        written = 0
        try:
            while written < len(view):
                written += os.pwrite(self.base.file.fd, view[written:], self._spilled + written)
        except OSError as error:
            os.ftruncate(self.base.file.fd, self._start)
            self.failed = True
            raise _explained(error, self) from error
        finally:
            view.release()
        self._spilled += len(self._lines)
        self._lines.clear()


def _explained(error: OSError, transaction: Transaction) -> Exception:
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return StoreFull(
            f"The disk is full: {transaction.base.file.path} could not grow.",
            "Nothing that was committed is lost; free some space and try again.",
        )
    return error
