"""The schema's version: newer stores are left alone, older ones are taken along."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.database import Store, StoreDamaged, StoreNewer
from store.database.lines import sealed
from store.database.schema import SCHEMA, TABLES, migrate, schema_of
from store.database.table import JournalDB


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Store.open(tmp_path / "news", create=True).close()
    return tmp_path / "news"


def test_a_new_store_has_its_tables_and_its_schema(folder: Path) -> None:
    with Store.open(folder) as store:
        assert store.db.tables() == {*TABLES, "meta"}
        assert schema_of(store.db) == SCHEMA


def test_a_store_of_a_newer_schema_is_not_opened_nor_changed(folder: Path) -> None:
    with JournalDB(folder / "store.jsonl") as db:
        db.table("meta").update({"schema": SCHEMA + 1})
    before = (folder / "store.jsonl").read_bytes()
    for readonly in (True, False):
        with pytest.raises(StoreNewer) as caught:
            Store.open(folder, readonly=readonly)
        assert str(folder) in caught.value.title
        assert "Install" in caught.value.hint
    assert (folder / "store.jsonl").read_bytes() == before


def test_a_journal_of_a_newer_format_is_not_opened_nor_changed(folder: Path) -> None:
    path = folder / "store.jsonl"
    _, rest = path.read_bytes().split(b"\n", 1)
    header = b'{"journal":"dateline","format":2,"store":"00","generation":1'
    path.write_bytes(sealed(header, 0) + rest)
    before = path.read_bytes()
    for attempt in (Store.open, Store.check):
        with pytest.raises(StoreNewer):
            attempt(folder)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b'{"_default": {"1": {"n": 1}}}', b"\x00" * 5000, b"a\nb\n"])
def test_another_kind_of_file_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "store.jsonl"
    path.write_bytes(content)
    said = "not that of a dateline store" if content.strip(b"\0") else "holds only zeros"
    with pytest.raises(StoreDamaged, match=said):
        Store.open(tmp_path, create=True)
    assert path.read_bytes() == content


@pytest.mark.parametrize("content", [b"", b'{"journal":"dateline","form'])
def test_a_journal_of_no_bytes_is_damage_and_no_new_store(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "store.jsonl"
    path.write_bytes(content)
    for create in (True, False):
        with pytest.raises(StoreDamaged) as caught:
            Store.open(tmp_path, create=create)
        assert str(path) in caught.value.title
        assert "dateline store re" in caught.value.hint
    assert not Store.check(tmp_path).is_whole
    assert path.read_bytes() == content


def rename_source(db: JournalDB) -> None:
    def step(document: dict[str, object]) -> None:
        document["publisher"] = document.pop("source")

    db.table("articles").update(step)


def fail(db: JournalDB) -> None:
    db.table("articles").insert({"half": "done"})
    raise RuntimeError


def test_a_migration_is_one_commit_and_keeps_the_old_file(folder: Path) -> None:
    path = folder / "store.jsonl"
    with JournalDB(path) as db:
        db.table("articles").insert_multiple({"source": f"Gazette {n}"} for n in range(3))
        before = path.read_bytes()
        revision = db.journal.snapshot().revision
        migrate(db, schema=2, steps={1: rename_source})
        assert db.journal.snapshot().revision == revision + 1
        assert schema_of(db) == 2
        assert [d["publisher"] for d in db.table("articles")] == [f"Gazette {n}" for n in range(3)]
    kept = folder / "store.jsonl.schema-1"
    assert kept.read_bytes() == before
    assert kept.stat().st_mode & 0o777 == 0o600


def test_a_migration_that_fails_changes_nothing(folder: Path) -> None:
    path = folder / "store.jsonl"
    before = path.read_bytes()
    with JournalDB(path) as db, pytest.raises(RuntimeError):
        migrate(db, schema=3, steps={1: rename_source, 2: fail})
    assert path.read_bytes() == before


def test_an_older_store_that_is_only_looked_at_stays_as_it_is(folder: Path) -> None:
    with JournalDB(folder / "store.jsonl", access_mode="r") as db:
        migrate(db, schema=2, steps={1: rename_source})
        assert schema_of(db) == 1
