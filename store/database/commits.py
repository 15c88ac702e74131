"""Commits in the journal: their tables, finding and verifying them, and removing a torn tail."""

from __future__ import annotations

import os
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from store.database.errors import StoreDamaged
from store.database.journal_file import JournalFile
from store.database.lines import (
    COMMIT_START,
    Commit,
    DocId,
    JournalRecord,
    is_sealed,
    read_commit,
    read_record,
)
from store.files import new_file

# What a commit line holds: the tables, their number of documents, and the ids in use.

# Ids from 1 up to this one lie in an array. Others, which TinyDB allows, lie in a list.
SMALL = 1 << 27


def is_small(doc_id: DocId) -> bool:
    """Return whether the id has a place in the array."""
    return isinstance(doc_id, int) and 0 < doc_id < SMALL


class Table(NamedTuple):
    """A table as a commit line describes it."""

    part: int
    documents: int = 0
    highest: int = 0
    others: int = 0

    @property
    def is_gapless(self) -> bool:
        """Return whether the ids are exactly 1 to `highest`."""
        return self.documents == self.highest and not self.others

    def with_put(self, doc_id: DocId, *, is_new: bool) -> Table:
        highest = max(self.highest, doc_id) if isinstance(doc_id, int) else self.highest
        others = self.others or int(not is_small(doc_id))
        return Table(self.part, self.documents + is_new, highest, others)

    def with_delete(self, doc_id: DocId, *, was_there: bool) -> Table:
        """The id counts as used even after the document is deleted."""
        highest = max(self.highest, doc_id) if isinstance(doc_id, int) else self.highest
        return Table(self.part, self.documents - was_there, highest, self.others)


class Catalog:
    """All tables of a version. Writers and replays change it in place; others copy it."""

    def __init__(self, parts: int = 0, tables: dict[str, Table] | None = None) -> None:
        self.parts = parts
        self.tables = tables if tables is not None else {}

    def copy(self) -> Catalog:
        return Catalog(self.parts, dict(self.tables))

    def create(self, name: str) -> Table:
        """Return the table of this name. A missing table is created with a new part number."""
        table = self.tables.get(name)
        if table is None:
            table = self.tables[name] = Table(self.parts)
            self.parts += 1
        return table

    def drop(self, name: str) -> None:
        self.tables.pop(name, None)


# Finding and verifying commits.

_TAIL = 1 << 12
_CHUNK = 1 << 20
_PATTERN = b"\n" + COMMIT_START


_LEAST_LINE = 20
"""The length in bytes of the shortest line of a document."""


class CommitPosition(NamedTuple):
    """A commit, with the byte offsets of its line, `start` to `end`."""

    number: int
    start: int
    end: int
    crc: int
    catalog: Catalog

    @classmethod
    def of(cls, commit: Commit, start: int, end: int) -> CommitPosition:
        """Build from a commit line. Counts larger than the file can hold are rejected."""
        tables = {
            name: Table(
                part,
                min(documents, start // _LEAST_LINE),
                highest,
                others or int(highest >= SMALL),
            )
            for name, (part, documents, highest, others) in commit.tables.items()
        }
        return cls(commit.number, start, end, int(commit.crc, 16), Catalog(commit.parts, tables))


def beginning(file: JournalFile) -> CommitPosition:
    """Return the state before the first commit."""
    return CommitPosition(0, 0, file.header_end, 0, Catalog())


def commit_at(file: JournalFile, start: int, end: int) -> CommitPosition | None:
    """Return the commit at this line without verifying its checksum."""
    commit = read_commit(file.read(start, end))
    return CommitPosition.of(commit, start, end) if commit is not None else None


def proven_at(file: JournalFile, start: int, end: int) -> CommitPosition | None:
    """Return the commit at this line if its checksum matches all bytes that it covers."""
    line = file.read(start, end)
    commit = read_commit(line)
    if commit is None or commit.length > start - file.header_end:
        return None
    crc = 0
    for offset in range(start - commit.length, start, _CHUNK):
        crc = zlib.crc32(file.read(offset, min(offset + _CHUNK, start)), crc)
    return CommitPosition.of(commit, start, end) if is_sealed(line, crc) else None


def line_at_end(file: JournalFile, end: int) -> tuple[int, int] | None:
    """Return the range of the last line before `end`, if it looks like a complete commit line."""
    span = _TAIL
    while True:
        begin = max(file.header_end, end - span)
        tail = file.read(begin, end)
        if not tail.endswith(b"\n"):
            return None
        found = tail.rfind(b"\n", 0, -1)
        if found >= 0 or begin == file.header_end:
            start = begin + found + 1
            return (start, end) if tail.startswith(COMMIT_START, found + 1) else None
        span *= 16


def commit_lines(
    file: JournalFile, start: int, end: int, step: int = _CHUNK
) -> Iterator[tuple[int, int]]:
    """Yield the ranges of lines that look like commit lines. `start` is the start of a line.

    The file is read `step` bytes at a time.
    """
    position = max(start - 1, 0)
    while position < end:
        chunk = file.read(position, min(position + step, end))
        found = chunk.find(_PATTERN)
        if found < 0:
            if position + len(chunk) >= end:
                return
            position += max(len(chunk) - len(_PATTERN), 1)
            continue
        begin = position + found + 1
        stop = _end_of_line(file, begin, end)
        if stop is None:
            return
        yield begin, stop
        position = stop - 1


def _end_of_line(file: JournalFile, start: int, end: int) -> int | None:
    for offset in range(start, end, _TAIL):
        found = file.read(offset, min(offset + _TAIL, end)).find(b"\n")
        if found >= 0:
            return offset + found + 1
    return None


def last_commit(
    file: JournalFile, known: CommitPosition, size: int, *, searching: bool
) -> CommitPosition:
    """Return the last verifiable commit in the first `size` bytes of the file, at least `known`.

    If the bytes do not end in a commit, a writer is active or was killed. What it wrote is searched
    for commits only with `searching`, because followers poll too often for it.
    """
    at_end = line_at_end(file, size)
    if at_end is not None and at_end[0] >= known.end:
        mark = proven_at(file, *at_end)
        if mark is not None:
            return mark
    if not searching:
        return known
    last = known
    for start, end in commit_lines(file, known.end, size):
        mark = proven_at(file, start, end)
        if mark is None:
            break
        last = mark
    return last


def records(
    file: JournalFile, start: CommitPosition, end: int
) -> Iterator[tuple[JournalRecord, bytes] | CommitPosition]:
    """Yield each record after a commit with its line, and each commit after its records.

    Raises:
        StoreDamaged: A commit fails verification. Discard the records yielded since the last
            commit.
    """
    begin = start.end
    crc = 0
    for offset, line in file.lines(start.end, end):
        if line.startswith(COMMIT_START):
            commit = read_commit(line)
            if commit is None or commit.length != offset - begin or not is_sealed(line, crc):
                raise damaged(file, begin)
            begin, crc = offset + len(line), 0
            yield CommitPosition.of(commit, offset, begin)
            continue
        crc = zlib.crc32(line, crc)
        record = read_record(line, offset)
        if record is None:
            raise damaged(file, begin)
        yield record, line
    if begin != end:
        raise damaged(file, begin)


def damaged(file: JournalFile, offset: int) -> StoreDamaged:
    """Return an error that names the offset of the damage."""
    return StoreDamaged(
        f"{file.path}: damaged after byte {offset:,}; nothing was changed.",
        "`dateline store check` lists the damage, `dateline store repair --to NEW` saves the rest.",
        offset,
    )


# The tail: bytes after the last commit when the journal is opened for writing.

_TAIL_CHUNK = 1 << 20


def drop_tail(file: JournalFile, last: CommitPosition, size: int) -> str:
    """Truncate the file after its last commit, and save what is cut in a file beside it.

    The caller holds the lock, so no writer is active. The tail was left by a writer that was
    killed, or by a machine that stopped, before the commit reached the disk. The truncation is
    synced when this returns.

    Returns:
        A message that describes what was dropped.

    Raises:
        StoreDamaged: The tail holds a complete commit line that fails verification. Nothing is
            changed.
    """
    check_tail(file, last, size)
    note = _describe(file, last.end, size)
    with suppress(OSError):  # as far as the disk has room
        keep_tail(file, last, size, file.path.with_name(f"{file.path.name}.dropped"))
    cut_tail(file, last)
    return note


def check_tail(file: JournalFile, last: CommitPosition, size: int) -> None:
    """Check that what follows the last commit may be cut.

    Raises:
        StoreDamaged: It holds a complete commit line that fails verification.
    """
    has_commit = next(commit_lines(file, last.end, size), None) is not None
    if has_commit and not _has_zeros(file, last.end, size):
        raise damaged(file, last.end)


def keep_tail(file: JournalFile, last: CommitPosition, size: int, path: Path) -> None:
    """Copy what follows the last commit to a new file, and sync it to the disk.

    Raises:
        OSError: The file cannot be written.
    """
    with os.fdopen(new_file(path), "wb", buffering=0) as copy:
        for offset in range(last.end, size, _TAIL_CHUNK):
            view = memoryview(file.read(offset, min(offset + _TAIL_CHUNK, size)))
            while view:
                view = view[copy.write(view) :]
        os.fsync(copy.fileno())


def cut_tail(file: JournalFile, last: CommitPosition) -> None:
    """Truncate the file after its last commit, and sync it to the disk."""
    os.ftruncate(file.fd, last.end)
    os.fdatasync(file.fd)


def _has_zeros(file: JournalFile, start: int, end: int) -> bool:
    """Return whether the range has zero bytes, which JSON never has but a crash can leave."""
    return any(
        b"\0" in file.read(offset, min(offset + _TAIL_CHUNK, end))
        for offset in range(start, end, _TAIL_CHUNK)
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
