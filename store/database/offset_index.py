"""The offset index: the place of each document's line. It is on disk, shared and disposable."""

from __future__ import annotations

import json
import os
import shutil
import struct
import sys
import weakref
import zlib
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple, Self

from store.database.commits import SMALL, CommitPosition, is_small
from store.database.keys import KeyFiles
from store.database.lines import DocId, Header
from store.database.memory_index import MemoryIndex, MemoryIndexPart
from store.database.slots import NumberFile
from store.files import make_folder, open_file, remove_file

# The header of an index: which journal it belongs to, and up to which commit it covers it.

_FORMAT = struct.Struct("<8s16s16sQQQQIII")
_MAGIC = b"dateidx1"
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class IndexHeader(NamedTuple):
    """The header. `boot` identifies the boot in which it was written; `sealed` means synced.

    An index is not synced at each commit, so after a crash of the machine only a sealed one can be
    trusted.
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
    def of(cls, header: Header, mark: CommitPosition, *, sealed: bool) -> Self:
        """Return the header of an index that covers the journal up to a commit."""
        store = bytes.fromhex(header.store)
        place = (mark.number, mark.start, mark.end, mark.crc)
        return cls(store, this_boot(), header.generation, *place, int(sealed))

    def belongs_to(self, header: Header) -> bool:
        return self.store.hex() == header.store and self.generation == header.generation

    def is_believable(self) -> bool:
        """Return whether it was written since the machine booted, or synced before that."""
        boot = this_boot()
        return bool(self.sealed) or (self.boot == boot and boot != bytes(16))

    def packed(self) -> bytes:
        body = _FORMAT.pack(_MAGIC, *self, 0)
        return body[:-4] + zlib.crc32(body[:-4]).to_bytes(4, "little")

    @classmethod
    def unpacked(cls, body: bytes) -> Self | None:
        """Decode a header, or return None if the bytes are not a complete one."""
        if len(body) != _FORMAT.size:
            return None
        magic, *fields, crc = _FORMAT.unpack(body)
        if magic != _MAGIC or crc != zlib.crc32(body[:-4]):
            return None
        return cls(*fields)


def read_index_header(fd: int) -> IndexHeader | None:
    """Read the header of an open index. It is read again if a writer was writing it."""
    for _ in range(3):
        head = IndexHeader.unpacked(os.pread(fd, _FORMAT.size, 0))
        if head is not None:
            return head
    return None


@cache
def this_boot() -> bytes:
    """Return an id of this boot of the machine, or zeros if the system has none."""
    try:
        return bytes.fromhex(_BOOT_ID.read_text().strip().replace("-", ""))
    except (OSError, ValueError):
        return bytes(16)


class Index:
    """An open index folder."""

    def __init__(self, folder: Path, header: Header, *, writable: bool) -> None:
        """Open the folder. A missing one is created if `writable`.

        Raises:
            OSError: The index cannot be opened.
        """
        if writable:
            make_folder(folder)
        self.folder = folder
        self.header = header
        self.writable = writable
        self._fd = open_file(folder / "head", write=writable, create=writable)
        self._closing = weakref.finalize(self, os.close, self._fd)
        self._slots: dict[int, NumberFile] = {}
        self._keys: dict[int, KeyFiles] = {}
        self._others: dict[int, tuple[int, dict[DocId, int]]] = {}

    def head(self) -> IndexHeader | None:
        """Return the header, or None if it is of another journal or cannot be trusted."""
        head = read_index_header(self._fd)
        if head is None or not head.belongs_to(self.header) or not head.is_believable():
            return None
        return head

    def is_replaced(self) -> bool:
        """Return whether another index replaced this one, or the store was moved."""
        try:
            there = (self.folder / "head").lstat()
        except OSError:
            return True
        return not os.path.samestat(there, os.fstat(self._fd))

    def get(self, part: int, doc_id: DocId) -> int:
        """Return the place of the last line of a document, or 0 if there never was one."""
        if isinstance(doc_id, int) and 0 < doc_id < SMALL:
            return self.slots(part).get(doc_id)
        return self.others(part).get(doc_id, 0)

    def slots(self, part: int) -> NumberFile:
        """Return the places of a table, by id.

        Raises:
            OSError: Another index replaced this one.
        """
        slots = self._slots.get(part)
        if slots is None:
            path = self.folder / f"{part}.slots"
            try:
                slots = NumberFile(path, writable=self.writable)
            except FileNotFoundError:
                if self.is_replaced():
                    raise
                return NumberFile(None, writable=False)
            self._slots[part] = slots
        return slots

    def keys(self, part: int) -> KeyFiles:
        """Return the hash chains of a table whose documents can be found by a field."""
        keys = self._keys.get(part)
        if keys is None:
            keys = self._keys[part] = KeyFiles(self.folder, part, writable=self.writable)
        return keys

    def with_key(self, part: int, tag: int) -> Iterator[int]:
        """Yield the ids of the documents that may have this tag, newest first."""
        return self.keys(part).find(tag)

    def others(self, part: int) -> dict[DocId, int]:
        """Return the places of ids that are not small integers, in insertion order.

        Raises:
            OSError: Another index replaced this one.
        """
        path = self.folder / f"{part}.others"
        try:
            size = path.stat().st_size
        except FileNotFoundError:
            if self.is_replaced():
                raise
            return {}
        seen, places = self._others.get(part, (-1, {}))
        if size != seen:
            with os.fdopen(open_file(path), "rb") as file:
                whole = file.read(size).rpartition(b"\n")[0].splitlines()
            places = dict(map(json.loads, whole))
            self._others[part] = (size, places)
        return places

    def add(self, memory_index: MemoryIndex) -> None:
        """Write the places of an in-memory index.

        They take effect after `cover` and are durable after `seal`.

        Raises:
            OSError: The disk is full.
        """
        for number, part in memory_index.parts.items():
            self._add_part(number, part)
        for number, keys in memory_index.keys.items():
            pairs = [
                (tag, i) for tag, ids in keys.items() for i in ids if isinstance(i, int) and i >= 0
            ]
            self.keys(number).add(sorted(pairs, key=lambda pair: pair[1]))

    def _add_part(self, number: int, part: MemoryIndexPart) -> None:
        if part.run:
            self._add_run(number, part)
        others = []
        for doc_id, where in part.rest.items():
            if is_small(doc_id):
                self.slots(number).set(int(doc_id), where.to_bytes(8, sys.byteorder))
            else:
                others.append(json.dumps([doc_id, where]) + "\n")
        if others:
            path = self.folder / f"{number}.others"
            with os.fdopen(open_file(path, write=True, create=True, append=True), "a") as file:
                file.writelines(others)

    def _add_run(self, number: int, part: MemoryIndexPart) -> None:
        if 0 in part.run:  # a gap, in which the places of older lines must be kept
            for doc_id, where in part.items():
                if is_small(doc_id):
                    self.slots(number).set(int(doc_id), where.to_bytes(8, sys.byteorder))
            return
        self.slots(number).set(part.first, part.run.tobytes())

    def cover(self, mark: CommitPosition) -> None:
        """Record that the index covers the journal up to this commit."""
        os.pwrite(self._fd, IndexHeader.of(self.header, mark, sealed=False).packed(), 0)

    def sync(self) -> None:
        """Sync the added places to the disk."""
        for slots in self._slots.values():
            slots.sync()
        for keys in self._keys.values():
            keys.sync()

    def seal(self, mark: CommitPosition) -> None:
        """Sync everything and mark the header as sealed, so that the index survives a crash."""
        self.sync()
        os.pwrite(self._fd, IndexHeader.of(self.header, mark, sealed=True).packed(), 0)
        os.fdatasync(self._fd)

    def close(self) -> None:
        for slots in self._slots.values():
            slots.close()
        for keys in self._keys.values():
            keys.close()
        self._closing()


def index_folder(journal: Path, generation: int) -> Path:
    """Return the folder of the index of one generation of a journal."""
    return journal.with_name(f"{journal.name}.index-{generation}")


def discard_others(journal: Path, generation: int) -> None:
    """Remove the indexes of all other generations of a journal."""
    kept = index_folder(journal, generation)
    for folder in journal.parent.glob(f"{journal.name}.index-*"):
        if folder != kept:
            discard(folder)


def discard(folder: Path) -> None:
    """Remove an index.

    Processes that have it open can keep reading their open files. The header is removed first, so
    that they can distinguish a removed file from one that never existed.
    """
    with suppress(OSError):
        remove_file(folder / "head")
    shutil.rmtree(folder, ignore_errors=True)
    with suppress(OSError):
        remove_file(folder)  # something other than a folder is in its place
