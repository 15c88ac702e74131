"""Places of lines as 64-bit numbers, and files that are arrays of such numbers.

From the top bit down: a bit that is always set (so that 0 means "never used"), a bit for "deleted",
22 bits for the length of the line in bytes (0 if it does not fit), 40 bits for its offset.
"""

from __future__ import annotations

import mmap
import os
import struct
import weakref
from collections.abc import Iterator
from pathlib import Path

from store.files import open_file

USED = 1 << 63
DELETED = 1 << 62
OFFSET = (1 << 40) - 1
DELETED_TOO = USED | DELETED
LENGTH = (1 << 22) - 1
_GROWTH = 1 << 16
_BLOCK = 1 << 13
_NOTHING = memoryview(bytes(_BLOCK * 8)).cast("Q")


def place(offset: int, length: int, *, deleted: bool = False) -> int:
    """Return the place of a line at `offset`, both in bytes."""
    short = length if length <= LENGTH else 0
    return USED | (DELETED if deleted else 0) | short << 40 | offset


def offset_of(where: int) -> int:
    return where & OFFSET


def length_of(where: int) -> int:
    """Return the length of the line in bytes with its newline, or 0 if the newline must be
    searched.
    """
    return where >> 40 & LENGTH


def is_live(where: int) -> bool:
    return where >> 62 == 2


class NumberFile:
    """An array of 64-bit numbers in a file, read through a shared map and written in place.

    It is written with `pwrite` and not through the map, because writing to a map on a full disk
    kills the process. Numbers are durable after `sync`; the index can always be rebuilt.
    """

    def __init__(self, path: Path | None, *, writable: bool) -> None:
        """Open the file. A missing one is created if `writable`. Without a path the array is empty.

        Raises:
            OSError: The file cannot be opened.
        """
        if path is None:
            self._fd = os.open(os.devnull, os.O_RDONLY | os.O_CLOEXEC)
        else:
            self._fd = open_file(path, write=writable, create=writable)
        self._closing = weakref.finalize(self, os.close, self._fd)
        self._numbers: memoryview[int] | None = None
        self.count = 0
        self.refresh()

    def refresh(self) -> None:
        """Map what was added to the file since the last call."""
        size = os.fstat(self._fd).st_size & ~7
        if size > self.count * 8:
            mapped = mmap.mmap(self._fd, size, prot=mmap.PROT_READ)
            self._numbers = memoryview(mapped).cast("Q")
            self.count = size // 8

    def numbers(self, count: int) -> memoryview[int]:
        """Return the map with at least `count` numbers, if the file has them."""
        if count > self.count:
            self.refresh()
        return self._numbers if self._numbers is not None else memoryview(b"").cast("Q")

    def get(self, position: int) -> int:
        """Return the number at a position, or 0 if nothing was written there."""
        if position >= self.count:
            self.refresh()
        if self._numbers is None or position >= self.count:
            return 0
        return self._numbers[position]

    def used(self) -> Iterator[int]:
        """Yield the positions with a number, ascending. Holes in the file are skipped."""
        size = os.fstat(self._fd).st_size & ~7
        start = end = 0
        while start < size:
            if start >= end:
                try:
                    start = os.lseek(self._fd, start, os.SEEK_DATA) & ~7
                    end = min(os.lseek(self._fd, start, os.SEEK_HOLE), size)
                except OSError:  # a hole to the end of the file
                    return
            found = os.pread(self._fd, min(_BLOCK * 8, end - start), start)
            block = memoryview(found[: len(found) & ~7]).cast("Q")
            if not block:
                return
            if block != _NOTHING[: len(block)]:
                first = start // 8
                yield from (first + i for i, number in enumerate(block) if number)
            start += len(block) * 8

    def read(self, position: int, count: int = 1) -> tuple[int, ...]:
        """Return `count` numbers from `position` on, read without the map. Unwritten ones are 0.

        This is for files with holes: on a full tmpfs, touching a hole through a map kills the
        process.
        """
        found = os.pread(self._fd, count * 8, position * 8).ljust(count * 8, b"\0")
        return struct.unpack(f"={count}Q", found)

    def set(self, position: int, numbers: bytes) -> None:
        """Write numbers, in native byte order, from `position` on."""
        end = position * 8 + len(numbers)
        if end > self.count * 8:
            self.refresh()
        if end > self.count * 8:
            os.ftruncate(self._fd, -(-end // _GROWTH) * _GROWTH)
        os.pwrite(self._fd, numbers, position * 8)

    def sync(self) -> None:
        """Sync the file to the disk."""
        os.fdatasync(self._fd)

    def close(self) -> None:
        self._numbers = None
        self._closing()
