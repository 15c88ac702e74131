"""A derived SQLite index beside the journal. It can be deleted and rebuilt from the articles."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

from store.files import UnsafeFile, check_file, make_folder, open_file, remove_file

_SUFFIXES_OF_DATABASE = ("", "-wal", "-shm", "-journal")
"""Suffixes of the files that SQLite creates beside a database."""


def check_database(path: Path) -> None:
    """Check that SQLite, which follows links, finds only regular files.

    Raises:
        UnsafeFile: The database or one of its files is something else.
    """
    for suffix in _SUFFIXES_OF_DATABASE:
        check_file(path.with_name(f"{path.name}{suffix}"))


def remove_database(path: Path) -> None:
    """Remove a derived database, whatever is in its place.

    Raises:
        OSError: A file cannot be removed.
    """
    for suffix in _SUFFIXES_OF_DATABASE:
        each = path.with_name(f"{path.name}{suffix}")
        if each.is_dir() and not each.is_symlink():
            shutil.rmtree(each)
        else:
            remove_file(each)


def open_index(
    path: Path, schema: int, tables: str, tell: Callable[[str], None]
) -> sqlite3.Connection:
    """Open the index for reading and writing, also by several processes at once.

    `tables` is the SQL that creates the tables. It runs if the index is missing, damaged or of a
    different `schema`. `tell` is called with a message if the index was damaged.

    Raises:
        sqlite3.Error: The index cannot be written.
        OSError: The index cannot be written.
    """
    try:
        return _opened(path, schema, tables)
    except sqlite3.OperationalError:
        raise
    except (sqlite3.DatabaseError, UnsafeFile):  # damaged: rebuilt from the articles
        tell(f"{path} was damaged; it is rebuilt.")
        remove_database(path)
        return _opened(path, schema, tables)


def _opened(path: Path, schema: int, tables: str) -> sqlite3.Connection:
    make_folder(path.parent)
    os.close(open_file(path, write=True, create=True))
    check_database(path)
    db = sqlite3.connect(path, timeout=30)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = OFF")
    if db.execute("PRAGMA user_version").fetchone()[0] != schema:
        db.executescript(tables)
        db.execute(f"PRAGMA user_version = {schema}")
        db.commit()
    return db
