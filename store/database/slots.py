"""Where a document's line lies: one whole number of 64 bits, and files that are arrays of them.

From the top: a bit that is always set (so that 0 is "nothing was ever here"), a bit for "deleted",
22 bits for the line's length in bytes (0 when it does not fit), 40 bits for its offset.
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
    """The number for a line at `offset`."""
    short = length if length <= LENGTH else 0
    return USED | (DELETED if deleted else 0) | short << 40 | offset


def offset_of(where: int) -> int:
    return where & OFFSET


def length_of(where: int) -> int:
    """The line's length in bytes with its newline; 0 when one has to look for the newline."""
    return where >> 40 & LENGTH


def is_live(where: int) -> bool:
    return where >> 62 == 2


class NumberFile:
    """An array of 64-bit numbers in a file: read through a shared map, written in place.

    Written with `pwrite` and not through the map, because a full disk would then end the process
    and not the call. Nothing is durable until `sync`; the index can always be made again.
    """

    def __init__(self, path: Path | None, *, writable: bool) -> None:
        """Open the file, made when it is missing and `writable`; without a path there is nothing
        in it. Raises `OSError`."""
        if path is None:
            self._fd = os.open(os.devnull, os.O_RDONLY | os.O_CLOEXEC)
        else:
            self._fd = open_file(path, write=writable, create=writable)
        self._closing = weakref.finalize(self, os.close, self._fd)
        self._numbers: memoryview[int] | None = None
        self.count = 0
        self.look()

    def look(self) -> None:
        """Map what was added to the file since it was looked at last."""
        size = os.fstat(self._fd).st_size & ~7
        if size > self.count * 8:
            mapped = mmap.mmap(self._fd, size, prot=mmap.PROT_READ)
            self._numbers = memoryview(mapped).cast("Q")
            self.count = size // 8

    def numbers(self, count: int) -> memoryview[int]:
        """The map, with at least `count` numbers in it if the file has them."""
        if count > self.count:
            self.look()
        return self._numbers if self._numbers is not None else memoryview(b"").cast("Q")

    def get(self, position: int) -> int:
        """The number there, 0 where nothing was written."""
        if position >= self.count:
            self.look()
        if self._numbers is None or position >= self.count:
            return 0
        return self._numbers[position]

    def used(self) -> Iterator[int]:
        """The positions where something was written, ascending; holes cost little."""
        size = os.fstat(self._fd).st_size & ~7
        start = end = 0
        while start < size:
            if start >= end:
                try:
                    start = os.lseek(self._fd, start, os.SEEK_DATA) & ~7
                    end = min(os.lseek(self._fd, start, os.SEEK_HOLE), size)
                except OSError:  # a hole up to the end
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
        """The numbers from `position` on, 0 where nothing was written, without the map.

        For files with holes: on a memory file system that is full, touching a hole through a map
        ends the process.
        """
        found = os.pread(self._fd, count * 8, position * 8).ljust(count * 8, b"\0")
        return struct.unpack(f"={count}Q", found)

    def set(self, position: int, numbers: bytes) -> None:
        """Write numbers (in the machine's own order of bytes) from `position` on."""
        end = position * 8 + len(numbers)
        if end > self.count * 8:
            self.look()
        if end > self.count * 8:
            os.ftruncate(self._fd, -(-end // _GROWTH) * _GROWTH)
        os.pwrite(self._fd, numbers, position * 8)

    def sync(self) -> None:
        """What was written is on the disk when this returns."""
        os.fdatasync(self._fd)

    def close(self) -> None:
        self._numbers = None
        self._closing()
