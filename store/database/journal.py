"""An open journal: following its commits, writing to it, and updating its index."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple

from store.database.commits import (
    CommitPosition,
    beginning,
    commit_at,
    commit_lines,
    damaged,
    drop_tail,
    last_commit,
    records,
)
from store.database.errors import (
    DocumentUnreadable,
    StoreBusy,
    StoreError,
    StoreMissing,
    StoreReadOnly,
)
from store.database.index_maintenance import IndexMaintenance, agreed
from store.database.journal_file import JournalFile, make_journal
from store.database.lock import NO_WRITING, locked
from store.database.losses import Losses
from store.database.memory_index import MemoryIndex, replay
from store.database.offset_index import Index, IndexHeader
from store.database.snapshot import Snapshot
from store.database.transaction import Transaction
from store.files import UnsafeFile

# Seconds that a process without an index waits for another to finish building it.
_REBUILDING = 30.0
_SMALL_JOURNAL = 1 << 20
_NAMED = 3
"""How many unreadable documents are named in notes."""


class Journal:
    """The journal at a path, as this process has it open.

    `readonly` is also set if the folder or file system is read-only. `notes` holds messages for the
    user: why the journal is read-only, and what was dropped or repaired.
    """

    def __init__(
        self,
        path: Path,
        *,
        readonly: bool,
        keys: dict[str, str],
        timeout: float,
        waiting: Callable[[str], None] | None,
    ) -> None:
        """Open the journal. A missing one is created unless `readonly` is set.

        Raises:
            StoreMissing: There is no journal.
            StoreDamaged: It is damaged.
            StoreNewer: A newer version of dateline wrote it.
            OSError: It cannot be opened.
        """
        self.path = path
        self.lock_path = path.with_name(f"{path.name}.lock")
        self.readonly = readonly
        self.notes: list[str] = []
        self.keys = keys
        self._timeout = timeout
        self._waiting = waiting
        self._mutex = threading.RLock()
        self._upkeep = IndexMaintenance(path, keys, self.note)
        self._has_written = False
        self._unreadable: set[tuple[str, int | str]] = set()
        if not readonly:
            self._make()
        self.file = self._open_file()
        self.losses = Losses(self.file, self.note)
        self._snapshot = self._first_snapshot()
        self._seen = self._size_and_time()

    def lock(self, timeout: float | None = None) -> AbstractContextManager[None]:
        """Return the lock of writers, as a context manager."""
        if timeout is None:
            return locked(self.lock_path, timeout=self._timeout, waiting=self._waiting)
        return locked(self.lock_path, timeout=timeout)

    def now(self) -> Snapshot:
        """Return a snapshot of the last commit of any process. If nothing was written, this costs
        one `fstat`.
        """
        status = self.file.status()
        if status.st_nlink and (status.st_size, status.st_mtime_ns) == self._seen:
            return self._snapshot
        with self._mutex:
            if not status.st_nlink:
                self._reopen()
            seen = self._size_and_time()
            mark, covered = self._find(seen[0], following=True)
            self._advance(mark, covered)
            self._seen = seen
            return self._snapshot

    def begin(self) -> Transaction:
        """Begin a transaction after the last commit. The caller holds the lock."""
        with self._mutex:
            status = self.file.status()
            snapshot = self._snapshot
            if not status.st_nlink:
                self._reopen()
                self._catch_up()
            elif (
                snapshot.file is not self.file
                or snapshot.mark.end != status.st_size
                or snapshot.memory_index is not None
            ):
                self._catch_up()
            number = max(self._snapshot.mark.number, self.losses.last) + 1
            return Transaction(self._snapshot, number)

    def finish(self, transaction: Transaction) -> None:
        """Commit a transaction: sync it to the disk and add it to the index."""
        mark = transaction.commit()
        if mark is None:
            return
        with self._mutex:
            self._has_written = True
            index, memory_index = self._snapshot.index, self._snapshot.memory_index
            if index is None or memory_index is not None:
                memory_index = memory_index or MemoryIndex()
                memory_index.merge(transaction.memory_index)
            elif not self._upkeep.add(index, transaction.memory_index, mark):
                memory_index = transaction.memory_index
            self._snapshot = self._snapshot_of(mark, index, memory_index)
            self._seen = self._size_and_time()

    def replaced(self) -> None:
        """Reopen the journal after a compaction by this process."""
        self._has_written = True
        self.now()

    def close(self) -> None:
        """Close the files, and sync the index to the disk if nobody is writing."""
        if self._has_written and not self.readonly:
            try:
                with self.lock(timeout=0):
                    snapshot = self.now()
                    if snapshot.index is not None and snapshot.memory_index is None:
                        snapshot.index.seal(snapshot.mark)
            except (StoreError, OSError):
                pass  # after a crash of the machine, an index that was not sealed is rebuilt
        self._upkeep.close()
        self.file.close()

    def _make(self) -> None:
        try:
            make_journal(self.path, self.lock_path, self._timeout, self._waiting)
        except StoreReadOnly as error:
            self._set_readonly(error.title)

    def _set_readonly(self, why: str) -> None:
        if not self.readonly:
            self.readonly = True
            self.notes.append(f"The store is open for reading only: {why}")

    def _open_file(self) -> JournalFile:
        try:
            return JournalFile(self.path, writable=not self.readonly)
        except FileNotFoundError as error:
            raise StoreMissing.at(self.path.parent) from error
        except UnsafeFile:
            raise
        except OSError as error:
            if self.readonly or error.errno not in NO_WRITING:
                raise StoreError(
                    f"{self.path} cannot be read: {error.strerror}.", "Look at its permissions."
                ) from error
            self._set_readonly(f"{self.path} may not be written to.")
            return self._open_file()

    def _reopen(self) -> None:
        """Open the journal that replaced this one. Existing snapshots keep the old one."""
        try:
            self.file = self._open_file()
        except StoreMissing as error:
            raise StoreMissing.disappeared(self.path.parent) from error
        self._upkeep.forget()

    def _size_and_time(self) -> tuple[int, int]:
        status = self.file.status()
        return status.st_size, status.st_mtime_ns

    def _first_snapshot(self) -> Snapshot:
        size = self._size_and_time()[0]
        mark, covered = self._find(size)
        is_behind = covered is None or covered.end < mark.end
        if not self.readonly and (is_behind or size > mark.end):
            patience = _REBUILDING if covered is None and size > _SMALL_JOURNAL else 0
            try:
                with self.lock(patience):
                    return self._recovered()
            except StoreBusy:
                mark, covered = self._find(self._size_and_time()[0])
            except StoreReadOnly as error:
                self._set_readonly(error.title)
        return self._snapshot_at(mark, covered, None)

    def _recovered(self) -> Snapshot:
        """Drop the tail after the last commit, extend the index to it, and return a snapshot."""
        size = self._size_and_time()[0]
        mark, covered = self._find(size)
        if self.losses.found is not None:
            self.losses.record(self.file, self.losses.found, mark, size)
        elif size > mark.end:
            self.notes.append(drop_tail(self.file, mark, size))
        covered = self._upkeep.catch_up(self.file, mark, covered)
        return self._snapshot_at(mark, covered, None)

    def _catch_up(self) -> None:
        self._snapshot = self._recovered()
        self._seen = self._size_and_time()

    def _find(
        self, size: int, *, following: bool = False
    ) -> tuple[CommitPosition, CommitPosition | None]:
        """Return the last commit, and the last commit that the index covers, if any.

        When `following`, a tail without a commit is not searched, because a writer adds each commit
        to the index.
        """
        head = self._upkeep.head(self.file, writable=not self.readonly)
        covered = agreed(self.file, head, size) if head is not None else None
        known = covered or beginning(self.file)
        old: Snapshot | None = getattr(self, "_snapshot", None)
        if old is not None and old.file is self.file and known.end < old.mark.end <= size:
            known = old.mark
        mark = known
        if size > known.end:
            searching = covered is None or not following
            mark = last_commit(self.file, known, size, searching=searching)
        if head is None or covered is not None:
            self.losses.found = None
        else:
            self._report_lost_commits(head, size, mark)
        return mark, covered

    def _report_lost_commits(self, head: IndexHeader, size: int, mark: CommitPosition) -> None:
        """Report that the index covers a commit that the journal lacks, because it was cut or
        damaged.
        """
        if head.end <= size and mark.end < head.end:
            raise damaged(self.file, mark.end)
        if head.end > size:
            self.losses.look(self.file, mark, head, self._upkeep.index)

    def note(self, note: str) -> None:
        """Add a message to `notes`, unless it is there already."""
        if note not in self.notes:
            self.notes.append(note)

    def skip_unreadable(self, unreadable: DocumentUnreadable) -> None:
        """Add a note that an unreadable document is skipped. Only the first few are named."""
        known = (unreadable.table, unreadable.doc_id)
        if known in self._unreadable:
            return
        if len(self._unreadable) < _NAMED:
            self.note(f"Skipped: {unreadable}")
        elif len(self._unreadable) == _NAMED:
            self.note("Skipped: more such documents.")
        else:
            return
        self._unreadable.add(known)

    def _advance(self, mark: CommitPosition, covered: CommitPosition | None) -> None:
        old = self._snapshot
        if old.file is not self.file or old.mark.end != mark.end:
            self._snapshot = self._snapshot_at(mark, covered, old)

    def _snapshot_at(
        self, mark: CommitPosition, covered: CommitPosition | None, old: Snapshot | None
    ) -> Snapshot:
        """Return a snapshot that keeps in memory what the index does not cover."""
        index = self._upkeep.index if covered is not None else None
        if covered is not None and covered.end == mark.end:
            return self._snapshot_of(mark, index, None)
        if (
            old is not None
            and old.file is self.file
            and old.index is index
            and old.memory_index is not None
            and old.mark.end <= mark.end
        ):
            memory_index = old.memory_index
            memory_index.merge(replay(self.file, self.keys, mark.end, old.mark))
        else:
            memory_index = replay(self.file, self.keys, mark.end, covered)
        return self._snapshot_of(mark, index, memory_index)

    def _snapshot_of(
        self, mark: CommitPosition, index: Index | None, memory_index: MemoryIndex | None
    ) -> Snapshot:
        return Snapshot(
            self.file,
            mark,
            index,
            memory_index,
            self.keys,
            self._upkeep.discard_wrong,
            self.skip_unreadable,
        )


class Change(NamedTuple):
    """A document was put or deleted in version `version` of the store.

    The document is not included. If a whole table was dropped, `doc_id` is None and `deleted` is
    true.
    """

    version: int
    table: str
    doc_id: int | None
    deleted: bool


# Followers read the commits after a version without reading those before it.

_NEAR = 1 << 16


class Follower:
    """Finds the changes after a version. It is fastest when asked for consecutive versions."""

    def __init__(self) -> None:
        self._generation = 0
        self._last: CommitPosition | None = None

    def changes(self, snapshot: Snapshot, since: int) -> Iterator[Change]:
        """Yield the changes of the commits after number `since`, up to the snapshot's commit.

        Raises:
            StoreDamaged: A commit fails verification.
        """
        last, generation = self._last, self._generation
        self._last, self._generation = snapshot.mark, snapshot.file.header.generation
        if (
            last is not None
            and generation == self._generation
            and last.number == since <= snapshot.revision
        ):
            return _changes(snapshot, last, since)
        return _changes(snapshot, commit_before(snapshot, since), since)


def _changes(snapshot: Snapshot, start: CommitPosition, since: int) -> Iterator[Change]:
    waiting: list[tuple[str, int | None, bool]] = []
    for item in records(snapshot.file, start, snapshot.mark.end):
        if isinstance(item, CommitPosition):
            if item.number > since:
                yield from (Change(item.number, *change) for change in waiting)
            waiting.clear()
            continue
        record, _ = item
        if record.kind == "drop":
            waiting.append((record.table, None, True))
        elif record.kind != "create" and isinstance(record.id, int):
            waiting.append((record.table, record.id, record.kind == "delete"))


def commit_before(snapshot: Snapshot, number: int) -> CommitPosition:
    """Return a commit whose number is at most `number`, close to it, by binary search in the
    file.
    """
    file = snapshot.file
    best = beginning(file)
    if number >= snapshot.mark.number:
        return snapshot.mark
    low, high = best.end, snapshot.mark.end
    while number and high - low > _NEAR:
        middle = (low + high) // 2
        found = next(commit_lines(file, middle, high, _NEAR), None)
        mark = commit_at(file, *found) if found is not None else None
        if mark is not None and mark.number <= number:
            best, low = mark, mark.end
        else:
            high = middle
    return best
