"""The file of a journal: creating it, and reading its header, bytes and lines."""

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

_CHUNK = 1 << 20
_HEADER_LIMIT = 1 << 12
# Most lines are shorter than this.
_GUESS = 1 << 12
_AROUND = 1 << 16
"""The bytes that the kernel maps at once around a byte that is read."""
_HELD = 8 << 20
"""The most bytes of a journal that stay in a process after they were read."""


class JournalMap:
    """The first bytes of a journal, mapped into memory.

    Pages that were read count as memory of the process. They are released again and again, since a
    dashboard would otherwise grow by the whole journal. The system keeps them at hand.
    """

    def __init__(self, fd: int, length: int) -> None:
        self._map = mmap.mmap(fd, length, prot=mmap.PROT_READ)
        self._held = 0

    def __len__(self) -> int:
        return len(self._map)

    def read(self, start: int, end: int) -> bytes:
        """Return a copy of the bytes of a range."""
        self._held += _AROUND if end - start < _AROUND else end - start
        if self._held > _HELD:
            self._held = 0
            self._map.madvise(mmap.MADV_DONTNEED)
        return self._map[start:end]


class JournalFile:
    """An open journal file. It stays readable after a compaction replaced it."""

    def __init__(self, path: Path, *, writable: bool, damaged: bool = False) -> None:
        """Open the file at `path`. It must begin with a header, unless `damaged` is set.

        Nothing on the disk is changed.

        Raises:
            StoreDamaged: The header is missing or damaged.
            StoreNewer: A newer version of dateline wrote the file.
            OSError: The file cannot be read.
        """
        self.path = path
        self.fd = open_file(path, write=writable)
        self._closing = weakref.finalize(self, os.close, self.fd)
        try:
            start = os.pread(self.fd, _HEADER_LIMIT, 0)
        except OSError as error:
            error.filename = str(path)  # an error of a descriptor lacks the file name
            raise
        self.header_end = start.find(b"\n") + 1
        self._is_blank = not start.strip(b"\0")
        self.header = self._header(start[: self.header_end], damaged)
        self._map: JournalMap | None = None
        self.proven = 0
        """The offset up to which the whole file was read and verified."""

    def _header(self, line: bytes, damaged: bool) -> Header:
        header = read_header(line)
        if header is None and damaged:
            return Header("dateline", FORMAT, "0" * 32, 0)
        if header is None and self._is_blank:
            what = "holds only zeros" if self.status().st_size else "is empty (0 bytes)"
            raise StoreDamaged(
                f"{self.path} {what}: its content is lost. Nothing was changed.",
                "Move it away, then `dateline store restore BACKUP`, or start a new store.",
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
        """The status of the file. `st_nlink` is 0 after another file replaced it."""
        return os.fstat(self.fd)

    def mapped(self, length: int) -> JournalMap:
        """Return a map of at least the first `length` bytes. `length` must be
        positive.
        """
        if self._map is None or len(self._map) < length:
            self._map = JournalMap(self.fd, length)
        return self._map

    def read(self, start: int, end: int) -> bytes:
        """Return the bytes of a range; fewer if the file ends before."""
        pieces = []
        while start < end:
            piece = os.pread(self.fd, min(end - start, _CHUNK * 64), start)
            if not piece:
                break
            pieces.append(piece)
            start += len(piece)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def line(self, where: int) -> bytes:
        """Return the line at a slot's place."""
        start = offset_of(where)
        length = length_of(where)
        if not length:
            size = self.status().st_size
            end = self._end_of_line(start, min(size, start + LINE_BYTES))
            length = (end or start) - start
        return self.read(start, start + length)

    def _end_of_line(self, start: int, end: int) -> int | None:
        """Return the offset after the first newline of a range, or None."""
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
        """Yield the complete lines of a range with their offsets. An incomplete last line is left
        out.

        Raises:
            StoreDamaged: A line is too long.
        """
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
        """Close the file. Memory maps that readers hold stay valid."""
        self._map = None
        self._closing()


# Creating an empty journal.


def make_journal(
    path: Path, lock_path: Path, timeout: float, waiting: Callable[[str], None] | None
) -> None:
    """Create and sync an empty journal, unless the file exists.

    Raises:
        StoreReadOnly: The folder is read-only for us.
    """
    if not _is_missing(path):
        return
    try:
        with locked(lock_path, timeout=timeout, waiting=waiting):
            if _is_missing(path):
                _write_header(path)
    except OSError as error:
        if error.errno in NO_WRITING:
            raise StoreReadOnly.of(path.parent) from error
        raise


def _is_missing(path: Path) -> bool:
    """Return whether nothing is there. An empty file counts as a damaged journal."""
    try:
        path.lstat()
    except FileNotFoundError:
        return True
    except OSError:
        pass  # opening the file reports the error
    return False


def _write_header(path: Path) -> None:
    """Create the file atomically: readers find no journal, or one with its header."""
    part = path.with_name(f"{path.name}.making")
    write_new(part, header_line(os.urandom(16).hex(), 1))
    replace_file(part, path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Sync the directory entries of a folder to the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
