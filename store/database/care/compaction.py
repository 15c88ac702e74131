"""Leaving out of the journal what was overwritten, without stopping readers or writers."""

from __future__ import annotations

from dataclasses import dataclass

from store.database.care.copying import JournalCopy
from store.database.errors import StoreBusy, StoreError, StoreFull, StoreReadOnly
from store.database.file.catalog import Catalog
from store.database.file.commits import Mark, beginning, records
from store.database.file.lines import Record
from store.database.file.lock import locked
from store.database.file.making import sync_folder
from store.database.file.slots import offset_of
from store.database.index.index import discard, discard_others, index_folder
from store.database.journal.journal import Journal
from store.database.journal.snapshot import Snapshot

# What is left for the time in which the lock is held, in bytes, and how often one comes closer.
_SMALL = 1 << 18
_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Compacted:
    """The journal's size in bytes before and after."""

    before: int
    after: int


def compact(journal: Journal) -> Compacted:
    """Write a new journal with the last word on each document, and put it in the place of the old.

    The new one is on the disk when this returns; a crash before leaves the old one. Readers keep
    the old file for as long as they hold a snapshot of it. Writers go on meanwhile; the lock is
    held only for copying what they committed at the very end. Deletions are kept, so that
    followers of any version learn of them. Raises `StoreBusy` when a compaction is under way,
    `StoreFull`, and `StoreDamaged`, and then nothing has changed.
    """
    if journal.readonly:
        raise StoreReadOnly(f"{journal.path} is open for reading only.", "Nothing was changed.")
    lock = journal.path.with_name(f"{journal.path.name}.compact.lock")
    try:
        with locked(lock, timeout=0):
            return _compact(journal)
    except StoreBusy as error:
        raise StoreBusy(f"{journal.path} is being compacted already.", "Let it finish.") from error


def _compact(journal: Journal) -> Compacted:
    snapshot = journal.now()
    header = snapshot.file.header
    path = journal.path.with_name(f"{journal.path.name}.compacting")
    copy: JournalCopy | None = None
    try:
        copy = JournalCopy(path, journal.path, header.store, header.generation + 1, journal.keys)
        _copy_living(snapshot, copy)
        copy.sync()
        done = _follow(journal, copy, snapshot.mark)
        before = _switch(journal, copy, done)
    except BaseException as error:
        if copy is not None:
            copy.close()
        path.unlink(missing_ok=True)
        discard(index_folder(journal.path, header.generation + 1))
        if isinstance(error, OSError) and not isinstance(error, StoreError):
            raise StoreFull(
                f"{journal.path} could not be compacted: {error.strerror}.", "It is as it was."
            ) from error
        raise
    copy.close()
    journal.replaced()
    discard_others(journal.path, header.generation + 1)
    return Compacted(before, copy.size)


def _copy_living(snapshot: Snapshot, copy: JournalCopy) -> None:
    """Copy the last word on each document as of the snapshot, in their old commits."""
    walked = Catalog()
    is_open = False
    for item in records(snapshot.file, beginning(snapshot.file), snapshot.mark.end):
        if isinstance(item, Mark):
            walked = item.catalog.copy()
            if is_open:
                copy.commit(item.number)
            is_open = False
            continue
        record, line = item
        if _holds(snapshot, walked, record):
            copy.take(record, line)
            is_open = True


def _holds(snapshot: Snapshot, walked: Catalog, record: Record) -> bool:
    """Is it the last word? `walked` is the catalog at this point of the journal."""
    name = record.table
    last = snapshot.catalog.tables.get(name)
    if record.kind == "drop":
        walked.drop(name)
        return True
    here = walked.create(name)
    if last is None or here.part != last.part:
        return False
    if record.kind == "create":
        return True
    return offset_of(snapshot.where(name, record.id)) == record.offset


def _follow(journal: Journal, copy: JournalCopy, done: Mark) -> Mark:
    """Copy what was committed meanwhile until little is left of it."""
    for _ in range(_ROUNDS):
        snapshot = journal.now()
        if snapshot.mark.end - done.end < _SMALL:
            break
        done = _copy_commits(snapshot, copy, done)
        copy.sync()
    return done


def _copy_commits(snapshot: Snapshot, copy: JournalCopy, done: Mark) -> Mark:
    for item in records(snapshot.file, done, snapshot.mark.end):
        if isinstance(item, Mark):
            copy.commit(item.number)
        else:
            copy.take(*item)
    return snapshot.mark


def _switch(journal: Journal, copy: JournalCopy, done: Mark) -> int:
    """Copy the rest under the lock, and rename. Returns the old size."""
    with journal.lock():
        snapshot = journal.now()
        _copy_commits(snapshot, copy, done)
        copy.seal()
        copy.path.replace(journal.path)
        sync_folder(journal.path.parent)
        return snapshot.mark.end
