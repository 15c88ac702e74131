"""A first engine behind the store's doors: one JSON file, rewritten whole at each commit."""

from __future__ import annotations

import fcntl
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tinydb.storages import Storage

from store.database.change import Change

Tables = dict[str, dict[str, Any]]


class WholeFile(Storage):
    """Every commit replaces the file by a rename, so that readers see it whole."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: tuple[int, int, int] | None = None
        self._content: dict[str, Any] = {"version": 0, "tables": {}, "log": []}
        self._depth = 0
        self._pending: Tables | None = None

    def read(self) -> Tables | None:
        if self._pending is not None:
            return self._pending
        tables: Tables = json.loads(json.dumps(self._load()["tables"]))
        return tables or None

    def write(self, data: Tables) -> None:
        if self._depth == 0:
            with self.transaction():
                self._pending = data
        else:
            self._pending = data

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All writes inside become one commit."""
        if self._depth:
            yield
            return
        with open(f"{self.path}.lock", "a") as lock:  # noqa: PTH123
            fcntl.flock(lock, fcntl.LOCK_EX)
            self._depth = 1
            try:
                self._pending = self.read() or {}
                yield
                self._commit(self._pending)
            finally:
                self._depth = 0
                self._pending = None

    def version(self) -> int:
        return int(self._load()["version"])

    def changes(self, since: int) -> Iterator[Change]:
        for version, table, doc_id, deleted in self._load()["log"]:
            if version > since:
                yield Change(version, table, doc_id, deleted)

    def find(self, table: str, field: str, value: str) -> int | None:
        for doc_id, document in (self.read() or {}).get(table, {}).items():
            if document.get(field) == value:
                return int(doc_id)
        return None

    def _load(self) -> dict[str, Any]:
        try:
            stat = self.path.stat()
        except FileNotFoundError:
            return self._content
        seen = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
        if seen != self._seen:
            self._content, self._seen = json.loads(self.path.read_bytes()), seen
        return self._content

    def _commit(self, tables: Tables) -> None:
        content = self._load()
        version = content["version"] + 1
        log = content["log"] + list(_differences(version, content["tables"], tables))
        if len(log) == len(content["log"]):
            return
        with tempfile.NamedTemporaryFile("w", dir=self.path.parent, delete=False) as new:
            json.dump({"version": version, "tables": tables, "log": log}, new)
            new.flush()
            os.fsync(new.fileno())
        Path(new.name).replace(self.path)


def _differences(version: int, old: Tables, new: Tables) -> Iterator[Change]:
    for table in sorted({*old, *new}):
        before, after = old.get(table, {}), new.get(table, {})
        for doc_id in after:
            if before.get(doc_id) != after[doc_id]:
                yield Change(version, table, int(doc_id), False)
        for doc_id in before:
            if doc_id not in after:
                yield Change(version, table, int(doc_id), True)
