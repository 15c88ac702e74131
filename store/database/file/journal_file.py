"""The journal's file: its header, its bytes, its lines."""

from __future__ import annotations

import mmap
import os
import weakref
from collections.abc import Iterator
from pathlib import Path

from store.database.errors import StoreDamaged, StoreNewer
from store.database.file.lines import FORMAT, Header, read_header
from store.database.file.slots import length_of, offset_of

_CHUNK = 1 << 20
_HEADER_LIMIT = 1 << 12
# Most lines are shorter than this.
_GUESS = 1 << 12


class JournalFile:
    """An open journal. It stays readable after a compaction has put another in its place."""

    def __init__(self, path: Path, *, writable: bool, damaged: bool = False) -> None:
        """Open the file at `path`, which must begin with a header unless it may be `damaged`.

        Raises `OSError`, `StoreDamaged` and `StoreNewer`. Changes nothing on the disk.
        """
        self.path = path
        flags = os.O_RDWR if writable else os.O_RDONLY
        self.fd = os.open(path, flags | os.O_CLOEXEC)
        self._closing = weakref.finalize(self, os.close, self.fd)
        try:
            start = os.pread(self.fd, _HEADER_LIMIT, 0)
        except OSError as error:
            error.filename = str(path)  # which a descriptor does not know: a folder, a bad disk
            raise
        self.header_end = start.find(b"\n") + 1
        self.header = self._header(start[: self.header_end], damaged)
        self._map: mmap.mmap | None = None

    def _header(self, line: bytes, damaged: bool) -> Header:
        header = read_header(line)
        if header is None and damaged:
            return Header("dateline", FORMAT, "0" * 32, 0)
        if header is None or header.journal != "dateline":
            raise StoreDamaged(
                f"{self.path}: the first line is not that of a dateline store.",
                "If it is one, `dateline store repair --to NEW` saves what can be read.",
            )
        if header.format > FORMAT:
            raise StoreNewer(
                f"{self.path} was written by a newer dateline (format {header.format}).",
                "Install that version to open it.",
            )
        return header

    def status(self) -> os.stat_result:
        """Its `st_nlink` is 0 when another file has taken its place."""
        return os.fstat(self.fd)

    def mapped(self, length: int) -> mmap.mmap:
        """The first `length` bytes at least (and not none), shared with every other process."""
        if self._map is None or len(self._map) < length:
            self._map = mmap.mmap(self.fd, length, prot=mmap.PROT_READ)
        return self._map

    def read(self, start: int, end: int) -> bytes:
        """The bytes of a range; fewer when the file ends before."""
        pieces = []
        while start < end:
            piece = os.pread(self.fd, min(end - start, _CHUNK * 64), start)
            if not piece:
                break
            pieces.append(piece)
            start += len(piece)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def line(self, where: int) -> bytes:
        """The line at a place, wherever in the file it is."""
        start = offset_of(where)
        length = length_of(where)
        if length:
            return self.read(start, start + length)
        span = _GUESS
        while True:
            found = self.read(start, start + span)
            end = found.find(b"\n") + 1
            if end or len(found) < span:
                return found[:end]
            span *= 16

    def lines(self, start: int, end: int) -> Iterator[tuple[int, bytes]]:
        """The whole lines of a range with their offsets; what follows the last newline is left."""
        rest = b""
        while start < end:
            chunk = os.pread(self.fd, min(_CHUNK, end - start), start)
            if not chunk:
                return
            start += len(chunk)
            if b"\n" not in chunk:
                rest += chunk
                continue
            *whole, left = (rest + chunk).split(b"\n")
            offset = start - len(chunk) - len(rest)
            for line in whole:
                yield offset, line + b"\n"
                offset += len(line) + 1
            rest = left

    def close(self) -> None:
        """Let go of the file. Maps that readers still hold stay good."""
        self._map = None
        self._closing()
