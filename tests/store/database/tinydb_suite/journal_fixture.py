"""Appended to the `conftest.py` of TinyDB's own tests: the journal as one more storage."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tinydb import TinyDB
from tinydb.storages import JSONStorage, MemoryStorage


@pytest.fixture(params=["memory", "json", "journal"])
def db(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[TinyDB]:
    from store.database.table import JournalDB

    makers = {
        "memory": lambda: TinyDB(storage=MemoryStorage),
        "json": lambda: TinyDB(tmp_path / "test.db", storage=JSONStorage),
        "journal": lambda: JournalDB(tmp_path / "test.db"),
    }
    db = makers[request.param]()
    db.drop_tables()
    db.insert_multiple({"int": 1, "char": c} for c in "abc")
    yield db
