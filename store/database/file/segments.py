"""A journal of which nothing is taken for granted: what is whole in it, and what is not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from store.database.file.commits import Mark, commit_lines, proven_at
from store.database.file.journal_file import JournalFile
from store.database.file.lines import is_whole, read_commit, read_record


class Segment(NamedTuple):
    """Bytes from `start` to `end`: lines that `mark` vouches for, or, without one, damage."""

    start: int
    end: int
    mark: Mark | None
    is_tail: bool = False


def segments(file: JournalFile, size: int) -> Iterator[Segment]:
    """The whole file, after its header, in order: commits, damage, and what was never committed."""
    position = file.header_end
    last = 0
    for start, end in commit_lines(file, position, size):
        mark = proven_at(file, start, end)
        begin = start - _length(file, start, end)
        if mark is None or begin < position or mark.number <= last:
            yield Segment(position, end, None)
        else:
            if begin > position:
                yield Segment(position, begin, None)
            yield Segment(begin, end, mark)
            last = mark.number
        position = end
    if position < size:
        yield Segment(position, size, None, is_tail=True)


def _length(file: JournalFile, start: int, end: int) -> int:
    commit = read_commit(file.read(start, end))
    return commit.length if commit is not None else 0


def first_bad_line(file: JournalFile, start: int, end: int) -> int:
    """The offset of the first line in a damaged segment that cannot be read, or its start."""
    for offset, line in file.lines(start, end):
        record = read_record(line, offset)
        if record is not None and is_whole(line, record):
            continue
        if record is None and read_commit(line) is not None:
            continue
        return offset
    return start
