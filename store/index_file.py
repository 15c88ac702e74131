"""An index beside the journal in SQLite: derived from the articles, safe to delete."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from store.sharing import file_mode, folder_mode


def open_index(path: Path, schema: int, tables: str) -> sqlite3.Connection:
    """The index, which several processes may write. `tables` is the SQL that makes it anew
    where it is missing, damaged or of another `schema`. Raises `sqlite3.Error` and `OSError`
    where it cannot be written."""
    try:
        return _opened(path, schema, tables)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:  # damaged: it is made anew from the articles
        path.unlink(missing_ok=True)
        return _opened(path, schema, tables)


def _opened(path: Path, schema: int, tables: str) -> sqlite3.Connection:
    folder = path.parent
    folder.mkdir(mode=folder_mode(folder.parent), parents=True, exist_ok=True)
    path.touch(mode=file_mode(folder), exist_ok=True)
    db = sqlite3.connect(path, timeout=30)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = OFF")
    if db.execute("PRAGMA user_version").fetchone()[0] != schema:
        db.executescript(tables)
        db.execute(f"PRAGMA user_version = {schema}")
        db.commit()
    return db
