"""From a field's value (an article's id) to the document that has it, without a scan.

Two files of 64-bit numbers. `heads` is a table of chains by the value's tag; `entries` holds,
after a count, three numbers an entry: tag, document id, and the entry before it in its chain.
Numbers of entries carry a checksum in their upper 24 bits, so that a wrong byte is no answer.
Entries are only ever added, so readers need no lock; an entry is a hint that the reader checks
against the document itself. With a million documents a chain is 8 entries long.
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
# Above so many changed chains it is quicker to write them all.
_MANY = 4096
_ENTRIES = (1 << 40) - 1


def tag_of(value: str) -> int:
    """63 bits of the value's hash."""
    import hashlib  # OpenSSL takes 2 ms of a start, and who only reads needs no tag

    digest = hashlib.blake2b(value.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest) >> 1


class KeysDamaged(Exception):
    """The files do not say what was written to them."""


def _checked(entry: int, *others: int) -> int:
    """An entry's number with a checksum of it and of what it stands beside."""
    crc = zlib.crc32(b"%d %d %d" % (entry, *others))
    return (crc & 0xFFFFFF) << 40 | entry


def _entry(number: int, *others: int) -> int:
    """The entry's number again. Raises `KeysDamaged`."""
    entry = number & _ENTRIES
    if number and number != _checked(entry, *others):
        raise KeysDamaged
    return entry


class KeyFiles:
    """The chains of one table."""

    def __init__(self, folder: Path, part: int, *, writable: bool) -> None:
        """Raises `OSError` when the files cannot be opened."""
        self.heads = NumberFile(folder / f"{part}.heads", writable=writable)
        self.entries = NumberFile(folder / f"{part}.keys", writable=writable)

    def find(self, tag: int) -> Iterator[int]:
        """The ids of the documents whose key may have this tag, newest first.

        Raises `KeysDamaged`.
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
        """Append (tag, document id) pairs. Nothing is durable until `sync`.

        Raises `KeysDamaged`.
        """
        first = self.entries.read(0)[0] + 1
        heads: dict[int, int] = {}
        numbers = array("Q")
        for entry, (tag, doc_id) in enumerate(added, first):
            chain = tag % _CHAINS
            before = heads.get(chain) or self._head(chain)
            numbers.extend((tag, doc_id, _checked(before, tag, doc_id)))
            heads[chain] = entry
        self.entries.set(first * _ENTRY, numbers.tobytes())
        self._set_heads(heads)
        self.entries.set(0, (first + len(added) - 1).to_bytes(8, sys.byteorder))

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
        """The newest entry of a chain, 0 when it is empty."""
        return _entry(self.heads.read(chain)[0], chain, 0)

    def sync(self) -> None:
        """What was added is on the disk when this returns."""
        self.heads.sync()
        self.entries.sync()

    def close(self) -> None:
        self.heads.close()
        self.entries.close()
