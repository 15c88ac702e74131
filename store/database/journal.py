"""An open journal: following it, writing to it, and keeping its index up to date."""

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
from store.database.memory_index import MemoryIndex, replay
from store.database.offset_index import Index, IndexHeader
from store.database.snapshot import Snapshot
from store.database.transaction import Transaction
from store.files import UnsafeFile

# Seconds in which a process that finds no index lets another finish making it.
_REBUILDING = 30.0
_SMALL_JOURNAL = 1 << 20
_NAMED = 3
"""Documents that are named where they are passed over."""


class Journal:
    """The journal at a path as this process has it open.

    `readonly` is also set when the folder and its file system permit no more; `notes` says why,
    and what was dropped or mended.
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
        """Open it, made when it is missing and not `readonly`.

        Raises `StoreMissing`, `StoreDamaged`, `StoreNewer` and `OSError`.
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
        self._lost = 0  # the number of the last commit that was lost with the journal's end
        if not readonly:
            self._make()
        self.file = self._open_file()
        self._snapshot = self._first_snapshot()
        self._seen = self._size_and_time()

    def lock(self, timeout: float | None = None) -> AbstractContextManager[None]:
        """The lock that a writer holds."""
        if timeout is None:
            return locked(self.lock_path, timeout=self._timeout, waiting=self._waiting)
        return locked(self.lock_path, timeout=timeout)

    def now(self) -> Snapshot:
        """The last commit, whoever made it. When nothing was written this costs one `fstat`."""
        status = self.file.status()
        if status.st_nlink and (status.st_size, status.st_mtime_ns) == self._seen:
            return self._snapshot
        with self._mutex:
            if not status.st_nlink:
                self._reopen()
            seen = self._size_and_time()
            mark, covered = self._find(seen[0], following=True)
            self._take(mark, covered)
            self._seen = seen
            return self._snapshot

    def begin(self) -> Transaction:
        """A transaction on the last commit. The caller holds the lock."""
        with self._mutex:
            status = self.file.status()
            snapshot = self._snapshot
            if not status.st_nlink:
                self._reopen()
                self._bring_up_to_date()
            elif (
                snapshot.file is not self.file
                or snapshot.mark.end != status.st_size
                or snapshot.delta is not None
            ):
                self._bring_up_to_date()
            number = max(self._snapshot.mark.number, self._lost) + 1
            return Transaction(self._snapshot, number)

    def finish(self, transaction: Transaction) -> None:
        """Commit a transaction. It is on the disk when this returns, and in the index."""
        mark = transaction.commit()
        if mark is None:
            return
        with self._mutex:
            self._has_written = True
            index, delta = self._snapshot.index, self._snapshot.delta
            if index is None or delta is not None:
                delta = delta or MemoryIndex()
                delta.merge(transaction.delta)
            elif not self._upkeep.add(index, transaction.delta, mark):
                delta = transaction.delta
            self._snapshot = self._snapshot_of(mark, index, delta)
            self._seen = self._size_and_time()

    def replaced(self) -> None:
        """A compaction of our own has put another journal in the place of this one."""
        self._has_written = True
        self.now()

    def close(self) -> None:
        """Let go of the files, and bring the index to the disk if nobody is writing."""
        if self._has_written and not self.readonly:
            try:
                with self.lock(timeout=0):
                    snapshot = self.now()
                    if snapshot.index is not None and snapshot.delta is None:
                        snapshot.index.seal(snapshot.mark)
            except (StoreError, OSError):
                pass  # an unsealed index is made again after a crash of the machine
        self._upkeep.close()
        self.file.close()

    def _make(self) -> None:
        try:
            make_journal(self.path, self.lock_path, self._timeout, self._waiting)
        except StoreReadOnly as error:
            self._look_only(error.title)

    def _look_only(self, why: str) -> None:
        if not self.readonly:
            self.readonly = True
            self.notes.append(f"The store can be looked at and not changed: {why}")

    def _open_file(self) -> JournalFile:
        try:
            return JournalFile(self.path, writable=not self.readonly)
        except FileNotFoundError as error:
            raise StoreMissing(
                f"There is no store at {self.path}.", "Make one with `dateline add FILE…`."
            ) from error
        except UnsafeFile:
            raise
        except OSError as error:
            if self.readonly or error.errno not in NO_WRITING:
                raise StoreError(
                    f"{self.path} cannot be read: {error.strerror}.", "Look at its permissions."
                ) from error
            self._look_only(f"{self.path} may not be written to.")
            return self._open_file()

    def _reopen(self) -> None:
        """Another journal is in the place of ours. Snapshots that were taken keep the old one."""
        try:
            self.file = self._open_file()
        except StoreMissing as error:
            raise StoreMissing.any_more(self.path.parent) from error
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
                    return self._mended()
            except StoreBusy:
                mark, covered = self._find(self._size_and_time()[0])
            except StoreReadOnly as error:
                self._look_only(error.title)
        return self._snapshot_at(mark, covered, None)

    def _mended(self) -> Snapshot:
        """The last commit, with what lies behind it dropped and the index brought up to it."""
        size = self._size_and_time()[0]
        mark, covered = self._find(size)
        if size > mark.end:
            self.notes.append(drop_tail(self.file, mark, size))
        covered = self._upkeep.catch_up(self.file, mark, covered)
        return self._snapshot_at(mark, covered, None)

    def _bring_up_to_date(self) -> None:
        self._snapshot = self._mended()
        self._seen = self._size_and_time()

    def _find(
        self, size: int, *, following: bool = False
    ) -> tuple[CommitPosition, CommitPosition | None]:
        """The last commit, and the one up to which the index answers, if it does.

        A follower trusts that a writer tells the index of each commit.
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
        if head is not None and covered is None:
            self._disagree(head, size, mark)
        return mark, covered

    def _disagree(self, head: IndexHeader, size: int, mark: CommitPosition) -> None:
        """The index knows of a commit that is not there: the journal was cut or damaged."""
        if head.end <= size and mark.end < head.end:
            raise damaged(self.file, mark.end)
        if head.end > size:
            self._lost = max(self._lost, head.number)
            self.note(
                f"{self.path.name} ends {head.end - size:,} bytes before the end of commit "
                f"{head.number}, which was once there; this is commit {mark.number}."
            )

    def note(self, note: str) -> None:
        """Add a line to `notes`, once."""
        if note not in self.notes:
            self.notes.append(note)

    def pass_over(self, unreadable: DocumentUnreadable) -> None:
        """Tell of a document that is passed over; of many, the first."""
        known = (unreadable.table, unreadable.doc_id)
        if known in self._unreadable:
            return
        if len(self._unreadable) < _NAMED:
            self.note(f"Passed over: {unreadable}")
        elif len(self._unreadable) == _NAMED:
            self.note("Passed over: more such documents.")
        else:
            return
        self._unreadable.add(known)

    def _take(self, mark: CommitPosition, covered: CommitPosition | None) -> None:
        old = self._snapshot
        if old.file is not self.file or old.mark.end != mark.end:
            self._snapshot = self._snapshot_at(mark, covered, old)

    def _snapshot_at(
        self, mark: CommitPosition, covered: CommitPosition | None, old: Snapshot | None
    ) -> Snapshot:
        """A snapshot, with in memory what the index does not cover."""
        index = self._upkeep.index if covered is not None else None
        if covered is not None and covered.end == mark.end:
            return self._snapshot_of(mark, index, None)
        if (
            old is not None
            and old.file is self.file
            and old.index is index
            and old.delta is not None
            and old.mark.end <= mark.end
        ):
            delta = old.delta
            delta.merge(replay(self.file, self.keys, mark.end, old.mark))
        else:
            delta = replay(self.file, self.keys, mark.end, covered)
        return self._snapshot_of(mark, index, delta)

    def _snapshot_of(
        self, mark: CommitPosition, index: Index | None, delta: MemoryIndex | None
    ) -> Snapshot:
        return Snapshot(
            self.file, mark, index, delta, self.keys, self._upkeep.doubt, self.pass_over
        )


# One step of a store's history, as followers see it.


class Change(NamedTuple):
    """A document was put or deleted by the commit that made the store's version `version`.

    The document itself is fetched by whoever needs it. When a table was emptied whole,
    `doc_id` is None and `deleted` is true.
    """

    version: int
    table: str
    doc_id: int | None
    deleted: bool


# What was committed after a version, found without reading what came before it.

_NEAR = 1 << 16


class Follower:
    """Finds what was committed after a version; quickest after the one it was asked for last."""

    def __init__(self) -> None:
        self._generation = 0
        self._last: CommitPosition | None = None

    def changes(self, snapshot: Snapshot, since: int) -> Iterator[Change]:
        """The changes of the commits with a number above `since`, up to the snapshot's.

        Raises `StoreDamaged` when it comes to a damaged commit.
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
    """The last commit, or nearly, whose number is at most `number`: by halving the file."""
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
