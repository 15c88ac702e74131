"""A pytest plugin for TinyDB's own tests: every file-backed database is a journal."""

from __future__ import annotations

import os
from typing import Any

import tinydb
import tinydb.database
import tinydb.storages
from tinydb.storages import Storage
from tinydb.table import Table

from store.database.storage import JournalStorage
from store.database.table import JournalTable


class Moved(JournalStorage):
    """The journal has a form of its own, so options for the form of JSONStorage do nothing."""

    def __init__(
        self,
        path: str | os.PathLike[str],
        create_dirs: bool = False,
        access_mode: str = "r+",
        **_: Any,
    ) -> None:
        super().__init__(os.fspath(path), create_dirs, access_mode)


def table_class(storage: Storage, name: str, **options: Any) -> Table:
    if isinstance(storage, JournalStorage):
        return JournalTable(storage, name, **options)
    return Table(storage, name, **options)


for module in (tinydb, tinydb.database, tinydb.storages):
    setattr(module, "JSONStorage", Moved)  # noqa: B010 - two of them do not export it
setattr(tinydb.TinyDB, "default_storage_class", Moved)  # noqa: B010
setattr(tinydb.TinyDB, "table_class", staticmethod(table_class))  # noqa: B010
