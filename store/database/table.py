"""A TinyDB table that reads single documents and appends changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from tinydb import TinyDB
from tinydb.queries import QueryLike
from tinydb.table import Document, Table

from store.database.commits import is_small
from store.database.lines import DocId
from store.database.storage import ChangingTable, JournalStorage, LazyTable, id_from
from store.database.transaction import Transaction
from store.database.version import Version


class JournalTable(Table):
    """A table whose every write is one commit, synced to the disk when the call returns.

    Ids are assigned under the writers' lock and never reused, so any number of processes can insert
    at once. Search results are cached until the next commit.
    """

    def __init__(
        self,
        storage: JournalStorage,
        name: str,
        cache_size: int = Table.default_query_cache_capacity,
        persist_empty: bool = False,
    ) -> None:
        """Create the table object. `persist_empty` also creates a missing table in the store."""
        super().__init__(storage, name, cache_size)
        self._cached_version = -1
        self._promised = (-1, 0)  # a part, and the lowest id in it that was not assigned
        if persist_empty:
            with self._journal.transaction() as transaction:
                transaction.create(name)

    @property
    def _journal(self) -> JournalStorage:
        return cast("JournalStorage", self._storage)

    def _version(self) -> Version:
        return self._journal.current_version()

    def insert(self, document: Mapping[str, Any]) -> int:
        """Insert a document and return its id. The document is synced to the disk."""
        with self._journal.transaction() as transaction:
            doc_id = self._insert(transaction, document)
        self.clear_cache()
        return doc_id

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        """Insert documents as one commit, and return their ids."""
        with self._journal.transaction() as transaction:
            transaction.create(self.name)
            doc_ids = [self._insert(transaction, document) for document in documents]
        self.clear_cache()
        return doc_ids

    def _insert(self, transaction: Transaction, document: Mapping[str, Any]) -> int:
        if not isinstance(document, Mapping):
            raise ValueError("Document is not a Mapping")
        if isinstance(document, self.document_class):
            doc_id = document.doc_id
            if transaction.has(self.name, id_from(doc_id)):
                raise ValueError(f"Document with ID {doc_id} already exists")
        else:
            doc_id = self._free_id(transaction)
        transaction.put(self.name, id_from(doc_id), dict(document))
        return doc_id

    def upsert(self, document: Mapping[str, Any], cond: QueryLike | None = None) -> list[int]:
        """Update the matching documents or insert a new one, as one commit."""
        with self._journal.transaction():
            return super().upsert(document, cond)

    def get(self, *args: Any, **named: Any) -> Any:
        """Like TinyDB's `get`. Several documents are looked up by id, without a scan."""
        if not args and named.keys() == {"doc_id"} and named["doc_id"] is not None:
            doc_id = named["doc_id"]
            found = self._version().get(self.name, id_from(doc_id))
            return self.document_class(found, doc_id) if found is not None else None
        if not args and named.keys() == {"doc_ids"} and named["doc_ids"] is not None:
            return self._with_ids(named["doc_ids"])
        return super().get(*args, **named)

    def _with_ids(self, doc_ids: Iterable[Any]) -> list[Document]:
        version = self._version()
        wanted = sorted({id_from(doc_id) for doc_id in doc_ids}, key=_in_order)
        found = ((doc_id, version.get(self.name, doc_id)) for doc_id in wanted)
        return [
            self.document_class(document, self.document_id_class(doc_id))
            for doc_id, document in found
            if document is not None
        ]

    def contains(self, cond: QueryLike | None = None, doc_id: int | None = None) -> bool:
        """Return whether a document has this id, or matches."""
        if doc_id is not None:
            return self._version().has(self.name, id_from(doc_id))
        return super().contains(cond)

    def search(self, cond: QueryLike) -> list[Document]:
        """Return all matching documents."""
        version = self._version()
        self._forget_older(version)
        cached = self._query_cache.get(cond)
        if cached is not None:
            return cached[:]
        found = [
            self.document_class(document, self.document_id_class(doc_id))
            for doc_id, document in version.documents(self.name)
            if cond(document)
        ]
        if getattr(cond, "is_cacheable", lambda: True)():
            self._query_cache[cond] = found[:]
        return found

    def _forget_older(self, version: Version) -> None:
        """Drop cached results of other versions."""
        if version.revision < 0 or version.revision != self._cached_version:
            self.clear_cache()
            self._cached_version = version.revision

    def __iter__(self) -> Iterator[Document]:
        document_class, id_class = self.document_class, self.document_id_class
        for doc_id, document in self._version().documents(self.name):
            its_id = doc_id if type(doc_id) is id_class else id_class(doc_id)
            yield document_class(document, its_id)

    def __len__(self) -> int:
        return self._version().count(self.name)

    def _get_next_id(self) -> Any:
        with self._journal.transaction() as transaction:
            free = self._free_id(transaction)
            self._promised = (self._part(transaction), free + 1)
        return free

    def _free_id(self, transaction: Transaction) -> int:
        """Return an id that no document of the table ever had and that was not promised to a
        caller.
        """
        free = transaction.next_id(self.name)
        part, promised = self._promised
        return max(free, promised) if part == self._part(transaction) else free

    def _part(self, transaction: Transaction) -> int:
        table = transaction.catalog.tables.get(self.name)
        return table.part if table is not None else -1

    def _read_table(self) -> Any:
        return LazyTable(self._version(), self.name)

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        with self._journal.transaction() as transaction:
            changing = ChangingTable(transaction, self.name, self.document_id_class)
            updater(changing)
            changing.finish()
        self.clear_cache()


def _in_order(doc_id: DocId) -> tuple[bool, int]:
    """Sort key for ids in table order: small integers ascending, then the others."""
    return (False, int(doc_id)) if is_small(doc_id) else (True, 0)


class JournalDB(TinyDB):
    """A TinyDB database on a journal."""

    table_class: type[Table] = JournalTable

    def __init__(self, path: str | Path, **options: Any) -> None:
        """Open the database. `options` are those of `JournalStorage`."""
        super().__init__(path, storage=JournalStorage, **options)

    @property
    def journal(self) -> JournalStorage:
        """The storage, with its own type."""
        return cast("JournalStorage", self.storage)
