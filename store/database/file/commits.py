"""Finding commits in the journal, and proving them."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import NamedTuple

from store.database.errors import StoreDamaged
from store.database.file.catalog import Catalog, Table
from store.database.file.journal_file import JournalFile
from store.database.file.lines import (
    COMMIT_START,
    Commit,
    Record,
    is_sealed,
    read_commit,
    read_record,
)

_TAIL = 1 << 12
_CHUNK = 1 << 20
_PATTERN = b"\n" + COMMIT_START


class Mark(NamedTuple):
    """A commit and where it lies: its line from `start` to `end`."""

    number: int
    start: int
    end: int
    crc: int
    catalog: Catalog

    @classmethod
    def of(cls, commit: Commit, start: int, end: int) -> Mark:
        tables = {name: Table(*numbers) for name, numbers in commit.tables.items()}
        return cls(commit.number, start, end, int(commit.crc, 16), Catalog(commit.parts, tables))


def beginning(file: JournalFile) -> Mark:
    """The state before the first commit."""
    return Mark(0, 0, file.header_end, 0, Catalog())


def commit_at(file: JournalFile, start: int, end: int) -> Mark | None:
    """The commit whose line is there, taken at its word."""
    commit = read_commit(file.read(start, end))
    return Mark.of(commit, start, end) if commit is not None else None


def proven_at(file: JournalFile, start: int, end: int) -> Mark | None:
    """The commit whose line is there, if every byte that it vouches for is right."""
    line = file.read(start, end)
    commit = read_commit(line)
    if commit is None or commit.length > start - file.header_end:
        return None
    crc = 0
    for offset in range(start - commit.length, start, _CHUNK):
        crc = zlib.crc32(file.read(offset, min(offset + _CHUNK, start)), crc)
    return Mark.of(commit, start, end) if is_sealed(line, crc) else None


def line_at_end(file: JournalFile, end: int) -> tuple[int, int] | None:
    """The range of the last line before `end`, if it is whole and looks like a commit."""
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
    """The ranges of whole lines that look like commits, from `start` (where a line begins).

    The file is read `step` bytes at a time.
    """
    position = start - 1
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


def last_commit(file: JournalFile, known: Mark, size: int, *, searching: bool) -> Mark:
    """The last commit in the file's first `size` bytes that can be proven, at least `known`.

    When the bytes do not end in a commit, a writer is at work or was killed. What it wrote is
    read only when `searching`: for a follower who looks often, it would be too much.
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


def records(file: JournalFile, start: Mark, end: int) -> Iterator[tuple[Record, bytes] | Mark]:
    """Every record after a commit with its line, and every commit after its records.

    Raises `StoreDamaged` at the first commit that cannot be proven; what was handed out since
    the commit before it must then be forgotten.
    """
    begin = start.end
    crc = 0
    for offset, line in file.lines(start.end, end):
        if line.startswith(COMMIT_START):
            commit = read_commit(line)
            if commit is None or commit.length != offset - begin or not is_sealed(line, crc):
                raise damaged(file, begin)
            begin, crc = offset + len(line), 0
            yield Mark.of(commit, offset, begin)
            continue
        crc = zlib.crc32(line, crc)
        record = read_record(line, offset)
        if record is None:
            raise damaged(file, begin)
        yield record, line
    if begin != end:
        raise damaged(file, begin)


def damaged(file: JournalFile, offset: int) -> StoreDamaged:
    """The error that names the place."""
    return StoreDamaged(
        f"{file.path}: damaged after byte {offset:,}; nothing was changed.",
        "`dateline store check` lists the damage, `dateline store repair --to NEW` saves the rest.",
        offset,
    )
