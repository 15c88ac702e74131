"""Lines of words in blocks, which are searched where they are: in a file or in memory.

A line has a value in each column, and a block has some lines, column by column. For columns that
are searched, a table tells which blocks may have a word that begins with some letters, so that most
searches read a few blocks. A file is read piece by piece, not mapped: what is mapped counts as
memory of the process, and a file that is cut off would end it.

After the blocks follow the tables, numbers in ascending order if there are any (`order`), the
footer as JSON, its length and a checksum of all before.
"""

from __future__ import annotations

import os
import re
import struct
import weakref
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import partial, reduce
from itertools import accumulate
from operator import and_
from typing import IO
from zlib import crc32

import msgspec

_MAGIC = b"dateline lines\n"
_END = struct.Struct("<II")
_BLOCK = 16_000
"""Bytes of the first column after which a block ends."""
_SLOTS = 1 << 15
"""Rows of a table. Different words may have one row: a block is then read in vain."""
_LONG, _SHORT = 4, 3
"""Bytes at the beginning of a word that have a row."""
_BEGINNING = re.compile(rb"(?<= )(?=(.{%d,%d}))" % (_SHORT, _LONG))
_CHECKED = 1 << 20

type Read = Callable[[int, int], bytes]
"""Returns so many bytes from an offset."""


class BadLines(Exception):
    """The file is damaged, or it is another one."""


class IndexState(msgspec.Struct, frozen=True):
    """The state of the index from which lines were read."""

    identity: str = ""
    newest: int = 0
    """The greatest id of the rows that were read."""
    changes: int = 0
    """How many times an article was indexed or left out."""


class _Footer(msgspec.Struct, frozen=True):
    read: IndexState
    columns: int
    firsts: list[int]
    """The number of the first line of each block, and that of all lines."""
    starts: list[int]
    """The offset of each column of each block, and that of their end."""
    tables: list[int]
    width: int
    """Bytes of a row of a table: a bit for each block."""
    order: int


# Writing.


class LineWriter:
    """Writes lines to a file, a block at a time."""

    def __init__(self, file: IO[bytes], columns: int, searched: int) -> None:
        """The first `searched` columns are text, each value with its line break."""
        self._file = file
        self._columns: list[list[bytes]] = [[] for _ in range(columns)]
        self._slots: list[list[array[int]]] = [[] for _ in range(searched)]
        self._firsts = [0]
        self._starts = [len(_MAGIC)]
        self._size = 0
        self._place = self._checksum = 0
        self._put(_MAGIC)

    def add(self, *values: bytes) -> None:
        """Add a line with its value in each column."""
        for column, value in zip(self._columns, values, strict=True):
            column.append(value)
        self._size += len(values[0])
        if self._size >= _BLOCK:
            self._end_block()

    def finish(self, read: IndexState, order: Iterable[int] = ()) -> None:
        """Write what follows the blocks. `order` is ascending."""
        if self._size:
            self._end_block()
        width = len(self._firsts) + 6 >> 3
        tables = []
        for slots in self._slots:
            tables.append(self._place)
            self._put(_table(slots, width))
        place = self._place
        self._put(array("Q", order).tobytes())
        footer = _Footer(read, len(self._columns), self._firsts, self._starts, tables, width, place)
        encoded = msgspec.json.encode(footer)
        self._put(encoded)
        self._file.write(_END.pack(len(encoded), self._checksum))

    def _end_block(self) -> None:
        texts = [b"".join(column) for column in self._columns]
        for slots, text in zip(self._slots, texts, strict=False):
            slots.append(_slots_of(text))
        self._firsts.append(self._firsts[-1] + len(self._columns[0]))
        for column, text in zip(self._columns, texts, strict=True):
            self._put(text)
            self._starts.append(self._place)
            column.clear()
        self._size = 0

    def _put(self, some: bytes) -> None:
        self._file.write(some)
        self._checksum = crc32(some, self._checksum)
        self._place += len(some)


def _slots_of(text: bytes) -> array[int]:
    """Return the rows for all beginnings of words."""
    found: set[bytes] = set(_BEGINNING.findall(text))
    found.update([each[:_SHORT] for each in found])
    return array("H", {_slot(each) for each in found})


def _slot(beginning: bytes) -> int:
    return crc32(beginning) % _SLOTS


def _table(slots: list[array[int]], width: int) -> bytes:
    table = bytearray(_SLOTS * width)
    for block, some in enumerate(slots):
        place, bit = block >> 3, 1 << (block & 7)
        for slot in some:
            table[slot * width + place] |= bit
    return bytes(table)


# Reading.


class LineBlocks:
    """The lines of a file, or of bytes in memory."""

    def __init__(self, read: Read, size: int) -> None:
        """Raises:
        BadLines: Not everything is as it was written.
        """
        self._read = read
        footer, end = _footer(read, size)
        self.read = footer.read
        self._columns = footer.columns
        self._firsts = array("Q", footer.firsts)
        self._starts = array("Q", footer.starts)
        self._tables = footer.tables
        self._width = footer.width
        self._order = footer.order
        self.ordered = end - footer.order >> 3
        """How many numbers there are in ascending order."""
        self._kept = (-1, -1, b"")
        self._split: tuple[int, int, list[bytes]] = (-1, -1, [])

    @classmethod
    def of_bytes(cls, written: bytes) -> LineBlocks:
        return cls(lambda size, offset: written[offset : offset + size], len(written))

    @classmethod
    def of_file(cls, descriptor: int) -> LineBlocks:
        """Read an open file, and close it at the end.

        Raises:
            BadLines: The file is damaged.
            OSError: It cannot be read.
        """
        try:
            blocks = cls(partial(os.pread, descriptor), os.fstat(descriptor).st_size)
        except BaseException:
            os.close(descriptor)
            raise
        weakref.finalize(blocks, os.close, descriptor)
        return blocks

    def __len__(self) -> int:
        return self._firsts[-1]

    def first(self, block: int) -> int:
        """Return the number of the first line of a block."""
        return self._firsts[block]

    def place(self, line: int) -> tuple[int, int]:
        """Return the block of a line, and its place there."""
        block = bisect_right(self._firsts, line) - 1
        return block, line - self._firsts[block]

    def column(self, block: int, column: int) -> bytes:
        start = self._starts[block * self._columns + column]
        return self._read(self._starts[block * self._columns + column + 1] - start, start)

    def kept(self, block: int, column: int) -> bytes:
        """Return a column of a block, and keep it for the next question."""
        if self._kept[:2] != (block, column):
            self._kept = (block, column, self.column(block, column))
        return self._kept[2]

    def lines(self, block: int, column: int) -> list[bytes]:
        """Return a column of a block line by line, and keep it for the next question."""
        if self._split[:2] != (block, column):
            self._split = (block, column, self.column(block, column).split(b"\n"))
        return self._split[2]

    def having(self, column: int, needle: bytes) -> Iterable[int]:
        """Return the blocks that may contain these bytes, in order."""
        rows = [self._row(column, each) for each in _beginnings(needle)]
        return _bits(reduce(and_, rows)) if rows else range(len(self._firsts) - 1)

    def _row(self, column: int, beginning: bytes) -> int:
        start = self._tables[column] + _slot(beginning) * self._width
        return int.from_bytes(self._read(self._width, start), "little")

    def in_order(self, place: int) -> int:
        """Return the number at this place among those in ascending order."""
        return array("Q", self._read(8, self._order + 8 * place))[0]


def _footer(read: Read, size: int) -> tuple[_Footer, int]:
    """Return the footer and its offset.

    Raises:
        BadLines: The checksum is another one, or there is none.
    """
    end = size - _END.size
    if end < len(_MAGIC) or read(len(_MAGIC), 0) != _MAGIC:
        raise BadLines("it begins differently")
    length, expected = _END.unpack(read(_END.size, end))
    checksum = 0
    for place in range(0, end, _CHECKED):
        checksum = crc32(read(min(_CHECKED, end - place), place), checksum)
    if checksum != expected or length > end:
        raise BadLines("its checksum is wrong")
    try:
        return msgspec.json.decode(read(length, end - length), type=_Footer), end - length
    except msgspec.MsgspecError as error:
        raise BadLines(str(error)) from error


def _beginnings(needle: bytes) -> list[bytes]:
    """Return how the words of a needle begin, of those that are long enough for a table."""
    begins = accumulate(len(word) + 1 for word in needle.split(b" "))
    some = (needle[begin : begin + _LONG] for begin in begins)
    return [each for each in some if len(each) >= _SHORT]


def _bits(number: int) -> Iterator[int]:
    """Yield the places of the bits that are set, in ascending order."""
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest
