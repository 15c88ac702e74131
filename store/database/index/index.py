"""The offset index: where each document's line lies, shared by all processes, disposable.

A folder beside the journal, one for each generation of it: `head`, and for each table (by part)
`N.slots` with 8 bytes for each document, `N.others` for ids that are no small numbers, `N.keys`
and `N.heads` where documents can be found by a field. Places only ever move forward in the
journal; a reader of an older version follows the lines' `was` back.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import weakref
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from store.database.file.catalog import SMALL, is_small
from store.database.file.commits import Mark
from store.database.file.lines import DocId, Header
from store.database.file.slots import NumberFile
from store.database.index.delta import Delta, DeltaPart
from store.database.index.index_head import Head, read_head
from store.database.index.keys import KeyFiles
from store.sharing import file_mode, folder_mode


class Index:
    """An open index folder."""

    def __init__(self, folder: Path, header: Header, *, writable: bool) -> None:
        """Open the folder; made when it is missing and `writable`. Raises `OSError`."""
        if writable:
            folder.mkdir(mode=folder_mode(folder.parent), exist_ok=True)
        self.folder = folder
        self.header = header
        self.writable = writable
        flags = os.O_RDWR | os.O_CREAT if writable else os.O_RDONLY
        self._fd = os.open(folder / "head", flags | os.O_CLOEXEC, file_mode(folder))
        self._closing = weakref.finalize(self, os.close, self._fd)
        self._slots: dict[int, NumberFile] = {}
        self._keys: dict[int, KeyFiles] = {}
        self._others: dict[int, tuple[int, dict[DocId, int]]] = {}

    def head(self) -> Head | None:
        """How much it covers; None when it is for another journal or cannot be believed."""
        head = read_head(self._fd)
        if head is None or not head.belongs_to(self.header) or not head.is_believable():
            return None
        return head

    def is_replaced(self) -> bool:
        """Has another index taken this one's place?"""
        return os.fstat(self._fd).st_nlink == 0

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
                return NumberFile(Path(os.devnull), writable=False)  # nothing in it, no file yet
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
            with path.open("rb") as file:
                whole = file.read(size).rpartition(b"\n")[0].splitlines()
            places = dict(map(json.loads, whole))
            self._others[part] = (size, places)
        return places

    def add(self, delta: Delta) -> None:
        """Write the places that a delta knows. Raises `OSError` on a full disk.

        Nothing is covered until `cover` says so, and nothing is durable until `seal`.
        """
        for number, part in delta.parts.items():
            self._add_part(number, part)
        for number, keys in delta.keys.items():
            pairs = [(tag, i) for tag, ids in keys.items() for i in ids if isinstance(i, int)]
            self.keys(number).add(sorted(pairs, key=lambda pair: pair[1]))

    def _add_part(self, number: int, part: DeltaPart) -> None:
        if part.run:
            self._add_run(number, part)
        others = []
        for doc_id, where in part.rest.items():
            if is_small(doc_id):
                self.slots(number).set(int(doc_id), where.to_bytes(8, sys.byteorder))
            else:
                others.append(json.dumps([doc_id, where]) + "\n")
        if others:
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
            path = self.folder / f"{number}.others"
            descriptor = os.open(path, flags, file_mode(self.folder))
            with os.fdopen(descriptor, "w") as file:
                file.writelines(others)

    def _add_run(self, number: int, part: DeltaPart) -> None:
        if 0 in part.run:  # a gap, where places of older lines must stay
            for doc_id, where in part.items():
                if is_small(doc_id):
                    self.slots(number).set(int(doc_id), where.to_bytes(8, sys.byteorder))
            return
        self.slots(number).set(part.first, part.run.tobytes())

    def cover(self, mark: Mark) -> None:
        """From now on the index answers for the journal up to this commit."""
        os.pwrite(self._fd, Head.of(self.header, mark, sealed=False).packed(), 0)

    def sync(self) -> None:
        """Bring what was added to the disk."""
        for slots in self._slots.values():
            slots.sync()
        for keys in self._keys.values():
            keys.sync()

    def seal(self, mark: Mark) -> None:
        """Bring everything to the disk; the index then outlives a crash of the machine."""
        self.sync()
        os.pwrite(self._fd, Head.of(self.header, mark, sealed=True).packed(), 0)
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
        (folder / "head").unlink()
    shutil.rmtree(folder, ignore_errors=True)
