"""Bodies that come packed (gzip, deflate), unpacked no further than they may be."""

from __future__ import annotations

import zlib

from store.intake.fetch.answers import Unfetched

ACCEPTED = "gzip, deflate"


class Unpacking:
    """A body that grows piece by piece, up to `limit` bytes of what it unpacks to.

    Raises `Unfetched` for a packing that was not asked for.
    """

    def __init__(self, packing: str, limit: int) -> None:
        packing = packing.strip().lower()
        if packing not in {"", "identity", "gzip", "x-gzip", "deflate"}:
            raise Unfetched(f"the answer is packed with {packing[:20]!r}, which is not read")
        self._is_packed = packing not in {"", "identity"}
        self._unpacker = zlib.decompressobj(_EITHER)
        self._begun = False
        self._limit = limit
        self._body = bytearray()

    def take(self, piece: bytes) -> None:
        """Raises `Unfetched` when the body gets too large, or cannot be unpacked."""
        if not self._is_packed:
            self._body += piece
            self._check()
        while self._is_packed and piece:
            self._body += self._unpacked(piece)
            self._check()
            piece = self._unpacker.unused_data
            if piece:  # a gzip file may be followed by another
                self._unpacker = zlib.decompressobj(_EITHER)

    def whole(self) -> bytes:
        """The body. Raises `Unfetched` when its end is missing."""
        if self._is_packed and self._begun and not self._unpacker.eof:
            raise Unfetched("the packed answer is cut short")
        return bytes(self._body)

    def _unpacked(self, piece: bytes) -> bytes:
        room = self._limit - len(self._body) + 1
        try:
            try:
                return self._unpacker.decompress(piece, room)
            except zlib.error:
                if self._begun:
                    raise
                # Some hosts mean by "deflate" the bare stream, without zlib's head.
                self._unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
                return self._unpacker.decompress(piece, room)
        except zlib.error as error:
            raise Unfetched(f"the packed answer cannot be unpacked: {error}") from error
        finally:
            self._begun = True

    def _check(self) -> None:
        if len(self._body) > self._limit:
            raise too_large(self._limit)


def too_large(limit: int) -> Unfetched:
    """What is said of a body that is larger than it may be."""
    return Unfetched(
        f"it is larger than {limit:,} bytes, which is the limit: save it and name the file",
        final=True,
    )


_EITHER = zlib.MAX_WBITS | 32
"""gzip's head or zlib's, whichever is there."""
