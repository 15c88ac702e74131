"""From a field's value (an article's id) to the document that has it, without a scan.

Two files of 64-bit numbers. `heads` is a table of chains by the value's tag; `entries` holds,
after a count, three numbers an entry: tag, document id, and the entry before it in its chain.
Entries are only ever added, so readers need no lock; an entry is a hint that the reader checks
against the document itself. With a million documents a chain is 8 entries long.
"""

from __future__ import annotations

import hashlib
import sys
from array import array
from collections.abc import Iterator
from pathlib import Path

from store.database.slots import NumberFile

_CHAINS = 1 << 17
_ENTRY = 3


def tag_of(value: str) -> int:
    """63 bits of the value's hash."""
    digest = hashlib.blake2b(value.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest) >> 1


class KeyFiles:
    """The chains of one table."""

    def __init__(self, folder: Path, part: int, *, writable: bool) -> None:
        """Raises `OSError` when the files cannot be opened."""
        self.heads = NumberFile(folder / f"{part}.heads", writable=writable)
        self.entries = NumberFile(folder / f"{part}.keys", writable=writable)

    def find(self, tag: int) -> Iterator[int]:
        """The ids of the documents whose key may have this tag, newest first."""
        entry = self.heads.get(tag % _CHAINS)
        while entry:
            start = entry * _ENTRY
            if self.entries.get(start) == tag:
                yield self.entries.get(start + 1)
            before = self.entries.get(start + 2)
            if before >= entry:  # only a damaged file says so, and it would go on for ever
                return
            entry = before

    def add(self, added: list[tuple[int, int]]) -> None:
        """Append (tag, document id) pairs. Nothing is durable until `sync`."""
        first = self.entries.get(0) + 1
        heads: dict[int, int] = {}
        numbers = array("Q")
        for entry, (tag, doc_id) in enumerate(added, first):
            chain = tag % _CHAINS
            numbers.extend((tag, doc_id, heads.get(chain) or self.heads.get(chain)))
            heads[chain] = entry
        self.entries.set(first * _ENTRY, numbers.tobytes())
        for chain, entry in heads.items():
            self.heads.set(chain, entry.to_bytes(8, sys.byteorder))
        self.entries.set(0, (first + len(added) - 1).to_bytes(8, sys.byteorder))

    def sync(self) -> None:
        """What was added is on the disk when this returns."""
        self.heads.sync()
        self.entries.sync()

    def close(self) -> None:
        self.heads.close()
        self.entries.close()
