"""A hash index on disk: from a field's value (an article's id) to its document.

There are two files of 64-bit numbers. `heads` holds the newest entry of each hash chain. `entries`
holds the number of entries and then three numbers per entry: tag, document id, and the previous
entry of the chain. Entry numbers carry a checksum in their upper 24 bits, so that damage is
detected. Entries are only appended, so readers need no lock. An entry is a hint: the reader
compares the document itself. With a million documents a chain has 8 entries.
"""

from __future__ import annotations

import sys
import zlib
from array import array
from collections.abc import Iterator
from pathlib import Path

from store.database.slots import NumberFile

_CHAINS = 1 << 17
_ENTRY = 3
# With more changed chains than this it is faster to write the whole table.
_MANY = 4096
_ENTRIES = (1 << 40) - 1


def tag_of(value: str) -> int:
    """Return 63 bits of a hash of the value."""
    import hashlib  # OpenSSL takes 2 ms to load, and readers need no tag

    digest = hashlib.blake2b(value.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest) >> 1


class KeysDamaged(Exception):
    """The files do not hold what was written to them."""


def _checked(entry: int, *others: int) -> int:
    """Return an entry number with a checksum of it and of the numbers beside it."""
    crc = zlib.crc32(b"%d %d %d" % (entry, *others))
    return (crc & 0xFFFFFF) << 40 | entry


def _entry(number: int, *others: int) -> int:
    """Return the entry number without its checksum.

    Raises:
        KeysDamaged: The checksum is wrong.
    """
    entry = number & _ENTRIES
    if number and number != _checked(entry, *others):
        raise KeysDamaged
    return entry


class KeyFiles:
    """The hash chains of one table."""

    def __init__(self, folder: Path, part: int, *, writable: bool) -> None:
        """Open the files.

        Raises:
            OSError: A file cannot be opened.
        """
        self.heads = NumberFile(folder / f"{part}.heads", writable=writable)
        self.entries = NumberFile(folder / f"{part}.keys", writable=writable)

    def find(self, tag: int) -> Iterator[int]:
        """Yield the ids of the documents that may have this tag, newest first.

        Raises:
            KeysDamaged: The files are damaged.
        """
        entry = self._head(tag % _CHAINS)
        while entry:
            its_tag, doc_id, number = self.entries.read(entry * _ENTRY, _ENTRY)
            before = _entry(number, its_tag, doc_id)
            if its_tag == tag:
                yield doc_id
            if before >= entry or not number:
                raise KeysDamaged
            entry = before

    def add(self, added: list[tuple[int, int]]) -> None:
        """Append pairs of tag and document id. They are durable after `sync`.

        Raises:
            KeysDamaged: The files are damaged.
        """
        first = self.entries.read(0)[0] + 1
        heads: dict[int, int] = {}
        numbers = array("Q")
        for entry, (tag, doc_id) in enumerate(added, first):
            chain = tag % _CHAINS
            before = heads.get(chain) or self._before(chain, first)
            numbers.extend((tag, doc_id, _checked(before, tag, doc_id)))
            heads[chain] = entry
        self.entries.set(first * _ENTRY, numbers.tobytes())
        self._set_heads(heads)
        self.entries.set(0, (first + len(added) - 1).to_bytes(8, sys.byteorder))

    def _before(self, chain: int, first: int) -> int:
        """Return the newest entry of a chain before entry `first`.

        A writer that was killed while it added the same documents may have left later ones, which
        are written again.
        """
        entry = self._head(chain)
        while entry >= first:
            tag, doc_id, number = self.entries.read(entry * _ENTRY, _ENTRY)
            before = _entry(number, tag, doc_id)
            if before >= entry:
                raise KeysDamaged
            entry = before
        return entry

    def _set_heads(self, heads: dict[int, int]) -> None:
        if len(heads) < _MANY:
            for chain, entry in heads.items():
                self.heads.set(chain, _checked(entry, chain, 0).to_bytes(8, sys.byteorder))
            return
        numbers = array("Q", self.heads.read(0, _CHAINS))
        for chain, entry in heads.items():
            numbers[chain] = _checked(entry, chain, 0)
        self.heads.set(0, numbers.tobytes())

    def _head(self, chain: int) -> int:
        """Return the newest entry of a chain, or 0 if the chain is empty."""
        return _entry(self.heads.read(chain)[0], chain, 0)

    def sync(self) -> None:
        """Sync the files to the disk."""
        self.heads.sync()
        self.entries.sync()

    def close(self) -> None:
        self.heads.close()
        self.entries.close()
