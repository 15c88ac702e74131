"""Rewrites a journal, with its index, without the lines that were overwritten."""

from __future__ import annotations

import os
import stat
import weakref
import zlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from store.database.commits import Catalog, CommitPosition, beginning, records
from store.database.errors import StoreBusy, StoreError, StoreFull, StoreReadOnly
from store.database.journal import Journal
from store.database.journal_file import sync_folder
from store.database.lines import (
    DocId,
    Header,
    JournalRecord,
    commit_line,
    create_line,
    delete_line,
    document_part,
    encoded,
    header_line,
    put_line,
    read_header,
)
from store.database.lock import locked
from store.database.memory_index import MemoryIndex, Replayer
from store.database.offset_index import Index, discard, discard_others, index_folder
from store.database.slots import is_live, offset_of
from store.database.snapshot import Snapshot
from store.files import UnsafeFile, new_file, remove_file, replace_file

_BUFFER = 1 << 20
_STEP = 100_000


class JournalCopy:
    """A journal under construction. It takes effect when it is moved into place."""

    def __init__(
        self, path: Path, journal: Path, store: str, generation: int, keys: dict[str, str]
    ) -> None:
        """Write generation `generation` of `journal` to `path`.

        Raises:
            OSError: The file cannot be created.
        """
        self.path = path
        self._fd = new_file(path)
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
        self.mark = CommitPosition(0, 0, self._begin, 0, Catalog())

    @property
    def size(self) -> int:
        """The length of the new journal so far, in bytes."""
        return self._position + len(self._buffer)

    def append(self, record: JournalRecord, line: bytes) -> None:
        """Append a record of the old journal."""
        if record.kind in {"put", "delete"}:
            if record.table not in self._replayer.catalog.tables:
                self._append(JournalRecord("create", record.table, 0, 0, 0, 0), b"")
            line = self._with_new_offsets(record, line)
        self._append(record, line)

    def has(self, name: str, doc_id: DocId) -> bool:
        """Return whether a document was appended and not deleted since."""
        table = self._replayer.catalog.tables.get(name)
        return table is not None and is_live(self._replayer.where(table.part, doc_id))

    def commit(self, number: int) -> None:
        """End the records appended since the last commit with a commit line."""
        catalog = self._replayer.catalog
        length = self.size - self._begin
        start = self.size
        line = commit_line(number, catalog.parts, catalog.tables, length, self._crc)
        self._buffer += line
        self._begin, self._crc = self.size, 0
        self.mark = CommitPosition(number, start, self.size, int(line[-11:-3], 16), catalog.copy())
        if len(self._buffer) >= _BUFFER:
            self._flush()

    def sync(self) -> None:
        """Sync the commits and the index to the disk."""
        self._flush()
        os.fdatasync(self._fd)
        self.index.add(self._replayer.memory_index)
        self._replayer.memory_index = MemoryIndex()
        self.index.sync()

    def seal(self) -> None:
        """Sync everything, and mark the index as synced."""
        self.sync()
        self.index.seal(self.mark)

    def close(self) -> None:
        self.index.close()
        self._closing()

    def _with_new_offsets(self, record: JournalRecord, line: bytes) -> bytes:
        """Return the line with its `was` offset changed to that in the new journal."""
        table = self._replayer.catalog.tables[record.table]
        was = offset_of(self._replayer.where(table.part, record.id))
        if was == record.was:
            return line
        name, doc_id = encoded(record.table), record.id
        if record.kind == "delete":
            return delete_line(name, doc_id, was)
        return put_line(name, doc_id, was, document_part(line))

    def _append(self, record: JournalRecord, line: bytes) -> None:
        line = line or create_line(encoded(record.table))
        placed = record._replace(offset=self.size, length=len(line))
        self._replayer.apply(placed, line)
        self._buffer += line
        self._crc = zlib.crc32(line, self._crc)
        self._taken += 1
        if self._taken % _STEP == 0:
            self.index.add(self._replayer.memory_index)
            self._replayer.memory_index = MemoryIndex()
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


# Compacting the journal while others read and write it.

# Bytes that may remain to be copied under the lock, and the rounds of copying before that.
_SMALL = 1 << 18
_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Compacted:
    """The size of the journal before and after, in bytes."""

    before: int
    after: int


def compact(journal: Journal) -> Compacted:
    """Write a new journal with the latest line of each document, and replace the old one.

    The new journal is synced to the disk when this returns. A crash before leaves the old one.
    Readers keep the old file as long as they hold a snapshot of it. Writers continue; the lock is
    held only while the last commits are copied. Deletions are kept, so that followers of any
    version learn of them. On any error nothing has changed.

    Raises:
        StoreBusy: A compaction is running already.
        StoreReadOnly: The journal may not be replaced.
        StoreFull: The disk is full.
        StoreDamaged: The journal is damaged.
    """
    if journal.readonly:
        raise StoreReadOnly.of(journal.path.parent)
    _may_replace(journal)
    lock = journal.path.with_name(f"{journal.path.name}.compact.lock")
    try:
        with locked(lock, timeout=0):
            return _compact(journal)
    except StoreBusy as error:
        raise StoreBusy(f"{journal.path} is being compacted already.", "Let it finish.") from error


def _may_replace(journal: Journal) -> None:
    """Raise `StoreReadOnly` if a file of another member in a sticky folder prevents replacing
    it.
    """
    folder = journal.path.parent.stat()
    owners = {0, folder.st_uid, journal.file.status().st_uid}
    if folder.st_mode & stat.S_ISVTX and os.geteuid() not in owners:
        raise StoreReadOnly(
            f"{journal.path} belongs to another member of the group.",
            "Only the owner of the store can compact it. Nothing was changed.",
        )


def _compact(journal: Journal) -> Compacted:
    snapshot = journal.now()
    header = snapshot.file.header
    path = journal.path.with_name(f"{journal.path.name}.compacting")
    copy: JournalCopy | None = None
    try:
        copy = JournalCopy(path, journal.path, header.store, header.generation + 1, journal.keys)
        _copy_live(snapshot, copy)
        copy.sync()
        done = _follow(journal, copy, snapshot.mark)
        before = _switch(journal, copy, done)
    except BaseException as error:
        if copy is not None:
            copy.close()
        with suppress(OSError):
            remove_file(path)
        discard(index_folder(journal.path, header.generation + 1))
        if isinstance(error, OSError) and not isinstance(error, StoreError | UnsafeFile):
            raise StoreFull(
                f"{journal.path} could not be compacted: {error.strerror}.",
                "The store is unchanged.",
            ) from error
        raise
    copy.close()
    journal.replaced()
    discard_others(journal.path, header.generation + 1)
    return Compacted(before, copy.size)


def _copy_live(snapshot: Snapshot, copy: JournalCopy) -> None:
    """Copy the latest line of each document of the snapshot, grouped by their old commits."""
    catalog = Catalog()
    is_open = False
    for item in records(snapshot.file, beginning(snapshot.file), snapshot.mark.end):
        if isinstance(item, CommitPosition):
            catalog = item.catalog.copy()
            if is_open:
                copy.commit(item.number)
            is_open = False
            continue
        record, line = item
        if _is_latest(snapshot, catalog, record):
            copy.append(record, line)
            is_open = True


def _is_latest(snapshot: Snapshot, catalog: Catalog, record: JournalRecord) -> bool:
    """Return whether the record is the latest of its document.

    `catalog` is that at this point of the journal.
    """
    name = record.table
    last = snapshot.catalog.tables.get(name)
    if record.kind == "drop":
        catalog.drop(name)
        return True
    here = catalog.create(name)
    if last is None or here.part != last.part:
        return False
    if record.kind == "create":
        return True
    return offset_of(snapshot.where(name, record.id)) == record.offset


def _follow(journal: Journal, copy: JournalCopy, done: CommitPosition) -> CommitPosition:
    """Copy the commits made meanwhile, until few bytes remain."""
    for _ in range(_ROUNDS):
        snapshot = journal.now()
        if snapshot.mark.end - done.end < _SMALL:
            break
        done = _copy_commits(snapshot, copy, done)
        copy.sync()
    return done


def _copy_commits(snapshot: Snapshot, copy: JournalCopy, done: CommitPosition) -> CommitPosition:
    for item in records(snapshot.file, done, snapshot.mark.end):
        if isinstance(item, CommitPosition):
            copy.commit(item.number)
        else:
            copy.append(*item)
    return snapshot.mark


def _switch(journal: Journal, copy: JournalCopy, done: CommitPosition) -> int:
    """Copy the rest under the lock, and move the new journal into place. Return the old size."""
    with journal.lock():
        snapshot = journal.now()
        _copy_commits(snapshot, copy, done)
        copy.seal()
        replace_file(copy.path, journal.path)
        sync_folder(journal.path.parent)
        return snapshot.mark.end
