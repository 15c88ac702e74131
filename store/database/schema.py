"""The schema of the tables, and the documents of an article and its reading."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from store.database.errors import DocumentUnreadable, StoreNewer
from store.database.journal_file import sync_folder
from store.database.table import JournalDB
from store.files import new_file, open_file, replace_file
from store.reading import Article, Reading, to_document

# The schema's version, and migrations from older ones.

SCHEMA = 1
TABLES = ("articles", "texts", "readings", "imports", "corrections", "searches")
_META = "meta"
_ONLY = 1

Step = Callable[[JournalDB], None]

# Migrations, by the schema that they start from. They run inside one transaction.
STEPS: Mapping[int, Step] = {}


def migrate(db: JournalDB, *, schema: int = SCHEMA, steps: Mapping[int, Step] = STEPS) -> None:
    """Create the tables of a new store, or migrate an older store to this schema.

    The old journal is kept beside the new one as `….schema-N`. The migration is one commit: it is
    synced to the disk when this returns, and nothing has changed if it fails. A read-only store is
    not migrated.

    Raises:
        StoreNewer: The schema is newer than ours.
    """
    found = schema_of(db)
    if found == schema:
        return
    if found is not None and found > schema:
        raise StoreNewer(
            f"The store {db.journal.journal.path.parent} was written by a newer dateline "
            f"(schema {found}, this one knows {schema}).",
            "Install that version to open it; it was not changed.",
        )
    if db.journal.journal.readonly:
        return
    with db.journal.transaction() as transaction:
        found = schema_of(db)
        if found is None:
            for name in TABLES:
                transaction.create(name)
        else:
            _keep_old(db.journal.journal.path, found)
            for number in range(found, schema):
                steps[number](db)
        transaction.put(_META, _ONLY, {"schema": schema})


def schema_of(db: JournalDB) -> int | None:
    """Return the schema of the store, or None for a store that was never used.

    An invalid schema is noted and treated as ours, because every document is validated anyway.
    """
    try:
        document = db.journal.current_version().get(_META, _ONLY)
    except DocumentUnreadable:
        document = {}
    if document is None:
        return None
    number = document.get("schema")
    if type(number) is int and number >= 1:
        return number
    db.journal.journal.note(f"The store has no valid schema number; {SCHEMA} is assumed.")
    return SCHEMA


def _keep_old(journal: Path, schema: int) -> None:
    """Copy the journal to `….schema-N` and sync it."""
    kept = journal.with_name(f"{journal.name}.schema-{schema}")
    part = kept.with_name(f"{kept.name}.part")
    with os.fdopen(open_file(journal), "rb") as source, os.fdopen(new_file(part), "wb") as copy:
        shutil.copyfileobj(source, copy)
        copy.flush()
        os.fsync(copy.fileno())
    replace_file(part, kept)
    sync_folder(journal.parent)


# The documents of an article and its reading.


def article_documents(article: Article) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the documents for `articles` and `texts`."""
    document = to_document(article)
    text = document.pop("text")
    document["characters"] = len(text)
    return document, {"text": text}


def reading_document(reading: Reading) -> dict[str, Any]:
    """Return the document for `readings`."""
    document = to_document(reading)
    del document["text"]
    return document
