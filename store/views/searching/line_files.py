"""Files of lines beside the index, which are made again when the index has changed much.

A dashboard of a large store would otherwise hold all names in memory. A file says from which state
of which index it was read. It is written under another name and then moved, so that it is whole or
not there, and one process makes it for all. Who may not write it, or finds another process at it,
has a temporary file instead.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import IO

from store.files import UnsafeFile, new_file, open_file, replace_file
from store.views.indexing.index_file import IndexFile, locked_file
from store.views.indexing.schema import CHANGES, IDENTITY
from store.views.searching.line_blocks import BadLines, IndexState, LineBlocks

FORMAT = 1
"""The format of the files, to be incremented when it or their lines change. It is part of their
names."""
IN_MEMORY = 20_000
"""Up to this id of the newest row, lines are kept in memory and no file is made."""
_LOCK = "lines.lock"
_FEW = 1_000
_SHARE = 20
"""A file stays until more than one row in so many is new, but for a few."""
_STATE = f"""
    SELECT (SELECT value FROM meta WHERE name = '{IDENTITY}'),
           (SELECT max(rowid) FROM {{table}}),
           (SELECT value FROM meta WHERE name = '{CHANGES}')"""

type Write = Callable[[sqlite3.Connection, IO[bytes], IndexState], None]
"""Reads an index, and writes its lines to a file."""


def is_near(then: IndexState, now: IndexState, few: int = _FEW) -> bool:
    """Return whether lines of an earlier state of the index may still be used."""
    return (
        then.identity == now.identity
        and abs(now.newest - then.newest) <= max(few, then.newest // _SHARE)
        and abs(now.changes - then.changes) <= max(few, then.changes // _SHARE)
    )


class LineFile:
    """Lines that are read from a table of the index."""

    def __init__(
        self, index: IndexFile, connection: sqlite3.Connection, table: str, write: Write
    ) -> None:
        self._index = index
        self._connection = connection
        self._state = _STATE.format(table=table)
        self._write = write
        self._path = index.folder / f"{table}-{FORMAT}.lines"

    def now(self) -> IndexState:
        """Return the state of the index that this process sees."""
        return self._seen(self._connection)

    def opened(self) -> LineBlocks:
        """Return the lines, which are read from the index if there is no file of them."""
        now = self.now()
        if now.newest <= IN_MEMORY:
            return self._in_memory()
        try:
            return self._kept(now) or self._made(now) or self._temporary(now)
        except (OSError, sqlite3.OperationalError):  # no disk, or no room on it
            return self._in_memory()

    def _kept(self, now: IndexState) -> LineBlocks | None:
        """Return the lines of the file, unless it is missing, damaged or out of date."""
        try:
            blocks = LineBlocks.of_file(open_file(self._path))
        except (FileNotFoundError, PermissionError, UnsafeFile):
            return None
        except BadLines:
            if self._index.writable:
                self._index.note(f"{self._path} was damaged")
            return None
        return blocks if is_near(blocks.read, now) else None

    def _made(self, now: IndexState) -> LineBlocks | None:
        """Make the file, unless another process does or this one may not."""
        if not self._index.writable:
            return None
        with locked_file(self._path.with_name(_LOCK), wait=False) as mine:
            if not mine:
                return None
            kept = self._kept(now)
            if kept is not None:  # another process has made it meanwhile
                return kept
            new = self._path.with_suffix(".new")
            with os.fdopen(new_file(new), "wb") as file:
                self._read_into(file)
            if self._path.is_dir() and not self._path.is_symlink():
                shutil.rmtree(self._path)
            replace_file(new, self._path)
        return self._kept(now)

    def _temporary(self, now: IndexState) -> LineBlocks:
        with tempfile.TemporaryFile() as file:
            self._read_into(file)
            file.flush()
            blocks = LineBlocks.of_file(os.dup(file.fileno()))
        return blocks if is_near(blocks.read, now) else self._in_memory()

    def _read_into(self, file: IO[bytes]) -> None:
        """Read the index through a connection that sorts on the disk, not in memory."""
        with closing(self._index.read()) as connection:
            connection.execute("PRAGMA temp_store = FILE")
            connection.execute("BEGIN")
            self._write(connection, file, self._seen(connection))

    def _in_memory(self) -> LineBlocks:
        file = BytesIO()
        self._write(self._connection, file, self.now())
        return LineBlocks.of_bytes(file.getvalue())

    def _seen(self, connection: sqlite3.Connection) -> IndexState:
        identity, newest, changes = connection.execute(self._state).fetchone()
        return IndexState(identity or "", newest or 0, changes or 0)


def damaged_lines(folder: Path) -> Iterator[str]:
    """Yield a line for each damaged file in a folder of views."""
    for path in sorted(folder.glob(f"*-{FORMAT}.lines")):
        try:
            LineBlocks.of_file(open_file(path))
        except UnsafeFile as unsafe:
            yield f"{path}: {unsafe.strerror}"
        except BadLines as bad:
            yield f"{path}: {bad}"
        except OSError:
            continue  # not readable for us
