"""Writing a journal anew from the lines of another, with its index."""

from __future__ import annotations

import os
import weakref
import zlib
from pathlib import Path

from store.database.file.catalog import Catalog
from store.database.file.commits import Mark
from store.database.file.lines import (
    DocId,
    Header,
    Record,
    commit_line,
    create_line,
    delete_line,
    document_part,
    encoded,
    header_line,
    put_line,
    read_header,
)
from store.database.file.slots import is_live, offset_of
from store.database.index.delta import Delta
from store.database.index.index import Index, discard, index_folder
from store.database.index.replay import Replayer
from store.sharing import file_mode

_BUFFER = 1 << 20
_STEP = 100_000


class JournalCopy:
    """A journal that is being made. It counts for nothing until it is put in its place."""

    def __init__(
        self, path: Path, journal: Path, store: str, generation: int, keys: dict[str, str]
    ) -> None:
        """Write at `path` what will be generation `generation` of `journal`. Raises `OSError`."""
        self.path = path
        flags = os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC
        self._fd = os.open(path, flags, file_mode(path.parent))
        self._closing = weakref.finalize(self, os.close, self._fd)
        self._buffer = bytearray(header_line(store, generation))
        self._position = 0
        header = read_header(bytes(self._buffer)) or Header("dateline", 1, store, generation)
        folder = index_folder(journal, generation)
        discard(folder)
        self.index = Index(folder, header, writable=True)
        self._replayer = Replayer(keys, Catalog(), self.index.get)
        self._begin = len(self._buffer)
        self._crc = 0
        self._taken = 0
        self.mark = Mark(0, 0, self._begin, 0, Catalog())

    @property
    def size(self) -> int:
        """How long the new journal is so far."""
        return self._position + len(self._buffer)

    def take(self, record: Record, line: bytes) -> None:
        """Append a record of the old journal."""
        if record.kind in {"put", "delete"}:
            if record.table not in self._replayer.catalog.tables:
                self._append(Record("create", record.table, 0, 0, 0, 0), b"")
            line = self._pointing_back(record, line)
        self._append(record, line)

    def has(self, name: str, doc_id: DocId) -> bool:
        """Was a document taken, and not deleted since?"""
        table = self._replayer.catalog.tables.get(name)
        return table is not None and is_live(self._replayer.where(table.part, doc_id))

    def commit(self, number: int) -> None:
        """Close what was taken since the last commit with a commit line."""
        catalog = self._replayer.catalog
        length = self.size - self._begin
        start = self.size
        line = commit_line(number, catalog.parts, catalog.tables, length, self._crc)
        self._buffer += line
        self._begin, self._crc = self.size, 0
        self.mark = Mark(number, start, self.size, int(line[-11:-3], 16), catalog.copy())
        if len(self._buffer) >= _BUFFER:
            self._flush()

    def sync(self) -> None:
        """What was committed is on the disk when this returns, and its index."""
        self._flush()
        os.fdatasync(self._fd)
        self.index.add(self._replayer.delta)
        self._replayer.delta = Delta()
        self.index.sync()

    def seal(self) -> None:
        """The same, and the index says so."""
        self.sync()
        self.index.seal(self.mark)

    def close(self) -> None:
        self.index.close()
        self._closing()

    def _pointing_back(self, record: Record, line: bytes) -> bytes:
        """The line with its `was` as it is in the new journal."""
        table = self._replayer.catalog.tables[record.table]
        was = offset_of(self._replayer.where(table.part, record.id))
        if was == record.was:
            return line
        name, doc_id = encoded(record.table), record.id
        if record.kind == "delete":
            return delete_line(name, doc_id, was)
        return put_line(name, doc_id, was, document_part(line))

    def _append(self, record: Record, line: bytes) -> None:
        line = line or create_line(encoded(record.table))
        placed = record._replace(offset=self.size, length=len(line))
        self._replayer.take(placed, line)
        self._buffer += line
        self._crc = zlib.crc32(line, self._crc)
        self._taken += 1
        if self._taken % _STEP == 0:
            self.index.add(self._replayer.delta)
            self._replayer.delta = Delta()
        if len(self._buffer) >= _BUFFER:
            self._flush()

    def _flush(self) -> None:
        view = memoryview(self._buffer)
        written = 0
        try:
            while written < len(view):
                written += os.pwrite(self._fd, view[written:], self._position + written)
        finally:
            view.release()
        self._position += len(self._buffer)
        self._buffer.clear()
