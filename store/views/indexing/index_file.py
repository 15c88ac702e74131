"""The file of the index: its lock, its connections, and a private copy for those who may
not write.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
import tempfile
import weakref
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path

from store.errors import UserError
from store.files import UnsafeFile, make_folder, open_file, remove_file
from store.index_file import check_database, remove_database
from store.views.indexing.schema import create, is_current


@contextmanager
def locked_file(lock: Path, *, wait: bool) -> Iterator[bool]:
    """Hold the lock. Yield False if another process has it and `wait` is false."""
    handle = open_file(lock, write=True, create=True)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(handle)


# Opening the index.

FILE = "index.sqlite"
_LOCK = "index.lock"
_WAIT_SECONDS = 10.0
_WRITING = (
    "PRAGMA wal_autocheckpoint = 8000",
    "PRAGMA journal_size_limit = 4000000",
)
_CACHE = (
    "PRAGMA cache_size = -2000",
    "PRAGMA temp_store = MEMORY",
)


class IndexFile:
    """The index of one store: `folder/views/index.sqlite`, or a private one elsewhere."""

    def __init__(self, folder: Path, *, writable: bool) -> None:
        self.folder = folder
        self.writable = writable
        self.private = False
        self.notes: list[str] = []
        """Messages for the user, such as what was damaged and is rebuilt."""

    @classmethod
    def of(cls, store_folder: Path, *, readonly: bool) -> IndexFile:
        """Return the shared index if this process can use it, or a private one."""
        folder = store_folder / "views"
        notes = [] if readonly else _made_ready(folder)
        if not readonly and _can_write(folder):
            index = cls(folder, writable=True)
        elif _can_read(folder / FILE):
            index = cls(folder, writable=False)
        else:
            index = cls.made_private()
        index.notes += notes
        return index

    @classmethod
    def made_private(cls) -> IndexFile:
        """Create an index for this process alone. Its folder is deleted with it."""
        folder = Path(tempfile.mkdtemp(prefix="dateline-views-"))
        index = cls(folder, writable=True)
        index.private = True
        weakref.finalize(index, shutil.rmtree, folder, ignore_errors=True)
        return index

    def copied(self) -> IndexFile:
        """Create a private copy that continues from here, for those who may not write this one."""
        copy = IndexFile.made_private()
        with (
            closing(_connect(_read_only_uri(self.folder / FILE))) as there,
            closing(_connect((copy.folder / FILE).as_uri())) as here,
        ):
            there.backup(here)
        return copy

    def read(self) -> sqlite3.Connection:
        """Return a read-only connection. A missing or outdated file is created if permitted."""
        if self.writable:
            if not self._is_current():
                with self.locked(wait=True):
                    self._ensure()
            uri = f"{(self.folder / FILE).resolve().as_uri()}?mode=ro"
        else:
            uri = _read_only_uri(self.folder / FILE)
        return _connect(uri)

    def write(self, cache_kb: int) -> sqlite3.Connection:
        """Return a connection that can write. Use it only inside `locked`. A batch larger than the
        cache is written to the disk several times.
        """
        self._ensure()
        connection = _connect(f"{(self.folder / FILE).resolve().as_uri()}?mode=rw")
        connection.execute(f"PRAGMA cache_size = -{cache_kb}")
        for pragma in _WRITING:
            connection.execute(pragma)
        connection.execute(f"PRAGMA synchronous = {'OFF' if self.private else 'NORMAL'}")
        return connection

    def locked(self, *, wait: bool = False) -> AbstractContextManager[bool]:
        """Hold the writer's lock. Yield False if another process has it and `wait` is false."""
        if not self.private:
            make_folder(self.folder)
        return locked_file(self.folder / _LOCK, wait=wait)

    def _ensure(self) -> None:
        """Ensure that the file has the current tables. A damaged or outdated one is rebuilt."""
        if self._is_current():
            return
        path = self.folder / FILE
        self.remove()
        os.close(open_file(path, write=True, create=True))
        with closing(_connect(path.resolve().as_uri())) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            create(connection)

    def _is_current(self) -> bool:
        path = self.folder / FILE
        if not path.exists():
            return False
        try:
            check_database(path)
            with closing(_connect(f"{path.resolve().as_uri()}?mode=ro")) as connection:
                return is_current(connection)
        except (sqlite3.DatabaseError, UnsafeFile) as error:
            if not isinstance(error, sqlite3.OperationalError):
                self.note(f"The index in {self.folder} was damaged")
            return False

    def note(self, what: str) -> None:
        """Add a message about damage, once."""
        line = f"{what}; it is rebuilt."
        if line not in self.notes:
            self.notes.append(line)

    def log_size(self) -> int:
        """Return the size in bytes of the write-ahead log."""
        try:
            return (self.folder / f"{FILE}-wal").stat().st_size
        except FileNotFoundError:
            return 0

    def remove(self) -> None:
        """Delete the file. Processes that have it open keep their view until they look again."""
        remove_database(self.folder / FILE)

    def identity(self) -> tuple[int, int] | None:
        """Return an identity of the file that changes when it is rebuilt."""
        try:
            status = (self.folder / FILE).stat()
        except FileNotFoundError:
            return None
        return status.st_dev, status.st_ino


def _connect(uri: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        uri,
        uri=True,
        timeout=_WAIT_SECONDS,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=256,
    )
    for pragma in _CACHE:
        connection.execute(pragma)
    return connection


def _can_write(folder: Path) -> bool:
    try:
        make_folder(folder)
    except OSError:
        return False
    return os.access(folder, os.W_OK | os.X_OK) and (
        not (folder / FILE).exists() or os.access(folder / FILE, os.R_OK | os.W_OK)
    )


def _made_ready(folder: Path) -> list[str]:
    """Remove what is in the folder's place, which is safe because views are derived."""
    try:
        make_folder(folder)
    except (UnsafeFile, NotADirectoryError) as error:
        with suppress(OSError):
            remove_file(folder)
        return [f"{error.filename}: {error.strerror}; the views are rebuilt."]
    except OSError:
        pass  # those who may not write here create private ones
    return []


def _can_read(path: Path) -> bool:
    """Return whether a current index can be read without changes."""
    if not os.access(path, os.R_OK):
        return False
    try:
        check_database(path)
        with closing(_connect(_read_only_uri(path))) as connection:
            return is_current(connection)
    except (sqlite3.DatabaseError, UnsafeFile):
        return False


def _read_only_uri(path: Path) -> str:
    """Return the URI for reading. Without permission to write beside it, SQLite reads a WAL
    database only as immutable. If a log exists, a writer is active and the normal mode works.
    """
    uri = path.resolve().as_uri()
    log = path.with_name(f"{path.name}-wal")
    quiet = not log.exists() or log.stat().st_size == 0
    return f"{uri}?mode=ro&immutable=1" if quiet else f"{uri}?mode=ro"


# Errors of the index. It never holds the only copy of anything.


class ViewsTrouble(UserError):
    """The index could not be written. The store itself is unchanged."""


def unusable_error(folder: Path, error: Exception) -> ViewsTrouble:
    """Return the error for problems other than damage: a full disk, missing permissions."""
    return ViewsTrouble(
        f"The index in {folder} cannot be used: {error}.",
        "Nothing is lost. Check the disk space and the permissions, and try again.",
    )


def disappeared_error(folder: Path) -> ViewsTrouble:
    """Return the error for a store whose folder has disappeared."""
    return ViewsTrouble(
        f"The store in {folder} has disappeared.",
        "Its folder was moved or deleted; everything committed is still in it.",
    )


class ViewsDamaged(ViewsTrouble):
    """The index was damaged and has been emptied. After an `update` the same query works."""
