"""TinyDB's doors on the journal, where they differ from the stock ones."""

from __future__ import annotations

import resource
import threading
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import TinyDB, where
from tinydb.storages import MemoryStorage
from tinydb.table import Document

from store.database.checking import check
from store.database.compaction import compact
from store.database.errors import StoreError
from store.database.storage import JournalStorage
from store.database.table import JournalDB, JournalTable


@pytest.fixture
def db(tmp_path: Path) -> Iterator[JournalDB]:
    with JournalDB(tmp_path / "store.jsonl") as opened:
        yield opened


def test_it_is_a_tinydb(db: JournalDB) -> None:
    assert isinstance(db, TinyDB)
    db.table("articles").insert({"source": "Reuters", "title": "Bridge opens"})
    assert db.table("articles").search(where("source") == "Reuters") == [
        {"source": "Reuters", "title": "Bridge opens"}
    ]


def test_persist_empty_does_not_empty_a_table(db: JournalDB) -> None:
    db.table("articles").insert({"title": "Bridge opens"})
    with JournalDB(db.journal.journal.path) as other:
        assert len(other.table("articles", persist_empty=True)) == 1
        assert len(other.table("new", persist_empty=True)) == 0
        assert other.tables() == {"articles", "new"}


def test_a_cached_search_notices_another_process(db: JournalDB) -> None:
    query = where("source") == "Reuters"
    assert db.search(query) == []
    with JournalDB(db.journal.journal.path) as other:
        other.insert({"source": "Reuters"})
    assert db.search(query) == [{"source": "Reuters"}]


def test_a_search_in_a_transaction_that_failed_is_forgotten(db: JournalDB) -> None:
    query = where("n") == 1
    with pytest.raises(RuntimeError), db.journal.transaction():
        db.insert({"n": 1})
        assert db.count(query) == 1
        raise RuntimeError
    assert db.count(query) == 0
    db.insert({"n": 2})
    assert db.count(query) == 0


def test_a_step_that_failed_spoils_the_whole_transaction(db: JournalDB) -> None:
    db.insert({"n": 1})
    with pytest.raises(StoreError, match="nothing was written"), db.journal.transaction():
        db.insert({"n": 2})
        with pytest.raises(ValueError, match="already exists"):
            db.insert_multiple([{"n": 3}, Document({"n": 4}, 1)])
    assert db.all() == [{"n": 1}]


def test_what_cannot_be_json_changes_nothing(db: JournalDB) -> None:
    db.insert({"n": 1})
    before = db.journal.journal.path.read_bytes()
    for bad in ({"n": {1, 2}}, {"n": b"bytes"}, {"n": object()}):
        with pytest.raises(TypeError):
            db.insert(bad)
        with pytest.raises(TypeError):
            db.insert_multiple([{"n": 2}, bad])
        with pytest.raises(TypeError):
            db.update(bad)
    assert db.journal.journal.path.read_bytes() == before
    assert db.insert({"n": 2}) == 2


def test_an_id_is_never_given_out_twice(db: JournalDB) -> None:
    db.insert_multiple({"n": n} for n in range(3))
    db.remove(doc_ids=[3])
    with JournalDB(db.journal.journal.path) as other:
        assert other.insert({"n": 3}) == 4


def test_unusual_documents_come_back_as_they_went_in(db: JournalDB) -> None:
    documents: list[dict[str, Any]] = [
        {"half a surrogate pair": "\ud800", "\udfff": 1},
        {"not a number": float("inf"), "large": 10**40, "small": 1e-300},
        {"lines": "a\nb\u2028c\x85d\x00e\x1b]52;c;Zm9v\x07"},
        {"long": "x" * 5_000_000},
        {"deep": [[[[[{}]]]]], "": None},
    ]
    ids = [db.insert(document) for document in documents]
    with JournalDB(db.journal.journal.path) as other:
        for doc_id, document in zip(ids, documents, strict=True):
            assert other.get(doc_id=doc_id) == document
        assert other.all() == documents


def test_an_updater_may_hold_many_documents_at_once(db: JournalDB) -> None:
    """TinyDB's extensions change documents in place, in any order."""
    db.insert_multiple({"n": n} for n in range(3000))

    def reverse(table: dict[int, dict[str, int]]) -> None:
        documents = [table[doc_id] for doc_id in table]
        for document, n in zip(documents, range(3000, 0, -1), strict=True):
            document["n"] = n

    db.table("_default")._update_table(reverse)
    assert [document["n"] for document in db] == list(range(3000, 0, -1))


def test_ids_that_are_no_small_numbers(db: JournalDB) -> None:
    """TinyDB allows any whole number, and any key with a class for it."""
    ids = [-5, 0, 10**12, 7]
    for doc_id in ids:
        db.insert(Document({"n": doc_id}, doc_id))
    db.remove(doc_ids=[0])
    db.update({"seen": True}, doc_ids=[10**12])
    path = db.journal.journal.path
    expected = {7: {"n": 7}, -5: {"n": -5}, 10**12: {"n": 10**12, "seen": True}}
    for _ in range(2):
        with JournalDB(path) as other:
            assert {d.doc_id: dict(d) for d in other} == expected
            assert other.get(doc_ids=[10**12, 7, 0])[1] == expected[10**12]
            assert not other.contains(doc_id=0)
            assert other.contains(doc_id=-5)
            assert len(other) == 3
        checked = check(path, {})
        assert (checked.is_whole, checked.index) == (True, "")
        compact(db.journal.journal)
    assert db.insert({}) == 10**12 + 1


def test_ids_of_another_class(tmp_path: Path) -> None:
    class Named(JournalTable):
        document_id_class = str

    class NamedDB(JournalDB):
        table_class = Named

    with NamedDB(tmp_path / "store.jsonl") as db:
        db.insert(Document({"n": 1}, "one"))
        db.insert(Document({"n": 2}, "two"))
        db.update({"n": 3}, where("n") == 2)
        with pytest.raises(ValueError, match="already exists"):
            db.insert(Document({}, "one"))
        db.remove(where("n") == 1)
    with NamedDB(tmp_path / "store.jsonl") as db:
        assert [(d.doc_id, dict(d)) for d in db] == [("two", {"n": 3})]


def test_an_update_writes_only_what_changed(db: JournalDB) -> None:
    db.insert_multiple({"n": n} for n in range(100))
    before = db.journal.journal.path.stat().st_size
    assert db.update({"seen": True}, where("n") == 7) == [8]
    assert db.journal.journal.path.stat().st_size - before < 300
    assert db.update({"n": 7}, where("n") == 7) == [8]
    assert db.update({"n": True}, where("n") == 1) == [2]
    assert db.get(doc_id=2)["n"] is True


@pytest.mark.parametrize("kind", ["update", "insert_multiple", "scan"])
def test_large_batches_take_little_memory(db: JournalDB, kind: str) -> None:
    text = "x" * 2000
    db.insert_multiple({"n": n, "text": text} for n in range(4_000))
    tracemalloc.start()
    try:
        if kind == "update":
            db.update({"seen": True}, where("n") >= 0)
        elif kind == "insert_multiple":
            db.insert_multiple({"n": n, "text": text} for n in range(4_000))
        else:
            assert sum(1 for document in db if document["text"]) == 4_000
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 6_000_000  # the documents are 8 MB


def test_opening_many_takes_no_memory_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "store.jsonl"
    with JournalDB(path) as db:
        db.insert_multiple({"n": n, "text": "x" * 200} for n in range(50_000))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    tracemalloc.start()
    with JournalDB(path) as db:
        assert db.get(doc_id=40_000)["n"] == 39_999
        assert len(db) == 50_000
        _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 500_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 10_000


def test_threads_of_one_process(db: JournalDB) -> None:
    def insert() -> None:
        for n in range(50):
            db.insert({"n": n})

    threads = [threading.Thread(target=insert) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [document.doc_id for document in db] == list(range(1, 201))


def test_a_stock_table_works_too(tmp_path: Path) -> None:
    path = tmp_path / "store.jsonl"
    with TinyDB(path, storage=JournalStorage) as db, JournalDB(path) as other:
        db.insert_multiple({"n": n} for n in range(3))
        other.table("mine").insert({"n": 1})
        db.update({"n": 9}, where("n") == 2)
        db.remove(where("n") == 0)
        assert other.all() == [{"n": 1}, {"n": 9}]
        assert other.table("mine").all() == [{"n": 1}]


# Any sequence of steps does to the journal what it does to TinyDB in memory.

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
documents = st.dictionaries(st.text(), values, max_size=4)
ids = st.integers(1, 8)
tables = st.sampled_from(["a", "b"])
steps = st.one_of(
    st.tuples(st.just("insert"), tables, documents),
    st.tuples(st.just("insert_multiple"), tables, st.lists(documents, max_size=4)),
    st.tuples(st.just("upsert"), tables, documents, ids),
    st.tuples(st.just("update"), tables, documents, st.lists(ids, max_size=3)),
    st.tuples(st.just("remove"), tables, st.lists(ids, max_size=3, unique=True)),
    st.tuples(st.just("truncate"), tables),
    st.tuples(st.just("drop"), tables),
    st.tuples(st.just("reopen"), tables),
    st.tuples(st.just("compact"), tables),
)


def take(db: TinyDB, step: tuple[Any, ...]) -> object:
    kind, name, *values = step
    table = db.table(name)
    match kind:
        case "upsert":
            return table.upsert(Document(values[0], values[1]))
        case "update":
            return table.update(values[0], doc_ids=values[1])
        case "remove":
            return table.remove(doc_ids=values[0])
        case "drop":
            return db.drop_table(name)
        case _:
            return getattr(table, kind)(*values)


def with_ids(step: tuple[Any, ...], result: Any) -> tuple[Any, ...]:
    """The step with the ids that the journal gave: TinyDB in memory gives some out again."""
    kind, name, *values = step
    if kind == "insert":
        return kind, name, Document(values[0], result)
    if kind == "insert_multiple":
        return kind, name, [Document(d, i) for d, i in zip(values[0], result, strict=True)]
    return step


@settings(max_examples=25)
@given(st.lists(steps, max_size=14))
def test_any_sequence_of_steps_does_what_it_does_in_memory(
    tmp_path_factory: pytest.TempPathFactory, sequence: list[tuple[Any, ...]]
) -> None:
    path = tmp_path_factory.mktemp("steps") / "store.jsonl"
    memory = TinyDB(storage=MemoryStorage)
    db = JournalDB(path)
    reader = JournalDB(path, access_mode="r")
    for step in sequence:
        if step[0] == "reopen":
            db.close()
            db = JournalDB(path)
        elif step[0] == "compact":
            compact(db.journal.journal)
        else:
            result = take(db, step)
            assert result == take(memory, with_ids(step, result))
        for opened in (db, reader):
            assert opened.tables() == memory.tables()
            for name in memory.tables():
                expected = {d.doc_id: dict(d) for d in memory.table(name)}
                assert {d.doc_id: dict(d) for d in opened.table(name)} == expected
                assert len(opened.table(name)) == len(expected)
    db.close()
    reader.close()
