"""The journal's file: making it, its header, its bytes, its lines."""

from __future__ import annotations

import mmap
import os
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

from store.database.errors import StoreDamaged, StoreNewer, StoreReadOnly
from store.database.lines import FORMAT, LINE_BYTES, Header, header_line, read_header
from store.database.lock import NO_WRITING, locked
from store.database.slots import length_of, offset_of
from store.files import open_file, replace_file, write_new

# The journal's file: its header, its bytes, its lines.

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
        self.fd = open_file(path, write=writable)
        self._closing = weakref.finalize(self, os.close, self.fd)
        try:
            start = os.pread(self.fd, _HEADER_LIMIT, 0)
        except OSError as error:
            error.filename = str(path)  # which a descriptor does not know: a bad disk
            raise
        self.header_end = start.find(b"\n") + 1
        self._is_blank = not start.strip(b"\0")
        self.header = self._header(start[: self.header_end], damaged)
        self._map: mmap.mmap | None = None
        self.proven = 0
        """The end of the last commit up to which the whole file was read and found right."""

    def _header(self, line: bytes, damaged: bool) -> Header:
        header = read_header(line)
        if header is None and damaged:
            return Header("dateline", FORMAT, "0" * 32, 0)
        if header is None and self._is_blank:
            what = "holds only zeros" if self.status().st_size else "is empty (0 bytes)"
            raise StoreDamaged(
                f"{self.path} {what}: what was in it is gone, and nothing was changed.",
                "Move it away, then `dateline store restore BACKUP`, or go on with a new store.",
            )
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
        if not length:
            size = self.status().st_size
            end = self._end_of_line(start, min(size, start + LINE_BYTES))
            length = (end or start) - start
        return self.read(start, start + length)

    def _end_of_line(self, start: int, end: int) -> int | None:
        """Behind the first newline of a range; None where there is none."""
        step = _GUESS
        while start < end:
            found = os.pread(self.fd, min(step, end - start), start)
            if not found:
                return None
            at = found.find(b"\n") + 1
            if at:
                return start + at
            start += len(found)
            step = _CHUNK
        return None

    def lines(self, start: int, end: int) -> Iterator[tuple[int, bytes]]:
        """The whole lines of a range with their offsets; what follows the last newline is left."""
        while start < end:
            chunk = os.pread(self.fd, min(_CHUNK, end - start), start)
            cut = chunk.rfind(b"\n") + 1
            if cut:
                yield from self._split(chunk[: cut - 1], start)
                start += cut
                continue
            stop = self._end_of_line(start + len(chunk), min(end, start + LINE_BYTES))
            if not chunk or stop is None:
                if end - start > LINE_BYTES:
                    raise StoreDamaged(
                        f"{self.path}: a line of more than {LINE_BYTES:,} bytes at {start:,}.",
                        "`dateline store repair --to NEW` saves the rest.",
                        start,
                    )
                return
            yield start, os.pread(self.fd, stop - start, start)
            start = stop

    @staticmethod
    def _split(chunk: bytes, offset: int) -> Iterator[tuple[int, bytes]]:
        for line in chunk.split(b"\n"):
            yield offset, line + b"\n"
            offset += len(line) + 1

    def close(self) -> None:
        """Let go of the file. Maps that readers still hold stay good."""
        self._map = None
        self._closing()


# Making an empty journal.


def make_journal(
    path: Path, lock_path: Path, timeout: float, waiting: Callable[[str], None] | None
) -> None:
    """Make an empty journal where there is none; it is on the disk when this returns.

    A file of another kind is left as it is. Raises `StoreReadOnly` when the place may not be
    written to.
    """
    if not _is_missing(path):
        return
    try:
        with locked(lock_path, timeout=timeout, waiting=waiting):
            if _is_missing(path):
                _write_header(path)
    except OSError as error:
        if error.errno in NO_WRITING:
            raise StoreReadOnly(f"{path.parent} may not be written to.") from error
        raise


def _is_missing(path: Path) -> bool:
    """Is there nothing? An empty file is a damaged journal: no maker leaves one."""
    try:
        path.lstat()
    except FileNotFoundError:
        return True
    except OSError:
        pass  # who opens it says what is wrong with it
    return False


def _write_header(path: Path) -> None:
    """In one step: a reader finds no journal, or one with its first line."""
    part = path.with_name(f"{path.name}.making")
    write_new(part, header_line(os.urandom(16).hex(), 1))
    replace_file(part, path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Bring a folder's list of names to the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
