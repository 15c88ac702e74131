"""The first bytes of an index: which journal it belongs to, and how much of it it covers."""

from __future__ import annotations

import os
import struct
import zlib
from functools import cache
from pathlib import Path
from typing import NamedTuple, Self

from store.database.file.commits import Mark
from store.database.file.lines import Header

_FORMAT = struct.Struct("<8s16s16sQQQQIII")
_MAGIC = b"dateidx1"
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class Head(NamedTuple):
    """`boot` tells the machine's run in which it was written, `sealed` that it is on the disk.

    An index is not synced at each commit, so after the machine went down only a sealed one can
    be believed.
    """

    store: bytes
    boot: bytes
    generation: int
    number: int
    start: int
    end: int
    crc: int
    sealed: int

    @classmethod
    def of(cls, header: Header, mark: Mark, *, sealed: bool) -> Self:
        """The head of an index that covers the journal up to a commit."""
        store = bytes.fromhex(header.store)
        place = (mark.number, mark.start, mark.end, mark.crc)
        return cls(store, this_boot(), header.generation, *place, int(sealed))

    def belongs_to(self, header: Header) -> bool:
        return self.store.hex() == header.store and self.generation == header.generation

    def is_believable(self) -> bool:
        """Was it written since the machine started, or brought to the disk before that?"""
        boot = this_boot()
        return bool(self.sealed) or (self.boot == boot and boot != bytes(16))

    def packed(self) -> bytes:
        body = _FORMAT.pack(_MAGIC, *self, 0)
        return body[:-4] + zlib.crc32(body[:-4]).to_bytes(4, "little")

    @classmethod
    def unpacked(cls, body: bytes) -> Self | None:
        """None when the bytes are not a head, or not a whole one."""
        if len(body) != _FORMAT.size:
            return None
        magic, *fields, crc = _FORMAT.unpack(body)
        if magic != _MAGIC or crc != zlib.crc32(body[:-4]):
            return None
        return cls(*fields)


def read_head(fd: int) -> Head | None:
    """The head in an open file; a second look is taken if a writer was at it."""
    for _ in range(3):
        head = Head.unpacked(os.pread(fd, _FORMAT.size, 0))
        if head is not None:
            return head
    return None


@cache
def this_boot() -> bytes:
    """A name for this run of the machine, zeros where the system has none."""
    try:
        return bytes.fromhex(_BOOT_ID.read_text().strip().replace("-", ""))
    except (OSError, ValueError):
        return bytes(16)
