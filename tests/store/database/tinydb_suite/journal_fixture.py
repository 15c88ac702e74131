"""Appended to the `conftest.py` of TinyDB's own tests: the journal as one more storage."""


@pytest.fixture(params=["memory", "json", "journal"])  # noqa: F821 - imported further up there
def db(request, tmp_path):
    if request.param == "journal":
        from store.database.table import JournalDB

        db_ = JournalDB(tmp_path / "test.db")
    elif request.param == "json":
        db_ = TinyDB(tmp_path / "test.db", storage=JSONStorage)  # noqa: F821
    else:
        db_ = TinyDB(storage=MemoryStorage)  # noqa: F821

    db_.drop_tables()
    db_.insert_multiple({"int": 1, "char": c} for c in "abc")

    yield db_
