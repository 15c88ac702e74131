"""A copy of a store that is in use, proven to be whole before it counts.

A journal only grows, so its bytes up to the last commit are a store of that moment, whatever
is written meanwhile. What is derived (the index, the views) is made anew from it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from store.database.checking import Checked, check
from store.database.commits import CommitPosition, last_commit
from store.database.commits import beginning as before_all
from store.database.errors import StoreDamaged, StoreError, StoreFull, StoreMissing
from store.database.journal_file import JournalFile, sync_folder
from store.database.offset_index import discard_others
from store.files import UnsafeFile, new_file, remove_file, replace_file

_CHUNK = 1 << 20
_NONE = -1
"""The generation of no journal."""


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A copy that was read from end to end: where, its bytes, commits, and documents by table."""

    path: Path
    size: int
    commits: int
    documents: dict[str, int]


def backup(file: JournalFile, mark: CommitPosition, to: Path, keys: Mapping[str, str]) -> BackedUp:
    """Copy a journal up to a commit into the journal at `to`, and prove the copy.

    An older backup of the same store at `to` is replaced in one step, once the new one is on
    the disk and was read from end to end. Raises `StoreError` when something else is there, or
    a backup that knows more than the store does, `StoreFull`, and `StoreDamaged` when the
    store's own bytes are not what was committed; then what was at `to` is as it was.
    """
    _may_replace(file, mark, to)
    to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return _placed(file, mark.end, to, keys)


def restore(source: Path, to: Path, keys: Mapping[str, str]) -> BackedUp:
    """Copy the backup's journal at `source` to `to`, where there must be none, and prove it.

    Raises what `backup` raises, and `StoreMissing` when there is no backup.
    """
    if os.path.lexists(to):
        raise StoreError(
            f"There is a store in {to.parent} already.",
            "Move it away, or name a new folder with --store.",
        )
    if not os.path.lexists(source):
        raise StoreMissing(f"There is no backup in {source.parent}.", "Name the backup's folder.")
    _prove(check(source, keys), source.parent, to)
    discard_others(to, _NONE)
    file = JournalFile(source, writable=False)
    try:
        mark = last_commit(file, before_all(file), file.status().st_size, searching=True)
        return backup(file, mark, to, keys)
    finally:
        file.close()


def _may_replace(file: JournalFile, mark: CommitPosition, to: Path) -> None:
    """Raises `StoreError` unless nothing is at `to`, or an older backup of this store."""
    if not os.path.lexists(to):
        return
    old = JournalFile(to, writable=False)
    try:
        if old.header.store != file.header.store:
            raise StoreError(f"There is another store in {to.parent}.", "Name a new folder.")
        if os.path.samestat(old.status(), file.status()):
            raise StoreError(f"{to.parent} is the store itself.", "Name another folder.")
        known = last_commit(old, before_all(old), old.status().st_size, searching=True)
        if known.number > mark.number:
            raise StoreError(
                f"The backup in {to.parent} has commit {known.number:,}; the store ends "
                f"with {mark.number:,}.",
                "Keep it, and name a new folder.",
            )
    finally:
        old.close()


def _placed(file: JournalFile, end: int, to: Path, keys: Mapping[str, str]) -> BackedUp:
    """The first `end` bytes, written beside `to`, proven, and put in its place."""
    part = to.with_name(f"{to.name}.part")
    try:
        _copy(file, end, part)
        checked = check(part, keys)
        _prove(checked, file.path.parent, to)
    except BaseException as error:
        with suppress(OSError):
            remove_file(part)
        if isinstance(error, OSError) and not isinstance(error, StoreError | UnsafeFile):
            raise StoreFull(
                f"{to} could not be written: {error.strerror}.", "What was there is as it was."
            ) from error
        raise
    replace_file(part, to)
    sync_folder(to.parent)
    return BackedUp(to, checked.size, checked.commits, checked.documents)


def _prove(checked: Checked, source: Path, to: Path) -> None:
    if checked.damages:
        first = checked.damages[0]
        raise StoreDamaged(
            f"{source} is damaged in bytes {first.start:,} to {first.end:,}, so it was not copied "
            f"to {to.parent}.",
            "`dateline store repair --to NEW` saves the rest.",
            first.start,
        )


def _copy(file: JournalFile, end: int, part: Path) -> None:
    """Write the first `end` bytes; they are on the disk when this returns. Raises `OSError`."""
    with os.fdopen(new_file(part), "wb", buffering=0) as copy:
        for offset in range(0, end, _CHUNK):
            _write_all(copy.fileno(), file.read(offset, min(offset + _CHUNK, end)))
        os.fsync(copy.fileno())


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
