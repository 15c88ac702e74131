"""An index beside the journal in SQLite: derived from the articles, safe to delete."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

from store.files import UnsafeFile, check_file, make_folder, open_file, remove_file

_BESIDE = ("", "-wal", "-shm", "-journal")
"""What SQLite makes beside a database is named after it."""


def check_database(path: Path) -> None:
    """See that SQLite, which follows links, finds regular files or none. Raises `UnsafeFile`."""
    for suffix in _BESIDE:
        check_file(path.with_name(f"{path.name}{suffix}"))


def remove_database(path: Path) -> None:
    """Take away a derived database, whatever is in its place. Raises `OSError`."""
    for suffix in _BESIDE:
        each = path.with_name(f"{path.name}{suffix}")
        if each.is_dir() and not each.is_symlink():
            shutil.rmtree(each)
        else:
            remove_file(each)


def open_index(
    path: Path, schema: int, tables: str, tell: Callable[[str], None]
) -> sqlite3.Connection:
    """The index, which several processes may write. `tables` is the SQL that makes it anew
    where it is missing, damaged or of another `schema`; `tell` hears of damage. Raises
    `sqlite3.Error` and `OSError` where it cannot be written."""
    try:
        return _opened(path, schema, tables)
    except sqlite3.OperationalError:
        raise
    except (sqlite3.DatabaseError, UnsafeFile):  # damaged: it is made anew from the articles
        tell(f"{path} was damaged; it is made anew.")
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
