"""What lies behind the last commit when the journal is opened for writing."""

from __future__ import annotations

import os
from collections import Counter

from store.database.file.commits import Mark, commit_lines, damaged
from store.database.file.journal_file import JournalFile
from store.database.file.lines import read_record
from store.sharing import file_mode

_CHUNK = 1 << 20


def drop_tail(file: JournalFile, last: Mark, size: int) -> str:
    """Cut the file behind its last commit, and keep what is cut in a file beside it.

    The caller holds the lock, so no writer is at work: what is there was left by one that was
    killed, or by a machine that went down, before its commit was on the disk. Returns a note of
    what was dropped. A whole commit line in it that proves nothing is damage, and then nothing
    is changed and `StoreDamaged` raised. The cut is on the disk when this returns.
    """
    has_commit = next(commit_lines(file, last.end, size), None) is not None
    if has_commit and not _has_zeros(file, last.end, size):
        raise damaged(file, last.end)
    note = _describe(file, last.end, size)
    _keep(file, last.end, size)
    os.ftruncate(file.fd, last.end)
    os.fdatasync(file.fd)
    return note


def _has_zeros(file: JournalFile, start: int, end: int) -> bool:
    """Are there zero bytes, which JSON never holds and a machine that goes down leaves?"""
    return any(
        b"\0" in file.read(offset, min(offset + _CHUNK, end))
        for offset in range(start, end, _CHUNK)
    )


def _describe(file: JournalFile, start: int, end: int) -> str:
    counts: Counter[str] = Counter()
    for offset, line in file.lines(start, end):
        record = read_record(line, offset)
        if record is not None and record.kind == "put":
            counts[record.table] += 1
    documents = ", ".join(f"{count} of {table}" for table, count in sorted(counts.items()))
    what = f" with whole documents: {documents}" if documents else ""
    return (
        f"{end - start:,} bytes after byte {start:,} of {file.path.name} were never committed"
        f"{what}; they were dropped, and kept in {file.path.name}.dropped."
    )


def _keep(file: JournalFile, start: int, end: int) -> None:
    """Copy the tail to `….dropped`, as far as the disk has room for it."""
    path = file.path.with_name(f"{file.path.name}.dropped")
    descriptor = os.open(
        path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, file_mode(path.parent)
    )
    with os.fdopen(descriptor, "wb", buffering=0) as copy:
        for offset in range(start, end, _CHUNK):
            try:
                copy.write(file.read(offset, min(offset + _CHUNK, end)))
            except OSError:
                return
