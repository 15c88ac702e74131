"""Backs up a store while it is in use, and verifies the copy.

A journal only grows, so its bytes up to a commit are a complete store of that moment, whatever is
written meanwhile. Derived data (the index, the views) is rebuilt from them.
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
"""A generation that no journal has."""


@dataclass(frozen=True, slots=True)
class VerifiedCopy:
    """A verified copy: its path, size in bytes, number of commits, and documents per table."""

    path: Path
    size: int
    commits: int
    documents: dict[str, int]


def backup(
    file: JournalFile, mark: CommitPosition, to: Path, keys: Mapping[str, str]
) -> VerifiedCopy:
    """Copy a journal up to a commit to the path `to`, and verify the copy.

    An older backup of the same store at `to` is replaced atomically, after the new one was synced
    to the disk and read back. On any error, what was at `to` is unchanged.

    Raises:
        StoreError: Another store, or a newer backup, is at `to`.
        StoreFull: The disk is full.
        StoreDamaged: The journal is damaged.
    """
    _may_replace(file, mark, to)
    to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return _copy_into_place(file, mark.end, to, keys)


def restore(source: Path, to: Path, keys: Mapping[str, str]) -> VerifiedCopy:
    """Copy the backup's journal at `source` to `to`, where no store may be, and verify the copy.

    Raises:
        StoreMissing: There is no backup at `source`.
        StoreError: There is a store at `to`.
        StoreFull: The disk is full.
        StoreDamaged: The backup is damaged.
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
    """Raise `StoreError` unless nothing, or an older backup of this store, is at `to`."""
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


def _copy_into_place(
    file: JournalFile, end: int, to: Path, keys: Mapping[str, str]
) -> VerifiedCopy:
    """Write the first `end` bytes to a file beside `to`, verify it, and move it into place."""
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
                f"{to} could not be written: {error.strerror}.",
                "What was there before is unchanged.",
            ) from error
        raise
    replace_file(part, to)
    sync_folder(to.parent)
    return VerifiedCopy(to, checked.size, checked.commits, checked.documents)


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
    """Write the first `end` bytes and sync them to the disk.

    Raises:
        OSError: The file cannot be written.
    """
    with os.fdopen(new_file(part), "wb", buffering=0) as copy:
        for offset in range(0, end, _CHUNK):
            _write_all(copy.fileno(), file.read(offset, min(offset + _CHUNK, end)))
        os.fsync(copy.fileno())


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
