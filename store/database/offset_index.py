"""The offset index: where each document's line lies; on disk, shared, disposable."""

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

# The first bytes of an index: which journal it belongs to, and how much of it it covers.

_FORMAT = struct.Struct("<8s16s16sQQQQIII")
_MAGIC = b"dateidx1"
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class IndexHeader(NamedTuple):
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
    def of(cls, header: Header, mark: CommitPosition, *, sealed: bool) -> Self:
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


def read_index_header(fd: int) -> IndexHeader | None:
    """The head in an open file; a second look is taken if a writer was at it."""
    for _ in range(3):
        head = IndexHeader.unpacked(os.pread(fd, _FORMAT.size, 0))
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


# The offset index: where each document's line lies, shared by all processes, disposable.


class Index:
    """An open index folder."""

    def __init__(self, folder: Path, header: Header, *, writable: bool) -> None:
        """Open the folder; made when it is missing and `writable`. Raises `OSError`."""
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
        """How much it covers; None when it is for another journal or cannot be believed."""
        head = read_index_header(self._fd)
        if head is None or not head.belongs_to(self.header) or not head.is_believable():
            return None
        return head

    def is_replaced(self) -> bool:
        """Has another index taken this one's place, or was the store moved?"""
        try:
            there = (self.folder / "head").lstat()
        except OSError:
            return True
        return not os.path.samestat(there, os.fstat(self._fd))

    def get(self, part: int, doc_id: DocId) -> int:
        """The place of the last line about a document, 0 when there never was one."""
        if isinstance(doc_id, int) and 0 < doc_id < SMALL:
            return self.slots(part).get(doc_id)
        return self.others(part).get(doc_id, 0)

    def slots(self, part: int) -> NumberFile:
        """The places of a table, by id. Raises `OSError` where another index took its place."""
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
        """The chains of a table whose documents can be found by a field."""
        keys = self._keys.get(part)
        if keys is None:
            keys = self._keys[part] = KeyFiles(self.folder, part, writable=self.writable)
        return keys

    def with_key(self, part: int, tag: int) -> Iterator[int]:
        """The ids of the documents whose key may have this tag, newest first."""
        return self.keys(part).find(tag)

    def others(self, part: int) -> dict[DocId, int]:
        """The places of ids that are no small numbers, in the order in which they came. Raises
        `OSError` where another index took its place."""
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

    def add(self, delta: MemoryIndex) -> None:
        """Write the places that a delta knows. Raises `OSError` on a full disk.

        Nothing is covered until `cover` says so, and nothing is durable until `seal`.
        """
        for number, part in delta.parts.items():
            self._add_part(number, part)
        for number, keys in delta.keys.items():
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
        if 0 in part.run:  # a gap, where places of older lines must stay
            for doc_id, where in part.items():
                if is_small(doc_id):
                    self.slots(number).set(int(doc_id), where.to_bytes(8, sys.byteorder))
            return
        self.slots(number).set(part.first, part.run.tobytes())

    def cover(self, mark: CommitPosition) -> None:
        """From now on the index answers for the journal up to this commit."""
        os.pwrite(self._fd, IndexHeader.of(self.header, mark, sealed=False).packed(), 0)

    def sync(self) -> None:
        """Bring what was added to the disk."""
        for slots in self._slots.values():
            slots.sync()
        for keys in self._keys.values():
            keys.sync()

    def seal(self, mark: CommitPosition) -> None:
        """Bring everything to the disk; the index then outlives a crash of the machine."""
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
    """Where the index of one generation of a journal lies."""
    return journal.with_name(f"{journal.name}.index-{generation}")


def discard_others(journal: Path, generation: int) -> None:
    """Remove the indexes of all generations of a journal but one."""
    kept = index_folder(journal, generation)
    for folder in journal.parent.glob(f"{journal.name}.index-*"):
        if folder != kept:
            discard(folder)


def discard(folder: Path) -> None:
    """Remove an index. Those who have it open may go on reading what they have opened of it; its
    head goes first, so that they can tell a file that is gone from one that never was."""
    with suppress(OSError):
        remove_file(folder / "head")
    shutil.rmtree(folder, ignore_errors=True)
    with suppress(OSError):
        remove_file(folder)  # what is no folder has no business there
