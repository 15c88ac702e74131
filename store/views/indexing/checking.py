"""Finds damage in the views of a store, without changing them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from store.files import UnsafeFile
from store.index_file import check_database
from store.views.indexing.index_file import FILE
from store.views.searching.fulltext import TextFiles, is_damage
from store.views.searching.line_files import damaged_lines

_DATABASES = (FILE, "copies.sqlite", "sites.sqlite")


def damaged_views(store_folder: Path) -> Iterator[str]:
    """Yield a line for each damaged view. All views are derived; the next writer rebuilds them."""
    folder = store_folder / "views"
    if folder.is_symlink() or not folder.is_dir():
        if folder.is_symlink() or folder.exists():
            yield f"{folder} is not a folder"
        return
    for name in _DATABASES:
        if (wrong := _wrong_database(folder / name)) is not None:
            yield f"{folder / name}: {wrong}"
    yield from damaged_lines(folder)
    files = TextFiles(folder)
    if files.folder.exists() and (wrong := _wrong_words(files)) is not None:
        yield f"{files.folder}: {wrong}"


def _wrong_database(path: Path) -> str | None:
    try:
        check_database(path)
        if not path.exists():
            return None
        uri = f"{path.resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True, timeout=2)) as connection:
            (answer,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except UnsafeFile as unsafe:
        return unsafe.strerror
    except sqlite3.OperationalError:
        return None  # in use, or not readable for us
    except sqlite3.DatabaseError as error:
        return str(error)
    return None if answer == "ok" else str(answer).replace("\n", " ")


def _wrong_words(files: TextFiles) -> str | None:
    import tantivy

    try:
        files.check()
        if not files.exist():
            return None  # not readable for us, or not built yet
        if not files.are_valid():
            return "how much they cover cannot be read"
        index = tantivy.Index.open(str(files.folder))
        index.searcher().search(tantivy.Query.all_query(), limit=1)
    except BaseException as error:
        if is_damage(error):
            return str(error)
        if not isinstance(error, ValueError):
            raise
        return None  # in use, or not writable for us: tantivy creates a file even for reading
    return None
